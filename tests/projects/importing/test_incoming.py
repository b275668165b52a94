"""An uploaded file on its way: kept for its owner alone, read by a job, and gone in the end."""

import io
import os
import random
import signal
import zipfile
from datetime import timedelta
from functools import partial

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from projects.importing.accepting import contents_of
from projects.importing.importer import Importer
from projects.importing.incoming import FOLDER, SMALL, drop, receive, sweep_incoming
from projects.importing.refused import ImportRefused
from projects.jobs import JobFailed
from projects.jobs.running import run
from projects.jobs.submitting import MOST_UNFINISHED
from projects.jobs.sweeping import sweep
from projects.models import IncomingFile, Job, Project, TableImport
from projects.models.job import private_storage
from tests.hostile import bombs, doctypes, macros, other_files
from tests.people import make_framework
from tests.processes import borne, runs, wait_for
from tests.projects.importing.uploads import YEAR, a_file, named, take_all, uploaded
from tests.projects.jobs.working import leases_run_out, make_job, start_worker

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.now() - timedelta(days=8)
MANY = 1200  # tables: some seconds, time enough to be interrupted


def lying() -> set[str]:
    storage = private_storage()
    return {f"{FOLDER}/{name}" for name in storage.listdir(FOLDER)[1]} if storage.exists(FOLDER) else set()


def large(user, district, tables=2):
    """A file too large to be read while one waits: there is a picture in it."""
    data = io.BytesIO(a_file(*named(*(f"项目{place}" for place in range(tables)))).read())
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("word/media/image1.jpeg", random.Random(1).randbytes(SMALL))
    upload = SimpleUploadedFile("大文件.docx", data.getvalue())
    return receive(Importer.of(user, district, YEAR), upload, None)


@pytest.fixture(autouse=True)
def _nothing_lies_there():
    """From earlier tests: files outlive their rows, which are rolled back."""
    for name in lying():
        private_storage().delete(name)


@pytest.fixture
def start(tmp_path):
    return partial(start_worker, tmp_path)


def now(incoming):
    job = Job.objects.get(pk=incoming.job_id)  # first: where it is done, the file is what it left
    incoming.refresh_from_db()
    incoming.job = job
    return incoming


def test_a_small_file_is_read_at_once_under_a_name_that_tells_nothing(drafter, district):
    incoming = uploaded(drafter, district, *named("甲", "乙"))
    assert (incoming.filename, incoming.owner) == ("公开说明.docx", drafter)
    assert (incoming.job.state, incoming.job.message) == (Job.State.DONE, "共2张表，核对后即可导入。")
    assert [one.name for one in contents_of(incoming).tables] == ["甲", "乙"]
    assert "公开" not in incoming.file.name + incoming.reading.name
    assert str(incoming.pk) not in incoming.file.name
    assert not Project.objects.exists()


def test_only_its_owner_sees_it(drafter, other_drafter, reviewer, district):
    uploaded(drafter, district, *named("甲"))
    for somebody in (other_drafter, reviewer):
        assert not IncomingFile.objects.visible_to(somebody).exists()
    assert IncomingFile.objects.visible_to(drafter).exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [("../../etc/passwd", "passwd"), ("a\x00b\n.docx", "ab .docx"), ("\u202e", "未命名文件")],
)
def test_a_file_may_be_called_anything(drafter, district, name, kept):
    assert uploaded(drafter, district, *named("甲"), name="x.docx").filename == "x.docx"
    incoming = receive(Importer.of(drafter, district, YEAR), _called(name), None)
    incoming.refresh_from_db()
    assert incoming.filename.endswith(kept.strip())
    assert incoming.reading


def _called(name):
    upload = a_file(*named("甲"))
    upload._name = name.rpartition("/")[2]
    return upload


def hostile():
    yield from bombs()
    yield from macros()
    yield from list(doctypes())[:4]
    yield from ((kind, data) for kind, data, _ in other_files() if kind != "xlsx")


