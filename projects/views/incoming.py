"""An uploaded file as its owner sees it: being read, to be decided on, or taken in."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zlib import crc32

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect, HttpResponseStopPolling

from budget_site.idle import background
from projects.comparing import shown
from projects.diff import diff, sentences
from projects.importing import kept
from projects.importing.accepting import accept
from projects.importing.doubting import doubts_of, notes_on
from projects.importing.importer import Importer, undoable
from projects.importing.incoming import drop
from projects.importing.proposing import Existing
from projects.importing.refused import ImportRefused
from projects.jobs.submitting import UNFINISHED
from projects.matching import matched
from projects.models import IncomingFile, Job, Project
from projects.reading import versions_of, whole
from projects.rendering import html
from projects.storing import table_of
from projects.tables import ProjectTable
from projects.views.deciding import PAGE, Deciding
from projects.views.jobs import nobody_works

SHOWN = 100  # projects that a result names
NO_LONGER = "已取消读取。要导入这个文件，请重新上传。"


@require_safe
def incoming(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What became of the file so far, and what is to be done next."""
    one = _own(request, pk)
    if one.table_import:
        return _result(request, one)
    if _is_working(one):
        return render(request, "projects/importing/working.html", _working(one))
    try:
        return Deciding(request, one).page(request.GET.get("page"), _why_not_taken(one))
    except ImportRefused as gone:
        told = {"incoming": one, "sentence": _why_not_read(one) or str(gone)}
        return render(request, "projects/importing/refused.html", told)


@background
@require_safe
def incoming_progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What moves, as the page asks for it by itself: nothing while it is as `seen`, the page at the end.

    Without scripts the page as it calls itself again. A file given up while the question was on its way is
    no error: the page that asks is being left.
    """
    if not request.htmx:
        return incoming(request, pk)
    try:
        one = _own(request, pk)
    except Http404:
        return HttpResponseStopPolling()
    if one.table_import or not _is_working(one):
        return HttpResponseClientRedirect(reverse("incoming", args=[pk]))
    working = _working(one)
    if request.GET.get("seen") == working["seen"]:
        return HttpResponse(status=204)
    return render(request, "projects/importing/state.html", working)


@require_POST
def incoming_take(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep what was decided; take it in, or turn to another page. A second time changes nothing."""
    one = _own(request, pk)
    back = redirect("incoming", pk)
    if one.table_import or _is_working(one):
        return back
    try:
        deciding = Deciding(request, one)
    except ImportRefused:  # the page says it
        return back
    deciding.keep()
    if wanted := request.POST.get("page"):
        return redirect(f"{back.url}?{urlencode({'page': wanted})}")
    try:
        accept(one, deciding.importer, deciding.proposed)
    except ImportRefused as refused:
        return deciding.page(None, str(refused), judged=True)
    return back


@require_POST
def incoming_drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The person wants it no more: its work is cancelled, and the file is gone."""
    one = _own(request, pk)
    if not drop(one):
        messages.info(request, "这个文件已经导入；不要这些表的话，请撤销导入。")
        return redirect("incoming", pk)
    messages.success(request, f"已放弃“{one.filename}”，没有写入任何内容。")
    return redirect("import_new", one.district.code, one.year)


@require_safe
def incoming_table(request: HttpRequest, pk: UUID, index: int) -> HttpResponse:
    """One table, from 1: how it was read, on its picture; and how it differs from what is there."""
    one = _own(request, pk)
    try:
        deciding = Deciding(request, one)
        if not 0 < index <= len(deciding.proposed):
            raise Http404
        with one.reading.open("rb") as file:
            reading = kept.table(file, index - 1)
    except (ImportRefused, FileNotFoundError):  # the page of the file says why
        return redirect("incoming", pk)
    proposal, doubts = deciding.proposed[index - 1], doubts_of(reading)
    context = {
        "incoming": one,
        "proposal": proposal,
        "before": index - 1,
        "after": index + 1 if index < len(deciding.proposed) else 0,
        "count": len(deciding.proposed),
        "page": (index - 1) // PAGE + 1,
        "doubts": doubts,
        "table": html.fragment(reading.table, notes=notes_on(doubts)),
        **_difference(deciding.importer, proposal.existing, reading.table),
    }
    return render(request, "projects/importing/table.html", context)


def _own(request: HttpRequest, pk: UUID) -> IncomingFile:
    files = IncomingFile.objects.visible_to(request.user)
    beside = ("district", "department", "job", "table_import__imported_by", "table_import__undone_by")
    return get_object_or_404(files.select_related(*beside), pk=pk)


def _is_working(one: IncomingFile) -> bool:
    return one.job is not None and one.job.state in UNFINISHED


def _working(one: IncomingFile) -> dict[str, Any]:
    job = one.job
    seen = f"{crc32(repr((job.state, job.steps_done, job.message)).encode()):x}"
    return {"incoming": one, "job": job, "seen": seen, "nobody_works": nobody_works([job])}


def _why_not_read(one: IncomingFile) -> str:
    if one.refused or one.job is None:
        return one.refused
    return {Job.State.CANCELLED: NO_LONGER, Job.State.FAILED: one.job.message}.get(one.job.state, "")


def _why_not_taken(one: IncomingFile) -> str:
    """What the last try to take it in ended with."""
    failed = one.job and (one.job.kind, one.job.state) == (Job.Kind.TAKE_IN, Job.State.FAILED)
    return one.job.message if failed else ""


def _result(request: HttpRequest, one: IncomingFile) -> HttpResponse:
    """What came of it, as far as one sees the projects: whoever brought these tables first may be another."""
    seen = Project.objects.visible_to(request.user)
    tables = one.table_import.tables.filter(version__project__in=seen)
    beside = "version__project__department"
    context = {
        "incoming": one,
        "import": one.table_import,
        "is_new": one.choices.get("new", True),
        "made": tables.filter(before=None).count(),
        "updated": tables.exclude(before=None).count(),
        "tables": tables.select_related(beside).prefetch_related(f"{beside}__former_names")[:SHOWN],
        "to_check": tables.filter(version__open_rechecks__gt=0).count(),
        "undoable": undoable(request.user).filter(pk=one.table_import_id).exists(),
    }
    return render(request, "projects/importing/result.html", context)


def _difference(importer: Importer, existing: Existing | None, table: ProjectTable) -> dict[str, Any]:
    """What the file says otherwise than the project that is there, as far as one may see it."""
    if existing is None:
        return {}
    seen = versions_of(importer.user, importer.district, importer.year).filter(project=existing.id)
    for version in whole(seen):
        now = table_of(version)
        found = diff(now, matched(now, table))
        return {"existing": existing, "sentences": sentences(found), "parts": shown(found)}
    return {}
