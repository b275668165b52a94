"""For whom a notice is: worked out when it becomes a mail, and again when the mail is sent."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from budget_site.accounts.models import User
from projects.models import Notice, Project
from projects.review.own_notices import unread
from projects.review.people import people_as
from projects.review.turns import TURN, awaiting_alone

_CALLS = (Notice.Kind.TURN, Notice.Kind.URGED)


def recipients(notices: Sequence[Notice]) -> Iterator[tuple[User, list[Notice]]]:
    """Each person with those of the notices that are for them now."""
    holders: dict[tuple, list[User]] = {}
    meant: dict[User, list[Notice]] = {}
    for notice in notices:
        for user in _candidates(notice, holders):
            meant.setdefault(user, []).append(notice)
    for user, theirs in meant.items():
        now = meant_for(user, theirs)
        yield user, [notice for notice in theirs if notice.pk in now]


def _candidates(notice: Notice, known: dict[tuple, list[User]]) -> list[User]:
    """Who holds the role where the project is today; `known` is filled, so that each is asked for once."""
    if notice.person_id:
        return list(User.objects.filter(pk=notice.person_id, is_active=True))
    place = notice.project or notice
    where = (notice.role, place.district_id, place.department_id)
    if where not in known:
        there = Project(district_id=place.district_id, department_id=place.department_id)
        known[where] = people_as(notice.role, there)
    return known[where]


def meant_for(user: User, notices: Iterable[Notice]) -> set[UUID]:
    """Those that this person may have, has not read, and that still say what is so."""
    there = {notice.pk: notice for notice in unread(user).filter(pk__in=[one.pk for one in notices])}
    calls = {one.project_id for one in there.values() if one.kind in _CALLS}
    mine = awaiting_alone(user.acting())
    waits = set(mine.filter(project__in=calls).values_list("project", flat=True)) if calls else set()
    found = set()
    for notice in there.values():
        if notice.kind in _CALLS:
            fits = notice.project_id in waits
        elif notice.kind == Notice.Kind.DUE:
            fits = is_left(user, notice)
        else:
            fits = True
        if fits:
            found.add(notice.pk)
    return found


def is_left(user: User, reminder: Notice) -> bool:
    """Whether there still is something to do of what a reminder reminds of."""
    states = [status for status, role in TURN.items() if role == reminder.role or reminder.person_id]
    left = awaiting_alone(user.acting()).filter(
        project__district=reminder.district_id, project__year=reminder.year, status__in=states
    )
    if reminder.department_id:
        left = left.filter(project__department=reminder.department_id)
    return left.exists()
