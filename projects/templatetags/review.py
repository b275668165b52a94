"""Small words of the review's pages: whose turn, whose button, who for whom."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import template

from projects.drafting.places import anchor
from projects.models import Judgement, TableVersion
from projects.models.talk import Thread
from projects.review.grading import CRITERIA, Judged, Opinion, Verdict, opinions_in
from projects.review.offering import Offer
from projects.review.returning import Line
from projects.review.turns import TURN
from projects.workflow import Action

register = template.Library()
_JUDGES = (Action.PASS, Action.APPROVE, Action.RETURN, Action.REJECT, Action.PROPOSE)


@register.simple_tag
def turn(version: TableVersion) -> str:
    """由绩效科办理; 办理已结束."""
    role = TURN.get(version.status)
    return f"由{role.label}办理" if role else "已办理完毕"


@register.simple_tag
def fresh_key() -> str:
    return str(uuid4())


@register.filter
def offer(offers: Mapping[Action, Offer], name: str) -> Offer | None:
    return offers.get(Action(name))


@register.filter
def judges(offers: Mapping[Action, Offer]) -> bool:
    """Whether this person judges the table at its present step."""
    return any(action in offers for action in _JUDGES)


@register.filter
def hindered(offers: Mapping[Action, Offer]) -> list[tuple[str, str]]:
    """What stands in the way of steps that are this person's, by their names: told once where it is alike."""
    found: dict[str, list[str]] = {}
    for action, one in offers.items():
        if action in (*_JUDGES, Action.CLAIM) and one.reasons:
            found.setdefault("".join(one.reasons), []).append(action.label)
    return [("、".join(labels), reasons) for reasons, labels in found.items()]


@register.filter
def at(names: Mapping[Any, str], key: Any) -> str:
    return names.get(key, "")


@register.filter
def answers(line: Line) -> list[Any]:
    """What the drafter said to a line: in its thread since the return, or beside it."""
    if line.item.thread is None:
        return [{"by": line.item.answered_by, "text": line.item.answer}] if line.item.answer else []
    said = line.item.thread.comments.all()
    return [one for one in said if one.side == Thread.Side.DRAFTER and one.at > line.item.event.at]


@register.filter
def asked(line: Line) -> str:
    """What a line of the checklist wants."""
    if line.item.thread is not None:
        return next((one.text for one in line.item.thread.comments.all()), "")
    return line.item.finding["message"] if line.item.finding else line.item.remark


@register.filter
def field(line: Line) -> str:
    """The id of the cell on the drafting page."""
    return anchor(line.item.row, line.item.part, line.item.cell)


@register.filter
def criteria(judgement: Judgement) -> list[tuple[str, str, str]]:
    """What was said of each: its name, the verdict or the points, the opinion."""
    kept = opinions_in(judgement.criteria)
    return [
        (one.label, _verdict(kept[one.name], one.points), kept[one.name].text)
        for one in CRITERIA
        if one.name in kept
    ]


def _verdict(opinion: Opinion, most: int) -> str:
    if opinion.points is not None:
        return f"{opinion.points} / {most} 分"
    return Verdict(opinion.verdict).label if opinion.verdict else ""


@register.filter
def points(judgement: Judgement) -> int | None:
    """Of the points form, all together."""
    return Judged(True, opinions_in(judgement.criteria), judgement.grade).total
