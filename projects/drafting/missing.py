"""What a table still lacks to be complete: the list an officer works through."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from projects.drafting.sheet import AMOUNTS, Sheet
from projects.drafting.understanding import only_unit
from projects.tables import INDICATOR_CELLS, INDICATOR_HEADS, Indicator, ProjectTable

_TYPED = INDICATOR_CELLS[2:]  # the first two are class labels, which the form brings
_NAMES = dict(zip(INDICATOR_CELLS, INDICATOR_HEADS, strict=True))
_QUOTED = 16  # characters of an indicator's name within the name of a place


@dataclass(frozen=True, slots=True)
class Missing:
    """One empty cell. `row_id` is None for the table's own cells, and where a part has no row to point at.

    `cell` is empty where a whole row, or every row of a part, is missing; `name` tells the place to a person.
    """

    part: str  # head, plan, goals or indicators
    row_id: UUID | None
    cell: str
    name: str


def missing(table: Sheet | ProjectTable) -> list[Missing]:
    """What is empty of what a complete table needs, top to bottom.

    An indicator row with nothing but class labels counts once, also where its class has a filled row: the
    print would show it empty, so it is to be filled or deleted. Which classes must be there is not asked
    here, and rows that the print does not show are not missed.
    """
    shown = table.table() if isinstance(table, Sheet) else table
    found = [*_head(shown), *_plan(shown)]
    if not any(goal.text for goal in shown.goals):
        first = next(iter(shown.goals or table.goals), None)
        found.append(Missing("goals", first and first.id, "text", "绩效目标"))
    return [*found, *_indicators(shown)]


def _head(table: ProjectTable) -> Iterator[Missing]:
    total, fiscal, other = (_says(getattr(table, name).raw) for name in AMOUNTS)
    needed = (
        ("name", table.name_label or "项目名称", bool(table.name)),
        ("total", "预算数", total),
        ("fiscal", "财政资金或其他资金", fiscal or other),
        ("purpose", "资金用途", bool(table.purpose)),
    )
    for cell, name, filled in needed:
        if not filled:
            yield Missing("head", None, cell, name)


def _plan(table: ProjectTable) -> Iterator[Missing]:
    if not table.plan:
        yield Missing("plan", None, "", "资金支出计划")
    for place, step in enumerate(table.plan, start=1):
        if not _says(step.raw):
            name = f"{_short(step.label) or f'第{place}个时间节点'} 累计进度"
            yield Missing("plan", step.id, "percent", name)


def _indicators(table: ProjectTable) -> Iterator[Missing]:
    if not table.indicators:
        yield Missing("indicators", None, "", "绩效指标")
    for place, row in enumerate(table.indicators, start=1):
        if not any(getattr(row, cell) for cell in _TYPED):
            yield Missing("indicators", row.id, "", f"{_class(row)} 本行未填")
            continue
        called = f"“{_short(row.level3)}”" if row.level3 else f"（第{place}行）"
        for cell in _TYPED:
            text = getattr(row, cell)
            if not (_says(text) if cell == "value" else text):
                yield Missing("indicators", row.id, cell, f"{_class(row)}{called}的{_NAMES[cell]}")


def _says(text: str) -> bool:
    """Whether a cell for a number holds more than the sign or unit that waits for it."""
    return bool(text) and not only_unit(text)


def _class(row: Indicator) -> str:
    return _short(row.level2 or row.level1) or "绩效指标"


def _short(text: str) -> str:
    text = "".join(text.split())
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 1]}…"
