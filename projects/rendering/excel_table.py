"""The official tables stacked on worksheets, each from the top of a printed page."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from projects.official.compose import WIDTHS, compose
from projects.official.grid import Cell, Grid
from projects.rendering.excel_styles import SETTINGS, column_width, set_page, text_cell
from projects.rendering.looks import NAMES, look
from projects.rendering.measure import MM_PER_POINT, row_heights
from projects.tables import ProjectTable

SHEET = "绩效目标表"
MOST_TABLES = 1_000  # on one sheet: Excel breaks a sheet into pages by hand at most 1,023 times
TALLEST = 409.0  # points; a higher row is drawn as several, merged
_LEAST = 8.0  # mm
_NO_ROOM: Mapping[int, float] = {}


class Place(NamedTuple):
    """Where a table begins."""

    sheet: str
    row: int


def write_tables(workbook: Workbook, tables: Sequence[ProjectTable], mark: str = "") -> Iterator[Place]:
    """Draw the tables in order; the place of each, once it is drawn."""
    for first in range(0, len(tables), MOST_TABLES):
        suffix = f"（{first // MOST_TABLES + 1}）" if first else ""
        sheet = workbook.create_sheet(f"{SHEET}{suffix}")
        set_page(sheet, mark)
        for place, width in enumerate(WIDTHS, 1):
            sheet.column_dimensions[get_column_letter(place)].width = column_width(width)
        last = 0
        for table in tables[first : first + MOST_TABLES]:
            if last:
                sheet.row_breaks.append(Break(id=last))
            yield Place(sheet.title, last + 1)
            last = draw(sheet, compose(table), last)
        _finish(sheet)


def _finish(sheet: Worksheet) -> None:
    """A full sheet is written to its end, and its merges are forgotten before the next one begins."""
    sheet.close()
    sheet.merged_cells = MultiCellRange()


def draw(sheet: Worksheet, grid: Grid, above: int = 0, least: Mapping[int, float] = _NO_ROOM) -> int:
    """Draw one table below the rows there are; the number of rows then.

    `least` gives rows, counted from 0, a height in mm that their texts alone would not need.
    """
    needed = row_heights(grid, WIDTHS, SETTINGS, _LEAST)
    heights = [max(mm, least.get(row, 0)) / MM_PER_POINT for row, mm in enumerate(needed)]
    parts = [ceil(height / TALLEST) for height in heights]
    tops = [above + 1]
    for count in parts:
        tops.append(tops[-1] + count)
    for row, cells in enumerate(grid.covering):
        for sheet_row in range(tops[row], tops[row + 1]):
            sheet.row_dimensions[sheet_row].height = round(heights[row] / parts[row], 2)
            sheet.append(_drawn(sheet, cells, begins=row if sheet_row == tops[row] else None))
            del sheet.row_dimensions[sheet_row]  # written with its row: a third of the memory of thousands
        for cell in grid.starting[row]:
            bottom = tops[row + cell.rowspan] - 1
            if cell.colspan > 1 or bottom > tops[row]:
                area = CellRange(None, cell.column + 1, tops[row], cell.column + cell.colspan, bottom)
                sheet.merged_cells.ranges.add(area)
    return tops[-1] - 1


def _drawn(sheet: Worksheet, cells: list[Cell], begins: int | None) -> list[WriteOnlyCell]:
    """One row of the sheet: every cell has its border; the text stands in the first of those merged."""
    drawn = []
    for cell in cells:
        style = NAMES[look(cell)]
        drawn.append(text_cell(sheet, style, cell.text if cell.row == begins else ""))
        drawn += [text_cell(sheet, style)] * (cell.colspan - 1)  # each is written before the next is placed
    return drawn
