"""Reading: the tables of a year, one table, and their files."""

from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from budget_site.accounts.models import District
from projects.formats import FORMATS, Format
from projects.models import Project, TableVersion
from projects.reading import document_title, tables_of, versions_of, years_of
from projects.rendering import html
from projects.storing import table_of
from projects.tables import typed


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The latest year of the one district a person works in; a choice where there are several."""
    places = [(place, years_of(request.user, place)) for place in District.objects.visible_to(request.user)]
    if len(places) == 1 and places[0][1]:
        return redirect("year", places[0][0].code, places[0][1][0])
    return render(request, "projects/home.html", {"places": places})


@require_safe
def year(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """A year's tables in document order, with totals; `q` narrows them by name, code or department."""
    place, years = _place(request, district, year)
    versions = versions_of(request.user, place, year)
    asked = typed(request.GET.get("q", ""))[:50]
    found = list((versions.filter(_matching(asked)) if asked else versions).defer("frozen", "purpose"))
    context = {
        "district": place,
        "year": year,
        "years": years,
        "versions": found,
        "sums": {name: _sum(found, name) for name in ("total", "fiscal", "other")},
        "unread": sum(1 for version in found if version.total is None),
        "formats": FORMATS.values(),
        "asked": asked,
        "years_tables": versions.count() if asked else len(found),
    }
    return render(request, "projects/year.html", context)


def _matching(text: str) -> Q:
    """Every word of the text stands in the name, the code or the department's name."""
    found = Q()
    for word in text.split():
        department = Q(project__department__name__icontains=word)
        found &= Q(name__icontains=word) | Q(code__icontains=word) | department
    return found


def _sum(versions: list[TableVersion], name: str) -> Decimal:
    """万元 of the figures that were understood."""
    return sum((value for version in versions if (value := getattr(version, name)) is not None), Decimal(0))


@require_safe
def project(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One project's table as the official print shows it."""
    version = _version(request, pk)
    beside = Project.objects.visible_to(request.user)
    context = {
        "version": version,
        "project": version.project,
        "table": html.fragment(table_of(version)),
        "before": beside.before(version.project),
        "after": beside.after(version.project),
        "formats": FORMATS.values(),
    }
    return render(request, "projects/project.html", context)


@require_safe
def project_file(request: HttpRequest, pk: UUID, form: Format) -> HttpResponse:
    version = _version(request, pk)
    title = f"{version.project.year}年{_one_line(version.name) or '未命名项目'}绩效目标表"
    return _file(form, [table_of(version)], title)


@require_safe
def year_file(request: HttpRequest, district: str, year: int, form: Format) -> HttpResponse:
    place, _ = _place(request, district, year)
    tables = tables_of(request.user, place, year)
    if not tables:
        raise Http404
    return _file(form, tables, document_title(place, year))


def _place(request: HttpRequest, code: str, year: int) -> tuple[District, list[int]]:
    place = get_object_or_404(District.objects.visible_to(request.user), code=code)
    years = years_of(request.user, place)
    if year not in years:
        raise Http404
    return place, years


def _version(request: HttpRequest, pk: UUID) -> TableVersion:
    versions = TableVersion.objects.visible_to(request.user).latest().with_rows()
    return get_object_or_404(versions.select_related("project__district", "project__department"), project=pk)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:60]


def _file(form: Format, tables: list, title: str) -> HttpResponse:
    response = HttpResponse(form.render(tables, title), content_type=form.content_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{title}.{form.name}")
    return response
