"""Reminders before and after a deadline, to whoever still has something to do in its step."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from budget_site.accounts.models import Assignment, Department, Role, User
from budget_site.accounts.models.held import Held
from budget_site.accounts.models.people import FINANCE_ROLES
from projects.days import day_of_year
from projects.models import Deadline, Notice, Reminder, Status, TableVersion
from projects.models.version import WORKING, adjusts
from projects.review.notices import tell
from projects.review.turns import lying

DAYS = (7, 1, 0, -1, -3, -7)  # before the deadline, on it, after it
STILL = -14  # days: later than this a reminder that nobody gave is not given any more
Step = Deadline.Step


@dataclass(frozen=True, slots=True)
class Left:
    """What a step waits for: tables in these states, whose turn it is, and what they lack."""

    states: tuple[Status, ...]
    role: Role
    lacks: str


LEFT: Mapping[str, Left] = {
    Step.DRAFTING: Left(WORKING, Role.DRAFTER, "没有送审"),
    Step.UNIT_REVIEW: Left((Status.UNIT_REVIEW,), Role.HEAD, "等待单位审核"),
    Step.BUSINESS_REVIEW: Left((Status.BUSINESS_REVIEW,), Role.BUSINESS_REVIEWER, "等待业务审核"),
    Step.REVIEW: Left((Status.PERFORMANCE_REVIEW,), Role.PERFORMANCE_REVIEWER, "等待绩效审核"),
    Step.REPLY: Left((Status.APPROVED,), Role.REPLIER, "等待批复"),
}


def remind(today: datetime.date) -> None:
    """Give the reminders that are due. Of those missed while no worker ran, the latest only."""
    near = datetime.timedelta(days=max(DAYS))
    around = Q(due__gte=today + datetime.timedelta(days=STILL), due__lte=today + near)
    for deadline in Deadline.objects.filter(around, step__in=LEFT).select_related("district"):
        left = (deadline.due - today).days
        given = {"deadline": deadline, "due": deadline.due, "days": min(one for one in DAYS if one >= left)}
        if not Reminder.objects.filter(**given).exists():
            _give(deadline, given, today)


@transaction.atomic
def _give(deadline: Deadline, given: Mapping, today: datetime.date) -> None:
    """Two workers at once: the row is written by one of them, and so are the notices."""
    if Reminder.objects.get_or_create(**given)[1]:
        tell(list(_notices(deadline, LEFT[deadline.step], today)), None)


def _notices(deadline: Deadline, left: Left, today: datetime.date) -> Iterator[Notice]:
    open_ones = TableVersion.objects.filter(
        project__district=deadline.district_id,
        project__year=deadline.year,
        project__binned_at=None,
        status__in=left.states,
    ).exclude(adjusts())
    if left.role in FINANCE_ROLES:
        yield from _to_finance(deadline, left, open_ones, today)
        return
    counts = dict(_by_department(open_ones))
    departments = Department.objects.prefetch_related("former_names").in_bulk([one for one in counts if one])
    for pk, count in counts.items():
        department = departments.get(pk)
        named = department.called_in(deadline.year) if department else "未分配部门的项目"
        text = _text(deadline, left, named, count, today)
        yield _notice(deadline, text, role=left.role, department=department)


def _to_finance(
    deadline: Deadline, left: Left, open_ones: QuerySet[TableVersion], today: datetime.date
) -> Iterator[Notice]:
    """One to all who hold the role for the district, and one to each who holds it for some departments."""
    if not (count := open_ones.count()):
        return
    yield _notice(deadline, _text(deadline, left, "共", count, today), role=left.role)
    held = Assignment.objects.filter(
        role=left.role, department__district=deadline.district_id, user__is_active=True
    )
    whole = Assignment.objects.filter(role=left.role, district=deadline.district_id)
    for user in User.objects.filter(pk__in=held.values("user")).exclude(pk__in=whole.values("user")):
        own = open_ones.filter(lying(Held(user, tuple(held.filter(user=user).select_related("department")))))
        if count := own.count():
            yield _notice(deadline, _text(deadline, left, "您负责的部门", count, today), person=user)


def _by_department(versions: QuerySet[TableVersion]) -> QuerySet:
    counted = versions.order_by("project__department").values("project__department")
    return counted.annotate(count=Count("pk")).values_list("project__department", "count")


def _text(deadline: Deadline, left: Left, whose: str, count: int, today: datetime.date) -> str:
    """Days are said by their dates: the mail may be read later."""
    due, overdue = day_of_year(deadline.due), deadline.due < today
    step = f"{deadline.district}{deadline.year}年{deadline.get_step_display()}"
    ends = f"{step}{'已于' if overdue else '将于'}{due}截止"
    left_over = f"到{day_of_year(today)}{whose}还有 {count} 张表{left.lacks}"
    return f"{ends}，{left_over}{'，请尽快办理' if overdue else ''}。"


def _notice(deadline: Deadline, text: str, **meant) -> Notice:
    return Notice(
        kind=Notice.Kind.DUE,
        text=text,
        district=deadline.district,
        year=deadline.year,
        page=reverse("inbox"),
        **meant,
    )
