"""A year's findings, for whoever may see its tables: by project, by rule, and as a workbook."""

from itertools import groupby
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from budget_site.guarding.costs import Kind, costs
from budget_site.operating.replica import from_replica
from budget_site.trail.recording import record_export, sha256
from projects import desk
from projects.examining import years
from projects.examining.district import Narrowed, by_level, by_rule, lines_of
from projects.examining.workbook import workbook
from projects.formats import FORMATS
from projects.jobs import JobFailed
from projects.jobs.examining import ask_to_compare
from projects.marking import mark_for
from projects.models import Comparison
from projects.places import year_or_404
from projects.reading import document_title, versions_of
from projects.rules import Level
from projects.views.tables import attachment

PAGE = 100  # findings


@costs(Kind.SEARCH, given="q")
@require_safe
@from_replica
def findings(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """What is to be mended, gravest rule first; narrowed by level, rule, department and project name."""
    place, _ = year_or_404(request.user, district, year)
    asked = Narrowed.read(request.GET)
    everything = versions_of(request.user, place, year)
    lines = lines_of(request.user, place, year, asked)
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    context = {
        "district": place,
        "year": year,
        "asked": asked,
        "query": urlencode([(name, value) for name, value in request.GET.items() if name != "page"]),
        "count": len(lines),
        "tables": everything.count(),
        "flagged": len({line.version.pk for line in lines}),
        "rules": by_rule(lines),
        "by_level": by_level(lines),
        "page": page,
        "projects": [(version, list(found)) for version, found in groupby(page, lambda line: line.version)],
        "levels": list(Level),
        "departments": desk.departments_of(everything),
        "comparison": Comparison.objects.visible_to(request.user).filter(district=place, year=year).first(),
        "stale": years.stale_versions(place, year).filter(pk__in=everything.values("pk")).count(),
        "finance": request.user.is_finance_of(place),
        "writable": desk.writable(request.user, [line.version for line in page if line.version.is_working]),
    }
    return render(request, "projects/findings/findings.html", context)


@costs(Kind.EXPORT)
@require_safe
@from_replica
def findings_file(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """The same findings as a workbook."""
    place, _ = year_or_404(request.user, district, year)
    lines = lines_of(request.user, place, year, Narrowed.read(request.GET))
    title = f"{document_title(place, year)}检查结果"
    mark = mark_for({line.version for line in lines}, request.user, timezone.now())
    content = workbook(lines, title, mark)
    record_export(
        by=request.user,
        district=place,
        about=("findings", f"{place.code}/{year}", f"{place}{year}年检查结果"),
        file=f"{title}.xlsx",
        content=sha256(content),
        条数=len(lines),
        查看条件=request.GET.urlencode(),
    )
    return attachment(content, FORMATS["xlsx"], title)


@costs(Kind.EXPORT)
@require_POST
def findings_compare(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """Compares the year's tables with each other now, in the background."""
    place, _ = year_or_404(request.user, district, year)
    try:
        return redirect("job", ask_to_compare(place, year, request.user).pk)
    except JobFailed as failed:
        messages.error(request, str(failed))
        return redirect("findings", district, year)