@pytest.mark.parametrize(
    ("kind", "data"), list(hostile()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_is_hostile_or_no_table_is_refused_with_nothing_left(drafter, district, kind, data):
    incoming = uploaded(drafter, district, data=data)
    assert incoming.refused.endswith("。")
    assert incoming.job.state == Job.State.FAILED
    assert incoming.job.message == incoming.refused
    assert not incoming.file
    assert not incoming.reading
    assert not lying()
    assert not Project.objects.exists()
    with pytest.raises(ImportRefused):
        contents_of(incoming)


def test_a_large_file_waits_for_a_worker_and_may_be_left(drafter, district):
    incoming = large(drafter, district)
    assert incoming.job.state == Job.State.WAITING
    assert incoming.job.page == f"/imports/{incoming.pk}/"
    with pytest.raises(ImportRefused):
        contents_of(incoming)
    run(incoming.job.pk)
    assert now(incoming).job.state == Job.State.DONE
    assert incoming.job.steps_done == incoming.job.steps > SMALL
    assert len(contents_of(incoming).tables) == 2


def test_whoever_has_too_much_unfinished_uploads_nothing_more(drafter, district):
    for place in range(MOST_UNFINISHED):
        make_job(drafter, parameters={"place": place})
    with pytest.raises(JobFailed, match="请等其中一些完成"):
        large(drafter, district)
    assert not IncomingFile.objects.exists()
    assert not lying()


def test_a_file_that_is_given_up_is_gone_with_its_work(drafter, district):
    incoming = large(drafter, district)
    assert drop(incoming)
    assert not IncomingFile.objects.exists()
    assert not lying()
    job = Job.objects.get()
    assert job.state == Job.State.CANCELLED
    run(job.pk)
    assert not lying()


def test_work_on_a_file_that_is_gone_says_so(drafter, district):
    incoming = large(drafter, district)
    IncomingFile.objects.all().delete()
    run(incoming.job.pk)
    incoming.job.refresh_from_db()
    assert incoming.job.state == Job.State.FAILED
    assert "重新上传" in incoming.job.message


def test_a_file_that_came_in_is_not_given_up(drafter, district):
    make_framework(district)
    incoming = uploaded(drafter, district, *named("甲"))
    take_all(incoming)
    assert not drop(incoming)
    assert IncomingFile.objects.get().table_import == TableImport.objects.get()


def test_the_days_passing_take_uploads_and_strays_but_nothing_fresh(drafter, district):
    old, fresh = (uploaded(drafter, district, *named(name)) for name in "甲乙")
    IncomingFile.objects.filter(pk=old.pk).update(created_at=LONG_AGO)
    stray, young = (private_storage().save(f"{FOLDER}/{name}", ContentFile(b"x")) for name in "ab")
    long_ago = LONG_AGO.timestamp()
    os.utime(private_storage().path(stray), (long_ago, long_ago))
    sweep()
    sweep_incoming()
    assert IncomingFile.objects.get() == fresh
    assert lying() == {fresh.file.name, fresh.reading.name, young}


def test_whoever_reads_a_file_again_leaves_one_reading(drafter, district):
    incoming = uploaded(drafter, district, *named("甲"))
    first = incoming.reading.name
    Job.objects.update(state=Job.State.WAITING)
    run(incoming.job.pk)
    incoming.refresh_from_db()
    assert incoming.reading.name != first
    assert [one.name for one in contents_of(incoming).tables] == ["甲"]
    os.utime(private_storage().path(first), (LONG_AGO.timestamp(),) * 2)
    sweep_incoming()
    assert lying() == {incoming.file.name, incoming.reading.name}


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_reads_costs_a_delay_and_not_the_file(drafter, district, start):
    incoming = large(drafter, district, tables=MANY)
    first = start()
    wait_for(lambda: "正在读取" in now(incoming).job.message, first)
    [child] = borne(first.pid)
    first.send_signal(signal.SIGKILL)
    wait_for(lambda: not runs(child))
    assert not now(incoming).reading
    leases_run_out()
    second = start()
    wait_for(lambda: now(incoming).job.state == Job.State.DONE, second)
    assert incoming.job.attempts == 2
    assert len(contents_of(incoming).tables) == MANY
    assert lying() == {incoming.file.name, incoming.reading.name}


@pytest.mark.django_db(transaction=True)
def test_giving_a_file_up_ends_its_reading_at_once(drafter, district, start):
    incoming = large(drafter, district, tables=MANY)
    worker = start()
    wait_for(lambda: "正在读取" in now(incoming).job.message, worker)
    [child] = borne(worker.pid)
    assert drop(incoming)
    wait_for(lambda: not runs(child))
    assert not lying()
