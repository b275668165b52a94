"""A district to try things on: the facts and figures of a real disclosure, its prose newly written."""

import json
from pathlib import Path
from typing import Any

from projects.tables import Amount, Goal, Indicator, PlanStep, ProjectTable

_HERE = Path(__file__).parent


def district() -> dict[str, Any]:
    """The demo's place: code, name, year, departments and accounts."""
    return json.loads((_HERE / "district.json").read_text(encoding="utf-8"))


def tables() -> list[tuple[ProjectTable, str | None]]:
    """The demo's tables in document order, each with the code of its department, if it has one yet."""
    found = json.loads((_HERE / "tables.json").read_text(encoding="utf-8"))
    return [(_table(one), one["department"]) for one in found]


def _table(one: dict[str, Any]) -> ProjectTable:
    texts = ("title", "code", "name_label", "name", "purpose", "plan_label")
    return ProjectTable(
        **{name: one[name] for name in texts},
        **{name: Amount.of(one[name]) for name in ("total", "fiscal", "other")},
        plan=tuple(PlanStep.of(step["label"], step["raw"]) for step in one["plan"]),
        goals=tuple(Goal(**goal) for goal in one["goals"]),
        indicators=tuple(Indicator(**row) for row in one["indicators"]),
    )
