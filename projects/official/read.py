"""A grid, ours or a Word user's, read back into tables, with a report of how each cell was understood."""

from dataclasses import replace

from projects.official import words
from projects.official.above import Above, read_above
from projects.official.grid import Cell, Grid
from projects.official.indicators import read_indicators
from projects.official.landmarks import Start, head_row, starts, strange_head
from projects.official.marks import Certainty, Marks, Reading, UnreadableHead
from projects.official.middle import read_middle
from projects.official.money import read_amounts
from projects.tables import ProjectTable

_NO_HEAD = "没有找到“一级指标、二级指标、三级指标、指标值”这一行"
_NO_NAME = "没有找到“项目名称”及其右边的一格"
NO_START = "没有找到完整的“项目编码、项目名称”和“预算数”两行"


def read(grid: Grid, number: int = 1, unit: str = "", titled: bool = False) -> list[Reading]:
    """All official tables of a grid, top to bottom; the first is table `number` of its document.

    Of what stands above the grid: the `unit` of its money, if any is named, and whether a title does.
    UnreadableHead, naming the table, where one lacks its name, its money or its indicators' head.
    """
    found = starts(grid)
    if found and head_row(grid, 0, found[0].first) is not None:
        raise UnreadableHead(number, NO_START)
    ends = [*(start.first for start in found), grid.rows]
    readings: list[Reading] = []
    for place, start in enumerate(found):
        last, top = ends[place + 1], start.first if readings else 0  # what stands above the first is reported
        marks = Marks()
        above = read_above(grid, start, titled and not readings, marks)
        unit = above.unit or unit
        table = _read_one(grid, start, last, number + place, replace(above, unit=unit), marks)
        readings.append(Reading(table, tuple(marks.report(grid, top, last))))
    return readings


def _read_one(grid: Grid, start: Start, last: int, number: int, above: Above, marks: Marks) -> ProjectTable:
    head = head_row(grid, start.budget + 1, last)
    if head is None:
        raise UnreadableHead(number, _NO_HEAD)
    if strange_head(grid, head + 1, last) is not None:
        raise UnreadableHead(number + 1, NO_START)
    named = [cell for row in range(start.code, start.budget) for cell in grid.starting[row]]
    names = _names(named, marks)
    if "name" not in names:
        raise UnreadableHead(number, _NO_NAME)
    amounts = read_amounts(grid.starting[start.budget], above, marks)
    middle = read_middle(grid, start.budget, head, marks)
    indicators = read_indicators(grid, head, last, marks)
    return ProjectTable(title=above.title, **names, **amounts, **middle, indicators=indicators)


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
