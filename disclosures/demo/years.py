"""A table as it may have read a year before."""

import re
from dataclasses import replace

from projects.tables import ProjectTable

_TEXTS = ("title", "name", "purpose", "plan_label")


def a_year_before(table: ProjectTable, year: int) -> ProjectTable:
    """With every year in it one less; what it costs, and what is to be reached, was the same."""

    def earlier(text: str) -> str:
        return re.sub(r"20\d\d", lambda found: str(int(found[0]) - 1), text)

    return replace(
        table,
        **{name: earlier(getattr(table, name)) for name in _TEXTS},
        goals=tuple(replace(goal, text=earlier(goal.text)) for goal in table.goals),
        indicators=tuple(
            replace(
                row,
                **{cell: earlier(getattr(row, cell)) for cell in ("level3", "description", "value", "basis")},
            )
            for row in table.indicators
        ),
    )
