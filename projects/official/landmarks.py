"""Where in a grid the official tables begin, and where their indicators do.

Labels alone do not tell: any cell may hold a label's words. So a row counts by its shape too, in such a way
that no table the composer draws can be mistaken.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from projects.official import words
from projects.official.grid import Cell, Grid
from projects.tables import typed

_BUDGET_WITHIN = 4  # rows below the code row: a row for the name, and blank ones


@dataclass(frozen=True, slots=True)
class Start:
    """The head of one official table: its first row (the title, if inside), its code row and budget row."""

    first: int
    code: int
    budget: int


def starts(grid: Grid) -> list[Start]:
    """The heads of all official tables of the grid, top to bottom."""
    found: list[Start] = []
    columns: list[int] | None = None  # of the indicators the row stands among
    for row in range(grid.rows):
        if found and row <= found[-1].budget:
            continue
        if _firm_head(grid, row):
            columns = edges(grid, row)
        elif (budget := _budget_row(grid, row, columns)) is not None:
            found.append(Start(_title_row(grid, row, found[-1].budget + 1 if found else 0), row, budget))
            columns = None
    return found


def table_starts(grid: Grid) -> list[int]:
    """The row at which each official table begins."""
    return [start.first for start in starts(grid)]


def head_row(grid: Grid, first: int, last: int) -> int | None:
    """The row that heads the indicator columns: one of the form's shape, else the first with the words."""
    rows = range(first, last)
    firm = next((row for row in rows if _firm_head(grid, row)), None)
    return firm if firm is not None else next((row for row in rows if is_head(grid.starting[row])), None)


def is_head(cells: Iterable[Cell]) -> bool:
    """Whether a row's cells name the indicator columns."""
    fields = {words.head_field(cell.text) for cell in cells}
    return len(fields & {"level1", "level2", "level3", "value"}) >= 3


def edges(grid: Grid, row: int) -> list[int]:
    """The columns at which the cells that stand in a row begin."""
    return [cell.column for cell in grid.covering[row]]


def spans_all(grid: Grid, row: int) -> bool:
    cells = grid.covering[row]
    return len(cells) == 1 and cells[0].rowspan == 1


def strange_head(grid: Grid, first: int, last: int) -> int | None:
    """A row among the indicators that must head a further table, though not one that can be read."""
    columns = edges(grid, first - 1)
    for row in range(first, last):
        cells = grid.starting[row]
        if len(cells) < 2 or edges(grid, row) == columns:
            continue
        if words.compact(cells[0].text) in words.CODE or _names_money(cells):
            return row
    return None


def _names_money(cells: Iterable[Cell]) -> bool:
    texts = [cell.text for cell in cells]
    return any(map(words.is_total, texts)) and any(map(words.is_fiscal, texts))


def _firm_head(grid: Grid, row: int) -> bool:
    """一级指标 at the left edge and all column heads of one height: no spend plan is drawn so."""
    cells = grid.starting[row]
    if not cells or grid.covering[row][0] is not cells[0] or words.head_field(cells[0].text) != "level1":
        return False
    return is_head(cells) and len({cell.rowspan for cell in cells if words.head_field(cell.text)}) == 1


def _budget_row(grid: Grid, row: int, columns: list[int] | None) -> int | None:
    """The budget row that makes a row with 项目编码 or 项目名称 at its left the head of a table.

    Among indicators, a row that is divided like theirs is an indicator whatever its words.
    """
    cells = grid.covering[row]
    if len(cells) < 2 or cells[0].row != row or words.compact(cells[0].text) not in words.CODE | words.NAME:
        return None
    if columns is not None and edges(grid, row) == columns:
        return None
    top = row + cells[0].rowspan
    for below in range(top, min(top + _BUDGET_WITHIN, grid.rows)):
        lead = grid.covering[below][0].text if grid.covering[below] else ""
        if words.is_plan(lead) or words.compact(lead) in words.GOALS:
            return None
        if any(words.is_total(cell.text) for cell in grid.starting[below]):
            return below
    return None


def _title_row(grid: Grid, code: int, floor: int) -> int:
    """The first of the full-width or empty rows above the code row, or a title with empty cells beside it."""
    row, full = code, False
    while row > floor:
        texts = [text for cell in grid.covering[row - 1] if (text := typed(cell.text))]
        if not (full and floor):  # else the row may be an indicator of the table above
            texts = [text for text in texts if not words.beside_title(text)]
        if spans_all(grid, row - 1):
            full = True
        elif texts:
            return row - (not full and len(texts) == 1 and words.is_title(texts[0]))
        row -= 1
    return row
