"""The desk of a year, and what is done with many projects at once."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from budget_site.accounts.models import District, Role, User
from budget_site.guarding.costs import Kind, costs
from projects import desk
from projects.binning import NotBinnable, put_away
from projects.copying import duplicate
from projects.drafting.starting import NoFramework, framework_of
from projects.formats import FORMATS
from projects.jobs import JobFailed
from projects.jobs.exporting import export_projects
from projects.models import Deadline
from projects.models.version import adjusts
from projects.places import year_or_404
from projects.reading import versions_of
from projects.review.bulk import Many
from projects.review.choosing import MOST, digest, light, ticked
from projects.review.urging import URGERS
from projects.workflow import REVIEWER

PAGE = 200  # projects
EXPORTS = ("docx", "pdf", "xlsx")


@costs(Kind.SEARCH, given="q")
@require_safe
def year(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """A year's projects: state, amount, what is missing, who changed it last; narrowed and sorted."""
    place, years = year_or_404(request.user, district, year)
    asked = desk.Asked.read(request.GET)
    everything = versions_of(request.user, place, year)
    versions = desk.found(request.user, place, year, asked)
    shown = (
        versions.annotate(adjusts=adjusts())
        .select_related("changed_by", "examination")
        .defer("frozen", "purpose", "examination__findings")
    )
    page = Paginator(shown.prefetch_related("project__department__former_names"), PAGE).get_page(
        request.GET.get("page")
    )
    by_status = desk.by_status(everything)
    roles = _roles(request.user, place)
    due = Deadline.objects.visible_to(request.user).filter(
        district=place, year=year, step=Deadline.Step.DRAFTING
    )
    context = {
        "district": place,
        "year": year,
        "years": years,
        "asked": asked,
        "query": urlencode([(name, value) for name, value in request.GET.items() if name != "page"]),
        "page": page,
        "sums": desk.sums(versions),
        "by_status": by_status,
        "all_count": sum(one["count"] for one in by_status),
        "departments": desk.departments_of(everything),
        "sorts": [(name, label) for name, (label, _) in desk.SORTS.items()],
        "todos": desk.TODO.items(),
        "formats": FORMATS.values(),
        "exports": [FORMATS[name] for name in EXPORTS],
        "deadline": due.first(),
        "today": timezone.localdate(),
        "key": uuid4(),
        # Read before the rows: where a table changes in between, the click is refused, not the look missed.
        # So is one for more than MOST, whatever was shown: one more than those are enough to read.
        "shown": digest(light(versions)[: MOST + 1]) if roles["many"] else "",
    } | roles
    return render(request, "projects/year.html", context)


def _roles(user: User, place: District) -> dict[str, Any]:
    """What the person does here with many tables at once."""
    roles = user.acting().inside(place.pk).roles
    reviews = roles & set(REVIEWER.values())
    return {
        "drafts": Role.DRAFTER in roles,
        "finance": user.is_finance_of(place),
        "many": [
            *([Many.SUBMIT] if Role.DRAFTER in roles else []),
            *([Many.PASS, Many.RETURN] if reviews else []),
        ],
        "urges": bool(roles & URGERS),
    }


@costs(Kind.EXPORT, method="POST")
@require_POST
def bulk(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """Export, copy or put away the ticked projects, or all that were found; each is judged by itself."""
    place, _ = year_or_404(request.user, district, year)
    back = redirect(f"{reverse('year', args=[district, year])}?{request.POST.get('query', '')}")
    if request.POST.get("everything"):
        versions = list(desk.found(request.user, place, year, desk.Asked.read(request.POST)))
    else:
        ticks = ticked(request.POST.getlist("project"))
        versions = desk.chosen(versions_of(request.user, place, year), list(ticks))
    if not versions:
        messages.warning(request, "还没有选择项目，请先勾选。")
        return back
    action = request.POST.get("action", "")
    if action in EXPORTS:
        return _export(request, place, year, versions, action) or back
    if action in ("copy", "bin"):
        mine = desk.writable(request.user, versions)
        own = [version for version in versions if version.project_id in mine]
        (_copy if action == "copy" else _put_away)(request, place, year, own)
        if left := len(versions) - len(own):
            messages.warning(request, f"其中 {left} 个项目不由您填写，没有改动。")
    return back


def _export(request: HttpRequest, place, year, versions, form) -> HttpResponse | None:
    """The page of the job that writes the file."""
    try:
        ids = [version.project_id for version in versions]
        return redirect("job", export_projects(request.user, place, year, ids, form).pk)
    except JobFailed as failed:
        messages.error(request, str(failed))
        return None


def _copy(request: HttpRequest, place, year, versions) -> None:
    try:
        key = UUID(request.POST.get("key", ""))
        made = duplicate(versions, framework_of(place, year), request.user, key)
    except ValueError:
        messages.error(request, "页面已过期，请刷新后再复制。")
    except NoFramework as missing:
        messages.error(request, str(missing))
    else:
        messages.success(request, f"已复制 {len(made)} 个项目，名称后面注了“副本”，排在最后。")


def _put_away(request: HttpRequest, place, year, versions) -> None:
    done = 0
    for version in versions:
        try:
            put_away(version.project, request.user)
            done += 1
        except NotBinnable as reason:
            messages.warning(request, str(reason))
    if done:
        messages.success(request, f"已把 {done} 个项目移入回收站，可以在回收站里恢复。")
