"""A difference in Chinese, one sentence a change, as one would tell it to a colleague."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from projects.diff.cells import CellChange, Delta
from projects.diff.rows import ChangeKind, RowChange
from projects.diff.tables import TableDiff
from projects.drafting.sheet import Row
from projects.spelling import as_read
from projects.values import Kind, plain

_FIGURES = ("total", "fiscal", "other", "percent", "value")  # cells that stand without quotation marks
_NAMED_BY = {"plan": "label", "goals": "text", "indicators": "level3"}
_LONG = 60  # characters of a cell that are told in full
_AROUND = 8  # characters told on either side of what differs in longer ones
_NAME = 20  # characters of the name of a row
_TELLING = 100  # times as much; beyond, a percentage tells nothing


def sentences(diff: TableDiff) -> list[str]:
    """The changes in the order of the form; empty where there are none."""
    said = [f"{change.name}{_from_to(change)}" for change in diff.cells]
    names = Counter((row.part, _name(row)) for row in diff.rows)
    for row in diff.changed_rows:
        said += _row_sentences(row, names[row.part, _name(row)] > 1)
    return said


def _row_sentences(row: RowChange, has_namesakes: bool) -> Iterator[str]:
    for kind, verb in (ChangeKind.ADDED, "新增"), (ChangeKind.REMOVED, "删除"):
        if kind in row.kinds:
            yield f"{verb}{_class(row)}{_quoted(_name(row)) or f'（{_place(row)}）'}"
    if ChangeKind.MOVED in row.kinds:
        places = _nth(row.part, row.old_position), _nth(row.part, row.new_position)
        yield f"{_quoted(_name(row)) or _class(row)}由{places[0]}移到{places[1]}"
    for change in row.cells:
        yield f"{_subject(row, change, has_namesakes)}{change.name}{_from_to(change)}"


def _subject(row: RowChange, change: CellChange, has_namesakes: bool) -> str:
    """Whose cell it is. The cell that names the row needs no other name than what it said."""
    place = _place(row) if has_namesakes or not _name(row) else ""
    name = "" if change.cell == _NAMED_BY[row.part] and change.old else _quoted(_name(row))
    return f"{place}{name}的" if place or name else ""


def _quoted(name: str) -> str:
    return f"“{name}”" if name else ""


def _class(row: RowChange) -> str:
    """What sort of row it is: 数量指标, 绩效目标, 支出计划节点."""
    if row.part != "indicators":
        return {"plan": "支出计划节点", "goals": "绩效目标"}[row.part]
    return f"{_short(as_read((row.new or row.old).level2)).removesuffix('指标')}指标"


def _place(row: RowChange) -> str:
    return _nth(row.part, row.old_position if row.new_position is None else row.new_position)


def _nth(part: str, position: int) -> str:
    """Indicators stand in rows; checkpoints stand side by side, and goals often in one cell."""
    return f"第{position + 1}{'行' if part == 'indicators' else '个'}"


def _name(row: RowChange) -> str:
    """What the row was called before, or is now where it was nameless or is new."""
    return next((name for side in (row.old, row.new) if side and (name := _called(row.part, side))), "")


def _called(part: str, row: Row) -> str:
    if part == "indicators":
        name = row.level3 or row.description
    else:
        name = row.label if part == "plan" else row.text or row.label
    return _short(_one_line(name))


def _short(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[:_NAME]}…"


def _from_to(change: CellChange) -> str:
    old, new = _excerpts(_one_line(change.old), _one_line(change.new))
    if change.cell in _FIGURES:
        told = f"由{f' {old} ' if old else '空白'}改为{f' {new}' if new else '空白'}"
    else:
        told = f"由{f'“{old}”' if old else '空白'}改为{f'“{new}”' if new else '空白'}"
    return told if change.delta is None else f"{told}（{_by(change.delta)}）"


def _by(delta: Delta) -> str:
    """增加10万元，+20%; +5个百分点; 推迟31天."""
    amount = f"{plain(abs(delta.difference))}{delta.unit}"
    rises = delta.difference > 0
    if delta.kind is Kind.DATE:
        return f"{'推迟' if rises else '提前'}{amount}"
    if delta.kind is Kind.PERCENT:
        return f"{'+' if rises else '-'}{amount}"
    ratio = _percentage(delta.ratio)
    return f"{'增加' if rises else '减少'}{amount}{f'，{ratio}' if ratio else ''}"


def _percentage(ratio: Decimal | None) -> str:
    """+20%, -33.33%; empty where it would be too small or too large to tell anything."""
    if ratio is None or abs(ratio) > _TELLING:
        return ""
    percent = plain(Decimal(f"{ratio * 100:.2f}"))
    return "" if percent == "0" else f"{'+' if ratio > 0 else ''}{percent}%"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _excerpts(old: str, new: str) -> tuple[str, str]:
    """Both texts; long ones cut down to the first and the last difference and a little around them."""
    if max(len(old), len(new)) <= _LONG:
        return old, new
    same = _same_start(old, new)
    same_end = _same_start(old[same:][::-1], new[same:][::-1])
    start, end = max(same - _AROUND, 0), max(same_end - _AROUND, 0)
    return _cut(old, start, end), _cut(new, start, end)


def _same_start(old: str, new: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(old), len(new)))


def _cut(text: str, start: int, end: int) -> str:
    """Without so many characters at its start and end; what is still long loses its middle."""
    middle = text[start : len(text) - end]
    if len(middle) > _LONG:
        middle = f"{middle[: _LONG // 2]}…{middle[-_LONG // 2 :]}"
    return f"{'…' if start else ''}{middle}{'…' if end else ''}"
