"""One measurement: the world is made, the cases take their turns, the figures are told."""

import cProfile
import pstats
import sys
import time
from argparse import Namespace

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import families, reviewing, telling
from benchmarks.cases import CASES, Work
from benchmarks.measuring import Figures, measure
from benchmarks.world import FEW, World

DEAREST = 25  # functions and queries that a profile tells

_BACK = "\r\x1b[K"  # to the beginning of the line, which is emptied


def run(asked: Namespace) -> list[Figures]:
    """Figures of every case that is asked for, told as they become known; no world where none is."""
    cases = {
        name: prepare
        for name, prepare in (CASES | reviewing.CASES).items()
        if families.selects(asked.only, families.REQUESTS, name)
    }
    if not cases:
        return []
    many = asked.projects
    start = time.monotonic()
    world = World.make(FEW, many, lambda done: _say(f"{_BACK}{done:,} of {many:,} projects"))
    where = telling.machine(asked.rounds, FEW, many)
    _say(f"{_BACK}projects made in {time.monotonic() - start:.0f} s\n")
    print(where, telling.spaced(telling.HEADS), sep="\n", flush=True)
    figures = []
    for name, prepare in cases.items():
        work = prepare(world)
        figures.append(measure(name, work, world.client, asked.rounds))
        print(telling.spaced(telling.line(figures[-1])), flush=True)
        if asked.profile:
            _profile(work)
    if asked.write:
        telling.write(telling.markdown(figures, where))
    return figures


def _say(text: str) -> None:
    print(text, end="", file=sys.stderr, flush=True)


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
