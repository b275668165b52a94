"""Jobs of a test's own making, and real worker processes on the test's database."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

from projects.models import Job
from projects.models.job import private_storage

ROOT = Path(__file__).resolve().parents[3]


def make_job(owner, kind=Job.Kind.READ, **cells) -> Job:
    return Job.objects.create(kind=kind, owner=owner, title="读取公开说明.docx", **cells)


def start_worker(scratch: Path, *arguments: str, lease: int = 2, database: str = "") -> subprocess.Popen:
    """`manage.py work` on the test's database, or another; its temporary files lie in `scratch`."""
    environment = os.environ | {
        "DATABASE_URL": database or database_url(),
        "JOB_LEASE_SECONDS": str(lease),
        "TMPDIR": str(scratch),
        "LOG_LEVEL": "INFO",
    }
    command = [sys.executable, str(ROOT / "manage.py"), "work", *arguments]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, encoding="utf-8")


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
