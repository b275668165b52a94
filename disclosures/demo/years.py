"""A demo table as its officer would have written it for one year."""

import re
from collections.abc import Collection
from dataclasses import replace

from projects.tables import ProjectTable

_TEXTS = ("title", "name", "purpose", "plan_label")
_CELLS = ("level3", "description", "value")


def of_year(table: ProjectTable, year: int, named: Collection[int]) -> ProjectTable:
    """The years `named` in its texts all read `year`; costs, aims and the years of documents stay."""
    wrong = re.compile("|".join(map(str, named)))

    def right(text: str) -> str:
        return wrong.sub(str(year), text)

    return replace(
        table,
        **{name: right(getattr(table, name)) for name in _TEXTS},
        goals=tuple(replace(goal, text=right(goal.text)) for goal in table.goals),
        indicators=tuple(
            replace(row, **{cell: right(getattr(row, cell)) for cell in _CELLS}) for row in table.indicators
        ),
    )
