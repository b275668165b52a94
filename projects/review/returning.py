"""The checklist of a return: what is to be done where, and what the drafter did about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from budget_site.accounts.models import User
from projects.drafting.sheet import Sheet, cell_texts
from projects.models import FeedbackThread, ReturnItem, ReviewEvent, TableVersion
from projects.models.talk import Thread
from projects.review.said import Refused, Wish
from projects.review.threads import FEEDBACK, find_row, say
from projects.storing import locked, working
from projects.tables import ProjectTable, typed
from projects.workflow import Action

MOST = 500  # characters of an answer


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the checklist as it stands now: `now` is what the cell says, None where its row is gone."""

    item: ReturnItem
    now: str | None

    @property
    def changed(self) -> bool:
        return bool(self.item.cell) and (self.now or "") != self.item.text

    @property
    def answered(self) -> bool:
        """In the line itself, or in its thread since the return."""
        if self.item.thread is None:
            return bool(self.item.answer)
        said = self.item.thread.comments.all()
        return any(one.side == Thread.Side.DRAFTER and one.at > self.item.event.at for one in said)

    @property
    def dealt_with(self) -> bool:
        return self.changed or self.answered


def last_return(version: TableVersion) -> ReviewEvent | None:
    return version.events.filter(action=Action.RETURN).order_by("number").last()


def lines(version: TableVersion, table: Sheet | ProjectTable) -> list[Line]:
    """The checklist of the last return, against what the table says now."""
    event = last_return(version)
    if event is None:
        return []
    texts = cell_texts(table)
    beside = ("event", "thread", "answered_by")
    items = event.items.select_related(*beside).prefetch_related("thread__comments__by")
    return [Line(item, texts.get((item.row, item.cell)) if item.cell else None) for item in items]


def count_open(version: TableVersion) -> int:
    """How many lines are neither changed nor answered."""
    if last_return(version) is None:
        return 0
    return sum(not line.dealt_with for line in lines(version, working(version)))


def answer_by_changes(version: TableVersion) -> None:
    """A changed cell answers the thread that asked for it: it waits for its opener again, no more for the
    drafter. Call it when the table is submitted again."""
    told = lines(version, working(version))
    answered = [line.item.thread_id for line in told if line.item.thread_id and line.changed]
    open_ones = FeedbackThread.objects.filter(pk__in=answered, state=Thread.State.OPEN)
    open_ones.exclude(side=Thread.Side.DRAFTER).update(state=Thread.State.ANSWERED)


def write_down(event: ReviewEvent, wishes: Sequence[Wish], table: ProjectTable) -> None:
    """Keep the checklist of a return. Without a line of its own, the reason is the line."""
    texts = cell_texts(table)
    listed = [*_of_threads(event, table), *(wish for wish in wishes if wish.finding or wish.remark.strip())]
    ReturnItem.objects.bulk_create(
        ReturnItem(
            event=event,
            position=position,
            part=wish.part,
            row=wish.row,
            cell=wish.cell,
            text=texts.get((wish.row, wish.cell), ""),
            remark=wish.remark,
            finding=wish.finding,
            thread_id=wish.thread,
        )
        for position, wish in enumerate(listed or [Wish(event.why)], 1)
    )


def _of_threads(event: ReviewEvent, table: ProjectTable) -> Iterator[Wish]:
    """Every open thread of the project, at the row where it stands now, or stood before it went."""
    threads = FeedbackThread.objects.filter(project=event.version.project_id)
    for thread in threads.exclude(state=Thread.State.RESOLVED):
        row = find_row(table, thread)
        yield Wish("", thread.part, row.id if row else thread.row, thread.cell, thread.pk)


@transaction.atomic
def answer(pk: int, position: int, text: str, user: User, key: UUID, was: str | None = None) -> None:
    """The drafter's answer to one line: in its thread where it has one, else beside it (empty: taken back).

    `was` is the answer that the page showed. Refused with the reason; so is what would write over the answer
    that a colleague gave meanwhile.
    """
    text = typed(text)
    version = locked(pk)
    event = last_return(version)
    if event is None or not version.is_working:
        raise Refused([f"这张表现在是“{version.get_status_display()}”，不能再答复退回意见。"])
    if len(text) > MOST:
        raise Refused([f"答复请不要超过{MOST}个字，现有{len(text)}个字。"])
    item = event.items.filter(position=position).first()
    if item is None:
        raise Refused(["没有这一条退回意见，请刷新页面查看。"])
    if item.thread:
        say(FEEDBACK, item.thread, user, text, key, Thread.Side.DRAFTER)
        return
    if was is not None and typed(was) != item.answer != text:
        raise Refused([f"第{position}条刚刚已由{item.answered_by or '同事'}改过答复，请核对后再写。"])
    item.answer = text
    item.answered_by, item.answered_at = (user, timezone.now()) if text else (None, None)
    item.save(update_fields=["answer", "answered_by", "answered_at"])
