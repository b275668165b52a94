"""Reports may be read from a copy of the database, so that they take nothing from those who type.

A view marked with `from_replica` reads everything from the database "replica", as long as that follows; what
it writes, and all other views, know the first one alone. Without REPLICA_DATABASE_URL the mark does nothing.
"""

import time
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import Error, connections
from django.http import HttpRequest, HttpResponse

REPLICA = "replica"
FRESH = ("accounts", "sessions", "guarding", "axes")
_LOOK = 5  # seconds for which the answer to "does it follow?" holds
_BEHIND = """
SELECT NOT pg_is_in_recovery() OR COALESCE(
    EXISTS (SELECT 1 FROM pg_stat_wal_receiver)
    AND (pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
         OR now() - pg_last_xact_replay_timestamp() < make_interval(secs => %s)), FALSE)
"""

_reading: ContextVar[bool] = ContextVar("reading_from_replica", default=False)
_looked: tuple[float, bool] = (float("-inf"), False)

View = Callable[..., HttpResponse]


class Router:
    """Django's question where a query goes, answered for the view under way."""

    def db_for_read(self, model: type, **hints: Any) -> str | None:
        """Who may what is asked of the first database: a role that was taken away is taken away at once."""
        ours = model._meta.app_label not in FRESH
        return REPLICA if _reading.get() and ours else None

    def db_for_write(self, model: type, **hints: Any) -> str:
        return "default"

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True  # the same rows, seen twice

    def allow_migrate(self, database: str, *arguments: Any, **hints: Any) -> bool:
        return database != REPLICA


def from_replica(view: View) -> View:
    """For a view that only reads, and may be a moment late: it says so to nobody who has just written."""

    @wraps(view)
    def reading(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or not follows():
            return view(request, *arguments, **named)
        token = _reading.set(True)
        try:
            return view(request, *arguments, **named)
        finally:
            _reading.reset(token)

    return reading


def follows() -> bool:
    """Whether there is a replica, it answers, and it is at most REPLICA_LAG_SECONDS behind."""
    global _looked
    if REPLICA not in settings.DATABASES:
        return False
    if time.monotonic() - _looked[0] > _LOOK:
        _looked = (time.monotonic(), _answers())
    return _looked[1]


def _answers() -> bool:
    try:
        with connections[REPLICA].cursor() as cursor:
            cursor.execute(_BEHIND, [settings.REPLICA_LAG_SECONDS])
            return cursor.fetchone()[0]
    except Error:
        return False
