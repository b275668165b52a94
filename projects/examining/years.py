"""A year's tables examined again, and compared with each other."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from budget_site.accounts.models import District
from projects.examining.alike import Found
from projects.examining.asked import asked
from projects.examining.keeping import examination, keep
from projects.models import Comparison, CrossFinding, TableVersion
from projects.models.version import WORKING, VersionQuerySet
from projects.review.covering import listed_amounts
from projects.rules import Context
from projects.storing import table_of, working
from projects.surroundings import Surroundings, settings_of
from projects.tables import ProjectTable

CHUNK = 100  # tables that are read, or examined in one transaction
Tell = Callable[[int, int], None]  # so many done, of so many


class Around:
    """The surroundings of many versions of a year, whose forms may differ."""

    def __init__(self, district: District, year: int) -> None:
        self._district, self._year = district, year
        self._found: dict[int | None, Surroundings] = {}

    def of(self, version: TableVersion) -> Surroundings:
        new = Surroundings(self._district, self._year, version.framework)
        return self._found.setdefault(version.framework_id, new)


def stale_versions(district: District, year: int) -> VersionQuerySet:
    """Working versions never examined, or by other rules or under other settings than today's."""
    today = asked(settings_of(district, year))
    return TableVersion.objects.filter(
        project__district=district, project__year=year, project__binned_at=None, status__in=WORKING
    ).exclude(examination__asked=today)


def _nobody(done: int, total: int) -> None:
    pass


def renew(district: District, year: int, pks: Iterable[int], tell: Tell = _nobody) -> int:
    """Examine working versions of a year again; `tell` hears how far it is. How many there were."""
    pks = list(pks)
    for start in range(0, len(pks), CHUNK):
        tell(start, len(pks))
        _renew(district, year, pks[start : start + CHUNK])
    return len(pks)


@transaction.atomic
def _renew(district: District, year: int, pks: list[int]) -> None:
    chosen = TableVersion.objects.filter(
        pk__in=pks, status__in=WORKING, project__district=district, project__year=year
    )
    held = chosen.select_for_update(of=("self",)).order_by("pk")  # nobody writes meanwhile
    list(held.values_list("pk", flat=True))
    around = Around(district, year)
    keep(
        [
            examination(version, working(version), around.of(version), version.warning_reasons.all())
            for version in _ready(chosen).prefetch_related("warning_reasons__given_by")
        ]
    )


def _latest(district: District, year: int) -> VersionQuerySet:
    here = TableVersion.objects.filter(project__district=district, project__year=year)
    return here.filter(project__binned_at=None).latest()


def read(pks: Sequence[int], tell: Tell = _nobody) -> Iterator[TableVersion]:
    """Versions with all that examining them needs, in document order, some at a time."""
    for start in range(0, len(pks), CHUNK):
        tell(start, len(pks))
        yield from _ready(TableVersion.objects.filter(pk__in=pks[start : start + CHUNK]))


def _ready(versions: VersionQuerySet) -> VersionQuerySet:
    beside = versions.with_rows().select_related("framework", "project__department")
    return beside.prefetch_related("project__department__former_names").order_by("project__position")


def latest_of(district: District, year: int) -> list[int]:
    """The latest version of each project that is not in the bin, in document order."""
    return list(_latest(district, year).order_by("project__position").values_list("pk", flat=True))


def to_compare(
    district: District, year: int, tell: Tell = _nobody
) -> Iterator[tuple[str, int | None, ProjectTable]]:
    """(project, department, table) of each project's latest version, in document order."""
    for version in read(latest_of(district, year), tell):
        yield str(version.project_id), version.project.department_id, table_of(version)


@transaction.atomic
def keep_comparison(district: District, year: int, facts: dict[str, Any], found: Iterable[Found]) -> None:
    """In place of the one before, all at once: nobody sees half a comparison.

    `facts` are the columns of the Comparison: what was asked, of how many tables, and when they were read.
    """
    comparison, _ = Comparison.objects.select_for_update().update_or_create(
        district=district, year=year, defaults=facts
    )
    comparison.findings.all().delete()
    there = set(_latest(district, year).values_list("project_id", flat=True))
    new = (
        CrossFinding(comparison=comparison, project_id=project, other_id=other, finding=finding)
        for project, other, finding in ((UUID(one), two and UUID(two), three) for one, two, three in found)
        if project in there and (other is None or other in there)
    )
    CrossFinding.objects.bulk_create(new, batch_size=500)


def comparing(district: District, year: int) -> tuple[Context, dict[str, Any]]:
    """What a comparison that begins now is asked in, and what it is kept with."""
    now = timezone.now()  # before the list is read: what comes in meanwhile is compared again
    context = replace(Surroundings(district, year, None).context(None), listed=listed_amounts(district, year))
    return context, {"asked": asked(context.settings), "compared_at": now}
