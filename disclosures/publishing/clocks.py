"""Reminders before and after the last day to publish (20 calendar days), while nothing is published.

A registered reason for not publishing, or a publication elsewhere, ends them too.
"""

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from budget_site.accounts.models import Role
from disclosures.editing.clocks import DAYS as RUNNING
from disclosures.editing.clocks import due
from disclosures.models import DisclosureClock, Edition, RegisterEntry
from disclosures.publishing.places import page_of
from disclosures.publishing.state import READABLE
from projects.days import day_of_year
from projects.models import Notice
from projects.review.notices import tell
from projects.review.reminding import DAYS, STILL

SETTLES = ~Q(reason="") | Q(edition=None) & ~Q(place="")  # an entry: why not, or where else
UNDER_WAY = {Edition.State.SCHEDULED: "（已定时公开）", Edition.State.PREPARING: "（正在准备）"}


def sweep() -> None:
    remind(timezone.localdate())


def remind(today: datetime.date) -> None:
    """Give the reminders that are due; of those missed while no worker ran, the latest only."""
    first = today + datetime.timedelta(days=STILL - RUNNING)
    last = today + datetime.timedelta(days=max(DAYS) - RUNNING)
    for clock in DisclosureClock.objects.filter(began__gte=first, began__lte=last):
        left = (due(clock) - today).days
        days = min(one for one in DAYS if one >= left) if left <= max(DAYS) else None
        if days is not None and not _is_settled(clock) and not _given(clock, days).exists():
            _give(clock, days, today)


@transaction.atomic
def _give(clock: DisclosureClock, days: int, today: datetime.date) -> None:
    """Two workers at once: one after the other, and the second finds it given."""
    beside = ("district", "department")
    locked = DisclosureClock.objects.select_for_update(of=("self",)).select_related(*beside)
    clock = locked.filter(pk=clock.pk, began=clock.began).first()
    if clock and not _given(clock, days).exists():
        tell(list(_notices(clock, days, today)), None)


def _given(clock: DisclosureClock, days: int):
    """The notices of this reminder: the mark at the end of their address is its own."""
    here = {"district": clock.district_id, "department": clock.department_id, "year": clock.year}
    return Notice.objects.filter(**here, kind=Notice.Kind.DUE, page__endswith=_mark(clock, days))


def _mark(clock: DisclosureClock, days: int) -> str:
    """A new date is reminded of anew."""
    return f"#clock-{due(clock).isoformat()}-{days}"


def _is_settled(clock: DisclosureClock) -> bool:
    here = {"district": clock.district_id, "department": clock.department_id, "year": clock.year}
    if Edition.objects.filter(**here, state__in=READABLE).exists():
        return True
    return RegisterEntry.objects.filter(SETTLES, **here).exists()


def _notices(clock: DisclosureClock, days: int, today: datetime.date) -> Iterator[Notice]:
    """To 公开岗; once it is late to 预算科 too, who set the clock."""
    page = page_of(clock.district, clock.year, clock.department) + _mark(clock, days)
    late = due(clock) < today
    for role in (Role.PUBLISHER, Role.REPLIER) if late else (Role.PUBLISHER,):
        yield Notice(
            kind=Notice.Kind.DUE,
            text=_text(clock, today),
            district=clock.district,
            year=clock.year,
            department=clock.department,
            role=role,
            page=page,
        )


def _text(clock: DisclosureClock, today: datetime.date) -> str:
    whose = clock.department.called_in(clock.year) if clock.department else clock.district
    last, late = due(clock), due(clock) < today
    ends = f"{whose}{clock.year}年预算最晚应于{day_of_year(last)}公开{'，已经逾期' if late else ''}"
    please = "，请尽快办理，或者登记不公开的原因" if late else ""
    return f"{ends}，到{day_of_year(today)}还没有公开{_under_way(clock)}{please}。"


def _under_way(clock: DisclosureClock) -> str:
    here = {"district": clock.district_id, "department": clock.department_id, "year": clock.year}
    found = Edition.objects.filter(**here, state__in=UNDER_WAY).first()
    return UNDER_WAY[found.state] if found else ""
