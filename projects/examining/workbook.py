"""Findings as a workbook, for reviewers who go through them with a pencil."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from projects.examining.district import Line
from projects.rendering.excel import saved
from projects.rendering.excel_styles import add_styles, column_width, set_page, text_cell
from projects.rendering.looks import NAMES, Look

SHEET = "检查结果"
# Head, width in mm, and what stands there.
_COLUMNS = (
    ("级别", 14, lambda line: line.level.label),
    ("部门", 30, lambda line: str(line.version.project.department or "未分配部门")),
    ("项目名称", 42, lambda line: line.project_name),
    ("位置", 42, lambda line: line.found.get("place", "")),
    ("问题和建议", 80, lambda line: line.message),
    ("现值", 34, lambda line: line.found.get("actual", "")),
    ("应为", 34, lambda line: line.found.get("expected", "")),
    ("依据", 60, lambda line: line.evidence),
    ("单位说明的理由", 40, lambda line: line.reason),
    ("规则", 14, lambda line: line.code),
)


def workbook(lines: Sequence[Line], title: str, mark: str = "") -> bytes:
    """One row a finding, in the order given; every cell is text as typed, never a formula."""
    book = Workbook(write_only=True)
    add_styles(book)
    sheet = book.create_sheet(SHEET)
    set_page(sheet, mark)
    sheet.page_setup.orientation = "landscape"
    for place, (_, width, _) in enumerate(_COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column_width(width)
    if not mark:
        sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_COLUMNS))}{len(lines) + 1}"
    sheet.append([text_cell(sheet, NAMES[Look.LABEL], head) for head, _, _ in _COLUMNS])
    for line in lines:
        sheet.append([text_cell(sheet, NAMES[Look.PROSE], said(line)) for _, _, said in _COLUMNS])
    return saved(book, title)
