"""What a table still lacks to be complete: the list an officer works through, and the share that is done."""

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


Need = tuple[Missing, int, int]  # a place, how many of its cells are filled, and of how many


def missing(table: Sheet | ProjectTable) -> list[Missing]:
    """What is empty of what a complete table needs, top to bottom.

    An indicator row with nothing but class labels counts once, also where its class has a filled row: the
    print would show it empty, so it is to be filled or deleted. Which classes must be there is not asked
    here, and rows that the print does not show are not missed.
    """
    return [place for place, filled, needed in _needs(table) if filled < needed]


def filled_share(table: Sheet | ProjectTable) -> tuple[int, int]:
    """(filled, needed) cells, for a progress figure.

    An unused row needs its four cells here, so that to begin with it never lowers the figure.
    """
    needs = list(_needs(table))
    return sum(filled for _, filled, _ in needs), sum(needed for *_, needed in needs)


def _needs(table: Sheet | ProjectTable) -> Iterator[Need]:
    shown = table.table() if isinstance(table, Sheet) else table
    yield from _head(shown)
    yield from _plan(shown)
    first = next(iter(shown.goals or table.goals), None)
    goal = Missing("goals", first and first.id, "text", "绩效目标")
    yield _one(goal, any(goal.text for goal in shown.goals))
    yield from _indicators(shown)


def _head(table: ProjectTable) -> Iterator[Need]:
    total, fiscal, other = (_says(getattr(table, name).raw) for name in AMOUNTS)
    yield _one(Missing("head", None, "name", table.name_label or "项目名称"), bool(table.name))
    yield _one(Missing("head", None, "total", "预算数"), total)
    yield _one(Missing("head", None, "fiscal", "财政资金或其他资金"), fiscal or other)
    yield _one(Missing("head", None, "purpose", "资金用途"), bool(table.purpose))


def _plan(table: ProjectTable) -> Iterator[Need]:
    if not table.plan:
        yield _one(Missing("plan", None, "", "资金支出计划"), False)
    for place, step in enumerate(table.plan, start=1):
        name = f"{_short(step.label) or f'第{place}个时间节点'} 累计进度"
        yield _one(Missing("plan", step.id, "percent", name), _says(step.raw))


def _indicators(table: ProjectTable) -> Iterator[Need]:
    if not table.indicators:
        yield Missing("indicators", None, "", "绩效指标"), 0, len(_TYPED)
    for place, row in enumerate(table.indicators, start=1):
        if not any(getattr(row, cell) for cell in _TYPED):
            name = f"{_class(row)} 本行未填"
            yield Missing("indicators", row.id, "", name), 0, len(_TYPED)
            continue
        called = f"“{_short(row.level3)}”" if row.level3 else f"（第{place}行）"
        for cell in _TYPED:
            text = getattr(row, cell)
            here = Missing("indicators", row.id, cell, f"{_class(row)}{called}的{_NAMES[cell]}")
            yield _one(here, _says(text) if cell == "value" else bool(text))


def _one(place: Missing, filled: bool) -> Need:
    return place, int(filled), 1


def _says(text: str) -> bool:
    """Whether a cell for a number holds more than the sign or unit that waits for it."""
    return bool(text) and not only_unit(text)


def _class(row: Indicator) -> str:
    return _short(row.level2 or row.level1) or "绩效指标"


def _short(text: str) -> str:
    text = "".join(text.split())
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 1]}…"
