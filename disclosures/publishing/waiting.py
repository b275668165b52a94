"""The disclosures that wait for 公开岗: begun, or with a clock that runs, and not in force nor under way.

What was corrected and whose correction was withdrawn waits too: nothing is in force. (Its clock reminds no
more: it was published in time.)
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from budget_site.accounts.models import Assignment, Role
from budget_site.accounts.models.held import Held
from disclosures.editing.clocks import due
from disclosures.models import DisclosureClock, DisclosureDraft, Edition, RegisterEntry
from disclosures.publishing.clocks import SETTLES
from disclosures.publishing.places import page_of
from disclosures.publishing.state import UNDER_WAY
from projects.review.errands import Errand

Row = DisclosureClock | DisclosureDraft
ASKS = "编制并公开"
FEW = 3  # departments without a 公开岗 of their own that are told one by one
_TEXTS = ("title", "sections", "deleted", "picked", "note")  # of a draft: counting needs none of them


def errands(held: Held) -> Iterator[Errand]:
    """None, and no query, for who is no 公开岗."""
    own = [one for one in held.assignments if one.role == Role.PUBLISHER]
    if not own:
        return
    begun = DisclosureDraft.objects.visible_to(held.user).filter(revision__gt=0).defer(*_TEXTS)
    rows: dict[tuple, Row] = {}
    for seen in (begun, DisclosureClock.objects.visible_to(held.user)):  # of both the clock counts
        found = _open(seen.filter(_theirs(own)))
        rows |= {(one.district_id, one.year, one.department_id): one for one in found}
    others: dict[tuple, list[Row]] = defaultdict(list)
    for (district, year, department), one in rows.items():
        if department is None or any(each.department_id in _departments(one) for each in own):
            yield _errand(held, own, one)
        else:
            others[district, year].append(one)
    for waiting in others.values():
        few = len(waiting) <= FEW
        yield from (_errand(held, own, one) for one in waiting) if few else [_all(held, own, waiting)]


def _departments(one: Row) -> set[int]:
    """Whose it is: the department's, and what it was merged into."""
    return {one.department_id, one.department.merged_into_id} - {None} if one.department else set()


def _errand(held: Held, own: Sequence[Assignment], one: Row) -> Errand:
    whose = one.department.called_in(one.year) if one.department else one.district
    address = page_of(one.district, one.year, one.department)
    return Errand(f"{whose}{one.year}年预算公开", ASKS, address, _due(one), _of(held, own, one))


def _all(held: Held, own: Sequence[Assignment], rows: Sequence[Row]) -> Errand:
    one, days = rows[0], [day for day in map(_due, rows) if day]
    about = f"{one.district}{one.year}年部门预算公开（{len(rows)}个部门）"
    address = f"{page_of(one.district, one.year, None)}#departments"
    return Errand(about, ASKS, address, min(days, default=None), _of(held, own, one))


def _of(held: Held, own: Sequence[Assignment], one: Row):
    """In whose place the person does it; nobody's where it is one's own."""
    here = [
        each for each in own if each.district_id == one.district_id or each.department_id in _departments(one)
    ]
    return None if any(each.user_id == held.user.pk for each in here) else here[0].user


def _due(one: Row) -> datetime.date | None:
    return due(one) if isinstance(one, DisclosureClock) else None


def _theirs(own: Sequence[Assignment]) -> Q:
    """The own department's; of a district's 公开岗 the district's, and of departments that have none."""
    departments = [one.department_id for one in own if one.department_id]
    districts = [one.district_id for one in own if one.district_id]
    whose = Q(department=OuterRef("department")) | Q(department=OuterRef("department__merged_into"))
    somebody = Assignment.objects.filter(whose, role=Role.PUBLISHER, user__is_active=True)
    of_department = Q(department__in=departments) | Q(department__merged_into__in=departments)
    return of_department | Q(district__in=districts) & ~Exists(somebody)


def _open(rows: QuerySet) -> QuerySet:
    """Where nothing is in force or under way, and nobody has registered why not or where else."""
    done = Edition.objects.filter(state__in=(Edition.State.PUBLISHED, *UNDER_WAY))
    told = RegisterEntry.objects.filter(SETTLES)
    found = _whose(rows).filter(~Exists(_there(done)), ~Exists(_there(told)))
    found = found.exclude(department__closed_from__lte=F("year"))
    return found.select_related("district", "department").prefetch_related("department__former_names")


def _there(rows: QuerySet) -> QuerySet:
    return _whose(rows).filter(**{name: OuterRef(name) for name in ("district", "year", "whose")})


def _whose(rows: QuerySet) -> QuerySet:
    """0 is the district itself: no row equals one without a department."""
    return rows.alias(whose=Coalesce("department_id", 0))
