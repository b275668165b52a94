"""Letters to print: with a few tables, and with whatever an office may type."""

from datetime import date
from typing import Any

from projects.rendering.letter import Item, Letter
from projects.tables import Amount, ProjectTable
from tests.projects.rendering.examples import ordinary

ISSUER = "芦台经济开发区财政局"


def some_tables(count: int) -> list[ProjectTable]:
    return [
        ordinary(name=f"〔{number}〕号项目", code=f"13020025P{number:05}") for number in range(1, count + 1)
    ]


def a_letter(*tables: ProjectTable, **said: Any) -> Letter:
    """Of two tables, unless others are given."""
    tables = tables or (ordinary(), ordinary(name="学校取暖", total=Amount.of("34.32万元")))
    about = {
        "issuer": ISSUER,
        "number": "芦财绩〔2025〕3号",
        "dated": date(2025, 3, 1),
        "addressee": "教育局",
        "year": 2025,
        "remark": "",
    }
    return Letter(**about | said, items=tuple(map(Item.of, tables)), tables=tables)
