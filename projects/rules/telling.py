"""How findings speak: quotes, sums and the names of cells."""

from decimal import Decimal

from projects.tables import INDICATOR_CELLS, INDICATOR_HEADS
from projects.values import plain

QUOTED = 24  # characters of a cell that a message repeats
CELL_NAMES = dict(zip(INDICATOR_CELLS, INDICATOR_HEADS, strict=True)) | {
    "title": "表名",
    "code": "项目编码",
    "name": "项目名称",
    "total": "预算数",
    "fiscal": "财政资金",
    "other": "其他资金",
    "purpose": "资金用途",
    "text": "绩效目标",
    "label": "时间节点",
    "percent": "累计进度",
}


def quote(text: str, most: int = QUOTED) -> str:
    """The text in Chinese quotation marks, on one line, cut where it is long."""
    line = "".join(text.split("\n"))
    return f"“{line if len(line) <= most else f'{line[: most - 1]}…'}”"


def wan(amount: Decimal) -> str:
    """34.32万元."""
    return f"{plain(amount)}万元"


def listed(names: list[str] | tuple[str, ...]) -> str:
    return "、".join(names)
