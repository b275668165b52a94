"""Many tables taken a step at once, from the desk: what became of each is told line by line."""

from dataclasses import replace
from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from budget_site.accounts.models import District, Role
from projects import desk
from projects.jobs import JobFailed
from projects.jobs.stepping import Click, take, told
from projects.jobs.submitting import UNFINISHED
from projects.models import Job, Status, TableVersion
from projects.places import year_or_404
from projects.reading import versions_of
from projects.review.bulk import Many
from projects.review.choosing import (
    NotChosen,
    few_enough,
    light,
    seen_of_all,
    seen_of_ticked,
    ticked,
)
from projects.review.urging import urge

LAST = Status.PERFORMANCE_REVIEW  # where passing is judging
NO_STEP = "还没有选择要办理的步骤，请重新点一下按钮。"
_SAID = ("everything", "shown", "why", "query")


@require_POST
def many(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """What was ticked, or all that was found; a return asks for its common reason first."""
    place, _ = year_or_404(request.user, district, year)
    versions = _chosen(request, place, year)
    try:
        if request.POST.get("action") == "urge":
            return _urge(request, place, year, versions)
        step = _step(request)
        click = _click(request, step)
        if before := Job.objects.visible_to(request.user).filter(pk=click.pk).first():
            return _to(before)  # the same click again, which may have emptied the list
        few_enough(versions)
        click = replace(click, seen=_seen(request, versions))
        if step is Many.RETURN and not click.why:
            return _ask_why(request, place, year, versions, step)
        if step is Many.PASS and "agreed" not in request.POST and _judges(request, versions):
            return _ask_why(request, place, year, versions, step)
        return _to(take(request.user, place, year, click))
    except (NotChosen, JobFailed) as reason:
        messages.warning(request, str(reason))
        return redirect(_back(place, year, request.POST.get("query", "")))


@require_safe
def many_told(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What became of each table; while the work goes on, how far it is."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk, kind=Job.Kind.MANY)
    if job.state in UNFINISHED:
        return redirect("job", pk)
    place, _ = year_or_404(request.user, job.parameters["district"], job.parameters["year"])
    results, year = told(job, request.user), job.parameters["year"]
    context = {
        "district": place,
        "year": year,
        "step": Many(job.parameters["step"]),
        "back": _back(place, year, job.parameters["query"]),
        "results": results,
        "done": sum(one.done for one in results),
    }
    return render(request, "projects/review/many.html", context)


def _back(place: District, year: int, query: str) -> str:
    return f"{reverse('year', args=[place.code, year])}?{query}"


def _to(job: Job) -> HttpResponse:
    return redirect("many_told" if job.state == Job.State.DONE else "job", job.pk)


def _chosen(request: HttpRequest, place: District, year: int) -> list[TableVersion]:
    if request.POST.get("everything"):
        return list(light(desk.found(request.user, place, year, desk.Asked.read(request.POST))))
    ticks = ticked(request.POST.getlist("project"))
    return desk.chosen(light(versions_of(request.user, place, year)), list(ticks))


def _seen(request: HttpRequest, versions: list[TableVersion]) -> dict[int, str]:
    if request.POST.get("everything"):
        return seen_of_all(versions, request.POST.get("shown", ""))
    return seen_of_ticked(versions, ticked(request.POST.getlist("project")))


def _step(request: HttpRequest) -> Many:
    try:
        return Many(request.POST.get("action", ""))
    except ValueError as none:
        raise NotChosen(NO_STEP) from none


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


def _click(request: HttpRequest, step: Many) -> Click:
    """The same for the same person, page, step and tables, however often it is sent."""
    said = request.POST.dict()
    everything, shown, why, query = (said.get(one, "").strip() for one in _SAID)
    asked = (request.user.pk, step.value, everything, shown, why, *sorted(request.POST.getlist("project")))
    key = _key(request)
    return Click(uuid5(key, repr(asked)), key, step, {}, why, query)


def _ask_why(
    request: HttpRequest, place: District, year: int, versions: list[TableVersion], step: Many
) -> HttpResponse:
    """The reason, or the opinion, that is common to all; what was chosen is sent again with it, as shown."""
    query = request.POST.get("query", "")
    kept = ("everything", "shown", "q", "status", "todo", "department")
    said = {name: request.POST.get(name, "") for name in kept} if request.POST.get("everything") else {}
    context = {
        "district": place,
        "year": year,
        "step": step,
        "count": len(versions),
        "judged": sum(one.status == LAST for one in versions),
        "said": (said | {"query": query}).items(),
        "ticks": [] if said else request.POST.getlist("project"),
        "key": uuid4(),
        "tried": "why" in request.POST,
        "back": _back(place, year, query),
    }
    return render(request, "projects/review/many_why.html", context)


def _judges(request: HttpRequest, versions: list[TableVersion]) -> bool:
    """Whether passing gives a grade to some of them, which this person is asked for first."""
    judges = Role.PERFORMANCE_REVIEWER in request.user.acting().roles
    return judges and any(one.status == LAST for one in versions)


def _urge(request: HttpRequest, place: District, year: int, versions: list[TableVersion]) -> HttpResponse:
    few_enough(versions)
    urged = urge(versions, request.user)
    if urged.told:
        messages.success(request, f"已催办 {urged.told} 个项目。")
    for reason in urged.reasons:
        messages.warning(request, reason)
    return redirect(_back(place, year, request.POST.get("query", "")))
