"""Taking turns with the peer: bare request, ours, bare request, ours … so that a busy moment meets both."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import peer

WARM_UP = 2  # turns that are not counted


@dataclass(frozen=True)
class Figures:
    """Of one case. Times are seconds, one a round; queries and bytes those of one request."""

    name: str
    ours: list[float]
    bare: list[float]
    queries: int
    size: int

    @property
    def ratio(self) -> float:
        """Of the medians: how many bare requests it takes."""
        return median(self.ours) / median(self.bare)


def measure(name: str, work: Callable[[], Any], client: Client, rounds: int) -> Figures:
    def bare() -> HttpResponseBase:
        return client.get(peer.ADDRESS)

    for _ in range(WARM_UP):
        _timed(bare), _timed(work)
    with CaptureQueriesContext(connection) as captured:
        answer = work()
    queries = len(captured)  # before the next request empties the log
    gc.collect()
    turns = [(_timed(bare), _timed(work)) for _ in range(rounds)]
    bare_times, times = (list(side) for side in zip(*turns, strict=True))
    size = len(answer.content) if isinstance(answer, HttpResponseBase) else 0
    return Figures(name, times, bare_times, queries, size)


def _timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    answer = work()
    taken = time.perf_counter() - start
    if isinstance(answer, HttpResponseBase) and answer.status_code not in (200, 302):
        raise RuntimeError(f"answered {answer.status_code}: {answer.content.decode()[:300]}")
    return taken
