"""Where the files of jobs lie: one file an attempt, so that two workers never write into the same."""

from pathlib import PurePath
from uuid import UUID

from django.core.files.base import ContentFile

from projects.models import Job
from projects.models.job import private_storage

_FOLDER = "jobs"


def keep(job: Job, filename: str, content: bytes) -> str:
    """Store what an attempt made; the name it is found by. It counts once the job's row names it."""
    name = f"{_FOLDER}/{job.pk}.{job.lease}{PurePath(filename).suffix}"
    return private_storage().save(name, ContentFile(content))


def discard(name: str) -> None:
    if name:
        private_storage().delete(name)


def discard_strays() -> list[str]:
    """Remove what attempts left behind that were killed or lost their lease; the names of what went.

    The folder is read before the rows: a file that is being written has its lease in a row, and one that has
    been written its name. A file with another kind of name is none of ours, and stays.
    """
    storage = private_storage()
    owners = {name: owner for name in storage.lying(_FOLDER) if (owner := _owner(name))}
    jobs = Job.objects.in_bulk({pk for pk, _ in owners.values()})
    strays = [name for name, (pk, lease) in owners.items() if not _wanted(name, jobs.get(pk), lease)]
    for name in strays:
        storage.delete(name)
    return strays


def _owner(name: str) -> tuple[UUID, str] | None:
    """The job and the lease that a file is named after; None where it is named after none."""
    pk, _, lease = PurePath(name).stem.partition(".")
    try:
        return UUID(pk), lease
    except ValueError:
        return None


def _wanted(name: str, job: Job | None, lease: str) -> bool:
    return job is not None and (name == job.result.name or lease == str(job.lease))
