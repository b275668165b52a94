"""What the audit trail is told of an assessment: who changed what, never what it says."""

from collections.abc import Iterable, Mapping
from typing import Any

from budget_site.accounts.models import Role, User
from budget_site.trail.recording import Action, record
from projects.models import Assessment, AssessmentFile, Project
from projects.review.people import hats

ADDED = "上传评估材料"
REMOVED = "移除评估材料，文件留存"
DELETED = "移除评估材料，文件已删除"


def tell_written(found: Assessment, changed: Iterable[str], revision: int, by: User) -> None:
    """`changed` by their Chinese names, on top of `revision`."""
    sides = {"before": {"修订号": revision}, "after": {"修订号": found.revision}}
    _tell(found, found.project, by, note=f"改动：{'、'.join(changed)}", **sides)


def tell_paper(file: AssessmentFile, note: str, by: User) -> None:
    """Before its row goes, where it goes."""
    known = {"文件": file.filename, "SHA-256": file.file_hash}
    side = "after" if note == ADDED else "before"
    _tell(file, file.assessment.project, by, note=note, **{side: known})


def _tell(
    row: Assessment | AssessmentFile, project: Project, by: User, **told: str | Mapping[str, Any]
) -> None:
    """About the row, called by its project; for whom the drafter stood in, who may write it no other way."""
    drafts = next((hat for hat in hats(by, project) if hat.role == Role.DRAFTER), None)
    record(
        Action.ASSESSMENT,
        by=by,
        district=project.district_id,
        about=(row._meta.label_lower, row.pk, str(project)),
        on_behalf_of=(drafts and drafts.on_behalf_of) or "",
        **told,
    )
