"""Who is told what of a step: one table. Written in the transaction of the step, so that neither is lost.

No notice quotes a cell, nor what somebody wrote: a project is called by its place in the document.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef
from django.utils import timezone

from budget_site.accounts.models import Role, User
from budget_site.accounts.models.people import FINANCE_ROLES
from projects.models import (
    FeedbackThread,
    InternalThread,
    Notice,
    NoticeRead,
    Project,
    ReviewEvent,
    Status,
    TableVersion,
)
from projects.models.talk import Comment, Thread
from projects.models.version import OPEN
from projects.review.people import hats, people_as
from projects.review.turns import TURN
from projects.workflow import Action

ONCE_AN_HOUR = timedelta(hours=1)  # ten remarks at one table, written one after the other, are one notice
Kind, Side = Notice.Kind, Thread.Side


class To(StrEnum):
    """Whose turn it is after the step, and whose it was before."""

    NEXT = "next"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Telling:
    """`before` narrows it to the steps that began there."""

    action: Action
    to: To | Role
    kind: Kind
    text: str
    before: Status | None = None


TELLINGS = (
    Telling(Action.SUBMIT, To.NEXT, Kind.TURN, "{project}已送审，{please}。"),
    Telling(Action.WITHDRAW, To.BEFORE, Kind.DONE, "{project}的送审已由经办人撤回，现在不用审核。"),
    Telling(Action.PASS, To.NEXT, Kind.TURN, "{project}已通过{step}，{please}。"),
    Telling(Action.PASS, Role.DRAFTER, Kind.DONE, "{project}已通过{step}，现在{after}。"),
    Telling(
        Action.RETURN,
        Role.DRAFTER,
        Kind.TURN,
        "{project}退回修改，清单上有 {lines} 条，请逐条修改或答复后再送审。",
    ),
    Telling(
        Action.RETURN,
        Role.PERFORMANCE_REVIEWER,
        Kind.DONE,
        "{project}已审核通过，批复前由预算科退回修改。",
        Status.APPROVED,
    ),
    Telling(Action.PROPOSE, Role.DRAFTER, Kind.TURN, "{project}有小修建议，请确认是否接受。"),
    Telling(Action.ACCEPT, To.NEXT, Kind.TURN, "{project}的小修建议已被接受，{please}。"),
    Telling(Action.DECLINE, To.NEXT, Kind.TURN, "{project}的小修建议没有被接受，{please}。"),
    Telling(Action.APPROVE, To.NEXT, Kind.TURN, "{project}审核通过，{please}。"),
    Telling(Action.APPROVE, Role.DRAFTER, Kind.DONE, "{project}审核通过，等待批复。"),
    Telling(Action.REJECT, Role.DRAFTER, Kind.DONE, "{project}审核结果为不予安排。"),
    Telling(Action.REJECT, Role.HEAD, Kind.DONE, "{project}审核结果为不予安排。"),
    Telling(Action.REPLY, Role.DRAFTER, Kind.DONE, "{project}已批复，批复通知可以在项目页面查看。"),
    Telling(Action.REPLY, Role.HEAD, Kind.DONE, "{project}已批复，批复通知可以在项目页面查看。"),
    Telling(Action.VOID, Role.HEAD, Kind.DONE, "{project}的表已由经办人作废。"),
    Telling(
        Action.VOID,
        Role.PERFORMANCE_REVIEWER,
        Kind.DONE,
        "{project}退回修改后，表已由经办人作废。",
        Status.RETURNED,
    ),
    Telling(Action.ADJUST, Role.HEAD, Kind.DONE, "{project}开始调整，已批复的表在新表批复前继续有效。"),
    Telling(
        Action.ADJUST,
        Role.PERFORMANCE_REVIEWER,
        Kind.DONE,
        "{project}开始调整，已批复的表在新表批复前继续有效。",
    ),
)
SILENT = frozenset({Action.CLAIM, Action.RELEASE, Action.TAKE_BACK})
_PLEASE = {
    Status.UNIT_REVIEW: "请单位负责人审核",
    Status.BUSINESS_REVIEW: "请业务科室审核",
    Status.PERFORMANCE_REVIEW: "请绩效科审核",
    Status.APPROVED: "请预算科批复",
}
_STEP = {
    Status.UNIT_REVIEW: "单位审核",
    Status.BUSINESS_REVIEW: "业务审核",
    Status.PERFORMANCE_REVIEW: "绩效审核",
}


def called(project: Project) -> str:
    """The project as every notice and mail calls it: by its place, never by what its table says."""
    department = project.department.called_in(project.year) if project.department else "未分配部门"
    return f"{project}（{department}）"


def notify(event: ReviewEvent, released: User | None = None) -> None:
    """Tell of a step once. Call it last: of a return it counts the lines of the checklist.

    `released` is who had taken the table that this step sets free.
    """
    if event.notices.exists():
        return
    project = event.version.project
    place = called(project)
    told = [_notice(one, event, project, place) for one in TELLINGS if _applies(one, event)]
    if event.on_behalf_of_id:
        text = f"{event.by}代您办理：{place}，{Action(event.action).label}。"
        told.append(about(project, event.on_behalf_of, Kind.DONE, text, event))
    tell([*told, *_personal(event, project, place, released)], event.by)


def _personal(event: ReviewEvent, project: Project, place: str, released: User | None) -> Iterator[Notice]:
    """To those whose own work the step undoes."""
    if released and released.pk != event.by_id:
        text = f"{place}：您的领办已由{event.by}取消，原因见办理记录。"
        yield about(project, released, Kind.DONE, text, event)
    if event.action == Action.WITHDRAW:
        for person in _passed(event):
            text = f"{place}：您已审核通过，又由经办人撤回；改好后会重新送审。"
            yield about(project, person, Kind.DONE, text, event)


def _passed(event: ReviewEvent) -> Iterable[User]:
    """Who has passed the table since it was last submitted."""
    events = event.version.events
    submitted = events.filter(action=Action.SUBMIT).last()
    passed = events.filter(action=Action.PASS, number__gt=submitted.number if submitted else 0)
    return User.objects.filter(pk__in=passed.order_by().values("by")).order_by("pk")


def _applies(telling: Telling, event: ReviewEvent) -> bool:
    if telling.action != event.action or telling.before not in (None, event.before):
        return False
    return telling.to is not To.BEFORE or _heard_of(event)


def _notice(telling: Telling, event: ReviewEvent, project: Project, place: str) -> Notice:
    after, before = Status(event.after), Status(event.before)
    to = telling.to
    if not isinstance(to, Role):
        to = whose(event.version, after) if to is To.NEXT else TURN[before]
    text = telling.text.format(
        project=place,
        please=_PLEASE.get(after, ""),
        step=_STEP.get(before, ""),
        after=after.label,
        lines=event.items.count() if event.action == Action.RETURN else 0,
    )
    return about(project, to, telling.kind, text, event)


def whose(version: TableVersion, status: Status) -> Role | User:
    """The role whose turn a table is in a state; the person, where one who may review it has taken it."""
    role = TURN[status]
    taken = version.claimed_by_id
    holders = people_as(role, version.project) if taken else ()
    return next((one for one in holders if one.pk == taken), role)


def _heard_of(event: ReviewEvent) -> bool:
    """Whether somebody has read, or had a mail, that it was their turn; their own acts do not count."""
    earlier = event.version.events.filter(notices__kind=Kind.TURN).exclude(pk=event.pk)
    last = earlier.order_by("number").last()
    if last is None:
        return False
    told = last.notices.filter(kind=Kind.TURN)
    read = NoticeRead.objects.filter(notice__in=told).exclude(user=last.by_id)
    return read.exists() or told.filter(mails__state="sent").exists()


def about(
    project: Project, to: Role | User, kind: Kind, text: str, event: ReviewEvent | None = None
) -> Notice:
    """One notice of a project, not saved yet: for a role there, or for one person."""
    meant = {"role": to} if isinstance(to, Role) else {"person": to}
    return Notice(
        kind=kind,
        text=text,
        district_id=project.district_id,
        year=project.year,
        department_id=project.department_id,
        project=project,
        event=event,
        page=project.get_absolute_url(),
        **meant,
    )


def tell(notices: list[Notice], by: User | None) -> None:
    """Write them. Whose own act they tell of has read them already: they are neither new nor mailed."""
    Notice.objects.bulk_create(notices)
    if by is not None:
        NoticeRead.objects.bulk_create(NoticeRead(notice=notice, user=by) for notice in notices)


def notify_talk(thread: Thread, comment: Comment | None) -> None:
    """Tell the other side of a remark or an answer, or (no comment) that it is settled."""
    by = comment.by if comment else thread.resolved_by
    if isinstance(thread, InternalThread):
        if comment:
            text = f"{called(thread.project)}有新的内部意见，请查看。"
            _tell_once(thread.project, _reviewing(thread.project), text, by)
    elif isinstance(thread, FeedbackThread):
        to, text = _of_feedback(thread, comment)
        _tell_once(thread.project, to, f"{called(thread.project)}{text}", by)


def _of_feedback(thread: FeedbackThread, comment: Comment | None) -> tuple[Role | User, str]:
    project = thread.project
    other = _reviewing(project) if thread.side == Side.DRAFTER else Role.DRAFTER
    if comment is None:
        return other, f"的反馈意见已由{thread.get_side_display()}确认解决。"
    if comment.side == thread.side:
        return other, "有新的反馈意见，请答复。"
    answered = "的反馈意见有了答复，请查看。"
    if thread.side != Side.FINANCE:
        return (Role.HEAD if thread.side == Side.HEAD else Role.DRAFTER), answered
    opener = thread.opened_by
    still = any(hat.side == Side.FINANCE for hat in hats(opener, project))
    return (opener if still else _reviewing(project)), answered


def _reviewing(project: Project) -> Role:
    """Which of the finance bureau's roles has to do with a project now; between steps it is 绩效科."""
    version = TableVersion.objects.filter(project=project, status__in=OPEN).first()
    role = TURN.get(version.status) if version else None
    return role if role in FINANCE_ROLES else Role.PERFORMANCE_REVIEWER


def _tell_once(project: Project, to: Role | User, text: str, by: User) -> None:
    """Not again while the same, of the last hour, has been read by nobody."""
    notice = about(project, to, Kind.TALK, text)
    same = {
        "kind": notice.kind,
        "text": text,
        "project": project,
        "role": notice.role,
        "person": notice.person,
    }
    others = NoticeRead.objects.filter(notice=OuterRef("pk")).exclude(user=by)
    fresh = Notice.objects.filter(**same, at__gte=timezone.now() - ONCE_AN_HOUR)
    if not fresh.filter(~Exists(others)).exists():
        tell([notice], by)
