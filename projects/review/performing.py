"""Taking a version one step further: lock, look, refuse or write state and record together.

The only writer of a version's status. Knows no HTTP.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from budget_site.accounts.models import User
from budget_site.trail.recording import record
from projects.examining.keeping import examination, keep
from projects.models import ReviewEvent, Status, TableVersion
from projects.models.version import WORKING
from projects.refusal import Refusal
from projects.review import adjusting, assessing, correcting, freezing, judging, returning
from projects.review.facts import Facts
from projects.review.notices import notify
from projects.review.people import Hat
from projects.review.said import Refused, Said
from projects.storing import locked, table_of, working
from projects.surroundings import Surroundings
from projects.workflow import Action, refusals, target

USED = "这一步的编号已经用过，请刷新页面后再办理。"


@dataclass(frozen=True, slots=True)
class Step:
    """One action on one locked version, as it was found to be allowed."""

    action: Action
    version: TableVersion
    user: User
    hat: Hat
    said: Said


def perform(
    action: Action, pk: int, user: User, *, key: UUID | None = None, said: Said | None = None, **saying: Any
) -> ReviewEvent:
    """Do it, or raise Refused with every reason. The same key again changes nothing and answers the same.

    What is said with it comes as `said`, or in the words of Said's fields: why="…", seen="…".
    """
    said = said or Said(**saying)
    try:
        return _perform(action, pk, user, key or uuid4(), said)
    except Refused:
        if action is Action.SUBMIT:  # so that the page shows what the refusal counts
            _keep_examination(pk)
        raise


@transaction.atomic
def _perform(action: Action, pk: int, user: User, key: UUID, said: Said) -> ReviewEvent:
    version = locked(pk)
    if done := ReviewEvent.objects.filter(pk=key).select_related("version").first():
        same = (done.version.project_id, done.by_id, done.action) == (version.project_id, user.pk, action)
        if not same:
            raise Refused([USED])
        return done
    if action is Action.SUBMIT and version.status in WORKING:
        _examine_again(version)
    case, hat = Facts(version, user).case(action, said)
    if said.judged:
        case = replace(case, lacking=tuple(judging.problems(version, said)))
    reasons = refusals(action, case)
    if version.project.binned_at:
        reasons.append(Refusal("这个项目在回收站里，请先恢复再办理。"))
    if reasons:
        raise Refused(reasons)
    step = Step(action, version, user, hat, said)
    return _done(step, target(action, version.status, case.flow), key)


def _done(step: Step, after: Status, key: UUID) -> ReviewEvent:
    version, before = step.version, Status(step.version.status)
    released = version.claimed_by if step.action is Action.RELEASE else None
    kept = _BEFORE.get(step.action, _nothing)(step)
    _move(version, after)
    version.save()
    event = ReviewEvent.objects.create(
        pk=key,
        version=version,
        number=(version.events.aggregate(last=Max("number"))["last"] or 0) + 1,
        action=step.action,
        before=before,
        after=after,
        role=step.hat.role,
        by=step.user,
        on_behalf_of=step.hat.on_behalf_of,
        why=step.said.why.strip(),
        frozen_hash=version.frozen_hash,
        **kept,
    )
    if after_it := _AFTER.get(step.action):
        after_it(step, event)
    _tell_trail(event)
    notify(event, released)
    return event


def _move(version: TableVersion, after: Status) -> None:
    """To another state; whoever had taken the table has done with it, and what was proposed of it is over."""
    if version.status != after:
        correcting.lapse(version)
        version.status, version.status_since = after, timezone.now()
        version.claimed_by = version.claimed_at = None


def _tell_trail(event: ReviewEvent) -> None:
    """Without the reason, which may quote the table: the timeline tells it to those who may read that."""
    after = {"状态": Status(event.after).label, "办理": Action(event.action).label}
    if event.frozen_hash:
        after["文本校验值"] = event.frozen_hash
    if judgement := getattr(event, "judgement", None):
        after["等级"] = judgement.get_grade_display()
    if event.assessment_hash:
        after["评估校验值"] = event.assessment_hash
    record(
        "status",
        by=event.by,
        district=event.version.project.district,
        about=("table_version", event.version_id, f"{event.version.project}第{event.version.number}版"),
        before={"状态": Status(event.before).label},
        after=after,
        on_behalf_of=str(event.on_behalf_of or ""),
    )


def _examine_again(version: TableVersion) -> None:
    """By today's rules and settings: what was found before may have been found by others."""
    around = Surroundings(version.project.district, version.project.year, version.framework)
    reasons = version.warning_reasons.select_related("given_by")
    fresh = examination(version, working(version), around, reasons)
    keep([fresh])
    version.examination = fresh


