"""A grid of cells with row and column spans: what every renderer draws and every reader produces."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Role(StrEnum):
    """What a cell is on the print, for its look and for assistive technology."""

    TITLE = "title"
    LABEL = "label"  # names the cell to its right or the rows beside it
    HEAD = "head"  # names the column below it
    TEXT = "text"  # typed by the department


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell at its top left corner; `field` is its path in ProjectTable, empty for fixed wording.

    `source` is its row and column, from 1, on the sheet it was read from, which may hold more than the grid.
    """

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    role: Role = Role.TEXT
    field: str = ""
    source: tuple[int, int] | None = None


@dataclass(frozen=True)
class Grid:
    """Cells in reading order on `rows` × `columns`; `head` is the row of the indicator head, if known."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    head: int | None = None

    @cached_property
    def covering(self) -> list[list[Cell]]:
        """For every row the cells that stand in it, left to right, with those reaching down from above."""
        rows: dict[int, list[Cell]] = defaultdict(list)
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                rows[row].append(cell)
        return [sorted(rows[row], key=lambda cell: cell.column) for row in range(self.rows)]

    @cached_property
    def starting(self) -> list[list[Cell]]:
        """For every row the cells whose top is in it, left to right."""
        return [[cell for cell in row if cell.row == index] for index, row in enumerate(self.covering)]
