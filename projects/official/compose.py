"""A table on the official grid: twelve columns, A4 portrait, as Hebei's districts print it.

Rows: title · code and name · budget · purpose · spend plan (2, or 2 for each 10 checkpoints) · goals ·
indicator head · indicators.
"""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from projects.official.grid import Cell, Grid, Role
from projects.official.rows import blank, torn
from projects.tables import (
    INDICATOR_CELLS,
    INDICATOR_HEADS,
    Indicator,
    PlanStep,
    ProjectTable,
    indicator_texts,
)

# Column widths in mm; together the 156 mm text width of GB/T 9704.
WIDTHS = (10, 10, 13, 11, 13, 17, 14, 18, 9, 17, 12, 12)
COLUMNS = len(WIDTHS)
_FIRST = 2  # the first two columns hold the row labels
_PLAN = 4  # the row at which the spend plan begins


def compose(table: ProjectTable) -> Grid:
    """The table's official layout; every non-empty cell of the table stands in it exactly as typed."""
    cells = [
        Cell(0, 0, table.title, colspan=COLUMNS, role=Role.TITLE, field="title"),
        Cell(1, 0, "项目编码", colspan=2, role=Role.LABEL),
        Cell(1, 2, table.code, colspan=2, field="code"),
        Cell(1, 4, table.name_label, colspan=2, role=Role.LABEL, field="name_label"),
        Cell(1, 6, table.name, colspan=6, field="name"),
        Cell(2, 0, "预算规模及资金用途", rowspan=2, colspan=2, role=Role.LABEL),
        Cell(2, 2, "预算数", role=Role.LABEL),
        Cell(2, 3, table.total.raw, colspan=2, field="total"),
        Cell(2, 5, "其中：财政资金", colspan=2, role=Role.LABEL),
        Cell(2, 7, table.fiscal.raw, colspan=2, field="fiscal"),
        Cell(2, 9, "其他资金", role=Role.LABEL),
        Cell(2, 10, table.other.raw, colspan=2, field="other"),
        Cell(3, 2, "资金用途", colspan=2, role=Role.LABEL),
        Cell(3, 4, table.purpose, colspan=8, field="purpose"),
    ]
    bands = _bands(table.plan)
    cells += _plan(table.plan_label, bands)
    goals = _PLAN + 2 * len(bands)
    cells += _goals(goals, table)
    head = goals + max(1, len(table.goals))
    for place, text in enumerate(INDICATOR_HEADS):
        cells.append(Cell(head, 2 * place, text, colspan=2, role=Role.HEAD))
    cells += _indicators(head + 1, table.indicators)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(head + 1 + len(table.indicators), COLUMNS, tuple(cells), head)


def _bands(plan: tuple[PlanStep, ...]) -> list[tuple[PlanStep, ...]]:
    """The checkpoints in as few bands of like length as the columns allow; an empty one for none."""
    bands = max(1, -(-len(plan) // (COLUMNS - _FIRST)))
    edges = [len(plan) * band // bands for band in range(bands + 1)]
    return [plan[first:last] for first, last in pairwise(edges)]


def _plan(label: str, bands: list[tuple[PlanStep, ...]]) -> Iterator[Cell]:
    yield Cell(_PLAN, 0, label, rowspan=2 * len(bands), colspan=2, role=Role.LABEL, field="plan_label")
    place = 0
    for row, band in zip(range(_PLAN, _PLAN + 2 * len(bands), 2), bands, strict=True):
        if not band:
            yield Cell(row, _FIRST, "", colspan=COLUMNS - _FIRST, role=Role.HEAD)
            yield Cell(row + 1, _FIRST, "", colspan=COLUMNS - _FIRST)
        for step, (left, right) in zip(band, pairwise(_edges(len(band))), strict=False):
            span, path = right - left, f"plan[{place}]"
            yield Cell(row, left, step.label, colspan=span, role=Role.HEAD, field=f"{path}.label")
            yield Cell(row + 1, left, step.raw, colspan=span, field=f"{path}.raw")
            place += 1


@cache
def _edges(steps: int) -> tuple[int, ...]:
    """The column edges that share the width among so many checkpoints as evenly as the columns allow."""
    widths = WIDTHS[_FIRST:]
    edges = [_FIRST]
    for place in range(1, steps):
        wanted = sum(widths) * place / steps
        free = range(edges[-1] + 1, COLUMNS - (steps - place) + 1)
        edges.append(min(free, key=lambda edge: abs(sum(WIDTHS[_FIRST:edge]) - wanted)))
    return (*edges, COLUMNS)


def _goals(row: int, table: ProjectTable) -> Iterator[Cell]:
    yield Cell(row, 0, "绩效目标", rowspan=max(1, len(table.goals)), colspan=2, role=Role.LABEL)
    if not table.goals:
        yield Cell(row, _FIRST, "", colspan=COLUMNS - _FIRST)
    for place, goal in enumerate(table.goals):
        left, path = _FIRST, f"goals[{place}]"
        if goal.label:
            yield Cell(row + place, left, goal.label, colspan=2, role=Role.LABEL, field=f"{path}.label")
            left += 2
        yield Cell(row + place, left, goal.text, colspan=COLUMNS - left, field=f"{path}.text")


def _indicators(row: int, indicators: tuple[Indicator, ...]) -> Iterator[Cell]:
    breaks = [_breaks(indicators, place) for place in range(len(indicators))]
    for place, indicator in enumerate(indicators):
        for level in (0, 1):
            if breaks[place][level]:
                below = (i for i in range(place + 1, len(indicators)) if breaks[i][level])
                yield _at(row, place, level, indicator, next(below, len(indicators)) - place)
        for column in range(2, len(INDICATOR_CELLS)):
            yield _at(row, place, column, indicator)


def _at(row: int, place: int, column: int, indicator: Indicator, rowspan: int = 1) -> Cell:
    name = INDICATOR_CELLS[column]
    role = Role.LABEL if column < 2 else Role.TEXT
    text, path = getattr(indicator, name), f"indicators[{place}].{name}"
    return Cell(row + place, 2 * column, text, rowspan, colspan=2, role=role, field=path)


def _breaks(indicators: tuple[Indicator, ...], place: int) -> tuple[bool, bool]:
    """Whether the 一级 and the 二级 label of this row have a cell of their own, or share the one above."""
    if place == 0:
        return True, True
    above, row = indicators[place - 1], indicators[place]
    if row.level1 != above.level1:
        return True, True
    upper, lower = indicator_texts(above)[2:], indicator_texts(row)[2:]
    apart = blank(upper) or blank(lower) or torn(row.level2, upper, lower)
    if row.level2:
        return False, apart or row.level2 != above.level2
    return apart, apart
