"""What a visitor asks a search for, as typed and as understood; what cannot be read is told, not dropped."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from projects.values import HALF_WIDTH, read_amount

LONGEST = 100  # characters of a field
TYPED = ("q", "district", "year", "department", "sector", "least", "most", "old")
_YEAR = re.compile("([0-9]{4})(?:年度?)?")
_NO_YEAR = "没有看懂年度“{}”，没有按它筛选。请写四位数字，例如 2025。"
_NO_AMOUNT = "没有看懂金额“{}”，没有按它筛选。请只写数字，例如 1,000；单位是万元，也可以写 7万元、5亿元。"


@dataclass(frozen=True, slots=True)
class Asked:
    """`typed` goes back into the form; `problems` say by field what was not understood and so not asked for.

    `old` asks for corrected editions too. Amounts are in 万元.
    """

    typed: Mapping[str, str]
    year: int | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def old(self) -> bool:
        return bool(self.typed["old"])

    @property
    def narrowed(self) -> Mapping[str, Any]:
        """As `search_public` takes it."""
        codes = {name: self.typed[name] or None for name in ("district", "department", "sector")}
        return codes | {"year": self.year, "least": self.least, "most": self.most}

    @property
    def anything(self) -> bool:
        """Whether there is something to look for."""
        return bool(self.typed["q"]) or any(value is not None for value in self.narrowed.values())

    @property
    def opened(self) -> bool:
        """Whether what narrows a search is shown at once: who asked by words alone wants the finds."""
        return not self.typed["q"] or any(self.typed[name] for name in TYPED if name != "q")


def understood(query: Mapping[str, str]) -> Asked:
    typed = {name: _line(query.get(name, "")) for name in TYPED}
    found, problems = {}, {}
    for name, (read, problem) in _READERS.items():
        found[name] = read(typed[name])
        if typed[name] and found[name] is None:
            problems[name] = problem.format(typed[name])
    if found["year"]:
        typed["year"] = str(found["year"])
    return Asked(typed, **found, problems=problems)


def _line(text: str) -> str:
    """On one line: what separates words, a full-width blank too, still does."""
    return "".join(char if char.isprintable() else " " for char in text[:LONGEST]).strip()


def _year(text: str) -> int | None:
    whole = _YEAR.fullmatch("".join(text.translate(HALF_WIDTH).split()))
    return int(whole[1]) if whole else None


_READERS: Mapping[str, tuple[Callable[[str], Any], str]] = {
    "year": (_year, _NO_YEAR),
    "least": (read_amount, _NO_AMOUNT),
    "most": (read_amount, _NO_AMOUNT),
}
