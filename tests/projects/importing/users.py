"""Workbooks as people make them: by hand in a spreadsheet program, here through openpyxl."""

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from projects.importing.excel.reading import read_excel
from projects.official.document import DocumentReading
from projects.official.grid import Cell, Grid

EMPTY_FORM = """
区级部门项目绩效目标表 | < | < | < | < | < | <
项目编码 | | 项目名称 |  | < | < | <
预算规模及资金用途 | 预算数 | | 其中：财政资金 | | 其他资金 |
^ | 资金用途 | | < | < | < | <
资金支出计划（%） | 3月底 | 6月底 | 9月底 | 12月底 | < | <
^ |  |  |  |  | < | <
绩效目标 | 目标1 | | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 | <
产出指标 | 数量指标 | | | | | <
"""
BOX = Border(*[Side("thin")] * 4)


def put(
    sheet: Worksheet,
    grid: Grid,
    row: int = 1,
    column: int = 1,
    boxed: bool = True,
    unboxed: Iterable[int] = (),
) -> int:
    """Write a grid with its first cell at row and column, lines around all cells; the next free row.

    The rows of the grid in `unboxed`, from 0, have no lines.
    """
    for cell in grid.cells:
        top, left = row + cell.row, column + cell.column
        bottom, right = top + cell.rowspan - 1, left + cell.colspan - 1
        if cell.text:
            sheet.cell(top, left, cell.text)
            sheet.cell(top, left).data_type = "s"
        if boxed and cell.row not in unboxed:
            for places in sheet.iter_rows(top, bottom, left, right):
                for place in places:
                    place.border = BOX
        if (top, left) != (bottom, right):
            sheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)
    return row + grid.rows


def without_row(grid: Grid, row: int) -> Grid:
    """The grid without one row, which no cell may span."""
    cells = [cell for cell in grid.cells if cell.row != row]
    moved = [
        Cell(cell.row - (cell.row > row), cell.column, cell.text, cell.rowspan, cell.colspan)
        for cell in cells
    ]
    return Grid(grid.rows - 1, grid.columns, tuple(moved))


def book(*grids: Grid, **how) -> Workbook:
    """Each grid on a sheet of its own, called 表1 and so on."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for number, grid in enumerate(grids, 1):
        put(workbook.create_sheet(f"表{number}"), grid, **how)
    return workbook


def saved(workbook: Workbook) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def reading(workbook: Workbook) -> DocumentReading:
    return read_excel(io.BytesIO(saved(workbook)))


def tables(workbook: Workbook) -> list:
    return [found.table for found in reading(workbook).tables]


def told(workbook: Workbook) -> list[str]:
    """The text outside the tables."""
    return [line for section in reading(workbook).narrative for line in section.paragraphs]


def certainties(workbook: Workbook) -> dict[str, str]:
    """Of the filled cells: text → how sure the reader is."""
    found = reading(workbook)
    return {cell.text: cell.certainty.value for one in found.tables for cell in one.cells if cell.text}
