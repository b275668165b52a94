"""Reports are read from a copy that follows; what is written, and all else, knows the first one alone."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.conf import settings as site

from budget_site.operating import replica
from projects.models import Project
from tests.budget_site.test_settings import ROOT
from tests.people import make_framework, make_project, make_table
from tests.standby import standby

ASKS = """
import sys
import time
import django
django.setup()
from collections import Counter
from contextlib import contextmanager
from django.db import connections
from django.test import Client
from budget_site.accounts.models import User
from budget_site.operating import replica
from tests.processes import wait_for
from tests.standby import caught_up

@contextmanager
def counted():
    seen = Counter()
    def count(execute, sql, params, many, context):
        seen[context["connection"].alias + (" projects" if "projects_project" in sql else "")] += 1
        return execute(sql, params, many, context)
    with connections["default"].execute_wrapper(count), connections["replica"].execute_wrapper(count):
        yield seen

def copy(question):
    with connections["replica"].cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]

client = Client()
client.force_login(User.objects.get(username=sys.argv[1]))

def ask(address):
    replica._looked = (float("-inf"), False)
    with counted() as seen:
        status = client.get(address).status_code
    print(status, *(alias if seen[f"{alias} projects"] else "-" for alias in ("replica", "default")))

caught_up(sys.argv[4])
ask(sys.argv[2])
ask(sys.argv[3])
copy("SELECT pg_wal_replay_pause()")
User.objects.filter(username=sys.argv[1]).update(name="后来改的名")
wait_for(lambda: copy("SELECT pg_last_wal_receive_lsn() <> pg_last_wal_replay_lsn()"))
time.sleep(1.2)  # which is longer than it may lag
ask(sys.argv[2])
copy("SELECT pg_wal_replay_resume()")
try:
    copy("UPDATE accounts_user SET name = ''")
except Exception as refused:
    print(type(refused.__cause__).__name__)
"""


@pytest.mark.roles
@pytest.mark.django_db(transaction=True)
def test_a_year_is_read_from_the_copy_as_long_as_it_follows(reviewer, district, department):
    make_framework(district)
    make_project(district, department, table=make_table())
    with tempfile.TemporaryDirectory(prefix="sb") as folder, standby(Path(folder)) as socket:
        name = site.DATABASES["default"]["NAME"]
        here = os.environ["DATABASE_URL"].partition("?host=")[2]
        said = {
            "DJANGO_SETTINGS_MODULE": "budget_site.settings",
            "DATABASE_URL": f"postgresql://postgres:@/{name}?host={here}",
            "REPLICA_DATABASE_URL": f"postgresql://postgres:@/{name}?host={socket}",
            "REPLICA_LAG_SECONDS": "1",
        }
        board, desk = "/tables/lutai/2025/board/", "/tables/lutai/2025/"
        command = [sys.executable, "-c", ASKS, reviewer.username, board, desk, socket]
        told = subprocess.run(command, cwd=ROOT, env=os.environ | said, capture_output=True, text=True)
        assert told.returncode == 0, told.stderr
        followed, elsewhere, behind, refused = told.stdout.splitlines()
    assert followed == "200 replica -"
    assert elsewhere == "200 - default"
    assert behind == "200 - default"
    assert refused == "ReadOnlySqlTransaction"


def test_without_a_copy_the_mark_does_nothing():
    assert not replica.follows()
    assert replica.Router().db_for_read(Project) is None
    assert not replica.Router().allow_migrate("replica", "projects")
