"""How fast the rules are: tables a second, the slowest of a hundred, and how comparing grows."""

import time
from collections.abc import Callable
from statistics import median, quantiles
from typing import Any

from benchmarks.data import YEAR, make_table
from projects.examining.alike import compare
from projects.official.trees import TREES
from projects.rules import Context, examine

FEW, MANY = 1_000, 10_000
ROUNDS = 3
QUICK = 10  # times fewer tables
CONTEXT = Context(
    year=YEAR,
    district="样例区",
    names=("样例区",),
    classes=tuple((node.name, child.name) for node in TREES["2015"] for child in node.children),
    plan_labels=("3月底", "6月底", "9月底", "12月底"),
)
HEADS = ("What", "Figure")


def measure(quick: bool) -> list[tuple[str, str]]:
    """Rows of (what, figure)."""
    few, many = (FEW // QUICK, MANY // QUICK) if quick else (FEW, MANY)
    tables = [make_table(number) for number in range(many)]
    each = sorted(_timed(lambda table=table: examine(table, CONTEXT)) for table in tables[:few])
    small = median(_timed(lambda: _compare(tables[:few])) for _ in range(ROUNDS))
    large = _timed(lambda: _compare(tables))
    return [
        ("Tables examined a second, one core, parsing included", f"{1 / (sum(each) / len(each)):.0f}"),
        ("One table, median", f"{median(each) * 1000:.2f} ms"),
        ("One table, slowest of a hundred (p99)", f"{quantiles(each, n=100)[-1] * 1000:.2f} ms"),
        (f"Comparing {few:,} tables with each other", f"{small:.2f} s"),
        (f"Comparing {many:,}", f"{large:.2f} s"),
        (f"{many:,} to {few:,}", f"{large / small:.1f} times"),
    ]


def _compare(tables: list) -> Any:
    rows = [(number, number % 100, table) for number, table in enumerate(tables)]
    return compare(lambda *far: None, rows, CONTEXT)


def _timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
