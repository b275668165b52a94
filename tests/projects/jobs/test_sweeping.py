"""What a sweep puts right: dead workers, lost queue entries, old rows and stray files."""

import sqlite3
import threading
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from projects.drafting.presence import report
from projects.jobs import JobFailed, Outcome, Progress, cancel, remove, submit, worker
from projects.jobs.submitting import MOST_UNFINISHED
from projects.jobs.sweeping import sweep
from projects.models import IncomingFile, Job, Presence
from projects.models.job import private_storage
from tests.people import make_project
from tests.projects.jobs.working import make_job, stored

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.now() - timedelta(days=8)


def entries() -> int:
    return DBTaskResult.objects.ready().count()


def ask(owner, number: int = 1, kind=Job.Kind.READ) -> Job:
    return submit(kind, owner, "读取公开说明.docx", {"file": number})


def test_a_job_and_its_queue_entry_come_together(drafter):
    job = ask(drafter)
    assert (job.state, entries()) == (Job.State.WAITING, 1)
    sweep()
    assert entries() == 1


def test_asked_for_twice_it_is_the_same_job_until_that_is_finished(drafter, other_drafter):
    job = ask(drafter)
    assert ask(drafter) == job
    assert entries() == 1
    assert ask(drafter, 2) != job
    assert ask(drafter, kind=Job.Kind.TAKE_IN) != job
    assert ask(other_drafter) != job
    cancel(job)
    assert ask(drafter) != job


def test_nobody_keeps_all_the_workers_busy(drafter, other_drafter):
    for number in range(MOST_UNFINISHED):
        ask(drafter, number)
    with pytest.raises(JobFailed, match="您已有10项后台任务还没有完成"):
        ask(drafter, 99)
    assert ask(other_drafter, 99)


def test_a_job_whose_worker_died_waits_for_another(drafter):
    job = ask(drafter)
    Progress.take(job.pk)
    DBTaskResult.objects.all().delete()
    sweep()
    job.refresh_from_db()
    assert (job.state, entries()) == (Job.State.RUNNING, 0)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    sweep()
    job.refresh_from_db()
    assert (job.state, job.attempts, entries()) == (Job.State.WAITING, 1, 1)


def test_a_job_that_kills_its_workers_is_given_up(drafter):
    job = ask(drafter)
    Job.objects.update(state=Job.State.RUNNING, attempts=3, lease_until=timezone.now() - timedelta(seconds=1))
    sweep()
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "试了3次都没有完成" in job.message
    assert Progress.take(job.pk) is None


def test_a_waiting_job_without_a_queue_entry_gets_one(drafter):
    ask(drafter)
    DBTaskResult.objects.update(status="RUNNING")  # its worker died before it looked at the job
    sweep()
    assert entries() == 1


def test_old_jobs_go_with_their_files(drafter):
    old, fresh, unfinished = (make_job(drafter) for _ in range(3))
    for job in (old, fresh):
        Progress.take(job.pk).finish(Outcome("好了。", b"content", "表.xlsx"))
    Job.objects.filter(pk=old.pk).update(finished_at=LONG_AGO)
    Job.objects.update(created_at=LONG_AGO)
    sweep()
    assert set(Job.objects.all()) == {fresh, unfinished}
    assert not stored(old)
    assert stored(fresh)


def test_old_uploads_go_with_what_was_read_from_them(drafter, district):
    kept = []
    for name in ("old", "fresh"):
        incoming = IncomingFile(district=district, year=2025, owner=drafter, filename="说明.docx")
        incoming.file.save(f"{name}.docx", ContentFile(b"x"), save=False)
        incoming.reading.save(f"{name}.json", ContentFile(b"x"))
        kept.append(incoming)
    old, fresh = kept
    IncomingFile.objects.filter(pk=old.pk).update(created_at=LONG_AGO)
    sweep()
    assert list(IncomingFile.objects.all()) == [fresh]
    for incoming, there in ((old, False), (fresh, True)):
        assert private_storage().exists(incoming.file.name) is there
        assert private_storage().exists(incoming.reading.name) is there


def test_files_that_no_job_names_go_and_those_being_written_stay(drafter):
    job = make_job(drafter)
    lease = Progress.take(job.pk).job.lease
    storage = private_storage()
    written, left = f"jobs/{job.pk}.{lease}.pdf", f"jobs/{job.pk}.{job.pk}.pdf"
    for name in (written, left):
        storage.save(name, ContentFile(b"x"))
    sweep()
    assert stored(job) == [written]
    cancel(job)
    sweep()
    assert not stored(job)


def test_a_file_of_another_kind_stops_no_sweep_and_stays():
    name = private_storage().save("jobs/说明.txt", ContentFile(b"x"))
    sweep()
    assert private_storage().exists(name)
    private_storage().delete(name)


def test_old_queue_entries_go(drafter):
    ask(drafter)
    DBTaskResult.objects.update(status="SUCCESSFUL", enqueued_at=LONG_AGO)
    cancel(Job.objects.get())
    sweep()
    assert not DBTaskResult.objects.exists()


def test_only_what_is_finished_can_be_removed(drafter):
    job = ask(drafter)
    assert not remove(job)
    cancel(job)
    assert not cancel(job)
    assert remove(job)
    assert not Job.objects.exists()


def test_who_had_a_table_open_that_nobody_opens_again_is_forgotten(drafter, district, department):
    version = make_project(district, department).versions.get()
    gone, here = uuid4(), uuid4()
    for tab in (gone, here):
        report(version, drafter, tab)
    Presence.objects.filter(pk=gone).update(seen_at=LONG_AGO)
    sweep()
    assert Presence.objects.get().pk == here


def caused_by(cause: Exception) -> OperationalError:
    trouble = OperationalError("…")
    trouble.__cause__ = cause
    return trouble


def busy() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return error


@pytest.mark.parametrize(
    ("trouble", "level"),
    [
        (caused_by(busy()), "WARNING"),
        (caused_by(psycopg.errors.LockNotAvailable()), "WARNING"),
        (caused_by(sqlite3.OperationalError("no such column: a")), "ERROR"),
        (ValueError("甲"), "ERROR"),
    ],
    ids=["busy", "locked", "a column that is missing", "a fault"],
)
def test_a_sweep_that_only_has_to_wait_is_no_fault(db, monkeypatch, caplog, trouble, level):
    def fails() -> None:
        worker.stopping.set()
        raise trouble

    monkeypatch.setattr(worker, "sweep", fails)
    monkeypatch.setattr(worker, "stopping", threading.Event())
    monkeypatch.setattr(connections, "close_all", lambda: None)
    caplog.set_level("WARNING", worker.logger.name)
    worker._sweep_again_and_again()
    assert [one.levelname for one in caplog.records if one.name == worker.logger.name] == [level]
