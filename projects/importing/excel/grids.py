"""Lines of a sheet as grids: every place between the outermost cells has one, filled or empty."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby

from projects.importing.excel.book import Counted
from projects.importing.excel.lines import Line, Spot
from projects.importing.excel.sheet import Runs
from projects.official.grid import Cell, Grid


def grids_of(lines: list[Line], boxed: Runs, counted: Counted) -> Iterator[str | Grid]:
    """What stands side by side, apart by an empty column without lines (`boxed` has some), left to right.

    A single column or row is no table but paragraphs.
    """
    islands = _islands(lines, boxed)
    lefts = [left for left, _ in islands]
    found: list[list[tuple[int, list[Spot]]]] = [[] for _ in islands]
    for line in lines:
        for island, spots in groupby(line.spots, lambda spot: bisect_right(lefts, spot.column) - 1):
            found[island].append((line.number, list(spots)))
    for rows in found:
        texts = [spot for _, spots in rows for spot in spots if spot.text]
        if len({spot.row for spot in texts}) > 1 and len({spot.column for spot in texts}) > 1:
            yield _grid(rows, counted)
        else:
            yield from (spot.text for spot in texts)


def _islands(lines: list[Line], boxed: Runs) -> list[tuple[int, int]]:
    """First and last columns of what hangs together."""
    found: list[tuple[int, int]] = []
    for left, right in sorted({(spot.column, spot.right) for line in lines for spot in line.spots}):
        if found and left <= boxed.past(found[-1][1] + 1):
            found[-1] = (found[-1][0], max(right, found[-1][1]))
        else:
            found.append((left, right))
    return found


def _grid(rows: list[tuple[int, list[Spot]]], counted: Counted) -> Grid:
    """Rows and columns in which no cell begins are left out; a cell's source tells where it stood."""
    numbers = [number for number, _ in rows]
    columns = sorted({spot.column for _, spots in rows for spot in spots})
    counted.piece(len(numbers) * len(columns))
    cells: list[Cell] = []
    covered = [0] * len(columns)  # by column: the first row that no cell from above reaches
    for row, (number, spots) in enumerate(rows):
        beginning = {spot.column: spot for spot in spots}
        for column, place in enumerate(columns):
            if covered[column] > row:
                continue
            spot = beginning.get(place) or Spot(number, place, number, place)
            rowspan = bisect_right(numbers, spot.bottom) - row
            colspan = bisect_right(columns, spot.right) - column
            covered[column : column + colspan] = [row + rowspan] * colspan
            cells.append(Cell(row, column, spot.text, rowspan, colspan, source=(number, place)))
    return Grid(len(rows), len(columns), tuple(cells))
