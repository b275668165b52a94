"""How a cell looks in the files that have named styles: Word's and the spreadsheet's."""

from enum import StrEnum

from projects.official.grid import Cell, Role


class Look(StrEnum):
    """The value is the style's id in Word."""

    TITLE = "TableTitle"
    LABEL = "TableLabel"
    SUBLABEL = "TableSublabel"  # a label below another label: 二级指标, 目标1
    TEXT = "TableText"
    PROSE = "TableProse"  # sentences, set from the left


NAMES = {
    Look.TITLE: "绩效目标表 标题",
    Look.LABEL: "绩效目标表 栏目",
    Look.SUBLABEL: "绩效目标表 二级栏目",
    Look.TEXT: "绩效目标表 内容",
    Look.PROSE: "绩效目标表 文字",
}
_OF_ROLE = {Role.TITLE: Look.TITLE, Role.LABEL: Look.LABEL, Role.HEAD: Look.LABEL, Role.TEXT: Look.TEXT}


def look(cell: Cell) -> Look:
    if cell.role is Role.LABEL and cell.field.endswith((".level2", ".label")):
        return Look.SUBLABEL
    if cell.role is Role.TEXT and cell.field.endswith(("purpose", ".text")):
        return Look.PROSE
    return _OF_ROLE[cell.role]
