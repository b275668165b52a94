"""The empty official table of a framework: what a new project begins with, and what its template shows."""

from collections.abc import Sequence

from projects.tables import Goal, Indicator, PlanStep, ProjectTable


def empty_table(
    title: str,
    name_label: str,
    plan_label: str,
    plan_labels: Sequence[str],
    classes: Sequence[tuple[str, str]],
    name: str = "",
) -> ProjectTable:
    """One row for each 二级 class (by its 一级 and 二级 label), one goal, every checkpoint still empty."""
    return ProjectTable(
        title=title,
        name_label=name_label,
        name=name,
        plan_label=plan_label,
        plan=tuple(PlanStep(label) for label in plan_labels),
        goals=(Goal("目标1"),),
        indicators=tuple(Indicator(level1, level2) for level1, level2 in classes),
    )
