"""The disclosures that wait for 公开岗: begun, or with a clock that runs, and not public nor under way."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from budget_site.accounts.models import Assignment, Role
from disclosures.editing.clocks import due
from disclosures.models import DisclosureClock, DisclosureDraft, Edition, RegisterEntry
from disclosures.publishing.clocks import SETTLES
from disclosures.publishing.places import page_of
from disclosures.publishing.state import READABLE, UNDER_WAY
from projects.review.errands import Errand
from projects.review.turns import Held

Row = DisclosureClock | DisclosureDraft
ASKS = "编制并公开"
FEW = 3  # departments without a 公开岗 of their own that are told one by one


def errands(held: Held) -> Iterator[Errand]:
    """None, and no query, for who is no 公开岗."""
    if not held.holds({Role.PUBLISHER}):
        return
    rows: dict[tuple, Row] = {}
    for kind in (DisclosureDraft, DisclosureClock):  # of a publisher that has both the clock counts
        seen = _open(kind.objects.visible_to(held.user).filter(_theirs(held)))
        rows |= {(one.district_id, one.year, one.department_id): one for one in seen}
    own = {one.department_id for one in held.assignments if one.role == Role.PUBLISHER} - {None}
    others: dict[tuple, list[Row]] = defaultdict(list)
    for (district, year, department), one in rows.items():
        if department is None or department in own:
            yield _errand(one)
        else:
            others[district, year].append(one)
    for waiting in others.values():
        yield from map(_errand, waiting) if len(waiting) <= FEW else [_all(waiting)]


def _errand(one: Row) -> Errand:
    whose = one.department.called_in(one.year) if one.department else one.district
    address = page_of(one.district, one.year, one.department)
    return Errand(f"{whose}{one.year}年预算公开", ASKS, address, _due(one))


def _all(rows: Sequence[Row]) -> Errand:
    one, days = rows[0], [day for day in map(_due, rows) if day]
    about = f"{one.district}{one.year}年部门预算公开（{len(rows)}个部门）"
    address = f"{page_of(one.district, one.year, None)}#departments"
    return Errand(about, ASKS, address, min(days, default=None))


def _due(one: Row) -> datetime.date | None:
    return due(one) if isinstance(one, DisclosureClock) else None


def _theirs(held: Held) -> Q:
    """The own department's; of a district's 公开岗 the district's, and of departments that have none."""
    own = [one for one in held.assignments if one.role == Role.PUBLISHER]
    departments = [one.department_id for one in own if one.department_id]
    districts = [one.district_id for one in own if one.district_id]
    there = Assignment.objects.filter(role=Role.PUBLISHER, user__is_active=True)
    somebody = Exists(there.filter(department=OuterRef("department")))
    of_department = Q(department__in=departments) | Q(department__merged_into__in=departments)
    return of_department | Q(district__in=districts) & ~somebody


def _open(rows: QuerySet) -> QuerySet:
    """Where nothing is public or under way, and nobody has registered why not or where else."""
    done = Edition.objects.filter(state__in=(*READABLE, *UNDER_WAY))
    told = RegisterEntry.objects.filter(SETTLES)
    found = _whose(rows).filter(~Exists(_there(done)), ~Exists(_there(told)))
    return found.select_related("district", "department").prefetch_related("department__former_names")


def _there(rows: QuerySet) -> QuerySet:
    return _whose(rows).filter(**{name: OuterRef(name) for name in ("district", "year", "whose")})


def _whose(rows: QuerySet) -> QuerySet:
    """0 is the district itself: no row equals one without a department."""
    return rows.alias(whose=Coalesce("department_id", 0))
