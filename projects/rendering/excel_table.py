"""The official tables stacked on worksheets, each from the top of a printed page.

Their cells are written as XML text, not built, so that thousands of tables take seconds.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from math import ceil
from typing import NamedTuple
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from projects.official.compose import WIDTHS, compose
from projects.official.grid import Cell, Grid
from projects.rendering.excel_rows import Rows
from projects.rendering.excel_styles import SETTINGS, column_width, is_formula_like, set_page, written
from projects.rendering.looks import NAMES, look
from projects.rendering.measure import MM_PER_POINT, row_heights
from projects.tables import ProjectTable

SHEET = "绩效目标表"
MOST_TABLES = 1_000  # on one sheet: Excel breaks a sheet into pages by hand at most 1,023 times
TALLEST = 409.0  # points; a higher row is drawn as several, merged
_LEAST = 8.0  # mm
_NO_ROOM: Mapping[int, float] = {}
_LETTERS = [get_column_letter(place) for place in range(1, len(WIDTHS) + 1)]


class Place(NamedTuple):
    """Where a table begins."""

    sheet: str
    row: int


def write_tables(
    workbook: Workbook, tables: Sequence[ProjectTable], mark: str = ""
) -> tuple[list[Place], list[Rows]]:
    """Draw the tables in order: the place of each, and the rows with which the workbook is to be saved."""
    places, drawn = [], []
    for first in range(0, len(tables), MOST_TABLES):
        suffix = f"（{first // MOST_TABLES + 1}）" if first else ""
        sheet = workbook.create_sheet(f"{SHEET}{suffix}")
        set_page(sheet, mark)
        for letter, width in zip(_LETTERS, WIDTHS, strict=True):
            sheet.column_dimensions[letter].width = column_width(width)
        rows = Rows(sheet)
        for table in tables[first : first + MOST_TABLES]:
            places.append(Place(sheet.title, rows.count + 1))
            draw(rows, compose(table))
        # At once: openpyxl copies all the breaks there are to add one.
        sheet.row_breaks.brk = [Break(id=place.row - 1) for place in places[first + 1 :]]
        drawn.append(rows)
    return places, drawn


def draw(rows: Rows, grid: Grid, least: Mapping[int, float] = _NO_ROOM) -> None:
    """Draw one table below the rows there are.

    `least` gives rows, counted from 0, a height in mm that their texts alone would not need.
    """
    needed = row_heights(grid, WIDTHS, SETTINGS, _LEAST)
    heights = [max(mm, least.get(row, 0)) / MM_PER_POINT for row, mm in enumerate(needed)]
    parts = [ceil(height / TALLEST) for height in heights]
    tops = list(accumulate(parts, initial=rows.count + 1))
    drawn, merged = [], []
    for row, cells in enumerate(grid.covering):
        height = round(heights[row] / parts[row], 2)
        for number in range(tops[row], tops[row + 1]):
            texts = "".join(_cells(rows, cells, number, begins=row if number == tops[row] else None))
            drawn.append(f'<row r="{number}" ht="{height:g}" customHeight="1">{texts}</row>')
        for cell in grid.starting[row]:
            bottom = tops[row + cell.rowspan] - 1
            if cell.colspan > 1 or bottom > tops[row]:
                right = _LETTERS[cell.column + cell.colspan - 1]
                merged.append(f"{_LETTERS[cell.column]}{tops[row]}:{right}{bottom}")
    rows.add(drawn, merged)


def _cells(rows: Rows, cells: Sequence[Cell], number: int, begins: int | None) -> Iterator[str]:
    """One row of the sheet: every cell has its border; the text stands in the first of those merged."""
    for cell in cells:
        name, column, end = NAMES[look(cell)], cell.column, cell.column + cell.colspan
        if cell.text and cell.row == begins:
            style = rows.style(name, is_formula_like(cell.text))
            yield f'<c r="{_LETTERS[column]}{number}" s="{style}" t="inlineStr">{_string(cell.text)}</c>'
            column += 1
        if column < end:
            yield _blanks(column, end, rows.style(name)).replace("#", str(number))


@cache
def _blanks(column: int, end: int, style: int) -> str:
    """Cells without a text, before the column `end`; # is for the number of the row."""
    return "".join([f'<c r="{letter}#" s="{style}"/>' for letter in _LETTERS[column:end]])


def _string(text: str) -> str:
    """The text as typed, never calculated, with all its blanks."""
    text = written(text)
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<is><t{space}>{escape(text)}</t></is>"
