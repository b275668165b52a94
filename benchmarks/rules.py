"""How fast the rules are: tables a second, the slowest of a hundred, and how comparing grows."""

import gc
import time
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from statistics import median, quantiles
from typing import Any

from benchmarks.data import YEAR
from benchmarks.tables import MATTERS, PLACES, make_table
from projects.examining.alike import compare
from projects.official.trees import TREES
from projects.rules import Context, examine
from projects.tables import ProjectTable

FEW, MANY = 1_000, 10_000
ROUNDS = 3
_FIRST, _MANY = 0x4E00, 5000  # common characters
QUICK = 10  # times fewer tables
CONTEXT = Context(
    year=YEAR,
    district="样例区",
    names=("样例区",),
    classes=tuple((node.name, child.name) for node in TREES["2015"] for child in node.children),
    plan_labels=("3月底", "6月底", "9月底", "12月底"),
)
HEADS = ("What", "Figure")


def about() -> str:
    return ""


def measure(asked: Namespace, selects: Callable[[str], bool]) -> list[tuple[str, ...]]:
    """Rows of (what, figure), all or none."""
    if not selects(""):
        return []
    few, many = (FEW // QUICK, MANY // QUICK) if asked.quick else (FEW, MANY)
    tables = [make_table(number) for number in range(many)]
    province = [_in_words_of(number // few, table) for number, table in enumerate(tables)]
    gc.freeze()  # as the process that compares does with what it was given
    each = sorted(_timed(lambda table=table: examine(table, CONTEXT)) for table in tables[:few])
    small = median(_timed(lambda: _compare(tables[:few])) for _ in range(ROUNDS))
    large = _timed(lambda: _compare(province))
    dense = _timed(lambda: _compare(tables))
    return [
        ("Tables examined a second, one core, parsing included", f"{1 / (sum(each) / len(each)):.0f}"),
        ("One table, median", f"{median(each) * 1000:.2f} ms"),
        ("One table, slowest of a hundred (p99)", f"{quantiles(each, n=100)[-1] * 1000:.2f} ms"),
        (f"Comparing {few:,} tables with each other", f"{small:.2f} s"),
        (f"Comparing {many:,} of ten districts, each in its own words", f"{large:.2f} s"),
        (f"{many:,} of ten districts to {few:,}", f"{large / small:.1f} times"),
        (f"{many:,} in the same words, ten times as many alike, to {few:,}", f"{dense / small:.1f} times"),
    ]


def _in_words_of(district: int, table: ProjectTable) -> ProjectTable:
    """Another district has other places and matters: their characters are replaced by others, one for one."""
    other = str.maketrans(
        {char: chr(_FIRST + (ord(char) * 31 + district * 977) % _MANY) for char in "".join(PLACES + MATTERS)}
    )
    if not district:
        return table
    rows = tuple(
        replace(row, level3=row.level3.translate(other), description=row.description.translate(other))
        for row in table.indicators
    )
    goals = tuple(replace(goal, text=goal.text.translate(other)) for goal in table.goals)
    name, purpose = table.name.translate(other), table.purpose.translate(other)
    return replace(table, name=name, purpose=purpose, goals=goals, indicators=rows)


def _compare(tables: list) -> Any:
    rows = [(number, number % 100, table) for number, table in enumerate(tables)]
    return compare(lambda *far: None, rows, CONTEXT)


def _timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
