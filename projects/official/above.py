"""What stands above the code row of a table: its title, and the unit of its money."""

from dataclasses import dataclass

from projects.official import words
from projects.official.grid import Cell, Grid
from projects.official.landmarks import Start
from projects.official.marks import Certainty, Marks
from projects.tables import typed


@dataclass(frozen=True, slots=True)
class Above:
    """The title as typed, and the unit that a cell of its own names (元, 万元), empty if none does."""

    title: str
    unit: str

    @property
    def doubtful(self) -> bool:
        """Whether the title itself, which stays as typed, names another unit: then no bare sum is sure."""
        return not self.unit and words.money_unit(self.title) not in ("", words.WAN)


def read_above(grid: Grid, start: Start, titled: bool, marks: Marks) -> Above:
    """From the rows above the budget row; where a title stands above the grid (`titled`) a unit is none."""
    filled = [
        cell for row in range(start.first, start.code) for cell in grid.starting[row] if typed(cell.text)
    ]
    title = _title(filled, titled)
    unit = ""
    for cell in [*filled, *_lone(grid, start.code + 1, start.budget)]:
        if cell is not title and words.beside_title(cell.text):
            marks.label(cell)
            unit = words.money_unit(cell.text) or unit
    if title is None:
        return Above("", unit)
    known = Certainty.CERTAIN if words.is_title(title.text) else Certainty.GUESSED
    return Above(marks.take(title, "title", known), unit)


def _title(filled: list[Cell], titled: bool) -> Cell | None:
    """The cell that is worded like a title, or the first that is not merely a year or a unit."""
    worded = [cell for cell in filled if words.is_title(cell.text)]
    other = [cell for cell in filled if not words.beside_title(cell.text)]
    return next(iter(worded or other or ([] if titled else filled)), None)


def _lone(grid: Grid, first: int, last: int) -> list[Cell]:
    """The cells that alone are filled in their row."""
    rows = [[cell for cell in grid.starting[row] if typed(cell.text)] for row in range(first, last)]
    return [cells[0] for cells in rows if len(cells) == 1]
