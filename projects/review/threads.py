"""Talking at a cell: opening, answering, resolving, carrying over. Two kinds that never meet in a query."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from budget_site.accounts.models import User
from projects.drafting.sheet import HEAD_CELLS, PARTS, Row, Sheet, cell_texts, row_name, rows_of
from projects.models import (
    FeedbackComment,
    FeedbackThread,
    InternalComment,
    InternalThread,
    Project,
    TableVersion,
)
from projects.models.talk import Comment, Thread
from projects.review.notices import notify_talk
from projects.review.people import Hat
from projects.review.said import Refused
from projects.review.speaking import Voice
from projects.storing import locked, table_of
from projects.tables import ProjectTable, typed

MOST = 2000  # characters of a comment
NO_PLACE = "这一格现在不在表里，可能刚刚被删除，请刷新页面后再写意见。"
Side = Thread.Side
State = Thread.State


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the two kinds, with who may write and read it."""

    name: str
    label: str
    threads: type[Thread]
    comments: type[Comment]
    sides: frozenset[str]


FEEDBACK = Kind("feedback", "反馈意见", FeedbackThread, FeedbackComment, frozenset(Side))
INTERNAL = Kind("internal", "内部意见", InternalThread, InternalComment, frozenset({Side.FINANCE}))
KINDS = {kind.name: kind for kind in (FEEDBACK, INTERNAL)}


@transaction.atomic
def open_thread(
    kind: Kind, project: Project, user: User, place: tuple[UUID | None, str], text: str, key: UUID
) -> Thread:
    """A new thread at a cell, a row (no cell) or the whole table (neither). The same key again opens none."""
    text = _checked(text)
    version = _latest(project)
    if done := kind.comments.objects.filter(pk=key, by=user, thread__project=project).first():
        return done.thread
    hat = _allowed(user, project, kind)
    thread = kind.threads(project=project, side=hat.side, opened_by=user, **_anchor(version, place))
    thread.save()
    _comment(kind, thread, hat, user, text, key)
    return thread


@transaction.atomic
def say(kind: Kind, thread: Thread, user: User, text: str, key: UUID, side: str = "") -> Comment:
    """A further comment. From another side it answers what is not settled; from the opener's it opens it
    again."""
    text = _checked(text)
    _latest(thread.project)
    if done := kind.comments.objects.filter(pk=key, by=user, thread=thread).first():
        return done
    hat = _allowed(user, thread.project, kind, side)
    thread.refresh_from_db()
    if hat.side == thread.side:
        _set(thread, State.OPEN)
    elif thread.state != State.RESOLVED:
        _set(thread, State.ANSWERED)
    return _comment(kind, thread, hat, user, text, key)


@transaction.atomic
def resolve(kind: Kind, thread: Thread, user: User) -> None:
    """Settled, as only the side that opened it can say. A second time changes nothing.

    For a side on which nobody is left the bureau says it.
    """
    _latest(thread.project)
    thread.refresh_from_db()
    if thread.state == State.RESOLVED:
        return
    hat = Voice(user, thread.project).settles(thread, kind.sides)
    if hat is None:
        raise Refused([f"这条意见由{thread.get_side_display()}提出，请由其确认解决；您可以在下面答复。"])
    _set(thread, State.RESOLVED, user, hat.on_behalf_of)
    notify_talk(thread, None)


def _set(thread: Thread, state: State, by: User | None = None, on_behalf_of: User | None = None) -> None:
    thread.state, thread.resolved_by, thread.resolved_on_behalf_of = state, by, on_behalf_of
    thread.resolved_at = timezone.now() if by else None
    thread.save(update_fields=["state", "resolved_by", "resolved_on_behalf_of", "resolved_at"])


