"""Two cells compared by what they mean, and by their words where they are not wholly understood."""

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal

from projects.drafting.sheet import AMOUNTS, Row, head_text, texts
from projects.official.words import WAN
from projects.spelling import as_read
from projects.tables import INDICATOR_CELLS, INDICATOR_HEADS, ProjectTable
from projects.values import Kind, Value, read_value

HEAD = ""  # the part of the table's own cells, which stand in no row

CELL_NAMES: dict[str, dict[str, str]] = {
    HEAD: {
        "title": "表名",
        "code": "项目编码",
        "name_label": "项目名称栏",
        "name": "项目名称",
        "total": "预算数",
        "fiscal": "财政资金",
        "other": "其他资金",
        "purpose": "资金用途",
        "plan_label": "支出计划栏",
    },
    "plan": {"label": "时间节点", "percent": "累计进度"},
    "goals": {"label": "目标栏", "text": "绩效目标"},
    "indicators": dict(zip(INDICATOR_CELLS, INDICATOR_HEADS, strict=True)),
}

_POINTS = {"%": "个百分点", "‰": "个千分点"}
_BOUNDS = {"≥": 1, ">": 1, "≤": -1, "<": -1}
_YEAR = re.compile("20[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Delta:
    """By how much the new value exceeds the old one, in `unit`: 万元, 个百分点, 件; of dates 年 or 天 later.

    `ratio` is the difference to the old value (0.2 is +20%); None for points and dates, and where the old
    value is not above 0.
    """

    kind: Kind
    difference: Decimal
    unit: str
    ratio: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that says something else now. Texts as typed; `delta` where both are the same kind and unit."""

    part: str
    cell: str
    old: str
    new: str
    delta: Delta | None = None

    @property
    def name(self) -> str:
        """What the form calls the cell."""
        return CELL_NAMES[self.part][self.cell]


def cell_changes(part: str, old: ProjectTable | Row, new: ProjectTable | Row) -> tuple[CellChange, ...]:
    """The cells of a row that changed, or of the tables' heads; left to right.

    A cell did not change where both sides are wholly understood and equal, nor where only blanks and widths
    differ that nobody reads: whoever compares looks for what was changed, not for how it was typed. Tables
    without a difference may thus differ in spelling; that they are the same to the letter, only `==` tells.
    """
    before, after = _texts(part, old), _texts(part, new)
    changes = (
        _change(part, cell, before[cell], after[cell], old, new)
        for cell in CELL_NAMES[part]
        if before[cell] != after[cell]
    )
    return tuple(change for change in changes if change)


def _texts(part: str, row: ProjectTable | Row) -> dict[str, str]:
    return texts(part, row) if part != HEAD else {cell: head_text(row, cell) for cell in CELL_NAMES[HEAD]}


def _change(
    part: str, cell: str, before: str, after: str, old: ProjectTable | Row, new: ProjectTable | Row
) -> CellChange | None:
    if as_read(before) == as_read(after):
        return None
    values = _understood(part, cell, old), _understood(part, cell, new)
    if None in values:
        return CellChange(part, cell, before, after)
    return None if values[0] == values[1] else CellChange(part, cell, before, after, _delta(*values))


def _understood(part: str, cell: str, row: ProjectTable | Row) -> Value | None:
    """The one value that a cell states; None for words, and for an empty cell, which is not 0."""
    if part == HEAD and cell in AMOUNTS:
        amount = getattr(row, cell).value
        return None if amount is None else Value(Kind.NUMBER, number=amount, unit=WAN)
    if (part, cell) == ("plan", "percent"):
        return None if row.percent is None else Value(Kind.PERCENT, number=row.percent, unit="%")
    return _stated(row.value) if (part, cell) == ("indicators", "value") else None


def _stated(text: str) -> Value | None:
    """An indicator's value. A span of time is none: read_value keeps its end and drops its beginning."""
    value = read_value(text)
    if value.kind in (Kind.EMPTY, Kind.QUALITATIVE):
        return None
    return None if value.kind is Kind.DATE and len(_YEAR.findall(as_read(text))) > 1 else value


def _delta(old: Value, new: Value) -> Delta | None:
    """None too between a range and anything, and where a least became a most: such do not compare."""
    bounds = _BOUNDS.get(old.operator, 0) * _BOUNDS.get(new.operator, 0)
    ranges = old.upper is not None or new.upper is not None
    if (old.kind, old.unit) != (new.kind, new.unit) or bounds < 0 or ranges:
        return None
    if old.kind is Kind.DATE:
        return _later(old.date, new.date)
    difference = new.number - old.number
    if not difference:
        return None
    if old.unit in _POINTS:
        return Delta(old.kind, difference, _POINTS[old.unit])
    return Delta(old.kind, difference, old.unit, difference / old.number if old.number > 0 else None)


def _later(old: datetime.date, new: datetime.date) -> Delta | None:
    """In whole years where it is the same day of the year."""
    if old == new:
        return None
    if (old.month, old.day) == (new.month, new.day):
        return Delta(Kind.DATE, Decimal(new.year - old.year), "年")
    return Delta(Kind.DATE, Decimal((new - old).days), "天")
