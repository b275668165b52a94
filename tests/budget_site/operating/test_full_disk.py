"""A full disk: the person hears that nothing came of it, what was kept is there, and it goes on with room."""

import errno
import json
import sqlite3
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings
from django.db import OperationalError
from django.urls import reverse

from budget_site.env import BASE_DIR
from budget_site.operating import full_disk
from projects.importing.incoming import FOLDER
from projects.models import IncomingFile, Job
from tests.people import make_framework, make_table
from tests.projects.importing.uploads import YEAR, a_file
from tests.small_disk import small_disk


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def of_sqlite(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("…")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "full"),
    [
        (OSError(errno.ENOSPC, "…"), True),
        (OSError(errno.EDQUOT, "…"), True),
        (OSError(errno.EFBIG, "…"), True),
        (OSError(errno.EACCES, "…"), False),
        (caused(OperationalError(), of_sqlite(sqlite3.SQLITE_FULL)), True),
        (caused(OperationalError(), of_sqlite(sqlite3.SQLITE_BUSY)), False),
        (caused(OperationalError(), psycopg.errors.DiskFull()), True),
        (caused(OperationalError(), psycopg.errors.AdminShutdown()), False),
        (caused(ValueError(), OSError(errno.ENOSPC, "…")), True),
        (None, False),
    ],
)
def test_a_full_disk_is_known_however_it_is_met(error, full):
    assert full_disk.is_full(error) is full


@pytest.mark.django_db
@pytest.mark.small_disk
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_an_upload_that_finds_no_room_is_refused_and_leaves_nothing(client, district, drafter, accept):
    make_framework(district)
    client.force_login(drafter)
    client.raise_request_exception = False
    address = reverse("import_new", args=[district.code, YEAR])
    with small_disk(settings.VAR_DIR / "private" / FOLDER, 1) as disk:
        disk.fill()
        answer = client.post(address, {"file": a_file(make_table())}, headers={"Accept": accept})
        assert answer.status_code == 507
        assert full_disk.SENTENCE in (
            answer.json()["message"] if "json" in accept else answer.content.decode()
        )
        assert not IncomingFile.objects.exists()
        assert not Job.objects.exists()
        disk.make_room()
        assert list(disk.folder.iterdir()) == []
        assert client.post(address, {"file": a_file(make_table())}).status_code == 302


@pytest.mark.small_disk
def test_a_save_that_finds_no_room_is_refused_and_those_before_it_stay(tmp_path):
    """On an SQLite file on a small disk, in a process of its own."""
    with small_disk(tmp_path / "disk", 8) as disk:
        command = [sys.executable, "-m", "tests.budget_site.operating.filler", str(disk.folder)]
        done = subprocess.run(command, cwd=BASE_DIR, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["refused"] == [507, "full", full_disk.SENTENCE]
    assert told["accepted"] > 0
    assert told["kept"] == told["accepted"], "what was answered is there, and nothing else"
    assert told["after"] == 200
