"""Real workers, killed at the worst moment: it costs a delay, not a job."""

import io
import os
import signal
import subprocess
import sys
from functools import partial

import pikepdf
import pytest

from projects.jobs import cancel, submit
from projects.models import Job
from tests.people import make_project, make_table
from tests.processes import borne, descendants, runs, wait_for
from tests.projects.jobs.working import ROOT, content_of, leases_run_out, start_worker, stored

pytestmark = pytest.mark.django_db(transaction=True)

CONTENTS = 2  # pages before the tables
TABLES = 25  # a PDF of so many takes long enough to be interrupted


@pytest.fixture
def export(drafter, department) -> Job:
    for number in range(TABLES):
        make_project(department.district, department, table=make_table(name=f"项目{number}"))
    parameters = {"district": department.district.code, "year": 2025, "projects": None, "form": "pdf"}
    return submit(Job.Kind.EXPORT, drafter, "导出", parameters)


@pytest.fixture
def start(tmp_path):
    return partial(start_worker, tmp_path)


def now(job: Job) -> Job:
    job.refresh_from_db()
    return job


def drawing(worker: subprocess.Popen, job: Job) -> int:
    """The child that draws, once it does."""
    wait_for(lambda: "正在排版" in now(job).message, worker)
    [child] = borne(worker.pid)
    wait_for(lambda: descendants(child), worker)  # it draws by processes of its own
    return child


def test_a_worker_killed_in_an_export_costs_a_delay_and_not_the_job(export, start, tmp_path):
    first = start()
    child = drawing(first, export)
    below = descendants(child)
    first.send_signal(signal.SIGKILL)
    wait_for(lambda: not any(map(runs, [child, *below])))
    wait_for(lambda: not list(tmp_path.iterdir()))
    assert now(export).state == Job.State.RUNNING  # nobody could say otherwise
    leases_run_out()
    second = start()
    wait_for(lambda: now(export).state != Job.State.RUNNING or export.attempts == 2, second)
    wait_for(lambda: now(export).state == Job.State.DONE, second)
    assert (export.attempts, export.message) == (2, f"共{TABLES}张表。")
    with pikepdf.open(io.BytesIO(content_of(export))) as pdf:
        assert len(pdf.pages) == TABLES + CONTENTS
    assert stored(export) == [export.result.name]


def test_cancelling_ends_the_drawing_at_once(export, start, tmp_path):
    worker = start()
    child = drawing(worker, export)
    below = descendants(child)
    assert cancel(export)
    wait_for(lambda: not any(map(runs, [child, *below])))
    wait_for(lambda: not list(tmp_path.iterdir()))
    assert now(export).state == Job.State.CANCELLED
    assert not stored(export)
    other = submit(Job.Kind.EXPORT, export.owner, "导出", export.parameters | {"form": "docx"})
    wait_for(lambda: now(other).state == Job.State.DONE, worker)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_asked_to_end_leaves_the_job_to_the_next(export, start, how):
    worker = start()
    child = drawing(worker, export)
    worker.send_signal(how)
    _, said = worker.communicate()
    assert worker.returncode == 0, said
    assert "Traceback" not in said
    assert not runs(child)
    assert (now(export).state, export.attempts) == (Job.State.WAITING, 0)
    start("--once").wait()
    assert now(export).state == Job.State.DONE


def test_an_idle_worker_ends_when_asked(start, drafter):
    worker = start()
    job = submit(
        Job.Kind.EXPORT, drafter, "导出", {"district": "x", "year": 1, "projects": None, "form": "pdf"}
    )
    wait_for(lambda: now(job).state == Job.State.FAILED, worker)
    worker.send_signal(signal.SIGTERM)
    _, said = worker.communicate()
    heads = [line for line in said.splitlines() if "budget_site.trail [-] 链头" in line]  # told once a day
    assert (worker.returncode, said.splitlines()) == (0, heads)


def test_several_workers_share_the_work(drafter, department, start):
    make_project(department.district, department)
    parameters = {"district": department.district.code, "year": 2025, "projects": None}
    jobs = [
        submit(Job.Kind.EXPORT, drafter, "导出", parameters | {"form": form, "number": number})
        for form in ("docx", "html")
        for number in range(3)
    ]
    workers = [start(), start()]
    wait_for(lambda: all(now(job).state == Job.State.DONE for job in jobs), workers[0])
    assert {job.attempts for job in jobs} == {1}
    assert all(stored(job) == [job.result.name] for job in jobs)


def test_a_database_that_is_not_ready_is_told_in_one_sentence(tmp_path):
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}"}
    command = [sys.executable, str(ROOT / "manage.py"), "work"]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert answer.returncode == 2
    assert len(answer.stderr.splitlines()) == 1
    assert "请先运行 manage.py migrate" in answer.stderr
