"""Keeping what 绩效审核 says of a submitted text."""

from budget_site.accounts.models import User
from projects.models import Grade, Judgement, TableVersion
from projects.review import grading
from projects.review.said import Said


def form_of(version: TableVersion) -> Judgement.Form:
    """重点项目 are judged on the points form."""
    return Judgement.Form.POINTS if version.project.is_key else Judgement.Form.SHORT


def problems(version: TableVersion, said: Said) -> list[str]:
    told = grading.problems(said.judged)
    if said.judged.points_form != (form_of(version) == Judgement.Form.POINTS):
        told.append("这个项目的审核表刚刚换过（一般性项目或重点项目），请刷新页面后重新填写。")
    return told


def keep_judgement(version: TableVersion, user: User, said: Said) -> None:
    """In place of what was said of the same text before; nothing where nothing new is said."""
    if said.judged:
        _put(version, user, said.judged.grade, said)


def keep_fair(version: TableVersion, user: User, said: Said) -> None:
    """中: with the opinions where there are some, the reason of the return as the opinion."""
    _put(version, user, Grade.FAIR, said)


def _put(version: TableVersion, user: User, grade: str, said: Said) -> None:
    judged = said.judged
    told = {"form": form_of(version), "grade": grade, "by": user}
    told["opinion"] = (judged.opinion if judged else "") or said.why
    if judged:
        told["criteria"] = grading.as_json(judged)
    Judgement.objects.update_or_create(version=version, frozen_hash=version.frozen_hash, defaults=told)
