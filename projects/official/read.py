"""A grid, ours or a Word user's, read back into tables, with a report of how each cell was understood."""

from projects.official import words
from projects.official.grid import Cell, Grid
from projects.official.indicators import read_indicators
from projects.official.landmarks import Start, head_row, starts, strange_head
from projects.official.marks import Certainty, Marks, Reading, UnreadableHead
from projects.official.middle import read_middle
from projects.tables import Amount, ProjectTable, typed

_NO_HEAD = "没有找到“一级指标、二级指标、三级指标、指标值”这一行"
_NO_NAME = "没有找到“项目名称”及其右边的一格"
NO_START = "没有找到完整的“项目编码、项目名称”和“预算数”两行"


def read(grid: Grid, number: int = 1) -> list[Reading]:
    """All official tables of a grid, top to bottom; the first is table `number` of its document.

    UnreadableHead, naming the table, where one lacks its name, its money or its indicators' head.
    """
    found = starts(grid)
    if found and head_row(grid, 0, found[0].first) is not None:
        raise UnreadableHead(number, NO_START)
    ends = [*(start.first for start in found), grid.rows]
    return [
        _read_one(grid, start, ends[place + 1], number + place, 0 if place == 0 else start.first)
        for place, start in enumerate(found)
    ]


def _read_one(grid: Grid, start: Start, last: int, number: int, top: int) -> Reading:
    """One table; its report also covers the rows from `top` on, which stand above it."""
    head = head_row(grid, start.budget + 1, last)
    if head is None:
        raise UnreadableHead(number, _NO_HEAD)
    if strange_head(grid, head + 1, last) is not None:
        raise UnreadableHead(number + 1, NO_START)
    marks = Marks()
    title = _title(grid, start, marks)
    named = [cell for row in range(start.code, start.budget) for cell in grid.starting[row]]
    names = _names(named, marks)
    if "name" not in names:
        raise UnreadableHead(number, _NO_NAME)
    amounts = _amounts(grid.starting[start.budget], marks)
    middle = read_middle(grid, start.budget, head, marks)
    indicators = read_indicators(grid, head, last, marks)
    table = ProjectTable(title=title, **names, **amounts, **middle, indicators=indicators)
    return Reading(table, tuple(marks.report(grid, top, last)))


def _title(grid: Grid, start: Start, marks: Marks) -> str:
    """The row above that is worded like a title, or the first that is not merely a year or a unit."""
    cells = [cell for row in range(start.first, start.code) for cell in grid.starting[row]]
    filled = [cell for cell in cells if typed(cell.text)]
    worded = [cell for cell in filled if words.is_title(cell.text)]
    if worded:
        return marks.take(worded[0], "title")
    other = [cell for cell in filled if not words.YEAR_OR_UNIT.fullmatch(words.compact(cell.text))]
    return marks.take((other or filled)[0], "title", Certainty.GUESSED) if filled else ""


def _names(cells: list[Cell], marks: Marks) -> dict[str, str]:
    """项目编码 and 项目名称, each with the cell to its right.

    In the form's own row of four cells the place tells which is which, in any other the wording.
    """
    if len(cells) == 4 and _is(cells[0], words.CODE):
        code, name = 0, 2
    else:
        code = next((place for place, cell in enumerate(cells) if _is(cell, words.CODE)), None)
        name = next((place for place, cell in enumerate(cells) if _is(cell, words.NAME)), None)
        if name is None and code is not None:
            name = code + 2
    parts: dict[str, str] = {}
    if code is not None:
        marks.label(cells[code])
        if code + 1 != name and code + 1 < len(cells):
            parts["code"] = marks.take(cells[code + 1], "code")
    if name is not None and name + 1 < len(cells):
        certainty = Certainty.CERTAIN if _is(cells[name], words.NAME) else Certainty.GUESSED
        parts["name_label"] = marks.take(cells[name], "name_label", certainty)
        parts["name"] = marks.take(cells[name + 1], "name", certainty)
    return parts


def _is(cell: Cell, labels: frozenset[str]) -> bool:
    return words.compact(cell.text) in labels


_AMOUNTS = (("total", words.is_total), ("fiscal", words.is_fiscal), ("other", words.is_other))


def _amounts(cells: list[Cell], marks: Marks) -> dict[str, Amount]:
    """预算数, 财政资金 and 其他资金, each in the cell to the right of its label."""
    found: dict[str, Amount] = {}
    waiting = iter(cells)
    for label in waiting:
        path = next((path for path, is_label in _AMOUNTS if path not in found and is_label(label.text)), None)
        if path is None:
            if not found and typed(label.text):
                marks.take(
                    label, "label", Certainty.CERTAIN if _is(label, words.BUDGET) else Certainty.GUESSED
                )
            continue
        marks.label(label)
        cell = next(waiting, None)
        if cell is not None:
            found[path] = amount = Amount.of(cell.text)
            unread = amount.raw and amount.value is None
            marks.take(cell, path, Certainty.NOT_UNDERSTOOD if unread else Certainty.CERTAIN)
    return found
