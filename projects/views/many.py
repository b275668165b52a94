"""Many tables taken a step at once, from the desk: what became of each is told line by line."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from projects import desk
from projects.models import TableVersion
from projects.places import year_or_404
from projects.reading import versions_of
from projects.review.bulk import Many, act_on
from projects.review.urging import urge

MOST = 1000  # tables at once; a district has a few hundred


@require_POST
def many(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """What was ticked, or all that was found; a return asks for its common reason first."""
    place, _ = year_or_404(request.user, district, year)
    back = f"{reverse('year', args=[district, year])}?{request.POST.get('query', '')}"
    versions = _chosen(request, place, year)
    if not versions:
        messages.warning(request, "还没有选择项目，请先勾选。")
        return redirect(back)
    if request.POST.get("action") == "urge":
        return _urge(request, versions, back)
    step, why = _step(request), request.POST.get("why", "").strip()
    context = {"district": place, "year": year, "step": step, "back": back}
    if step is Many.RETURN and not why:
        asked = {
            "projects": [one.project_id for one in versions],
            "key": uuid4(),
            "tried": "why" in request.POST,
        }
        return render(request, "projects/review/many_why.html", context | asked)
    results = act_on(step, versions, request.user, _key(request), why)
    context["results"] = sorted(results, key=lambda one: one.done)
    context["done"] = sum(one.done for one in results)
    return render(request, "projects/review/many.html", context)


def _chosen(request: HttpRequest, place, year: int) -> list[TableVersion]:
    if request.POST.get("everything"):
        found = desk.found(request.user, place, year, desk.Asked.read(request.POST))
        return list(found.defer("frozen")[:MOST])
    return desk.chosen(versions_of(request.user, place, year), request.POST.getlist("project"))[:MOST]


def _step(request: HttpRequest) -> Many:
    try:
        return Many(request.POST.get("action", ""))
    except ValueError as none:
        raise Http404 from none


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


def _urge(request: HttpRequest, versions: list[TableVersion], back: str) -> HttpResponse:
    urged = urge(versions, request.user)
    if urged.told:
        messages.success(request, f"已催办 {urged.told} 个项目。")
    for reason in urged.reasons:
        messages.warning(request, reason)
    return redirect(back)
