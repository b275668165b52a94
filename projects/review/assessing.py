"""事前绩效评估: which projects need one before they are submitted, what it lacks, and writing it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from budget_site.accounts.models import User
from projects.models import Assessment, AssessmentFile, Project, ReviewEvent, ReviewSetup, TableVersion
from projects.models.assessment import ASPECTS
from projects.review.assessment_trail import tell_written
from projects.storing import locked
from projects.values import plain
from projects.workflow import Action

MOST = 5000  # characters of an aspect
WRITTEN = (*ASPECTS, "conclusion", "assessed_by", "assessed_on")
FILES = "评估材料"
_OPPOSED = "事前绩效评估的结论是“不予支持”，不能送审；情况有变的，请重新评估后改写结论。"


class AssessmentRefused(Exception):
    """Not taken; the sentence says why and what to do."""


class AssessmentMoved(AssessmentRefused):
    """Somebody else was faster: `current` is what the assessment says now."""

    def __init__(self, current: Assessment) -> None:
        super().__init__(f"您打开本页以后，{current.changed_by}已经改过评估内容。请核对后再保存。")
        self.current = current


def setup_of(district_id: int) -> ReviewSetup | None:
    return ReviewSetup.objects.filter(district=district_id).first()


def assessment_refusals(version: TableVersion) -> list[str]:
    """Why it cannot be submitted for want of an assessment; no query for a project that is not new."""
    project = version.project
    if not project.is_new or not needs_assessment(version, setup := setup_of(project.district_id)):
        return []
    told = []
    if missing := lacking(project):
        told.append(
            f"这是新增重大项目（预算数达到 {plain(setup.major_amount)} 万元），事前绩效评估还缺"
            f"{'、'.join(missing)}，请补齐后再送审。"
        )
    found = Assessment.objects.filter(project=project).first()
    if found and found.conclusion == Assessment.Conclusion.REJECT:
        told.append(_OPPOSED)
    return told


def needs_assessment(version: TableVersion, setup: ReviewSetup | None) -> bool:
    """Whether the project is new and its 预算数 reaches what is major here. No threshold: never."""
    return version.project.is_new and is_major(version, setup)


def is_major(version: TableVersion, setup: ReviewSetup | None) -> bool:
    """An amount that could not be read reaches nothing: the rules ask for a readable one first."""
    least = setup.major_amount if setup else None
    return least is not None and version.total is not None and version.total >= least


def lacking(project: Project) -> list[str]:
    """What is still missing, by its Chinese name, in the order of the page."""
    found = Assessment.objects.filter(project=project).first() or Assessment(project=project)
    missing = [label_of(name) for name in (*ASPECTS, "conclusion") if not getattr(found, name)]
    has_file = found.pk is not None and files_there(found).exists()
    return missing if has_file else [*missing, FILES]


def files_there(assessment: Assessment) -> QuerySet[AssessmentFile]:
    """Those that count; what was removed after a submission is only kept."""
    return assessment.files.filter(removed_at=None)


def fingerprint(project: Project) -> str:
    """SHA-256 over what the assessment says and the files that are there; "" where there is none."""
    found = Assessment.objects.filter(project=project).first()
    if found is None:
        return ""
    said = {name: getattr(found, name) for name in WRITTEN}
    said["files"] = sorted(files_there(found).values_list("file_hash", flat=True))
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def submissions(project: Project) -> QuerySet[ReviewEvent]:
    """Every 送审 of any of its versions, in order."""
    events = ReviewEvent.objects.filter(version__project=project, action=Action.SUBMIT)
    return events.order_by("version__number", "number")


def changed_since_submission(version: TableVersion) -> bool:
    """Whether the assessment differs from what was submitted last, with this version or one before it."""
    last = submissions(version.project).filter(version__number__lte=version.number).last()
    return last is not None and last.assessment_hash != fingerprint(version.project)


def label_of(name: str) -> str:
    return str(Assessment._meta.get_field(name).verbose_name)


def locked_for_writing(version: TableVersion) -> TableVersion:
    """The version, which cannot be submitted meanwhile. AssessmentRefused where it has been."""
    version = locked(version.pk)
    if not version.is_working:
        now = version.get_status_display()
        raise AssessmentRefused(f"这张表现在是“{now}”，评估内容不能再改；需要修改的，请先请审核人退回。")
    return version


def assessment_of(project: Project, user: User) -> Assessment:
    """The one there is, or a new empty one; call it while the version is locked."""
    return Assessment.objects.get_or_create(project=project, defaults={"changed_by": user})[0]


@transaction.atomic
def save_assessment(version: TableVersion, said: Mapping[str, Any], revision: int, user: User) -> Assessment:
    """Write what was said, on top of `revision`. The same words a second time change nothing.

    AssessmentMoved where somebody else wrote since, AssessmentRefused where the table is not worked on.
    """
    version = locked_for_writing(version)
    found = assessment_of(version.project, user)
    if all(getattr(found, name) == said[name] for name in WRITTEN):
        return found
    if found.revision != revision:
        raise AssessmentMoved(found)
    _refuse_wrong(said)
    changed = [name for name in WRITTEN if getattr(found, name) != said[name]]
    for name in changed:
        setattr(found, name, said[name])
    found.changed_by, found.revision = user, revision + 1
    found.save()
    tell_written(found, map(label_of, changed), revision, user)
    return found


def _refuse_wrong(said: Mapping[str, Any]) -> None:
    for name in ASPECTS:
        if len(said[name]) > MOST:
            raise AssessmentRefused(f"{label_of(name)}请不要超过{MOST}字，现有{len(said[name])}字。")
    if said["assessed_on"] and said["assessed_on"] > timezone.localdate():
        raise AssessmentRefused("评估日期还没有到，请核对。")
