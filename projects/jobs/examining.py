"""Examining a year's tables again, and comparing them with each other: long work that nobody waits for."""

from contextlib import suppress
from typing import Any

from budget_site.accounts.models import District, User
from projects.examining import due, years
from projects.jobs.progress import Progress
from projects.jobs.register import JobFailed, Outcome, register
from projects.jobs.submitting import submit
from projects.models import Job


def ask_to_examine(district: District, year: int, owner: User) -> Job:
    """By today's rules and settings, whatever was examined by others."""
    return submit(Job.Kind.EXAMINE, owner, f"按现行规则检查{district}{year}年各表", _of(district, year))


def ask_to_compare(district: District, year: int, owner: User) -> Job:
    return submit(Job.Kind.COMPARE, owner, f"比较{district}{year}年各表", _of(district, year))


def _of(district: District, year: int) -> dict[str, Any]:
    return {"district": district.code, "year": year}


def _asked_for(job: Job) -> tuple[District, int]:
    return District.objects.get(code=job.parameters["district"]), job.parameters["year"]


@register(Job.Kind.EXAMINE)
def examine_year(job: Job, progress: Progress) -> Outcome:
    """Every working version whose findings are those of other rules or settings."""
    district, year = _asked_for(job)
    stale = years.stale_versions(district, year).values_list("pk", flat=True)
    done = years.renew(district, year, stale, lambda *far: progress(*far, "正在检查各张表"))
    return Outcome(f"已检查{done}张表。")


@register(Job.Kind.COMPARE)
def compare_year(job: Job, progress: Progress) -> Outcome:
    """The latest version of every project with all others; what an earlier comparison found is replaced."""
    district, year = _asked_for(job)
    context, facts = years.comparing(district, year)
    tables = list(years.to_compare(district, year, lambda *far: progress(*far, "正在取出各张表")))
    found = progress.apart("projects.examining.alike.compare", tables, context)
    years.keep_comparison(district, year, facts | {"tables": len(tables)}, found)
    return Outcome(f"已比较{len(tables)}张表。")


def ask_where_due() -> None:
    """What the sweep does: for tables examined by other rules or settings, and years that changed since."""
    system, districts = User.objects.system(), District.objects.in_bulk()
    with suppress(JobFailed):  # enough is waiting already: the next sweep asks again
        for one in due.everywhere():
            if one.examining:
                ask_to_examine(districts[one.district], one.year, system)
            if one.comparing:
                ask_to_compare(districts[one.district], one.year, system)
