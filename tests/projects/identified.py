"""Rows and tables with identities, for what goes by them."""

from collections import Counter
from dataclasses import replace
from itertools import chain
from uuid import UUID

from projects.diff import ChangeKind, TableDiff
from projects.drafting.sheet import PARTS
from projects.tables import Amount, Goal, Indicator, PlanStep, ProjectTable


def is_empty(found: TableDiff) -> bool:
    """Whether both tables say the same; they may still be spelled differently."""
    return not found.cells and not found.changed_rows


def counts(found: TableDiff) -> Counter[ChangeKind]:
    """How many rows were added, removed, moved and changed; one that is two of these counts in both."""
    return Counter(chain.from_iterable(row.kinds for row in found.rows))


def cell_count(found: TableDiff) -> int:
    """How many cells changed in the head and in rows that are in both tables."""
    return len(found.cells) + sum(len(row.cells) for row in found.rows)


def number(count):
    return UUID(int=count)


def indicator(count, name, value="", level2="数量指标", **more):
    known = {"level1": "产出指标", "level2": level2, "level3": name, "value": value, **more}
    return Indicator(**{"id": number(count), "lineage": number(count), **known})


def step(count, label, raw):
    return replace(PlanStep.of(label, raw), id=number(count), lineage=number(count))


def goal(count, text, label=""):
    return Goal(label, text, number(count), number(count))


def of_indicators(*rows):
    return ProjectTable(indicators=rows)


def identified(table, first=1):
    """The table with ids and lineages of its own, counted from `first`."""
    parts = {}
    for part in PARTS:
        rows = getattr(table, part)
        parts[part] = tuple(
            replace(row, id=number(count), lineage=number(count)) for count, row in enumerate(rows, first)
        )
        first += len(rows)
    return replace(table, **parts)


def anonymous(table):
    return replace(
        table,
        **{
            part: tuple(replace(row, id=None, lineage=None) for row in getattr(table, part)) for part in PARTS
        },
    )


def ids(table):
    return {part: [row.id for row in getattr(table, part)] for part in PARTS}


TABLE = ProjectTable(
    title="项目绩效目标表",
    name="校车服务",
    total=Amount.of("50万元"),
    fiscal=Amount.of("50"),
    purpose="租用校车",
    plan=(step(1, "6月底", "36"), step(2, "12月底", "100")),
    goals=(goal(3, "上下学安全"), goal(4, "准点")),
    indicators=(
        indicator(5, "校车数", "≥7辆"),
        indicator(6, "准点率", "≥90%", "质量指标"),
        indicator(7, "完成时间", "2024年11月底", "时效指标"),
    ),
)
