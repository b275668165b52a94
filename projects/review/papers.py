"""The files of an assessment: looked at apart, stored under names that tell nothing, kept once submitted."""

import hashlib
from contextlib import suppress
from datetime import timedelta
from pathlib import PurePath
from time import monotonic
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from budget_site.accounts.models import User
from projects import apart
from projects.jobs.files import discard
from projects.models import Assessment, AssessmentFile, Project, TableVersion
from projects.models.job import private_storage
from projects.review.assessing import (
    AssessmentRefused,
    assessment_of,
    files_there,
    locked_for_writing,
    submissions,
)
from projects.review.assessment_trail import ADDED, DELETED, REMOVED, tell_paper
from projects.review.paper_kinds import MOST_BYTES, TOO_LARGE, PaperRefused
from projects.review.people import hats
from projects.tables import typed

FOLDER = "assessments"
MOST_FILES = 20  # of one project
PATIENCE, OFTEN = 30.0, 0.5  # seconds for one look, and between two thoughts about it
STRAY = timedelta(days=1)  # old enough that nobody is about to name it in a row
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "png": "image/png",
    "jpg": "image/jpeg",
}
_SUFFIXES = {kind: {f".{kind}"} for kind in CONTENT_TYPES} | {"jpg": {".jpg", ".jpeg"}}
_TAKES_TOO_LONG = "文件的结构过于复杂，检查不了。请用“打印为 PDF”另存一份再上传。"


def attach(version: TableVersion, upload: UploadedFile, user: User) -> AssessmentFile:
    """Keep a file with the assessment of the version's project; the same bytes again are the same file.

    AssessmentRefused, with nothing kept, where it is none of the wanted kinds, could do harm, is one too
    many, or the table is with the reviewers.
    """
    if upload.size > MOST_BYTES:
        raise AssessmentRefused(TOO_LARGE)
    file_hash = hashlib.file_digest(upload.file, "sha256").hexdigest()
    upload.file.seek(0)
    name = private_storage().save(f"{FOLDER}/{uuid4().hex}", upload)
    try:
        with private_storage().local(name) as path:
            kind = _looked_at(path)
        kept = _row(version, user, name, filename_for(upload.name, kind), kind, upload.size, file_hash)
    except BaseException:
        discard(name)
        raise
    if kept.file.name != name:
        discard(name)
    return kept


def _looked_at(path: str) -> str:
    """Its kind, as a process of its own finds it, which ends when it takes too long or too much."""
    end = monotonic() + PATIENCE

    def tick(*_) -> None:
        if monotonic() > end:
            raise AssessmentRefused(_TAKES_TOO_LONG)

    target = "projects.review.paper_kinds.kind_apart"
    try:
        return apart.call(target, path, settings.IMPORT_LIMITS, report=tick, tick=tick, every=OFTEN)
    except PaperRefused as refused:
        raise AssessmentRefused(str(refused)) from refused
    except (apart.Died, MemoryError, RuntimeError) as failed:
        raise AssessmentRefused(_TAKES_TOO_LONG) from failed


@transaction.atomic
def _row(version: TableVersion, user: User, name: str, filename: str, kind: str, size: int, file_hash: str):
    version = locked_for_writing(version)
    assessment = assessment_of(version.project, user)
    if same := files_there(assessment).filter(file_hash=file_hash).first():
        return same
    if not has_room(assessment):
        raise AssessmentRefused(f"一个项目最多上传{MOST_FILES}个文件，请先移除不需要的，或者合并后上传。")
    about = {"filename": filename, "kind": kind, "size": size, "file_hash": file_hash}
    kept = AssessmentFile.objects.create(assessment=assessment, file=name, uploaded_by=user, **about)
    tell_paper(kept, ADDED, user)
    return kept


def filename_for(name: str | None, kind: str) -> str:
    """One line with the ending of what the file is: nobody opens a PDF that calls itself a program."""
    line = " ".join(typed(PurePath((name or "").replace("\\", "/")).name).split())[:150] or "评估材料"
    return line if PurePath(line).suffix.lower() in _SUFFIXES[kind] else f"{line}.{kind}"


@transaction.atomic
def remove(version: TableVersion, pk: UUID, user: User) -> str:
    """Take a file away; its name, or "" where it has gone already.

    Off the disk too, once that holds, unless the project was ever submitted: an approval may rest on it.
    """
    version = locked_for_writing(version)
    there = AssessmentFile.objects.filter(assessment__project=version.project_id, removed_at=None)
    file = there.select_related("assessment__project").filter(pk=pk).first()
    if file is None:
        return ""
    if submissions(version.project).exists():
        file.removed_by, file.removed_at = user, timezone.now()
        file.save(update_fields=["removed_by", "removed_at"])
        tell_paper(file, REMOVED, user)
    else:
        tell_paper(file, DELETED, user)
        file.delete()
        transaction.on_commit(lambda: discard(file.file.name))
    return file.filename


def may_see_removed(user: User, project: Project) -> bool:
    """The finance bureau and the department's own; who publishes has no part in what was taken away."""
    return any(hat.side for hat in hats(user, project))


def has_room(assessment: Assessment) -> bool:
    return files_there(assessment).count() < MOST_FILES


def sweep_assessments() -> None:
    """Files that no row names: their upload was broken off, or their project was taken back.

    The folder is read before the rows: what is stored meanwhile is young.
    """
    storage = private_storage()
    lying = storage.lying(FOLDER)
    named = set(AssessmentFile.objects.values_list("file", flat=True))
    for name in set(lying) - named:
        with suppress(FileNotFoundError):  # another sweep was quicker
            if storage.get_modified_time(name) < timezone.now() - STRAY:
                storage.delete(name)
