"""One measurement: the world is made, the cases take their turns, the figures are told."""

import cProfile
import pstats
import sys
import time
from argparse import Namespace

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import reviewing, rules, telling
from benchmarks.cases import CASES, Work
from benchmarks.measuring import Figures, measure
from benchmarks.world import FEW, MANY, World

WIDTHS = (46, 8, 14, 8, 6, 8, 6)
DEAREST = 25  # functions and queries that a profile tells


def run(asked: Namespace) -> list[Figures]:
    many = asked.projects or MANY
    start = time.monotonic()
    world = World.make(FEW, many, lambda done: _say(f"\r{done:,} of {many:,} projects"))
    where = telling.machine(asked.rounds, FEW, many)
    _say(f"\rprojects made in {time.monotonic() - start:.0f} s\n")
    print(where, _row(telling.HEADS), sep="\n", flush=True)
    figures = []
    for name, prepare in (CASES | reviewing.CASES).items():
        if asked.only in name:
            work = prepare(world)
            figures.append(measure(name, work, world.client, asked.rounds))
            print(_row(telling.line(figures[-1])), flush=True)
            if asked.profile:
                _profile(work)
    if asked.write:
        telling.write(telling.markdown(figures, where))
    if asked.only in "Rules":
        _run_rules(asked)
    return figures


def _run_rules(asked: Namespace) -> None:
    rows = rules.measure(asked.quick)
    print(*("  ".join((what.ljust(WIDTHS[0]), figure)) for what, figure in rows), sep="\n", flush=True)
    if asked.write:
        told = telling.table(rules.HEADS, rows)
        telling.write("\n".join([telling.computer(), "", *told]), heading="Rules")


def _say(text: str) -> None:
    print(text, end="", file=sys.stderr, flush=True)


def _row(cells: tuple[str, ...]) -> str:
    first, *rest = (
        cell.ljust(width) if not place else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, WIDTHS, strict=True))
    )
    return "  ".join([first, *rest])


def _profile(work: Work) -> None:
    """The dearest queries, then the dearest functions."""
    with CaptureQueriesContext(connection) as captured:
        work()
        dearest = sorted(captured.captured_queries, key=lambda query: -float(query["time"]))
    for query in dearest[:DEAREST]:
        print(f"{float(query['time']) * 1000:8.1f} ms  {query['sql'][:600]}")
    profile = cProfile.Profile()
    profile.runcall(work)
    pstats.Stats(profile).sort_stats("cumulative").print_stats(DEAREST)
