"""Keeping what 绩效审核 says of a submitted text."""

from projects.models import Grade, Judgement, ReviewEvent, TableVersion
from projects.refusal import Refusal
from projects.review import grading
from projects.review.said import Said


def form_of(version: TableVersion) -> Judgement.Form:
    """重点项目 are judged on the points form."""
    return Judgement.Form.POINTS if version.project.is_key else Judgement.Form.SHORT


def problems(version: TableVersion, said: Said) -> list[Refusal]:
    told = grading.problems(said.judged)
    if said.judged.points_form != (form_of(version) == Judgement.Form.POINTS):
        told.append(Refusal("这个项目的审核表刚刚换过（一般性项目或重点项目），请刷新页面后重新填写。"))
    return told


def keep_judgement(event: ReviewEvent, said: Said) -> None:
    """From now on it is what holds of this text; nothing where nothing new is said."""
    if said.judged:
        _put(event, said.judged.grade, said)


def keep_fair(event: ReviewEvent, said: Said) -> None:
    """中: with the opinions where there are some, the reason of the return as the opinion."""
    _put(event, Grade.FAIR, said)


def _put(event: ReviewEvent, grade: str, said: Said) -> None:
    judged, version = said.judged, event.version
    Judgement.objects.create(
        event=event,
        version=version,
        frozen_hash=event.frozen_hash,
        form=form_of(version),
        grade=grade,
        opinion=(judged.opinion if judged else "") or said.why,
        criteria=grading.as_json(judged) if judged else {},
        by=event.by,
    )
