"""Workers killed at any moment of imports and exports, again and again: nothing is lost, nothing is doubled.

SOAK_ROUNDS (`make soak`) asks for more than one round.
"""

import io
import os
import random
import signal
import time

import pikepdf
import pytest
from django.conf import settings

from projects.importing.accepting import accept, contents_of, decided
from projects.importing.deciding import Answer
from projects.importing.importer import Importer
from projects.importing.incoming import FOLDER, STRAY, receive, sweep_incoming
from projects.jobs import submit
from projects.jobs.submitting import UNFINISHED
from projects.jobs.sweeping import sweep
from projects.models import ImportedTable, IncomingFile, Job, Project
from projects.models.job import private_storage
from tests.people import make_framework, make_project, make_table
from tests.processes import wait_for
from tests.projects.importing.uploads import YEAR, a_file, answer, proposed
from tests.projects.jobs.working import content_of, leases_run_out, start_worker, stored

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("processes")]

ROUNDS = int(os.environ.get("SOAK_ROUNDS", "1"))
KILLS = 2  # in one stretch of work: a job is given up after as many attempts and one more
LONGEST = 2.0  # seconds from the first step to the kill
CONTENTS = 1  # page before the tables
PRINTED, IMPORTED = 15, 61  # tables; an import of so many waits for a worker


@pytest.fixture
def _large(monkeypatch):
    """Whatever comes in counts as large: a worker reads it."""
    monkeypatch.setattr("projects.importing.incoming.SMALL", 0)


@pytest.mark.parametrize("number", range(ROUNDS))
@pytest.mark.usefixtures("_large")
def test_workers_killed_at_any_moment_cost_a_delay(drafter, district, department, tmp_path, number):
    chance = random.Random(number)
    make_framework(district)
    for place in range(PRINTED):
        make_project(district, department, table=make_table(name=f"已有{place}", code=""))
    tables = [make_table(name=f"新增项目第{place}号", code=f"N{place}") for place in range(IMPORTED)]
    incoming = receive(Importer.of(drafter, district, YEAR), a_file(*tables), None)
    export = ask_for_print(drafter)
    disturbed([incoming.job, export], chance, tmp_path)
    assert [one.name for one in contents_of(now(incoming)).tables] == [table.name for table in tables]
    with pikepdf.open(io.BytesIO(content_of(export))) as pdf:
        assert len(pdf.pages) == PRINTED + CONTENTS

    disturbed([ask_to_take_in(now(incoming))], chance, tmp_path)
    assert now(incoming).table_import.tables.count() == IMPORTED
    assert ImportedTable.objects.count() == IMPORTED
    assert Project.objects.count() == PRINTED + IMPORTED
    assert_no_file_is_left_over(export)


def ask_for_print(owner) -> Job:
    chosen = [str(pk) for pk in Project.objects.values_list("pk", flat=True)]
    parameters = {"district": "lutai", "year": YEAR, "projects": chosen, "form": "pdf"}
    return submit(Job.Kind.EXPORT, owner, "导出", parameters)


def ask_to_take_in(incoming: IncomingFile) -> Job:
    """Every table, as it is proposed."""
    said = decided(incoming, proposed(incoming))
    every = {index: Answer(True, one.department, one.match) for index, one in said.items()}
    answer(incoming, every, confirmed=True)
    importer = Importer.of(incoming.owner, incoming.district, incoming.year)
    accept(incoming, importer, proposed(incoming))
    job = now(incoming).job
    assert (job.kind, job.state) == (Job.Kind.TAKE_IN, Job.State.WAITING)
    return job


def now(incoming: IncomingFile) -> IncomingFile:
    return IncomingFile.objects.select_related("job", "owner", "district").get(pk=incoming.pk)


def disturbed(jobs: list[Job], chance: random.Random, scratch) -> None:
    """Has the jobs done by workers of which all but the last are killed while they work."""
    mine = Job.objects.filter(pk__in=[job.pk for job in jobs])
    for _ in range(KILLS):
        worker = start_worker(scratch)
        wait_for(lambda: mine.exclude(state=Job.State.WAITING).exists(), worker)
        time.sleep(chance.uniform(0, LONGEST))  # the moment is what is tried; nothing is waited for
        end(worker, signal.SIGKILL)
        wait_for(lambda: not [path for path in scratch.rglob("*") if path.is_file()])
        leases_run_out()
    worker = start_worker(scratch)
    wait_for(lambda: not mine.filter(state__in=UNFINISHED).exists(), worker)
    end(worker, signal.SIGTERM)
    for job in jobs:
        job.refresh_from_db()
        assert job.state == Job.State.DONE, (job.kind, job.attempts, job.message)


def end(worker, how: signal.Signals) -> None:
    worker.send_signal(how)
    worker.communicate()


def assert_no_file_is_left_over(export: Job) -> None:
    """Once the sweep has come by, the next day."""
    storage = private_storage()
    folder = settings.VAR_DIR / "private" / FOLDER
    for file in folder.iterdir():
        yesterday = time.time() - STRAY.total_seconds() - 1
        os.utime(file, (yesterday, yesterday))
    sweep()
    sweep_incoming()
    assert storage.listdir(FOLDER)[1] == []
    assert stored(export) == [export.result.name]