@transaction.atomic
def carry(kind: Kind, thread: Thread, project: Project, user: User, key: UUID) -> Thread:
    """Last year's remark put to the same row of this year's table, by lineage. Once for each project.

    By the side that made it, whose remark it stays; it keeps who said what.
    """
    version = _latest(project)
    if done := kind.threads.objects.filter(project=project, carried_from=thread).first():
        return done
    if (hat := Voice(user, project).on(kind.sides, thread.side)) is None:
        raise Refused([f"这条意见由{thread.get_side_display()}提出，请由其带到今年的表。"])
    row = find_row(table_of(version), thread)
    if thread.lineage and row is None:
        raise Refused(["今年的表里没有对应的这一行，没有带过来；需要的话请在表上重新提出。"])
    said = thread.comments.select_related("by")
    text = "\n".join([f"{thread.project.year}年的意见：", *(f"{one.by}：{one.text}" for one in said)])
    place = _anchor(version, (row.id if row else None, thread.cell))
    made = kind.threads.objects.create(
        project=project, side=hat.side, opened_by=user, carried_from=thread, **place
    )
    _comment(kind, made, hat, user, text, key)
    return made


def find_row(table: Sheet | ProjectTable, thread: Thread) -> Row | None:
    """The row a thread stands at: by its id, else by what its copies keep."""
    if thread.row is None:
        return None
    found = list(rows_of(table))
    same = (row for _, row in found if row.id == thread.row)
    kin = (row for _, row in found if thread.lineage and (row.lineage or row.id) == thread.lineage)
    return next(same, None) or next(kin, None)


def carried_candidates(kind: Kind, voice: Voice) -> list[Thread]:
    """What this person's side said of the project in earlier years and has not carried over yet."""
    sides, project = voice.sides(kind.sides), voice.project
    if not sides:
        return []
    earlier = kind.threads.objects.visible_to(voice.user).filter(
        side__in=sides,
        project__district=project.district_id,
        project__lineage=project.lineage,
        project__year__lt=project.year,
    )
    there = earlier.exclude(carried_to__project=project)
    return list(there.select_related("project", "opened_by").prefetch_related("comments__by"))


def _checked(text: str) -> str:
    text = typed(text)
    if not text:
        raise Refused(["请先写下意见再提交。"])
    if len(text) > MOST:
        raise Refused([f"意见请不要超过{MOST}个字，现有{len(text)}个字。"])
    return text


def _latest(project: Project) -> TableVersion:
    """The version talked about, locked: nobody approves it while something is being said of it."""
    pk = TableVersion.objects.filter(project=project).latest().values_list("pk", flat=True)[0]
    return locked(pk)


def _allowed(user: User, project: Project, kind: Kind, side: str = "") -> Hat:
    voice = Voice(user, project)
    hat = voice.on(kind.sides, side) or voice.on(kind.sides)
    if hat is None:
        raise Refused([f"{kind.label}由办理这张表的人员填写，您在这个项目上没有这样的角色。"])
    return hat


def _anchor(version: TableVersion, place: tuple[UUID | None, str]) -> dict[str, Any]:
    """Where a thread stands, and what the cell says. Refused where there is no such place in the table."""
    row_id, cell = place
    table = table_of(version)
    if row_id is None:
        if cell and cell not in HEAD_CELLS:
            raise Refused([NO_PLACE])
        return {"cell": cell, "text": cell_texts(table).get((None, cell), "")}
    part, row = next(((part, row) for part, row in rows_of(table) if row.id == row_id), (None, None))
    if row is None or (cell and cell not in PARTS[part]):
        raise Refused([NO_PLACE])
    text = cell_texts(table).get((row_id, cell), "") if cell else row_name(part, row)
    return {"part": part, "row": row_id, "lineage": row.lineage or row_id, "cell": cell, "text": text}


def _comment(kind: Kind, thread: Thread, hat: Hat, user: User, text: str, key: UUID) -> Comment:
    said = {"text": text, "side": hat.side, "by": user, "on_behalf_of": hat.on_behalf_of}
    comment = kind.comments.objects.create(pk=key, thread=thread, **said)
    notify_talk(thread, comment)
    return comment


def of_project(kind: Kind, user: User, project: Project) -> Iterable[Thread]:
    """Everything of one kind that this person may read, the open ones first."""
    found = kind.threads.objects.visible_to(user).filter(project=project)
    told = found.select_related("opened_by", "resolved_by", "resolved_on_behalf_of").prefetch_related(
        "comments__by", "comments__on_behalf_of"
    )
    order = list(State)
    return sorted(told, key=lambda one: (order.index(one.state) == len(order) - 1, one.opened_at))
