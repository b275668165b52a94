"""Tests that commit take all rows away again at their end; the trail's triggers refuse that, as they should.

Only here, and only where the database obeys its owner, are they out of the way for as long as that takes.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import TransactionTestCase

from budget_site.trail import triggers


@contextmanager
def triggers_off() -> Iterator[None]:
    """As somebody could who has all in hand: a superuser of PostgreSQL, the owner of SQLite's file."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = origin")
        return
    _on_sqlite(triggers.drop)
    try:
        yield
    finally:
        _on_sqlite(triggers.create)


def _on_sqlite(change) -> None:
    """Not by the schema editor's `with`, which does not begin inside a transaction."""
    change(None, _Editor())


class _Editor:
    connection = connection

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


def let_tests_flush(patch) -> None:
    flush = TransactionTestCase._fixture_teardown

    def unhindered(self) -> None:
        with triggers_off():
            flush(self)

    patch.setattr(TransactionTestCase, "_fixture_teardown", unhindered)
