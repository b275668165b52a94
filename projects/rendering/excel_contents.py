"""The workbook's first sheet: the projects in order, their money as numbers, a link to each table."""

from collections.abc import Sequence
from decimal import Decimal

from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from projects.official.grid import Role
from projects.rendering.excel_styles import (
    AMOUNT,
    COUNT,
    HEADING,
    LINK,
    NOTE,
    SETTINGS,
    column_width,
    set_page,
    text_cell,
)
from projects.rendering.excel_table import TALLEST, Place
from projects.rendering.looks import NAMES, Look
from projects.rendering.measure import line_count
from projects.tables import Amount, ProjectTable

SHEET = "目录"
_HEADS = ("序号", "项目编码", "项目名称", "预算数\n（万元）", "财政资金\n（万元）", "其他资金\n（万元）")
_WIDTHS = (12, 29, 53, 22, 22, 22)  # mm
_NAME = 3  # the column of the name, counted from 1
_FIRST = 3  # the row of the first project, below title and heads
_LABEL, _TEXT = NAMES[Look.LABEL], NAMES[Look.TEXT]


def prepare(sheet: Worksheet, mark: str = "") -> None:
    """What a sheet must know before its first row. Marked, it is shown as pages, which cannot freeze rows."""
    set_page(sheet, mark)
    for place, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column_width(width)
    if not mark:
        sheet.freeze_panes = f"A{_FIRST}"
    sheet.print_title_rows = f"{_FIRST - 1}:{_FIRST - 1}"


def write(sheet: Worksheet, tables: Sequence[ProjectTable], places: Sequence[Place], title: str) -> None:
    """One row a project, and their totals. An amount not understood stands as typed and is not counted."""
    rows = [([text_cell(sheet, HEADING, title or "项目绩效目标表目录")], 30.0)]
    rows.append(([text_cell(sheet, _LABEL, head) for head in _HEADS], 32.0))
    for number, (table, place) in enumerate(zip(tables, places, strict=True), 1):
        cells = [
            _number(sheet, COUNT, number),
            text_cell(sheet, _TEXT, table.code),
            _link(sheet, table.name or "（未填项目名称）", place, row=len(rows) + 1),
            *(_amount(sheet, amount) for amount in _amounts(table)),
        ]
        rows.append((cells, _height(table)))
    rows.append((_totals(sheet, tables), 24.0))
    whole = [1]
    if unread := sum(
        amount.value is None and amount.raw != "" for table in tables for amount in _amounts(table)
    ):
        rows.append(
            ([text_cell(sheet, NOTE, f"有 {unread} 处金额未能识别为数字，按原文列出，未计入合计。")], 24.0)
        )
        whole.append(len(rows))
    for row, (cells, height) in enumerate(rows, 1):
        sheet.row_dimensions[row].height = height
        sheet.append(cells)
    for row in whole:
        sheet.merged_cells.ranges.add(CellRange(None, 1, row, len(_HEADS), row))


def _amounts(table: ProjectTable) -> tuple[Amount, Amount, Amount]:
    return table.total, table.fiscal, table.other


def _number(sheet: Worksheet, style: str, value: Decimal | int) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value)
    cell.style = style
    return cell


def _amount(sheet: Worksheet, amount: Amount) -> WriteOnlyCell:
    if amount.value is None:
        return text_cell(sheet, AMOUNT, amount.raw)
    return _number(sheet, AMOUNT, amount.value)


def _link(sheet: Worksheet, text: str, place: Place, row: int) -> WriteOnlyCell:
    """A name that leads to its table; the cell must know where it stands before it can hold a link."""
    cell = text_cell(sheet, LINK, text)
    cell.row, cell.column = row, _NAME
    cell.hyperlink = Hyperlink(ref="", location=f"'{place.sheet}'!A{place.row}")
    return cell


def _totals(sheet: Worksheet, tables: Sequence[ProjectTable]) -> list[WriteOnlyCell]:
    cells = [text_cell(sheet, _LABEL, text) for text in ("合计", "", "")]
    for column in zip(*map(_amounts, tables), strict=True) if tables else ((),) * 3:
        values = [amount.value for amount in column if amount.value is not None]
        cells.append(_number(sheet, AMOUNT, sum(values)) if values else text_cell(sheet, AMOUNT))
    return cells


def _height(table: ProjectTable) -> float:
    """Points; the code and the name may run over several lines."""
    setting = SETTINGS[Role.TEXT]
    texts = zip((table.code, table.name), _WIDTHS[1:3], strict=True)
    lines = max(line_count(text, width - 2 * setting.beside, setting.size) for text, width in texts)
    return min(TALLEST, max(22.0, lines * setting.line + 8))
