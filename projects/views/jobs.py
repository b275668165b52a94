"""Work in the background, as the person who asked for it sees it."""

import hashlib
from datetime import timedelta
from uuid import UUID
from zlib import crc32

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from budget_site import file_names
from budget_site.accounts.models import District
from budget_site.idle import background
from budget_site.trail.recording import record_export
from projects import jobs as services
from projects.formats import FORMATS
from projects.jobs.exporting import may_still_have
from projects.jobs.submitting import UNFINISHED, anybody_works
from projects.models import Job

MOST_SHOWN = 100
NO_LONGER = "文件里有您现在看不到的表（项目已移入回收站，或者您的任职有了变动），不能再下载，请重新导出。"


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """What one has asked for in the last days, latest first."""
    return _answer(request, "projects/jobs/jobs.html", "projects/jobs/rows.html", _jobs(request))


@background
@require_safe
def jobs_progress(request: HttpRequest) -> HttpResponse:
    """The list as it asks for itself while something in it is not finished."""
    return jobs(request)


@require_safe
def job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far one job is, and what came of it."""
    return _answer(request, "projects/jobs/job.html", "projects/jobs/state.html", [_job(request, pk)])


@background
@require_safe
def job_progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same, as the page asks for it by itself; without scripts, the page as it calls itself again."""
    return job(request, pk)


@require_POST
def job_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    one = _job(request, pk)
    if not services.cancel(one):
        messages.info(request, "这项任务已经结束，不用取消了。")
    return redirect("job", pk)


@require_POST
def job_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    one = _job(request, pk)
    if not services.remove(one):
        messages.info(request, "这项任务还没有结束，请先取消，再移除。")
        return redirect("job", pk)
    messages.success(request, f"已移除：{one.title}")
    return redirect("jobs")


@require_safe
def job_file(request: HttpRequest, pk: UUID) -> FileResponse:
    """What came of a job, for its owner alone, while all of it may be seen."""
    one = _job(request, pk)
    if not one.result:
        raise Http404
    if not may_still_have(one):
        raise PermissionDenied(NO_LONGER)
    try:
        file = one.result.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    _told(request, one, hashlib.file_digest(file, "sha256").hexdigest())
    file.seek(0)
    form = FORMATS.get(one.result_name.rpartition(".")[2])
    kind = form.content_type if form else "application/octet-stream"
    answer = FileResponse(file, content_type=kind)
    answer["Content-Disposition"] = file_names.attachment(one.result_name)
    return answer


def _told(request: HttpRequest, one: Job, content: str) -> None:
    """In the trail: who fetched which file. Chosen projects are named; none chosen means the whole year."""
    asked = one.parameters
    more = {"项目编号": asked["projects"]} if asked.get("projects") else {}
    record_export(
        by=request.user,
        district=District.objects.visible_to(request.user).filter(code=asked.get("district")).first(),
        about=one,
        file=one.result_name,
        content=content,
        表格张数=len(asked.get("drawn", [])),
        **more,
    )


def _answer(request: HttpRequest, page: str, part: str, found: list[Job]) -> HttpResponse:
    """The page; or only its moving part, where it asks by itself; or nothing, where that has not changed."""
    seen = f"{crc32(repr([(one.pk, one.state, one.steps_done, one.message) for one in found]).encode()):x}"
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    context = {
        "jobs": found,
        "job": found[0] if found else None,
        "part": part,
        "seen": seen,
        "keep_days": settings.JOB_KEEP_DAYS,
        "unfinished": any(one.state in UNFINISHED for one in found),
        "nobody_works": nobody_works(found),
    }
    return render(request, part if request.htmx else page, context)


def _jobs(request: HttpRequest) -> list[Job]:
    return list(Job.objects.visible_to(request.user).defer("parameters")[:MOST_SHOWN])


def _job(request: HttpRequest, pk: UUID) -> Job:
    return get_object_or_404(Job.objects.visible_to(request.user).select_related("owner"), pk=pk)


def nobody_works(found: list[Job]) -> bool:
    """Whether one of these waits although no worker seems to run."""
    return any(_waits_too_long(one) for one in found) and not anybody_works()


def _waits_too_long(one: Job) -> bool:
    """For longer than any worker needs to find it."""
    patience = timedelta(seconds=2 * settings.JOB_LEASE_SECONDS)
    return one.state == Job.State.WAITING and one.created_at < timezone.now() - patience
