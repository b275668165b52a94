"""Whether what is numbered is numbered through: 一是 wants 二是, 目标1 wants 目标2 before 目标3."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from projects.rules.context import Context
from projects.rules.examples import SOUND, changed
from projects.rules.finding import Level, Remark, flag
from projects.rules.reading import Cell, Reading, goal_at
from projects.rules.reading.filled import tells
from projects.rules.rule import Example, Register
from projects.rules.telling import quote
from projects.tables import Goal, ProjectTable
from projects.values import HALF_WIDTH

REGISTER = Register("完整性")
_FIGURES = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
# At the beginning of a text, a line, a sentence or a clause of it; 统一是 and 周一是 begin none.
_BEGINS = r"(?:(?<![^\n。；;：:，, \u3000])\s{0,4})"
_NO_PAIR = rf"(?![0-9{_FIGURES}])"  # 1、2年级 and 一、二年级 number nothing
_NUMBERED = re.compile(
    rf"(?:(?<![统唯之万单第同专任某周期每进其不合初高十])(一)|{_BEGINS}([二三四五六七八九十]))是"
    rf"|{_BEGINS}(?:\(([{_FIGURES}])\)|\(([1-9])\)|([1-9])[.、]{_NO_PAIR}|([{_FIGURES}])、{_NO_PAIR}"
    rf"|目标([1-9])[:：])|([{_CIRCLED}])"
)
_STYLES = ("{}是", "{}是", "（{}）", "({})", "{}.", "{}、", "目标{}", "{}")
_SAME = {1: 0}  # 一是 and 二是 are two groups of the pattern but one way of numbering
_MAY_COUNT = re.compile(rf"[是（(：:.、．{_CIRCLED}]")
_LABEL = re.compile(r"目标([0-9]{1,2}|[一二三四五六七八九十])[:：]?")


def _labelled(*labels: str) -> ProjectTable:
    """SOUND with goals under these labels."""
    goals = (Goal(label, f"更换第{place}批课桌椅。") for place, label in enumerate(labels, start=1))
    return replace(SOUND, goals=tuple(goals))


@REGISTER.rule(
    "A6",
    "序号连续，列举完整",
    basis="有“一是”没有“二是”、序号跳号，多是内容漏写或删改后遗留",
    level=Level.WARNING,
    bad=[
        Example("只有“一是”", changed(goals=["一是更换课桌椅1200套。"])),
        Example("缺“二是”", changed(purpose="一是采购课桌椅；三是安装到教室。")),
        Example("序号重复", changed(purpose="1.采购课桌椅1200套；2.运输；2.安装到教室。")),
        Example("目标跳号", _labelled("目标1", "目标3")),
        Example("目标2没有内容", changed(goals=["更换课桌椅1200套。", ""])),
    ],
    good=[
        Example("列举完整", changed(goals=["一是更换课桌椅1200套；二是回收旧课桌椅。"])),
        Example("“统一是”不是列举", changed(goals=["全区采购标准统一是380元，更换1200套。"])),
        Example("小数不是序号", changed(purpose="1.5万平方米操场配套，更换课桌椅1200套")),
        Example("只有一个目标1", _labelled("目标1")),
        Example("两处列举各自完整", changed(purpose="采购：1.课桌；2.椅子。安装：1.普通教室；2.实验室。")),
    ],
)
def numbering_is_complete(reading: Reading, context: Context) -> Iterator[Remark]:
    """Goals are read as one text, since a list may run through them. Rows of indicators are numbered among
    each other, so within them only 一是 counts; grounds quote paragraphs of other texts.
    """
    yield from _labels(reading, context)
    yield from _within([reading.head["purpose"]])
    yield from _within(reading.goals)
    for row in reading.rows:
        for cell in ("level3", "description"):
            if "是" in getattr(row.indicator, cell):
                yield from _within([row.cells[cell]], only=0)


def _labels(reading: Reading, context: Context) -> Iterator[Remark]:
    goals = reading.table.goals
    if len(goals) < 2:
        return
    some = any(tells(goal.text, context.settings) for goal in goals)
    last = None
    for number, goal in enumerate(goals):
        if some and not tells(goal.text, context.settings):
            name = quote(goal.label or f"第{number + 1}个绩效目标")
            yield flag(goal_at(goal, number), f"{name}没有内容，请填写或删除这一行。")
        found = _LABEL.fullmatch("".join(goal.label.translate(HALF_WIDTH).split()))
        if not found:
            continue
        count = int(found[1]) if found[1].isdecimal() else _FIGURES.index(found[1]) + 1
        due = 1 if last is None else last + 1
        if count != due and (last is not None or number == 0):
            right = f"目标{number + 1}"
            message = f"目标序号不连续，这里是第{number + 1}个目标，现为{quote(goal.label)}，请核对是否漏写。"
            at = goal_at(goal, number, "label")
            yield flag(at, message, actual=goal.label, expected=right, proposal=right)
        last = count


def _within(cells: Sequence[Cell], only: int | None = None) -> Iterator[Remark]:
    """The first slip of each way of numbering in texts that are read one after the other."""
    styles: dict[int, list[tuple[int, Cell]]] = {}
    for cell in cells:
        if _MAY_COUNT.search(cell.text):
            for found in _NUMBERED.finditer(cell.text.translate(HALF_WIDTH)):
                style = found.lastindex - 1
                style = _SAME.get(style, style)
                styles.setdefault(style, []).append((_count(found[found.lastindex]), cell))
    for style, counted in styles.items():
        counts = [count for count, _ in counted]
        if only in (None, style) and (slip := _slip(counts)) and not _stands(style, slip[1], cells):
            yield _told(style, counts, slip, counted[slip[2]][1])


def _stands(style: int, count: int, cells: Sequence[Cell]) -> bool:
    """The number that seems to be missing stands somewhere, only not where numbers are looked for."""
    wanted = re.compile(rf"(?<![0-9.]){re.escape(_spelled(style, count).translate(HALF_WIDTH))}(?![0-9])")
    return any(wanted.search(cell.text.translate(HALF_WIDTH)) for cell in cells)


def _told(style: int, counts: Sequence[int], slip: tuple[int, int, int], cell: Cell) -> Remark:
    stands, due = (_spelled(style, count) for count in slip[:2])
    what = f"有{quote(stands)}而没有{quote(due)}"
    if slip[0] == slip[1] - 1 and counts.count(slip[0]) > 1:
        what = f"{quote(stands)}之后没有{quote(due)}"
    shown = "、".join(_spelled(style, count) for count in counts[:8])
    return flag(cell.at, f"{what}，请补充内容或改正序号。", evidence=shown, expected=due)


def _slip(counts: Sequence[int]) -> tuple[int, int, int] | None:
    """A number, the one that is missing before or behind it, and its place; a new 1 begins a new list."""
    last = 0
    for place, count in enumerate(counts):
        if count != 1 and count != last + 1:
            return count, last + 1, place
        if count == 1 and (place + 1 == len(counts) or counts[place + 1] == 1):
            return 1, 2, place
        last = count
    return None


def _count(figure: str) -> int:
    for figures in (_FIGURES, _CIRCLED):
        if figure in figures:
            return figures.index(figure) + 1
    return int(figure)


def _spelled(style: int, count: int) -> str:
    if count > 10:
        return str(count)
    figures = _CIRCLED if style == 7 else _FIGURES if style in (0, 2, 5) else ""
    return _STYLES[style].format(figures[count - 1] if figures else count)
