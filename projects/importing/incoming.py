"""A file on its way in: uploaded, read by a job of its own, looked at by its owner, and gone in the end."""

import io
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from budget_site.accounts.models import Department
from projects.importing import kept
from projects.importing.importer import Importer
from projects.importing.limits import MB
from projects.importing.opening import unpacked_bytes
from projects.importing.refused import ImportRefused
from projects.jobs import JobFailed, Outcome, Progress, cancel, register, submit_or_run
from projects.jobs.files import discard as discard_file
from projects.models import IncomingFile, Job
from projects.models.job import private_storage
from projects.tables import typed

FOLDER = "incoming"
SMALL, SMALL_UNPACKED = MB, 20 * MB  # of a file that is read while the person waits: some seconds
STRAY = timedelta(days=1)  # old enough that nobody is about to name it in a row
GONE = "上传的文件已经不在了（可能已导入、放弃或过期），请重新上传。"


def receive(importer: Importer, upload: UploadedFile, department: Department | None) -> IncomingFile:
    """Keep an uploaded file for its owner and have it read; a small one is read before this returns.

    JobFailed, with nothing kept, where the person has too much unfinished.
    """
    incoming = IncomingFile(
        district=importer.district,
        year=importer.year,
        department=department,
        owner=importer.user,
        filename=" ".join(typed(upload.name or "").split()) or "未命名文件",
    )
    small = _is_small(upload)
    incoming.file.save(uuid4().hex, upload)
    try:
        job = submit_or_run(
            Job.Kind.READ, importer.user, f"读取“{incoming.filename}”", about(incoming), small=small
        )
    except JobFailed:
        discard(incoming)
        raise
    IncomingFile.objects.filter(pk=incoming.pk).update(job=job)
    incoming.refresh_from_db()
    return incoming


def about(incoming: IncomingFile) -> dict[str, str]:
    """The parameters of a job about an uploaded file: which, and where the person goes on."""
    return {"incoming": str(incoming.pk), "page": reverse("incoming", args=[incoming.pk])}


def _is_small(upload: UploadedFile) -> bool:
    if upload.size > SMALL:
        return False
    try:
        return unpacked_bytes(upload.file, settings.IMPORT_LIMITS) <= SMALL_UNPACKED
    except ImportRefused:  # which reading it will say, and soon
        return True


@register(Job.Kind.READ)
def read(job: Job, progress: Progress) -> Outcome | None:
    """Read it in a process of its own; what it says is kept, or why it cannot be imported."""
    incoming = IncomingFile.objects.filter(pk=job.parameters["incoming"], owner=job.owner).first()
    if incoming is None or not incoming.file:
        raise JobFailed(GONE)
    try:
        with private_storage().local(incoming.file.name) as path:
            reading = progress.apart("projects.importing.opening.read_apart", path, settings.IMPORT_LIMITS)
    except FileNotFoundError as gone:
        raise JobFailed(GONE) from gone
    except ImportRefused as refused:
        _refuse(incoming, str(refused))
        raise JobFailed(str(refused)) from refused
    _keep(incoming, reading, progress)
    return None


def _refuse(incoming: IncomingFile, sentence: str) -> None:
    IncomingFile.objects.filter(pk=incoming.pk).update(refused=sentence, file="")
    discard_file(incoming.file.name)


def _keep(incoming: IncomingFile, reading: bytes, progress: Progress) -> None:
    """The reading and the end of its job, together or neither."""
    count = len(kept.contents(io.BytesIO(reading)).tables)
    name = private_storage().save(f"{FOLDER}/{uuid4().hex}", ContentFile(reading))
    try:
        with transaction.atomic():
            IncomingFile.objects.filter(pk=incoming.pk).update(reading=name)
            progress.finish(Outcome(f"共{count}张表，核对后即可导入。"))
    except BaseException:
        discard_file(name)
        raise


def drop(incoming: IncomingFile) -> bool:
    """The owner wants it no more: its work is cancelled, and it is gone. False where it came in meanwhile."""
    if incoming.job:
        cancel(incoming.job)  # seen at once by a worker that holds the row below
    with transaction.atomic():
        locked = IncomingFile.objects.select_for_update(of=("self",)).filter(pk=incoming.pk).first()
        if locked is None or locked.table_import_id:
            return locked is None
        locked.delete()
    discard_files(locked)
    return True


def discard(incoming: IncomingFile) -> None:
    """Forget a file and all that was read from it; what was imported from it stays."""
    incoming.delete()
    discard_files(incoming)


def discard_files(incoming: IncomingFile) -> None:
    for file in (incoming.file, incoming.reading):
        discard_file(file.name)


def sweep_incoming() -> None:
    """Old uploads go, and files that no row names: their upload was broken off, or their worker killed."""
    before = timezone.now() - timedelta(days=settings.JOB_KEEP_DAYS)
    for incoming in IncomingFile.objects.filter(created_at__lt=before):
        discard(incoming)
    storage = private_storage()
    lying = storage.lying(FOLDER)
    named = {name for row in IncomingFile.objects.values_list("file", "reading") for name in row}
    for name in set(lying) - named:
        with suppress(FileNotFoundError):  # another sweep was quicker
            if storage.get_modified_time(name) < timezone.now() - STRAY:
                storage.delete(name)
