"""Examining a year's tables again, and comparing them with each other: long work that nobody waits for."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from budget_site.accounts.models import District, User
from projects.examining.alike import Found
from projects.examining.answering import renew
from projects.examining.asked import asked
from projects.jobs.progress import Progress
from projects.jobs.register import Outcome, register
from projects.jobs.submitting import submit
from projects.models import Comparison, CrossFinding, Job, Project, TableVersion
from projects.models.version import WORKING, VersionQuerySet
from projects.storing import table_of
from projects.surroundings import Surroundings, settings_of
from projects.tables import ProjectTable

QUIET = timedelta(minutes=5)  # after the last change of a year, before its tables are compared
PATIENCE = timedelta(hours=1)  # with a year that is never quiet
CHUNK = 200


def ask_to_examine(district: District, year: int, owner: User) -> Job:
    return submit(Job.Kind.EXAMINE, owner, f"按现行规则检查{district}{year}年各表", _of(district, year))


def ask_to_compare(district: District, year: int, owner: User) -> Job:
    return submit(Job.Kind.COMPARE, owner, f"比较{district}{year}年各表", _of(district, year))


def _of(district: District, year: int) -> dict[str, Any]:
    return {"district": district.code, "year": year}


@register(Job.Kind.EXAMINE)
def examine_year(job: Job, progress: Progress) -> Outcome:
    """Every working version whose findings are those of other rules or settings."""
    district, year = _asked_for(job)
    stale = list(stale_versions(district, year).values_list("pk", flat=True))
    renew(district, year, stale, lambda done: progress(done, len(stale), "正在检查各张表"))
    return Outcome(f"已检查{len(stale)}张表。")


def stale_versions(district: District, year: int) -> VersionQuerySet:
    """Working versions never examined, or by other rules or under other settings than today's."""
    today = asked(settings_of(district, year))
    return TableVersion.objects.filter(
        project__district=district, project__year=year, project__binned_at=None, status__in=WORKING
    ).exclude(examination__asked=today)


@register(Job.Kind.COMPARE)
def compare_year(job: Job, progress: Progress) -> Outcome:
    """The latest version of every project with all others; what an earlier comparison found is replaced."""
    district, year = _asked_for(job)
    began, around = timezone.now(), Surroundings(district, year, None)
    tables = list(_tables(district, year, progress))
    found = progress.apart("projects.examining.alike.compare", tables, around.context(None))
    _replace(
        district, year, {"asked": asked(around.settings), "tables": len(tables), "compared_at": began}, found
    )
    return Outcome(f"已比较{len(tables)}张表。")


def _asked_for(job: Job) -> tuple[District, int]:
    return District.objects.get(code=job.parameters["district"]), job.parameters["year"]


def _latest(district: District, year: int) -> VersionQuerySet:
    here = TableVersion.objects.filter(project__district=district, project__year=year)
    return here.filter(project__binned_at=None).latest()


def _tables(
    district: District, year: int, progress: Progress
) -> Iterator[tuple[str, int | None, ProjectTable]]:
    pks = list(_latest(district, year).order_by("project__position").values_list("pk", flat=True))
    for start in range(0, len(pks), CHUNK):
        progress(start, len(pks), "正在取出各张表")
        chunk = TableVersion.objects.filter(pk__in=pks[start : start + CHUNK]).with_rows()
        for version in chunk.select_related("project").order_by("project__position"):
            yield str(version.project_id), version.project.department_id, table_of(version)


@transaction.atomic
def _replace(district: District, year: int, facts: dict[str, Any], found: Iterable[Found]) -> None:
    """All at once, so that nobody sees half a comparison."""
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


def ask_where_due() -> None:
    """What the sweep does: for tables examined by other rules or settings, and years that changed since."""
    system = User.objects.system()
    years = Project.objects.filter(binned_at=None).order_by().values_list("district", "year").distinct()
    districts = District.objects.in_bulk()
    for pk, year in years:
        district = districts[pk]
        if stale_versions(district, year).exists():
            ask_to_examine(district, year, system)
        if _comparison_due(district, year):
            ask_to_compare(district, year, system)


def _comparison_due(district: District, year: int) -> bool:
    """A while after the last change, or at last where a year is never quiet."""
    last = Comparison.objects.filter(district=district, year=year).first()
    changed = _latest(district, year).aggregate(at=Max("changed_at"))["at"]
    now = timezone.now()
    if last and last.asked != asked(settings_of(district, year)):
        return True
    if changed is None or (last and changed <= last.compared_at):
        return False
    return changed < now - QUIET or last is None or last.compared_at < now - PATIENCE
