"""What a rule says of a table: where, how grave, in which words, and on what evidence."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID


class Level(StrEnum):
    """How grave a finding is. PASSED and UNCHECKED say that something adds up, or could not be looked at."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"
    PASSED = "passed"
    UNCHECKED = "unchecked"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Level.ERROR: "错误",
    Level.WARNING: "警告",
    Level.HINT: "提示",
    Level.PASSED: "通过",
    Level.UNCHECKED: "未能检查",
}
FLAGGED = (Level.ERROR, Level.WARNING, Level.HINT)


@dataclass(frozen=True, slots=True)
class Anchor:
    """One cell of a table, or with an empty `cell` a whole row or part.

    `part` is head, plan, goals or indicators, `row` the id of the row in it (None in the head, in a table
    without identities, and for a whole part), `number` its place from 0. Cells are named as in
    `projects.drafting.sheet`: total, purpose; label, percent; text; level3, value …
    """

    part: str = "head"
    cell: str = ""
    row: UUID | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule says; `examine` makes a Finding of it.

    `actual` is what stands there, `expected` what should, `evidence` the arithmetic or passage behind it.
    `also` is the second cell of a contradiction. `proposal` is the certain new text of the cell at `at`,
    None where there is none: a person takes it with a click. `likeness` (0 to 1) and `other_project` are
    those of rules that compare projects.
    """

    at: Anchor
    message: str
    outcome: Level | None = None  # None: flagged, at the level the rule has here
    actual: str = ""
    expected: str = ""
    evidence: str = ""
    also: Anchor | None = None
    proposal: str | None = None
    other_project: Any = None
    likeness: Decimal | None = None


def flag(at: Anchor, message: str, **evidence: Any) -> Remark:
    """Something to mend; the message says what to do."""
    return Remark(at, message, **evidence)


def passed(at: Anchor, message: str, **evidence: Any) -> Remark:
    """Something that adds up, with its evidence."""
    return Remark(at, message, Level.PASSED, **evidence)


def unchecked(at: Anchor, message: str, **evidence: Any) -> Remark:
    """Something that could not be looked at, and what is missing for it."""
    return Remark(at, message, Level.UNCHECKED, **evidence)


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark under the code of its rule, at the level the rule has in this district and year."""

    code: str
    level: Level
    remark: Remark

    @property
    def at(self) -> Anchor:
        return self.remark.at

    @property
    def message(self) -> str:
        return self.remark.message
