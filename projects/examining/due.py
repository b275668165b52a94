"""In which districts and years tables are to be examined or compared again, in a fixed number of queries.

Every worker asks twice a minute, of a province as of a county.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db.models import Max
from django.utils import timezone

from projects.examining.asked import asked
from projects.models import BudgetList, Comparison, RuleSettings, TableVersion
from projects.models.version import WORKING
from projects.rules import Settings

QUIET = timedelta(minutes=5)  # after the last change of a year, before its tables are compared
PATIENCE = timedelta(hours=1)  # with a year that is never quiet
Place = tuple[int, int]  # district and year
_PLACE = ("project__district", "project__year")


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be done of one year."""

    district: int
    year: int
    examining: bool
    comparing: bool


def everywhere() -> Iterator[Due]:
    """Of each year that has tables which are not in the bin."""
    today, now = _asked_today(), timezone.now()
    examined = _examined_as()
    compared = {(one.district_id, one.year): one for one in Comparison.objects.all()}
    lists = BudgetList.objects.order_by().values_list("district", "year").annotate(Max("imported_at"))
    listed: dict[Place, datetime] = {(district, year): at for district, year, at in lists}
    for place, changed in sorted(_changed().items()):
        of_now = today[place]
        comparing = _compares(compared.get(place), of_now, listed.get(place), changed, now)
        yield Due(*place, bool(examined.get(place, set()) - {of_now}), comparing)


def _asked_today() -> dict[Place, str]:
    """What is asked of a table now, by the newest settings of each year, else by the shipped ones."""
    found: dict[Place, str] = defaultdict(partial(asked, Settings()))
    for one in RuleSettings.objects.order_by("district", "year", "revision"):
        found[one.district_id, one.year] = asked(Settings.from_json(one.data))
    return found


def _examined_as() -> dict[Place, set[str | None]]:
    """By what working tables were examined; None is by nothing."""
    working = TableVersion.objects.filter(status__in=WORKING, project__binned_at=None)
    found: dict[Place, set[str | None]] = defaultdict(set)
    for district, year, by in working.order_by().values_list(*_PLACE, "examination__asked").distinct():
        found[district, year].add(by)
    return found


def _changed() -> dict[Place, datetime]:
    """When a latest version was last changed."""
    latest = TableVersion.objects.filter(project__binned_at=None).latest().order_by()
    changed = latest.values_list(*_PLACE).annotate(Max("changed_at"))
    return {(district, year): at for district, year, at in changed}


def _compares(
    last: Comparison | None, of_now: str, listed: datetime | None, changed: datetime, now: datetime
) -> bool:
    """A while after the last change, or at last where a year is never quiet; for a new list of the year's
    budget projects at once.
    """
    if last and (last.asked != of_now or (listed and listed > last.compared_at)):
        return True
    if last and changed <= last.compared_at:
        return False
    return changed < now - QUIET or last is None or last.compared_at < now - PATIENCE
