"""Last year's projects taken over into this year, one or all."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from projects import desk
from projects.copying import carried_by, copy_from_last_year
from projects.drafting.starting import NoFramework, framework_of
from projects.models import Project
from projects.places import year_or_404
from projects.reading import in_force_of, versions_of
from projects.spelling import bare


@require_http_methods(["GET", "HEAD", "POST"])
def carry(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """What last year had and this year has not yet, to be ticked; a project comes over once."""
    place, _ = year_or_404(request.user, district, year)
    last = carried_by(request.user, in_force_of(request.user, place, year - 1), year)
    if request.method == "POST":
        return _carry(request, place, year, last)
    here = Project.objects.visible_to(request.user).filter(district=place, year=year)
    left = last.exclude(project__lineage__in=here.values("lineage"))
    versions = list(left.defer("frozen").prefetch_related("project__department__former_names"))
    called = versions_of(request.user, place, year).values_list("project__department", "name")
    mine = {(department, bare(name)) for department, name in called if name}
    context = {
        "district": place,
        "year": year,
        "versions": versions,
        # Not the same project by its past, but called the same today: made anew, or imported.
        "twins": {one.pk for one in versions if (one.project.department_id, bare(one.name)) in mine},
        "known": last.count() - left.count(),
    }
    return render(request, "projects/carry.html", context)


def _carry(request: HttpRequest, place, year, last) -> HttpResponse:
    chosen = desk.chosen(last, request.POST.getlist("project"))
    if not chosen:
        messages.warning(request, "还没有选择项目，请先勾选。")
        return redirect("carry", place.code, year)
    try:
        copied = copy_from_last_year(chosen, framework_of(place, year), request.user)
    except NoFramework as missing:
        messages.error(request, str(missing))
        return redirect("carry", place.code, year)
    if copied.versions:
        messages.success(
            request,
            f"已从{year - 1}年沿用 {len(copied.versions)} 个项目，请逐格确认或修改标了“待核对”的内容。",
        )
    if copied.known:
        messages.info(request, f"有 {copied.known} 个项目今年已经有了（也可能在回收站里），没有重复沿用。")
    return redirect("year", place.code, year)
