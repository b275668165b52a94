"""What a project's own page says: one sentence, the spend plan as steps, goals, and every indicator."""

from collections.abc import Iterator, Mapping
from typing import Any

from disclosures.document import Chart, ChartKind, Series
from disclosures.public.blocks import picture
from disclosures.public.words import amount, department_of, name_of, one_line
from disclosures.totals import Read
from projects.official.compose import compose
from projects.official.grid import Cell, Grid, Role
from projects.tables import INDICATOR_HEADS, ProjectTable

_STOPS = "。．.；;，, "


def project_page(reads: tuple[Read, ...], place: int, year: int) -> Mapping[str, Any]:
    """The context of the page of the project at `place`, with its neighbours."""
    one = reads[place]
    table = one.table
    before, after = neighbours(reads, place)
    return {
        "name": name_of(one),
        "sentence": sentence(one, year),
        "project": one.project,
        "number": str(one.project.number),
        "version": str(one.project.version),
        "department": department_of(one),
        "table": table,
        "long_purpose": len(table.purpose.splitlines()) > 1,  # else the sentence says it all
        "amounts": [(name, amount(cell)) for name, cell in _amounts(table) if cell.raw],
        "chart": plan_picture(table),
        "heads": INDICATOR_HEADS,
        "rows": list(indicator_rows(table)),
        "before": before,
        "after": after,
    }


def sentence(one: Read, year: int) -> str:
    """Name, amount and purpose; what was left empty goes unsaid."""
    table, who = one.table, one.project.department_name
    what = f"{who}{year}年安排“{name_of(one)}”"
    money = amount(table.total) if table.total.raw else "（预算数未填）"
    purpose = one_line(table.purpose).rstrip(_STOPS)
    if not purpose:
        return f"{what}{money}。"
    return f"{what}{money}，{'' if purpose.startswith(('用于', '主要用于')) else '用于'}{purpose}。"


def plan_picture(table: ProjectTable) -> str:
    """The cumulative plan as steps; nothing where no percentage could be read."""
    if not any(step.percent is not None for step in table.plan):
        return ""
    groups = tuple(one_line(step.label) or f"第{place}次" for place, step in enumerate(table.plan, 1))
    line = Series("累计进度", tuple(step.percent for step in table.plan))
    return picture(Chart(ChartKind.STEPS, "资金支出计划（累计）", "%", groups, (line,)))


def indicator_rows(table: ProjectTable) -> Iterator[Mapping[str, Any]]:
    """The rows below the official table's indicator head, as its layout merges them; `place` from 1."""
    grid = compose(table)
    for place, row in enumerate(range(grid.head + 1, grid.rows), 1):
        yield {"place": str(place), "cells": [_cell(grid, cell) for cell in grid.starting[row]]}


def _cell(grid: Grid, cell: Cell) -> Mapping[str, Any]:
    head = INDICATOR_HEADS[cell.column // 2]
    kind = cell.field.rpartition(".")[2]
    rows = str(cell.rowspan) if cell.rowspan > 1 else ""
    return {"text": cell.text, "head": head, "kind": kind, "rows": rows, "labels": cell.role is Role.LABEL}


def _amounts(table: ProjectTable):
    return ("预算数", table.total), ("其中：财政资金", table.fiscal), ("其他资金", table.other)


def neighbours(reads: tuple[Read, ...], place: int) -> tuple[Mapping[str, str] | None, ...]:
    """Name and address of the projects before and after that at `place`; None where there is none."""
    return _beside(reads, place - 1), _beside(reads, place + 1)


def _beside(reads: tuple[Read, ...], place: int) -> Mapping[str, str] | None:
    if not 0 <= place < len(reads):
        return None
    one = reads[place]
    return {"name": name_of(one), "at": f"../{one.project.number}/index.html"}
