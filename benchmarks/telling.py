"""The figures as a table: on the terminal, and in docs/benchmarks.md in place of those that stood there."""

import os
import platform
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, repeat
from pathlib import Path
from statistics import median

import django
from django.db import connection

from benchmarks.measuring import Figures

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
HEADS = ("Case", "ms", "least–most", "bare ms", "ratio", "queries", "kB")
WIDTHS = (46, *(8, 14, 8, 10, 8, 7), 14)  # of columns on the terminal, the last of them for all that follow
_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def line(one: Figures) -> tuple[str, ...]:
    return (
        one.name,
        _ms(median(one.ours)),
        f"{_ms(min(one.ours))}–{_ms(max(one.ours))}",
        _ms(median(one.bare)),
        f"{one.ratio:.2g}" if one.ratio < 10 else f"{one.ratio:.0f}",
        str(one.queries),
        f"{one.size / 1000:.0f}" if one.size else "",
    )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.3g}" if seconds < 1 else f"{seconds * 1000:.0f}"


def machine(rounds: int, few: int, many: int) -> str:
    """Where, when and on what it was measured."""
    version = ".".join(map(str, connection.get_database_version()))
    return (
        f"{computer()}, Django {django.get_version()}, {_NAMES[connection.vendor]} {version}; "
        f"{few:,} and {many:,} projects, {rounds} rounds."
    )


def computer() -> str:
    here = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    return f"{date.today()}, {here}, Python {platform.python_version()}"


def markdown(figures: Iterable[Figures], where: str) -> str:
    return "\n".join([where, "", *table(HEADS, [line(one) for one in figures])])


def spaced(cells: Sequence[str]) -> str:
    """A row on the terminal: the name on the left, figures on the right."""
    first, *rest = cells
    widths = chain(WIDTHS[1:], repeat(WIDTHS[-1]))
    return "  ".join([first.ljust(WIDTHS[0]), *map(str.rjust, rest, widths)])


def table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|---|{'---:|' * (len(heads) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def write(told: str, document: Path = DOCUMENT, heading: str = "") -> None:
    """Into a section, that of this database if none is named; every other line of the document stays."""
    heading = f"## {heading or _NAMES[connection.vendor]}"
    text = document.read_text(encoding="utf-8")
    section = re.compile(rf"^{heading}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if not section.search(text):
        raise ValueError(f"{document.name} has no section “{heading}”")
    text = section.sub(lambda _: f"{heading}\n\n{told}\n\n", text)
    document.write_text(text.rstrip() + "\n", encoding="utf-8")
