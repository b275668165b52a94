"""新增项目 and 重点项目: what a project is marked as, by whom, and when the mark seems to be missing."""

from dataclasses import dataclass

from django.db import transaction

from budget_site.accounts.models import Role, User
from budget_site.accounts.models.people import FINANCE_ROLES
from budget_site.trail.recording import Action, record
from projects.models import Project, ReviewSetup, TableVersion
from projects.review.assessing import is_major
from projects.review.people import roles

_LABELS = {"is_new": "新增项目", "is_key": "重点项目"}


class MarkRefused(Exception):
    """Not marked; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class MayMark:
    """Which of the two marks somebody may set, now."""

    new: bool
    key: bool

    def __bool__(self) -> bool:
        return self.new or self.key


def may_mark(user: User, version: TableVersion) -> MayMark:
    """The bureau both, at any time; the drafter 新增, while the table is worked on."""
    held = roles(user, version.project)
    finance = bool(held & FINANCE_ROLES)
    return MayMark(new=finance or (Role.DRAFTER in held and version.is_working), key=finance)


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
    may = may_mark(user, version)
    if not may or (is_new is not None and not may.new) or (is_key is not None and not may.key):
        raise MarkRefused(
            "新增项目由经办人（送审前）或财政部门标记，重点项目由财政部门标记；需要改动请与其联系。"
        )
    project = Project.objects.select_for_update(of=("self",)).get(pk=version.project_id)
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
