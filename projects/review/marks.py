"""新增项目 and 重点项目: what a project is marked as, by whom, and when the mark seems to be missing."""

from dataclasses import dataclass

from django.db import transaction

from budget_site.accounts.models import Role, User
from budget_site.accounts.models.people import FINANCE_ROLES
from budget_site.trail.recording import Action, record
from projects.models import Project, ReviewSetup, TableVersion
from projects.review.assessing import is_major
from projects.review.people import roles
from projects.storing import locked

_LABELS = {"is_new": "新增项目", "is_key": "重点项目"}
_WHO_MARKS = "新增项目由经办人（送审前）或财政部门标记，重点项目由财政部门标记；需要改动请与其联系。"
_ONLY_FINANCE = "新增项目的标记由财政部门取消；这个项目不是新增项目的，请与财政部门联系。"


class MarkRefused(Exception):
    """Not marked; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class MayMark:
    """What somebody may do now: set 新增, take it away again, set 重点 and take it away."""

    new: bool
    not_new: bool
    key: bool

    def __bool__(self) -> bool:
        return self.new or self.key

    def turns_new(self, is_new: bool) -> bool:
        """Whether a project that is marked so, or not, may be marked the other way."""
        return self.not_new if is_new else self.new

    def allows(self, is_new: bool | None, is_key: bool | None) -> bool:
        return (is_new is None or self.turns_new(not is_new)) and (is_key is None or self.key)


def may_mark(user: User, version: TableVersion) -> MayMark:
    """The bureau both, at any time; the drafter sets 新增 while the table is worked on.

    And does not take it away: what is new and major is not submitted without an assessment.
    """
    held = roles(user, version.project)
    finance = bool(held & FINANCE_ROLES)
    drafts = Role.DRAFTER in held and version.is_working
    return MayMark(new=finance or drafts, not_new=finance, key=finance)


def seems_new(version: TableVersion, setup: ReviewSetup | None) -> bool:
    """Whether a major project that is not marked as new has nothing before it that it goes on from."""
    return not version.project.is_new and is_major(version, setup) and not _had_before(version.project)


def _had_before(project: Project) -> bool:
    last_year = Project.objects.filter(
        district=project.district_id, year=project.year - 1, lineage=project.lineage, binned_at=None
    )
    return last_year.exists()


@transaction.atomic
def set_marks(version: TableVersion, user: User, *, is_new: bool | None, is_key: bool | None) -> list[str]:
    """Set those that are not None; the labels of what changed. A second time changes nothing.

    MarkRefused where this person may not set one of them, or no longer.
    """
    may = may_mark(user, version := locked(version.pk))
    if not may or not may.allows(is_new, is_key):
        raise MarkRefused(_ONLY_FINANCE if may.new and is_new is False else _WHO_MARKS)
    project = Project.objects.select_for_update(of=("self",), no_key=True).get(pk=version.project_id)
    asked = {"is_new": is_new, "is_key": is_key}
    changed = {
        name: value for name, value in asked.items() if value is not None and getattr(project, name) != value
    }
    if not changed:
        return []
    before = {_LABELS[name]: getattr(project, name) for name in changed}
    for name, value in changed.items():
        setattr(project, name, value)
    project.save(update_fields=list(changed))
    after = {_LABELS[name]: value for name, value in changed.items()}
    about = {"district": project.district_id, "about": project, "before": before, "after": after}
    record(Action.SETTING, by=user, **about)
    return list(after)
