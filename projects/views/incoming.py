"""An uploaded file as its owner sees it: being read, to be decided on, or taken in."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from budget_site.idle import background
from projects import jobs
from projects.diff import diff, sentences
from projects.forms.answers import AnswersForm
from projects.importing import kept
from projects.importing.accepting import accept, contents_of, decide, decided, proposals_for
from projects.importing.deciding import Answer, is_guess, problem
from projects.importing.doubting import doubts_of, notes_on
from projects.importing.importer import Importer, undoable
from projects.importing.incoming import GONE, discard
from projects.importing.proposing import Existing
from projects.importing.refused import ImportRefused
from projects.importing.telling import other_years
from projects.jobs.submitting import UNFINISHED
from projects.matching import matched
from projects.models import IncomingFile, TableFramework, TableVersion
from projects.reading import versions_of, whole
from projects.rendering import html
from projects.storing import table_of
from projects.tables import ProjectTable
from projects.views.importing import ONLY_IMPORTERS

PAGE = 100  # tables
NO_LONGER = "已取消读取，没有写入任何内容。要导入这个文件，请重新上传。"


@require_safe
def incoming(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What became of the file so far, and what is to be done next."""
    one = _own(request, pk)
    if one.table_import:
        return _result(request, one)
    if _is_working(one):
        return render(request, "projects/import_working.html", _working(one))
    if not one.reading:
        return render(request, "projects/import_refused.html", {"incoming": one, "sentence": _why_not(one)})
    try:
        deciding = Deciding(request, one)
    except ImportRefused as gone:
        return render(request, "projects/import_refused.html", {"incoming": one, "sentence": str(gone)})
    failed = one.job and one.job.kind == one.job.Kind.TAKE_IN and one.job.state == one.job.State.FAILED
    return deciding.page(request.GET.get("page"), one.job.message if failed else "")


@background
@require_safe
def incoming_progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The moving part, as the page asks for it by itself; the whole page once there is more to see."""
    one = _own(request, pk)
    if not request.htmx:
        return incoming(request, pk)
    if one.table_import or not _is_working(one):
        return HttpResponseClientRedirect(reverse("incoming", args=[pk]))
    return render(request, "projects/import_state.html", _working(one))


@require_POST
def incoming_take(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep what was decided; take it in, or turn to another page. A second time changes nothing."""
    one = _own(request, pk)
    back = redirect("incoming", pk)
    if one.table_import or _is_working(one) or not one.reading:
        return back
    try:
        deciding = Deciding(request, one)
    except ImportRefused:
        return back
    deciding.keep(request.POST.get("at"))
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
    if one.table_import:
        messages.info(request, "这个文件已经导入；不要这些表的话，请撤销导入。")
        return redirect("incoming", pk)
    if one.job:
        jobs.cancel(one.job)
    discard(one)
    messages.success(request, f"已放弃“{one.filename}”，没有写入任何内容。")
    return redirect("import_new", one.district.code, one.year)


@require_safe
def incoming_table(request: HttpRequest, pk: UUID, index: int) -> HttpResponse:
    """One table, from 1: how it was read, on its picture; and how it differs from what is there."""
    one = _own(request, pk)
    if not one.reading:
        return redirect("incoming", pk)
    deciding = Deciding(request, one)
    if not 0 < index <= len(deciding.proposed):
        raise Http404
    with one.reading.open("rb") as file:
        reading = kept.table(file, index - 1)
    proposal = deciding.proposed[index - 1]
    doubts = doubts_of(reading)
    context = {
        "incoming": one,
        "proposal": proposal,
        "count": len(deciding.proposed),
        "page": (index - 1) // PAGE + 1,
        "doubts": doubts,
        "table": html.fragment(reading.table, notes=notes_on(doubts)),
        **_difference(deciding.importer, proposal.existing, reading.table),
    }
    return render(request, "projects/import_table.html", context)


