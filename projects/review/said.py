"""What a person sends with an action, and the refusal."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from projects.refusal import Refusal
from projects.review.grading import Judged


def cell_field(number: int) -> str:
    """Where the form of a small correction asks which cell is meant, counted from 0."""
    return f"cell{number}"


class Refused(Exception):
    """Nothing was changed; `reasons` says in sentences everything that stands in the way."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = [Refusal(one) for one in reasons]
        super().__init__("".join(self.reasons))


@dataclass(frozen=True, slots=True)
class Wish:
    """A line of the checklist of a return: a thread, a finding, or words; at a cell or of the whole table."""

    remark: str = ""
    part: str = ""
    row: UUID | None = None
    cell: str = ""
    thread: UUID | None = None
    finding: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class NewText:
    """A cell as a small correction would have it; `old` is what the reviewer saw."""

    row: UUID | None
    cell: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Said:
    """Beside the action itself: why, which state of the table the page showed, and what belongs to it."""

    why: str = ""
    seen: str = ""
    judged: Judged | None = None
    wishes: tuple[Wish, ...] = ()
    cells: tuple[NewText, ...] = ()
