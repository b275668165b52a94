"""The board of a year: where each department's tables stand, what was found of them, and what is late."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.utils import timezone

from budget_site.accounts.models import Department, District, User
from projects.models import CrossFinding, Deadline, FeedbackThread, Status
from projects.models.version import ENDED, adjusts
from projects.reading import in_force_of, versions_of
from projects.review.covering import Coverage, coverage
from projects.review.lateness import STEP, Late, lateness
from projects.rules import Level
from projects.rules.finding import FLAGGED

NO_DEPARTMENT = "未分配部门"
_COUNTED = {Level.ERROR: "errors", Level.WARNING: "warnings", Level.HINT: "hints"}


@dataclass
class Row:
    """One department's tables, or all together. `total` in 万元, without what was given up or refused.

    `found` counts by level, warnings with a reason left out; `waiting` are the days that the table which has
    stood longest in its state has been there. `due` counts by state what deadlines are for: an adjustment,
    begun at any time of the year, has none. `missing` projects of the budget list have no table.
    """

    name: str
    department: Department | None = None
    counts: Counter = field(default_factory=Counter)  # by Status
    due: Counter = field(default_factory=Counter)
    total: Decimal = Decimal(0)
    found: Counter = field(default_factory=Counter)  # by Level
    threads: int = 0
    waiting: int | None = None
    waiting_in: Status | None = None
    missing: int = 0
    late: Sequence[Late] = ()

    @property
    def tables(self) -> int:
        return self.counts.total()

    @property
    def days_late(self) -> int:
        return max((late.days for late in self.late), default=0)

    def add(self, other: "Row") -> None:
        self.counts += other.counts
        self.total += other.total
        self.found += other.found
        self.threads += other.threads
        self.missing += other.missing
        if other.waiting is not None and (self.waiting is None or other.waiting > self.waiting):
            self.waiting, self.waiting_in = other.waiting, other.waiting_in


@dataclass(frozen=True)
class Board:
    """`rows` late ones first; `states` are those that occur. All of it as far as the person may see it."""

    rows: list[Row]
    sums: Row
    states: list[Status]
    deadlines: list[Deadline]
    coverage: Coverage | None
    today: datetime.date

    @property
    def late(self) -> int:
        return sum(bool(row.late) for row in self.rows)


def board(user: User, district: District, year: int) -> Board:
    """A fixed number of queries, however many departments and projects there are."""
    today = timezone.localdate()
    covered = coverage(user, district, year)
    missing = Counter(line.listed.department_id for line in covered.missing) if covered else Counter()
    rows = _rows(user, district, year, missing, today)
    deadlines = list(Deadline.objects.visible_to(user).filter(district=district, year=year))
    due = {Deadline.Step(one.step): one.due for one in deadlines}
    sums = Row("合计")
    for row in rows:
        row.late = lateness(row.due, row.missing, due, today)
        sums.add(row)
    rows.sort(key=lambda row: (-row.days_late, -sum(late.tables + late.missing for late in row.late)))
    order = list(Deadline.Step)
    deadlines.sort(key=lambda one: order.index(one.step))
    states = [status for status in Status if sums.counts[status]]
    return Board(rows, sums, states, deadlines, covered, today)


def _rows(
    user: User, district: District, year: int, missing: Mapping[int | None, int], today: datetime.date
) -> list[Row]:
    """In the order of the departments' codes, the tables of none at the end."""
    groups = _groups(user, district, year)
    across = {one.pop("project__department"): one for one in _across(user, district, year)}
    threads = dict(_threads(user, district, year))
    concerned = {group["project__department"] for group in groups} | missing.keys()
    departments = _departments(user, district, year, concerned)
    rows: dict[int | None, Row] = {one.pk: Row(one.called_in(year), one) for one in departments}
    if None in concerned:
        rows[None] = Row(NO_DEPARTMENT)
    for group in groups:
        _count(rows[group["project__department"]], group, today)
    for key, total in _totals(user, district, year):
        rows[key].total += total or Decimal(0)
    for key, row in rows.items():
        row.missing, row.threads = missing.get(key, 0), threads.get(key, 0)
        beside = across.get(key, {})
        row.found += Counter({level: beside.get(name, 0) for level, name in _COUNTED.items()})
    return list(rows.values())


def _count(row: Row, group: dict, today: datetime.date) -> None:
    """Add the tables of one state to a department's row."""
    status = Status(group["status"])
    row.counts[status] += group["count"]
    row.found += Counter({level: group[name] or 0 for level, name in _COUNTED.items()})
    if group["adjusts"]:
        return
    row.due[status] += group["count"]
    days = (today - timezone.localdate(group["since"])).days
    if status in STEP and (row.waiting is None or days > row.waiting):
        row.waiting, row.waiting_in = days, status


def _groups(user: User, district: District, year: int) -> list[dict]:
    """By department and state, adjustments apart."""
    versions = versions_of(user, district, year).order_by().annotate(adjusts=adjusts())
    grouped = versions.values("project__department", "status", "adjusts")
    sums = {name: Sum(f"examination__{name}") for name in _COUNTED.values()}
    return list(grouped.annotate(count=Count("pk"), since=Min("status_since"), **sums))


def _totals(user: User, district: District, year: int) -> Iterable[tuple[int | None, Decimal | None]]:
    """万元 by department, of what holds: a table that is being adjusted counts as it was replied."""
    held = in_force_of(user, district, year).exclude(status__in=ENDED).order_by()
    return held.values_list("project__department").annotate(Sum("total"))


def _across(user: User, district: District, year: int) -> Iterable[dict]:
    """What the last comparison found, by department."""
    found = CrossFinding.objects.visible_to(user).filter(comparison__district=district, comparison__year=year)
    counts = {_COUNTED[level]: Count("pk", filter=Q(finding__level=str(level))) for level in FLAGGED}
    return found.order_by().values("project__department").annotate(**counts)


def _threads(user: User, district: District, year: int) -> QuerySet:
    """Feedback that is not resolved, by department. What the bureau says among itself is in no count."""
    here = FeedbackThread.objects.visible_to(user).filter(project__district=district, project__year=year)
    unresolved = here.exclude(state=FeedbackThread.State.RESOLVED).order_by()
    return unresolved.values_list("project__department").annotate(Count("pk"))


def _departments(
    user: User, district: District, year: int, concerned: Iterable[int | None]
) -> list[Department]:
    """Those whose tables the person may see, with or without any; for who works for all, all of the year."""
    here = district.departments.prefetch_related("former_names")
    own = Q(pk__in=[key for key in concerned if key is not None])
    held = user.acting()
    if user.sees_everything or district.pk in held.districts:
        own |= Q(closed_from=None) | Q(closed_from__gt=year)
    else:
        mine = Q(pk__in=held.departments)
        own |= mine & (Q(closed_from=None) | Q(closed_from__gt=year))
    return list(here.filter(own))