class Deciding:
    """A file that was read, with what is proposed and decided about its tables."""

    def __init__(self, request: HttpRequest, one: IncomingFile) -> None:
        """PermissionDenied where the person may not import any more; ImportRefused where the file is gone."""
        importer = Importer.of(request.user, one.district, one.year)
        if importer is None:
            raise PermissionDenied(ONLY_IMPORTERS)
        self.request, self.one, self.importer = request, one, importer
        self.contents = contents_of(one)
        self.proposed = proposals_for(one, self.contents, importer)
        self.formless = TableFramework.objects.current(one.district, one.year) is None

    def keep(self, at: str | None) -> None:
        form = self._form(Paginator(self.proposed, PAGE).get_page(at), self.request.POST)
        answered = form.answered()
        self.__dict__.pop("_answers", None)
        told = (bool(form.cleaned_data.get(name)) for name in ("confirmed", "framework"))
        decide(self.one, answered, *told)

    def page(self, number: str | None, sentence: str, judged: bool = False) -> HttpResponse:
        """The list; `judged`: at the first table about which something is still to be decided."""
        guessing = any(is_guess(one, self._answers[one.index]) for one in self.proposed)
        if judged and number is None:
            number = self._first_problem()
        page = Paginator(self.proposed, PAGE).get_page(number)
        return render(
            self.request,
            "projects/import_deciding.html",
            {
                "incoming": self.one,
                "page": page,
                "form": self._form(page, judged=judged, guessing=guessing),
                "sentence": sentence,
                "years": other_years(
                    self.contents.narrative, [one.title for one in self.contents.tables], self.one.year
                ),
                "other_grids": self.contents.other_grids,
                "counts": self._counts(),
            },
        )

    @cached_property
    def _answers(self) -> dict[int, Answer]:
        return decided(self.one, self.proposed)

    def _form(self, page, data=None, judged: bool = False, guessing: bool = True) -> AnswersForm:
        """The form of one page of the list."""
        return AnswersForm(
            data,
            shown=list(page),
            answers=self._answers,
            importer=self.importer,
            formless=self.formless,
            guessing=guessing,
            action=reverse("incoming_take", args=[self.one.pk]),
            judged=judged,
            initial={name: self.one.choices.get(name, False) for name in ("confirmed", "framework")},
        )

    def _first_problem(self) -> int:
        """The page of the first table about which something is still to be decided."""
        for one in self.proposed:
            answer = self._answers[one.index]
            if answer.take and problem(one, answer, self.importer):
                return one.index // PAGE + 1
        return 1

    def _counts(self) -> dict[str, int]:
        """How many cells are certain, guessed and not understood, over all tables."""
        names = ("certain", "guessed", "not_understood")
        return {name: sum(getattr(one, name) for one in self.contents.tables) for name in names}


def _own(request: HttpRequest, pk: UUID) -> IncomingFile:
    files = IncomingFile.objects.visible_to(request.user)
    return get_object_or_404(files.select_related("district", "department", "job", "table_import"), pk=pk)


def _is_working(one: IncomingFile) -> bool:
    return one.job is not None and one.job.state in UNFINISHED


def _working(one: IncomingFile) -> dict[str, Any]:
    return {"incoming": one, "job": one.job}


def _why_not(one: IncomingFile) -> str:
    if one.refused:
        return one.refused
    if one.job and one.job.state == one.job.State.CANCELLED:
        return NO_LONGER
    return (one.job.message if one.job else "") or GONE


def _result(request: HttpRequest, one: IncomingFile) -> HttpResponse:
    """What came of it: the projects that were made and those that were updated."""
    tables = one.table_import.tables.select_related("version__project__department").exclude(version=None)
    context = {
        "incoming": one,
        "import": one.table_import,
        "made": tables.filter(before=None),
        "updated": tables.exclude(before=None),
        "undoable": undoable(request.user).filter(pk=one.table_import_id).exists(),
    }
    return render(request, "projects/import_result.html", context)


def _difference(importer: Importer, existing: Existing | None, table: ProjectTable) -> dict[str, Any]:
    """What the file says otherwise than the project that is there, as far as one may see it."""
    if existing is None:
        return {}
    seen = versions_of(importer.user, importer.district, importer.year).filter(project=existing.id)
    versions: list[TableVersion] = whole(seen)
    if not versions:
        return {}
    now = table_of(versions[0])
    found = diff(now, matched(now, table))
    return {"existing": existing, "changes": sentences(found)}
