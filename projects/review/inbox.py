"""The inbox of one person: what there is to do, what others have to do first, what was done."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import (
    BooleanField,
    Case,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils import timezone

from budget_site.accounts.models import Assignment, Role, User
from budget_site.accounts.models.held import Held
from projects.models import (
    Correction,
    Deadline,
    FeedbackThread,
    ReviewEvent,
    Status,
    TableVersion,
)
from projects.models.talk import Thread
from projects.models.version import OPEN, WORKING, adjusts
from projects.review.errands import Errand, errands_of
from projects.review.lateness import STEP
from projects.review.turns import TURN, Answer, alone, answers, awaiting, awaiting_alone, lying

ASKS = {
    Status.DRAFT: "填写并送审",
    Status.RETURNED: "按退回意见修改后送审",
    Status.UNIT_REVIEW: "单位审核",
    Status.BUSINESS_REVIEW: "业务审核",
    Status.PERFORMANCE_REVIEW: "绩效审核",
    Status.APPROVED: "批复",
}
# Where one does it at once, by the name of the address; the others begin on the project's page.
DOES = {
    Status.DRAFT: "draft",
    Status.RETURNED: "draft",
    Status.UNIT_REVIEW: "review",
    Status.BUSINESS_REVIEW: "review",
    Status.PERFORMANCE_REVIEW: "review",
}
_ORDER = tuple(dict.fromkeys(STEP.values()))


@dataclass(frozen=True, slots=True)
class Item:
    """A table in the inbox: what is to be done, for whom one stands in, whether a colleague has taken it.

    `does` is where the first of `asks` is done at once, if it is this person's turn.
    """

    version: TableVersion
    asks: list[str]
    does: str
    of: User | None
    taken: bool

    @property
    def due(self) -> datetime.date | None:
        return self.version.due

    @property
    def late(self) -> bool:
        return bool(self.due) and self.due < timezone.localdate()


def count(user: User) -> int:
    """How much waits for this person, for every page: two queries, one for who has no role, and what other
    rooms ask for who has errands there."""
    held = user.acting()
    return awaiting_alone(held).count() + len(errands_of(held)) if held.assignments else 0


def to_do(user: User) -> QuerySet[TableVersion]:
    """What waits for this person: what nobody has taken first, the latest deadline's last.

    Of one deadline, what was returned before drafts: there somebody waits for an answer.
    """
    held = user.acting()
    waits = _told(awaiting(held)).annotate(
        alone=Case(When(alone(held), then=True), default=False, output_field=BooleanField()),
        returned=Case(When(status=Status.RETURNED, then=True), default=False, output_field=BooleanField()),
        **{one.name: Exists(one.rows) for one in answers(user)},
    )
    return waits.order_by("-alone", F("due").asc(nulls_last=True), "-returned", "status_since", "pk")


def next_alike(user: User, status: Status) -> TableVersion | None:
    """The first that waits for this person in this step and that no colleague has taken."""
    return to_do(user).filter(status=status, alone=True).first()


def errands(user: User) -> list[Errand]:
    """What waits for this person besides tables."""
    return errands_of(user.acting())


def items(user: User, versions: Sequence[TableVersion]) -> list[Item]:
    """The same, each with what is asked of this person and in whose place."""
    held, waiting = user.acting(), answers(user)
    return [_item(held, version, waiting) for version in versions]


def _item(held: Held, version: TableVersion, waiting: Sequence[Answer]) -> Item:
    here = [one for one in held.assignments if _reaches(one, version)]
    roles = {Role(one.role) for one in here}
    mine = TURN[version.status] in roles
    asks = [ASKS[version.status]] if mine else []
    asks += [one.label for one in waiting if getattr(version, one.name) and one.roles & roles]
    wanted = {TURN[version.status]} & roles or roles
    acting = [one for one in here if one.role in wanted]
    own = any(one.user_id == held.user.pk for one in acting)
    of = None if own else next((one.user for one in acting), None)
    does = DOES.get(version.status, "") if mine else ""
    return Item(version, list(dict.fromkeys(asks)), does, of, not version.alone)


def _reaches(held: Assignment, version: TableVersion) -> bool:
    project = version.project
    if held.department_id is None:
        return held.district_id == project.district_id
    into = project.department.merged_into_id if project.department else None
    return held.department_id in (project.department_id, into)


def with_others(user: User) -> QuerySet[TableVersion]:
    """Open tables that this person, or the own department, has handed on: it is the turn of others."""
    done = ReviewEvent.objects.filter(version=OuterRef("pk")).filter(Q(by=user) | Q(on_behalf_of=user))
    threads = FeedbackThread.objects.filter(project=OuterRef("project"), opened_by=user)
    talks = threads.exclude(state=Thread.State.RESOLVED)
    proposed = Correction.objects.filter(
        version=OuterRef("pk"), proposed_by=user, state=Correction.State.PROPOSED
    )
    held = user.acting()
    ours = lying(held.of({Role.DRAFTER})) & ~Q(status__in=WORKING)
    handed = Q(Exists(done)) | Q(Exists(talks)) | Q(Exists(proposed)) | ours
    open_ones = TableVersion.objects.visible_to(user).filter(handed, status__in=OPEN)
    found = open_ones.exclude(pk__in=awaiting(held).values("pk"))
    return _told(found).order_by(F("due").asc(nulls_last=True), "status_since", "pk")


def done(user: User) -> QuerySet[ReviewEvent]:
    """What this person did, or somebody in this person's place; newest first."""
    events = ReviewEvent.objects.visible_to(user).filter(Q(by=user) | Q(on_behalf_of=user))
    beside = ("by", "on_behalf_of", "version__project__district", "version__project__department")
    shown = events.select_related(*beside).prefetch_related("version__project__department__former_names")
    return shown.defer("version__frozen").order_by("-at", "-pk")


def whose_turn(version: TableVersion) -> str:
    """Whom an open table waits for, in words."""
    role = TURN[version.status].label
    taken = version.claimed_by if version.claimed_by and version.claimed_by.is_active else None
    return f"{role}（{taken}已领办）" if taken else role


def _told(versions: QuerySet[TableVersion]) -> QuerySet[TableVersion]:
    """With the deadline of the step each is in, or of the next that has one (an adjustment: none), and what
    lists show of it."""
    deadlines = Deadline.objects.filter(
        district=OuterRef("project__district"), year=OuterRef("project__year")
    )
    due = [When(adjusts(), then=Value(None))]
    due += [When(status=status, then=_first_due(deadlines, step)) for status, step in STEP.items()]
    return (
        versions.annotate(due=Case(*due, output_field=DateField()))
        .select_related("project__district", "project__department", "claimed_by")
        .prefetch_related("project__department__former_names")
        .defer("frozen", "purpose", "missing")
    )


def _first_due(deadlines: QuerySet[Deadline], step: Deadline.Step) -> Subquery:
    later = deadlines.filter(step__in=_ORDER[_ORDER.index(step) :])
    return Subquery(later.order_by("due").values("due")[:1])