def _keep_examination(pk: int) -> None:
    with transaction.atomic():
        version = locked(pk)
        if version.status in WORKING:
            _examine_again(version)


def _nothing(step: Step) -> dict[str, Any]:
    return {}


def _submit(step: Step) -> dict[str, Any]:
    returning.answer_by_changes(step.version)
    about = assessing.fingerprint(step.version.project)
    return {"snapshot": freezing.freeze(step.version, step.user), "assessment_hash": about}


def _claim(step: Step) -> dict[str, Any]:
    step.version.claimed_by, step.version.claimed_at = step.user, timezone.now()
    return {}


def _release(step: Step) -> dict[str, Any]:
    step.version.claimed_by = step.version.claimed_at = None
    return {}


def _judge(step: Step, event: ReviewEvent) -> None:
    judging.keep_judgement(event, step.said)


def _return(step: Step, event: ReviewEvent) -> None:
    """A return from 绩效审核 is 中, whatever else the form says or leaves open."""
    if event.before == Status.PERFORMANCE_REVIEW:
        judging.keep_fair(event, step.said)
    returning.write_down(event, step.said.wishes, table_of(step.version))


def _propose(step: Step) -> dict[str, Any]:
    correcting.propose(step.version, step.user, step.said)
    return {}


def _accept(step: Step) -> dict[str, Any]:
    return {"snapshot": correcting.accept(step.version, step.user)}


def _answer(step: Step) -> dict[str, Any]:
    correcting.close(step.version, step.user, step.action, step.said.why)
    return {}


def _reply(step: Step) -> dict[str, Any]:
    """What was in force before is no longer, in the same moment."""
    for old in TableVersion.objects.select_for_update(of=("self",)).filter(
        project=step.version.project_id, status=Status.REPLIED
    ):
        before = old.status
        _move(old, Status.SUPERSEDED)
        old.save(update_fields=["status", "status_since", "claimed_by", "claimed_at"])
        record(
            "status",
            by=step.user,
            district=step.version.project.district,
            about=("table_version", old.pk, f"{step.version.project}第{old.number}版"),
            before={"状态": Status(before).label},
            after={
                "状态": Status(old.status).label,
                "代替它的版本": step.version.number,
                "文本校验值": old.frozen_hash,
            },
        )
    return {}


def _adjust(step: Step) -> dict[str, Any]:
    adjusting.open_adjustment(step.version, step.user)
    return {}


_BEFORE: dict[Action, Callable[[Step], dict[str, Any]]] = {
    Action.SUBMIT: _submit,
    Action.CLAIM: _claim,
    Action.RELEASE: _release,
    Action.PROPOSE: _propose,
    Action.ACCEPT: _accept,
    Action.DECLINE: _answer,
    Action.TAKE_BACK: _answer,
    Action.REPLY: _reply,
    Action.ADJUST: _adjust,
}
_AFTER: dict[Action, Callable[[Step, ReviewEvent], None]] = {
    Action.APPROVE: _judge,
    Action.REJECT: _judge,
    Action.PROPOSE: _judge,
    Action.RETURN: _return,
}
