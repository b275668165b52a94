"""32 processes write in one table at once, on a database as in the field: nothing accepted is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from budget_site.env import BASE_DIR
from projects.models import Save, TableVersion
from projects.storing import working
from projects.tables import Indicator
from tests.people import make_project, make_table

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("processes")]

WRITERS, ROUNDS = 32, int(os.environ.get("SOAK_ROUNDS", "2"))


def address() -> str:
    """The test database, for another process."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{connection.settings_dict['NAME']}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        name = cursor.fetchone()[0]
    base, _, query = os.environ["DATABASE_URL"].partition("?")
    return f"{base.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


def start(version: TableVersion, user, number: int, go: Path) -> subprocess.Popen:
    command = [sys.executable, "-m", "tests.projects.drafting.writer"]
    return subprocess.Popen(
        [*command, str(version.pk), str(user.pk), str(number), str(ROUNDS), str(go)],
        cwd=BASE_DIR,
        env=os.environ | {"DATABASE_URL": address(), "DJANGO_SETTINGS_MODULE": "budget_site.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_of_32_writers_no_accepted_change_is_lost(district, department, drafter, tmp_path):
    rows = (Indicator("产出指标", "数量指标", f"第{number}项", "", "0", "") for number in range(WRITERS + 1))
    version = make_project(district, department, table=make_table(indicators=tuple(rows))).versions.get()
    go = tmp_path / "go"
    writers = [start(version, drafter, number, go) for number in range(1, WRITERS + 1)]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    go.touch()
    results = [json.loads(writer.communicate()[0]) for writer in writers]
    assert not any(writer.returncode for writer in writers)

    sheet = working(TableVersion.objects.with_rows().get(pk=version.pk))
    assert [row.value for row in sheet.indicators[1:]] == [result["typed"] for result in results]
    assert {str(goal.id) for goal in sheet.goals} >= {row for result in results for row in result["added"]}
    assert int(sheet.indicators[0].value.split()[0]) == WRITERS * ROUNDS
    revisions = sorted(revision for result in results for revision in result["revisions"])
    assert revisions == list(range(1, 2 * WRITERS * ROUNDS + 1)), "every save had a revision of its own"
    assert Save.objects.filter(version=version).count() == len(revisions)
