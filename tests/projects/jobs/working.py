"""Jobs of a test's own making, and real worker processes on the test's database."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection
from django.utils import timezone

from projects.models import Job
from projects.models.job import private_storage

ROOT = Path(__file__).resolve().parents[3]
_started: list[subprocess.Popen] = []


def make_job(owner, kind=Job.Kind.READ, **cells) -> Job:
    return Job.objects.create(kind=kind, owner=owner, title="读取公开说明.docx", **cells)


def start_worker(scratch: Path, *arguments: str, lease: int = 30, database: str = "") -> subprocess.Popen:
    """`manage.py work` on the test's database, or another; its temporary files lie in `scratch`.

    A busy machine may take seconds over a step, so no lease is so short that it could run out meanwhile.
    """
    environment = os.environ | {
        "DATABASE_URL": database or database_url(),
        "JOB_LEASE_SECONDS": str(lease),
        "TMPDIR": str(scratch),
        "LOG_LEVEL": "INFO",
    }
    command = [sys.executable, str(ROOT / "manage.py"), "work", *arguments]
    worker = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    _started.append(worker)
    return worker


def leases_run_out() -> None:
    """Time passes, after a worker has died."""
    Job.objects.filter(state=Job.State.RUNNING).update(lease_until=timezone.now())


def end_workers() -> None:
    """Those that a failing test left running would do the work of the tests after it."""
    while _started:
        with _started.pop() as worker:
            worker.kill()


def database_url() -> str:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def stored(job: Job) -> list[str]:
    """The files that lie there for a job."""
    storage = private_storage()
    names = storage.listdir("jobs")[1] if storage.exists("jobs") else []
    return [f"jobs/{name}" for name in names if name.startswith(str(job.pk))]


def content_of(job: Job) -> bytes:
    with job.result.open("rb") as file:
        return file.read()
