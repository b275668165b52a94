"""The drafting page: the table as a form, which works without scripts too."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from projects.drafting.operations import Add, Delete, Move
from projects.drafting.places import anchor
from projects.forms.page import page
from projects.forms.questions import lost_row, questions
from projects.forms.seen import Lost
from projects.forms.submitting import NotTaken, Taken, deleted_in, submit
from projects.models import TableVersion
from projects.views.finding import READ_ONLY, may_write, version_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form. POST is for pages without scripts: it leads on, or asks about what others changed."""
    version = version_or_404(request, pk)
    if not may_write(request, version):
        told = {"project": version.project, "sentence": READ_ONLY}
        return render(request, "projects/drafting/read_only.html", told, status=403)
    if request.method == "POST":
        return _post(request, version)
    if not version.is_working:
        messages.info(request, f"这张表现在是“{version.get_status_display()}”，不能填写。")
        return redirect(version.project)
    return _page(request, version, lost=_deleted(request, version))


def _post(request: HttpRequest, version: TableVersion) -> HttpResponse:
    try:
        taken = submit(version, request.user, dict(request.POST.lists()))
    except NotTaken as refused:
        return _page(request, version, posted=refused.posted, sentence=str(refused))
    if taken.outcome.conflicts:
        asked = questions(taken.outcome.conflicts, taken.posted, timezone.localtime())
        return _page(request, version_or_404(request, version.project_id), asked=asked)
    messages.success(request, _done(taken))
    return redirect(reverse("draft", args=[version.project_id]) + _whereto(taken))


def _page(request: HttpRequest, version: TableVersion, **shown: Any) -> HttpResponse:
    return render(request, "projects/drafting/draft.html", page(version, request.user, **shown))


def _deleted(request: HttpRequest, version: TableVersion) -> Lost | None:
    """The row that was just deleted, by the address to which the deletion led."""
    try:
        revision, after = int(request.GET["deleted"]), request.GET.get("after")
        return deleted_in(version, request.user, revision, UUID(after) if after else None)
    except (KeyError, ValueError):
        return None


def _done(taken: Taken) -> str:
    """What happened, for the person who waits."""
    if taken.kept:
        return f"已保存，并留存为第{taken.kept.number}次版本。"
    if taken.posted.confirmed:
        return "已确认没有变化。"
    return f"已保存 {taken.clock}" if taken.operations else "没有改动，不需要保存。"


def _whereto(taken: Taken) -> str:
    """Where on the page one goes on: at the row that was added or moved, or where one was deleted."""
    last = taken.operations[-1] if taken.operations else None
    if isinstance(last, Delete):
        above = lost_row(taken.posted, last.row).after
        return "?" + urlencode({"deleted": taken.outcome.revision} | ({"after": above} if above else {}))
    if isinstance(last, Add):
        return f"#{anchor(last.row, last.part, '')}"
    if isinstance(last, Move):
        return f"#{anchor(last.row, taken.posted.find(last.row)[0], '')}"
    return ""
