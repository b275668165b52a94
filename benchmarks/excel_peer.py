"""What people would use instead of our workbook: openpyxl's ordinary one, in memory, with the same cells."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from projects.official.compose import compose
from projects.official.grid import Grid
from projects.rendering.excel_styles import add_styles
from projects.rendering.excel_table import MOST_TABLES
from projects.rendering.looks import NAMES, look
from projects.tables import ProjectTable


def draw(tables: Sequence[ProjectTable]) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.active)
    add_styles(workbook)
    for first in range(0, len(tables), MOST_TABLES):
        sheet, top = workbook.create_sheet(), 1
        for table in tables[first : first + MOST_TABLES]:
            grid = compose(table)
            _draw(sheet, grid, top)
            top += grid.rows
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def _draw(sheet: Worksheet, grid: Grid, top: int) -> None:
    """Merged past `merge_cells`, which compares every area with all others: hours for thousands of tables."""
    for row, cells in enumerate(grid.covering):
        for cell in cells:
            for column in range(cell.column, cell.column + cell.colspan):
                sheet.cell(top + row, column + 1).style = NAMES[look(cell)]
    for cell in grid.cells:
        row, column = top + cell.row, cell.column + 1
        sheet.cell(row, column, cell.text)
        if cell.rowspan > 1 or cell.colspan > 1:
            area = CellRange(None, column, row, column + cell.colspan - 1, row + cell.rowspan - 1)
            sheet.merged_cells.ranges.add(area)
