"""How each cell of a source was understood: the mapping report while it is made."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from projects.official.grid import Cell, Grid
from projects.tables import ProjectTable, typed


class Certainty(StrEnum):
    """How sure the reader is of one cell."""

    CERTAIN = "certain"
    GUESSED = "guessed"
    NOT_UNDERSTOOD = "not understood"


@dataclass(frozen=True, slots=True)
class Mapped:
    """One cell of the source: its place, from 1, in its Word table (row 0 is a title above) or on its sheet.

    `field` is a path in ProjectTable, `label` for the form's own wording, empty where no place was found.
    """

    row: int
    column: int
    field: str
    text: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Reading:
    """One table as read, with every cell that was looked at; `sheet` names the worksheet it stands on."""

    table: ProjectTable
    cells: tuple[Mapped, ...]
    sheet: str = ""


class UnreadableHead(ValueError):
    """A grid has parts of the official form, but not all that name the project, its money and indicators."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(f"第 {number} 张绩效目标表{reason}")


@dataclass
class Marks:
    """What has been understood so far; the non-empty cells left over at the end were not."""

    taken: dict[Cell, tuple[str, Certainty]] = field(default_factory=dict)

    def take(self, cell: Cell, path: str, certainty: Certainty = Certainty.CERTAIN) -> str:
        self.taken.setdefault(cell, (path, certainty))
        return typed(cell.text)

    def label(self, *cells: Cell) -> None:
        for cell in cells:
            self.take(cell, "label")

    def report(self, grid: Grid, first: int, last: int) -> Iterator[Mapped]:
        for cell in (cell for row in grid.starting[first:last] for cell in row):
            if cell in self.taken or typed(cell.text):
                path, certainty = self.taken.get(cell, ("", Certainty.NOT_UNDERSTOOD))
                yield Mapped(*(cell.source or (cell.row + 1, cell.column + 1)), path, cell.text, certainty)
