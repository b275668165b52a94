"""Figures for Prometheus at /metrics, of this site and of what it runs on.

Counters are kept by each process and added up in PROMETHEUS_MULTIPROC_DIR where several serve one site.
What is read when somebody asks (jobs that wait, mails unsent, room on the disk) is read once an ask, by
readers that the applications register with `also`.
"""

import logging
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

logger = logging.getLogger(__name__)

PATH = "/metrics"
_OWN = CollectorRegistry()
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

_requests = Counter("budget_requests_total", "Requests answered", ["method", "view", "status"], registry=_OWN)
_seconds = Histogram(
    "budget_request_seconds", "Seconds an answer took", ["view"], registry=_OWN, buckets=_BUCKETS
)


class Figure(NamedTuple):
    """One reading: `budget_<name>`, in words, by labels where it has any."""

    name: str
    saying: str
    value: float
    labels: dict[str, str] = {}


_readers: list[Callable[[], Iterable[Figure]]] = []


def also(reader: Callable[[], Iterable[Figure]]) -> None:
    """Have every ask read something more: who builds on this says so when it starts."""
    if reader not in _readers:
        _readers.append(reader)


def count(method: str, view: str, status: int, seconds: float) -> None:
    method = method if method in _METHODS else "other"  # a stranger may invent any number of them
    _requests.labels(method, view, str(status)).inc()
    _seconds.labels(view).observe(seconds)


def told(request: HttpRequest) -> HttpResponse:
    """The figures, to who knows METRICS_TOKEN; there is no such page for others, or where none is set."""
    if not _may(request):
        return HttpResponse(status=404)
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)
        counted = generate_latest(registry)
    else:
        counted = generate_latest(_OWN)
    now = CollectorRegistry()
    now.register(_Now())
    return HttpResponse(counted + generate_latest(now), content_type=CONTENT_TYPE_LATEST)


def _may(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    return bool(token) and secrets.compare_digest(given, token.encode())


class _Now:
    """What stands this moment; a reader that fails is left out, and told of."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        found = list(_base())
        for reader in _readers:
            try:
                found += reader()
            except Error as trouble:
                logger.warning("No figures of %s: %s", reader.__module__, trouble)
        families: dict[str, GaugeMetricFamily] = {}
        for one in found:
            name = f"budget_{one.name}"
            family = families.setdefault(name, GaugeMetricFamily(name, one.saying, labels=list(one.labels)))
            family.add_metric(list(one.labels.values()), one.value)
        yield from families.values()


def _base() -> Iterator[Figure]:
    yield Figure("database_up", "Whether the database answers", float(database_answers()))
    room = shutil.disk_usage(settings.VAR_DIR)
    yield Figure("disk_free_bytes", "Bytes free where the site keeps its files", room.free)
    yield Figure("disk_bytes", "Bytes of the disk where the site keeps its files", room.total)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True
