"""Three roles on PostgreSQL: one owns the tables, one does the office's work, one reads what is public."""

import os
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection

from tests.budget_site.test_settings import ROOT
from tests.standby import BIN

pytestmark = [pytest.mark.django_db, pytest.mark.roles, pytest.mark.xdist_group("database roles")]
PSQL = BIN / "psql"
SECRETS = {"owner_password": "o'1", "site_password": "s 2", "public_password": "p3"}
SIGNS_IN = """
import django
django.setup()
from django.test import Client
from budget_site.accounts.models import User
from budget_site.trail.models import TrailRecord
User.objects.create_user("officer", password="Plain-words-9")
typed = {"username": "officer", "password": "Plain-words-9"}
assert Client().post("/accounts/login/", typed).status_code == 302
print(TrailRecord.objects.count())
"""
SEARCHES = """
import django
django.setup()
from django.test import Client
print(Client().get("/search/?q=教育").status_code)
"""


def address(role: str, database: str = "budget") -> str:
    """Where a role signs in, on the server that the tests run on."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(
        parts._replace(netloc=f"{role}:x@{parts.netloc.rpartition('@')[2]}", path=f"/{database}")
    )


def run(*arguments: str, role: str, **environment: str) -> subprocess.CompletedProcess:
    said = os.environ | {"DATABASE_URL": address(role), "LOG_LEVEL": "ERROR"} | environment
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=said, capture_output=True, text=True)


@pytest.fixture(scope="module")
def budget(django_db_blocker):
    """A database as roles.sql makes it, migrated by its owner."""
    # Roles are the whole server's, and roles.sql says their names: one process of the suite (its group).
    with django_db_blocker.unblock():
        given = [part for name, value in SECRETS.items() for part in ("-v", f"{name}={value}")]
        made = [PSQL, os.environ["DATABASE_URL"], "-v", "ON_ERROR_STOP=1", *given]
        for _ in range(2):  # again where a password is to change, or the database alone was lost
            told = subprocess.run(
                [*made, "-f", ROOT / "deploy/postgresql/roles.sql"], capture_output=True, text=True
            )
            assert told.returncode == 0, told.stderr
        migrated = run("manage.py", "migrate", "--verbosity", "0", role="budget_owner")
        assert migrated.returncode == 0, migrated.stderr
        yield
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as superuser:
            superuser.execute("DROP DATABASE budget WITH (FORCE)")
            superuser.execute("DROP ROLE budget, budget_public, budget_owner")


def granted() -> subprocess.CompletedProcess:
    return run(
        "manage.py", "grant_roles", "--site", "budget", "--public", "budget_public", role="budget_owner"
    )


def refused(role: str, statement: str) -> bool:
    with psycopg.connect(address(role)) as session:
        try:
            session.execute(statement)
        except psycopg.Error:
            return True
    return False


@pytest.mark.usefixtures("budget")
def test_the_office_works_by_a_role_that_owns_nothing():
    assert refused("budget", "SELECT * FROM projects_project")
    for _ in range(2):  # after each upgrade again
        done = granted()
        assert done.returncode == 0, done.stderr
        assert "budget可以办理业务；budget_public只能读公开的内容" in done.stdout

    worked = run("-c", SIGNS_IN, role="budget", DJANGO_SETTINGS_MODULE="budget_site.settings")
    assert worked.returncode == 0, worked.stderr
    assert int(worked.stdout) > 0
    for statement in (
        "DROP TABLE projects_project",
        "ALTER TABLE projects_project ADD COLUMN more int",
        "CREATE TABLE more (id int)",
        "TRUNCATE projects_project CASCADE",
        "DELETE FROM trail_trailrecord",
        "UPDATE trail_trailrecord SET note = ''",
    ):
        assert refused("budget", statement), statement

    public = {
        "DJANGO_SETTINGS_MODULE": "budget_site.public_settings",
        "PUBLIC_DATABASE_URL": address("budget_public"),
    }
    read = run("-c", SEARCHES, role="budget", **public)
    assert read.stdout.strip() == "200", read.stderr
    assert refused("budget_public", "SELECT * FROM projects_project")
    assert refused("budget_public", "SELECT * FROM accounts_user")


@pytest.mark.usefixtures("budget")
@pytest.mark.parametrize(("site", "public"), [("budget_owner", "budget_public"), ("budget", "nobody-there")])
def test_a_role_that_would_undo_it_is_not_taken(site, public):
    done = run("manage.py", "grant_roles", "--site", site, "--public", public, role="budget_owner")
    assert done.returncode == 1
    assert "没有改动任何权限" in done.stderr
    assert connection.vendor == "postgresql"


def test_the_sites_role_backs_up_and_the_owner_restores_and_gives_the_rights_again(budget, tmp_path):
    assert granted().returncode == 0
    programs = {"PG_BIN": str(max(PSQL.parents[2].glob("pginstall*")) / "bin"), "VAR_DIR": str(tmp_path)}
    out = tmp_path / "budget.tar"
    made = run("manage.py", "backup", "--out", str(out), role="budget", **programs)
    assert made.returncode == 0, made.stderr
    refused = run("manage.py", "restore", "--replace", str(out), role="budget", **programs)
    assert refused.returncode == 2  # it owns nothing, so it can put nothing in the place of anything
    assert "manage.sh --owner restore" in refused.stderr
    restored = run("manage.py", "restore", "--replace", str(out), role="budget_owner", **programs)
    assert restored.returncode == 0, restored.stderr
    assert "grant_roles" in restored.stderr  # or every page of the site would fail
    given = granted()
    assert given.returncode == 0, given.stderr
