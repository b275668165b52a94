"""Reading: the tables of a year, one table, and their files."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from budget_site import file_names
from budget_site.accounts.models import District, Role
from budget_site.guarding.costs import Kind, costs
from budget_site.trail.recording import About, record_export, sha256
from projects.formats import FORMATS, Format
from projects.jobs import JobFailed
from projects.jobs.exporting import export_projects
from projects.marking import mark_for
from projects.models import Project, TableVersion
from projects.places import year_or_404
from projects.reading import document_title, in_force_of, whole, years_of
from projects.rendering import html
from projects.review.own_notices import unread
from projects.review.standing import standing
from projects.storing import table_of
from projects.views.finding import may_write


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The latest year of the one district a person works in; a choice where there are several."""
    user, this_year = request.user, timezone.localdate().year
    places = [(place, years_of(user, place)) for place in District.objects.visible_to(user)]
    if len(places) == 1 and places[0][1]:
        return redirect("year", places[0][0].code, places[0][1][0])
    administered = [(place, this_year) for place in user.districts_as(Role.SYSTEM_ADMIN)]
    context = {
        "places": places,
        "finance": {place.pk for place, _ in places if user.is_finance_of(place)},
        "administered": administered,
        "unread": unread(user).order_by("-at", "-pk"),  # asked for on the page of who keeps accounts alone
        "audits": user.districts_as(Role.AUDITOR).exists(),
        "this_year": this_year,
    }
    return render(request, "projects/home.html", context)


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
        "writes": version.is_working and may_write(request, version),
    }
    return render(request, "projects/project.html", context | standing(version, request.user))


@costs(Kind.EXPORT)
@require_safe
def project_file(request: HttpRequest, pk: UUID, form: Format) -> HttpResponse:
    version = _version(request, pk)
    title = f"{version.project.year}年{_one_line(version.name) or '未命名项目'}绩效目标表"
    return _file(request, form, [version], title, version.project)


@require_safe
def table_version(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """One version to be read, above all the replied one while another is worked on."""
    version = _version(request, pk, number)
    context = {
        "version": version,
        "project": version.project,
        "latest": _version(request, pk),
        "table": html.fragment(table_of(version)),
        "formats": FORMATS.values(),
    }
    return render(request, "projects/version.html", context)


@costs(Kind.EXPORT)
@require_safe
def table_version_file(request: HttpRequest, pk: UUID, number: int, form: Format) -> HttpResponse:
    version = _version(request, pk, number)
    title = f"{version.project.year}年{_one_line(version.name) or '未命名项目'}绩效目标表（第{number}版）"
    return _file(request, form, [version], title, version.project)


@costs(Kind.EXPORT)
@require_safe
def year_file(request: HttpRequest, district: str, year: int, form: Format) -> HttpResponse:
    """All tables of a year that one sees; where drawing them takes long, the page of the job that does it."""
    place, _ = year_or_404(request.user, district, year)
    versions = in_force_of(request.user, place, year)
    count = versions.count()
    if not count:
        raise Http404
    if count > form.at_once:
        return _export(request, place, year, form)
    about = ("year", f"{place.code}/{year}", f"{place}{year}年")
    return _file(request, form, whole(versions), document_title(place, year), about)


def _export(request: HttpRequest, place: District, year: int, form: Format) -> HttpResponse:
    try:
        return redirect("job", export_projects(request.user, place, year, None, form.name).pk)
    except JobFailed as refused:
        messages.warning(request, str(refused))
        return redirect("jobs")


def _version(request: HttpRequest, pk: UUID, number: int | None = None) -> TableVersion:
    """The latest, or the one of that number."""
    seen = TableVersion.objects.visible_to(request.user).filter(project=pk)
    versions = seen.latest() if number is None else seen.filter(number=number)
    found = whole(versions.select_related("project__district", "project__department"))
    if not found:
        raise Http404
    return found[0]


def _one_line(text: str) -> str:
    return " ".join(text.split())[:60]


def _file(
    request: HttpRequest, form: Format, versions: list[TableVersion], title: str, about: About
) -> HttpResponse:
    mark = mark_for(versions, request.user, timezone.now())
    tables = [table_of(version) for version in versions]
    content = form.render(tables, title, mark)
    record_export(
        by=request.user,
        district=versions[0].project.district_id,
        about=about,
        file=f"{title}.{form.name}",
        content=sha256(content),
        表格张数=len(tables),
    )
    return attachment(content, form, title)


def attachment(content: bytes, form: Format, title: str) -> HttpResponse:
    """A file to be kept under its title."""
    response = HttpResponse(content, content_type=form.content_type)
    response["Content-Disposition"] = file_names.attachment(f"{title}.{form.name}")
    return response
