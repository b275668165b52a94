"""Whose turn it is: which role each open state waits for, and which tables wait for one person.

Asked on every page, so the roles that somebody holds were read before (`Held`) and only what they open is
asked for. Every condition says what is true, never what is not.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from budget_site.accounts.models import Assignment, Delegation, Role, User
from budget_site.accounts.models.held import Held
from budget_site.accounts.models.people import FINANCE_ROLES
from projects.models import Correction, FeedbackThread, ReviewEvent, Status, TableVersion
from projects.models.talk import Thread
from projects.models.version import OPEN, WORKING
from projects.workflow import REVIEWER, Action

TURN: Mapping[str, Role] = {
    **dict.fromkeys(WORKING, Role.DRAFTER),
    **REVIEWER,
    Status.APPROVED: Role.REPLIER,
}
NONE = Q(pk__in=())
_OPENED, _ANSWERED, Side = Thread.State.OPEN, Thread.State.ANSWERED, Thread.Side


@dataclass(frozen=True, slots=True)
class Answer:
    """Something that waits for an answer, whoever's turn the table is; `rows` are of version or project."""

    name: str
    roles: frozenset[Role]
    label: str
    rows: QuerySet


def answers(user: User) -> tuple[Answer, ...]:
    """What may wait for this person: a drafter's side is the department's, a reviewer's is who opened it."""
    proposed = Correction.objects.filter(version=OuterRef("pk"), state=Correction.State.PROPOSED)
    threads = FeedbackThread.objects.filter(project=OuterRef("project"))
    asked = Q(state=_OPENED, side__in=(Side.FINANCE, Side.HEAD)) | Q(state=_ANSWERED, side=Side.DRAFTER)
    head, own = Q(state=_ANSWERED, side=Side.HEAD), Q(state=_ANSWERED, side=Side.FINANCE, opened_by=user)
    raised = threads.filter(state=_OPENED, side=Side.DRAFTER)
    return (
        Answer("proposed", frozenset({Role.DRAFTER}), "确认小修建议", proposed),
        Answer("asked", frozenset({Role.DRAFTER}), "答复反馈意见", threads.filter(asked)),
        Answer("head_answered", frozenset({Role.HEAD}), "看反馈意见的答复", threads.filter(head)),
        Answer("own_answered", FINANCE_ROLES, "看反馈意见的答复", threads.filter(own)),
        Answer("raised", frozenset({Role.PERFORMANCE_REVIEWER}), "答复反馈意见", raised),
    )


def awaiting(held: Held) -> QuerySet[TableVersion]:
    """The open tables that wait for a role held today, those taken by a colleague too."""
    return _open().filter(_turn(held, taken=True) | _answer(held))


def awaiting_alone(held: Held) -> QuerySet[TableVersion]:
    """The same without those that a colleague has taken: what this person really has to do."""
    return _open().filter(alone(held))


def own_turn(held: Held) -> QuerySet[TableVersion]:
    """Those whose next step is this person's to do, and no colleague's who has taken it."""
    return _open().filter(_turn(held))


def alone(held: Held) -> Q:
    return _turn(held) | _answer(held)


def lying(held: Held) -> Q:
    """Which versions lie where these roles are held."""
    return TableVersion.objects.all().within(held)


def _open() -> QuerySet[TableVersion]:
    """Narrowed by `lying` everywhere here, which lets through what `visible_to` does, and no more."""
    return TableVersion.objects.filter(status__in=OPEN, project__binned_at=None)


def _turn(held: Held, taken: bool = False) -> Q:
    """`taken`: also where a colleague has taken the table."""
    found = NONE
    for role in dict.fromkeys(TURN.values()):
        if (here := held.of({role})).assignments:
            states = [status for status, one in TURN.items() if one == role]
            waits = Q(status__in=states) & lying(here)
            if role in REVIEWER.values():
                waits &= _not_own(held)
            found |= waits if taken or role not in REVIEWER.values() else waits & _free(held, role)
    return found


def _not_own(held: Held) -> Q:
    """Not what this person submitted or wrote on last: another has to review it. `hands` knows all of it."""
    sent = ReviewEvent.objects.filter(version=OuterRef("pk"), action=Action.SUBMIT)
    sent = sent.filter(Q(by=held.user) | Q(on_behalf_of=held.user))
    return ~Q(changed_by=held.user) & ~Q(Exists(sent))


def _answer(held: Held) -> Q:
    found = NONE
    for one in answers(held.user):
        if (here := held.of(one.roles)).assignments:
            found |= Q(Exists(one.rows)) & lying(here)
    return found


def _free(held: Held, role: Role) -> Q:
    """Taken by nobody, or by this person or whom this person stands in for, or by who may no longer."""
    own = Q(claimed_by=None) | Q(claimed_by__in=sorted(held.selves))
    return own | ~Exists(_claimer_holds(role))


def _claimer_holds(role: Role) -> QuerySet[Assignment]:
    """The assignments through which the one who took a table may still review it; as `facts.claimer` says."""
    standing_in = Delegation.objects.in_force().filter(
        giver=OuterRef("user"), holder=OuterRef(OuterRef("claimed_by"))
    )
    here = Q(district=OuterRef("project__district")) | Q(department=OuterRef("project__department"))
    here |= Q(department=OuterRef("project__department__merged_into"))
    holds = Q(user=OuterRef("claimed_by")) | Exists(standing_in)
    return Assignment.objects.filter(here & holds, user__is_active=True, role=role)
