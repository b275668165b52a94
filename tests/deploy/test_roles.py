"""deploy/roles.sh: the passwords stand in one place, and no operator carries them from one to another."""

import os
import re
import subprocess

import pytest

from tests.deploy.machine import DEPLOY

FILES = ("owner", "site", "public")


@pytest.fixture
def run(tmp_path):
    """What PostgreSQL is told, as `su postgres` would pass it on."""
    (tmp_path / "su").write_text("#!/bin/sh\nexec cat\n", encoding="utf-8")
    (tmp_path / "su").chmod(0o755)
    for name in FILES:
        (tmp_path / f"{name}.env").write_bytes((DEPLOY / f"{name}.env.example").read_bytes())
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "BUDGET_ETC": str(tmp_path), "LANG": "C.UTF-8"}

    def run():
        return subprocess.run(["sh", DEPLOY / "roles.sh"], env=environment, capture_output=True, text=True)

    return run


def written(tmp_path) -> str:
    return "".join((tmp_path / f"{name}.env").read_text(encoding="utf-8") for name in FILES)


def told(done) -> list[str]:
    return re.findall(r"^\\set \w+_password '(.*)'$", done.stdout, re.MULTILINE)


def test_what_is_not_filled_in_is_made_up_and_told_to_the_database(run, tmp_path):
    done = run()
    assert done.returncode == 0, done.stderr
    passwords = told(done)
    assert re.findall(r"postgres://\w+:(\w+)@", written(tmp_path)) == passwords
    assert len(set(passwords)) == 3
    assert re.search(r"^SECRET_KEY=\w{64}$", written(tmp_path), re.MULTILINE)
    assert "CREATE DATABASE budget" in done.stdout
    assert (told(run()), len(set(passwords))) == (passwords, 3)  # again: nothing else than before


def test_a_password_of_ones_own_reaches_the_database_to_the_letter(run, tmp_path):
    file = tmp_path / "owner.env"
    file.write_text(
        "DATABASE_URL=postgres://budget_owner:a%40b%27c%5Cd@127.0.0.1:5432/budget\n", encoding="utf-8"
    )
    assert told(run())[0] == r"a@b''c\\d"  # as psql reads it: a@b'c\d


def test_an_address_that_is_not_the_roles_is_refused(run, tmp_path):
    (tmp_path / "site.env").write_text("DATABASE_URL=postgres://me:x@127.0.0.1/budget\n", encoding="utf-8")
    done = run()
    assert done.returncode == 1
    assert "postgres://budget:口令@" in done.stderr
    assert not told(done)
