"""What becomes of a grid at page breaks: spanning cells are cut, their text repeated; long rows may split."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from projects.official.grid import Cell, Grid

_REPEATED = 60  # characters; a label is seldom longer than ten


def edges(pages: Sequence[Sequence[int]], head: int | None) -> set[int]:
    """The rows before which a table breaks, given the rows drawn on each of its pages.

    A row that goes on over a break is cut off from both its neighbours. The repeated head does not count.
    """
    found = set()
    bodies = [[row for row in page if row != head] for page in pages]
    for upper, lower in pairwise(filter(None, bodies)):
        found.add(lower[0])
        if upper[-1:] == lower[:1]:
            found.add(lower[0] + 1)
    return found


def too_long(pages: Sequence[Sequence[int]], head: int | None) -> set[int]:
    """The rows that no page holds whole, or not together with the indicator head they should stand under."""
    drawn = Counter(row for page in pages for row in page if row != head)
    alone = {row for page in pages for row in page if head is not None and row > head and head not in page}
    return alone | {row for row, times in drawn.items() if times > 1}


def crossed(grid: Grid, rows: Collection[int]) -> set[int]:
    """Those of the rows that have a cell reaching down over their upper edge."""
    return {row for row in rows if row < grid.rows and any(cell.row < row for cell in grid.covering[row])}


def cut(grid: Grid, rows: Collection[int]) -> Grid:
    """The grid with every spanning cell cut above the given rows, its text repeated in each piece.

    Not a text so long that it would fill the page again.
    """
    pieces = [piece for cell in grid.cells for piece in _pieces(cell, rows)]
    pieces.sort(key=lambda cell: (cell.row, cell.column))
    return replace(grid, cells=tuple(pieces))


def _pieces(cell: Cell, rows: Collection[int]) -> Iterator[Cell]:
    last = cell.row + cell.rowspan
    tops = [cell.row, *sorted(row for row in rows if cell.row < row < last), last]
    for top, bottom in pairwise(tops):
        text = cell.text if top == cell.row or len(cell.text) <= _REPEATED else ""
        yield replace(cell, row=top, rowspan=bottom - top, text=text)
