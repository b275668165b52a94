"""The official form as a workbook to fill in, with a sheet that tells how; once filled in it is read back."""

import re
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from projects.official.compose import WIDTHS, compose
from projects.official.grid import Cell, Grid
from projects.rendering.excel import saved
from projects.rendering.excel_rows import Rows
from projects.rendering.excel_styles import (
    HEADING,
    NOTE,
    add_styles,
    column_width,
    set_page,
    text_cell,
)
from projects.rendering.excel_table import draw
from projects.rendering.looks import Look, look
from projects.rendering.measure import line_count
from projects.tables import ProjectTable

SHEET, HELP = "填表", "填表说明"

# What Excel shows beside a cell that is entered, and the help says of it. At most 255 characters.
HINTS = {
    "code": ("项目编码", "预算一体化系统里的项目编码；还没有的可以空着。"),
    "name": ("项目名称", "项目全称，与预算里的名称一致。"),
    "total": ("预算数", "连单位一起写，例如 34.32万元；只写数字的，按万元计。"),
    "fiscal": ("财政资金", "预算数里由财政安排的部分，写法同预算数；财政资金与其他资金相加应等于预算数。"),
    "other": ("其他资金", "财政资金以外的部分，写法同预算数；没有的可以空着。"),
    "purpose": ("资金用途", "钱具体花在哪里，不要只重复项目名称。"),
    "plan": (
        "资金支出计划",
        "到这个时间累计支出百分之几，例如 30 或 30%；还没有支出的写 0，最后一格一般是 100。",
    ),
    "goals": ("绩效目标", "用这笔钱要做成什么事、达到什么效果，一行写一个目标。"),
    "level3": ("三级指标", "要考核的具体事项，例如“养护道路里程”，不要照抄二级指标的名称。"),
    "description": ("绩效指标描述", "说明这个指标指什么、怎样计算。"),
    "value": ("指标值", "连比较符号和单位一起写，例如 ≥95%、≥12公里、11月底前。"),
    "basis": ("指标值确定依据", "文件名称和文号、标准编号，或写明数值的往年数据。"),
}
_FIELD = re.compile(r"(?:indicators\[\d+\]\.)?(\w+)(?:\[\d+\]\.(raw|text))?")
_PROSE, _INDICATOR = 16.0, 12.0  # mm

_HELP = {
    "一、怎样填写": (
        "“填表”这张工作表就是正式的表样，请直接在空格里填写。表里各栏的名称请保留，不要改动。",
        "一个项目填一张表。有几个项目，就把“填表”工作表复制几份：在工作表标签上点右键，选“移动或复制”，"
        "勾选“建立副本”。工作表的名字可以随意改；没有填写的工作表不会导入。",
    ),
    "二、各栏写什么": tuple(f"{label}：{hint}" for label, hint in HINTS.values()),
    "三、增加和删除行": (
        "一个二级指标下面要写几条三级指标，就复制这一行：选中整行，复制，在下一行点右键，选“插入复制的单元格”，"
        "再改写内容。新行的一级、二级指标空着，就算与上一行相同。",
        "有几个绩效目标，就把“绩效目标”这一行同样复制几行，依次写目标1、目标2……",
        "用不到的二级指标，可以把整行删掉；留着不填，表里就保留一个空行。",
    ),
    "四、填好以后": (
        "保存为 .xlsx 文件，在网页的“导入”里上传。导入前可以逐格核对，"
        "有看不懂的地方会指出是哪张工作表的第几行、哪一列。",
        "隐藏的工作表、行和列不会导入。用公式算的格子，请先用 Excel 或 WPS 保存一次。",
    ),
}
_HELP_WIDTH = 165.0  # mm
_HELP_SIZE, _HELP_LINE = 10, 15.0  # points


def template(table: ProjectTable) -> bytes:
    """The table, commonly one with labels only (official.empty), as an XLSX to fill; always the same bytes.

    Every cell to fill is of the format 文本, so that Excel keeps 95% and 0012 as they are typed.
    """
    workbook = Workbook(write_only=True)
    add_styles(workbook)
    grid = compose(table)
    sheet = _sheet(workbook, SHEET, WIDTHS)
    for hint in _hints(grid):
        sheet.data_validations.append(hint)
    rows = Rows(sheet)
    draw(rows, grid, _room(grid))
    _write_help(_sheet(workbook, HELP, (_HELP_WIDTH,)))
    return saved(workbook, table.title, [rows])


def _sheet(workbook: Workbook, name: str, widths: Sequence[float]) -> Worksheet:
    sheet = workbook.create_sheet(name)
    set_page(sheet)
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column_width(width)
    return sheet


def _room(grid: Grid) -> dict[int, float]:
    """Heights in mm for the rows to fill: Excel does not make a row of merged cells higher by itself."""
    return {
        cell.row: _PROSE if look(cell) is Look.PROSE else _INDICATOR
        for cell in grid.cells
        if _name(cell) in HINTS and (look(cell) is Look.PROSE or cell.row > (grid.head or 0))
    }


def _name(cell: Cell) -> str:
    """Which hint a cell has: by its field, whatever row it stands in; empty for labels."""
    found = _FIELD.fullmatch(cell.field)
    if not found or (found[1] in ("plan", "goals") and not found[2]):
        return ""
    return found[1]


def _hints(grid: Grid) -> Iterator[DataValidation]:
    """One for all cells of a kind: it says something and refuses nothing."""
    for name, (label, hint) in HINTS.items():
        places = [
            f"{get_column_letter(cell.column + 1)}{cell.row + 1}"
            for cell in grid.cells
            if _name(cell) == name
        ]
        if places:
            yield DataValidation(
                sqref=" ".join(places),
                showInputMessage=True,
                promptTitle=label,
                prompt=hint,
                allow_blank=True,
            )


def _write_help(sheet: Worksheet) -> None:
    """One column of sentences: two columns that name the form's cells would look like the form itself."""
    sheet.row_dimensions[1].height = 36.0
    sheet.append([text_cell(sheet, HEADING, HELP)])
    lines = [line for head, sentences in _HELP.items() for line in (head, *sentences)]
    for row, line in enumerate(lines, 2):
        count = line_count(line, _HELP_WIDTH, _HELP_SIZE)
        sheet.row_dimensions[row].height = count * _HELP_LINE + (12 if line in _HELP else 4)
        sheet.append([text_cell(sheet, NOTE, line)])
