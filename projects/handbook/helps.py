"""What the help at a cell is: what good looks like, an example that every rule passes, and usual slips.

The slips are examples of the rules themselves, found by their notes: what is quoted is what the rule says
today, and a rule that is reworded, renamed or given another level says so here too.
"""

from dataclasses import dataclass
from functools import lru_cache

from projects.rules.handbook import Described, handbook

FIRST_SLIPS = 2  # that many are shown beside the cell, all of them in the handbook


@dataclass(frozen=True, slots=True)
class Slip:
    """One of a rule's bad examples, and what the rule says of it."""

    code: str
    note: str
    message: str
    level: str


@dataclass(frozen=True, slots=True)
class Help:
    """`key` names it in addresses. `cells` are the cells it is for, named as in `drafting.sheet`; with
    `classes` (words of 一级 or 二级 labels) it is about the whole row of such an indicator instead.
    `rules` are (code, note of its example), the most telling first.
    """

    key: str
    title: str
    good: str
    example: str
    rules: tuple[tuple[str, str], ...]
    cells: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()

    @property
    def slips(self) -> tuple[Slip, ...]:
        """KeyError where a rule has no such example any more."""
        return tuple(_slip(code, note) for code, note in self.rules)

    @property
    def first_slips(self) -> tuple[Slip, ...]:
        return self.slips[:FIRST_SLIPS]


@lru_cache(maxsize=1)
def described() -> dict[str, Described]:
    """Every rule as people read it, by code."""
    return {rule.code: rule for _, rules in handbook() for rule in rules}


def _slip(code: str, note: str) -> Slip:
    rule = described()[code]
    said = {one.note: one.message for one in rule.bad}
    return Slip(code, note, said[note], rule.level.label)
