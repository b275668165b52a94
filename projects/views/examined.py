"""One project's findings: fresh ones for the drafting page, and the page on which warnings are answered."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_safe

from budget_site.idle import background
from projects.drafting.missing import missing
from projects.drafting.places import field_of, place
from projects.drafting.sheet import PARTS, Sheet, cell_texts
from projects.examining.answering import ReasonRefused, give_reason
from projects.examining.district import cross_lines
from projects.examining.keeping import findings_of
from projects.examining.reasons import mark
from projects.examining.showing import beside, by_field, due_and_hints, of_what_is_typed
from projects.forms.draft import HEAD_FIELDS
from projects.review.standing import checklist
from projects.rules import Level
from projects.storing import table_of, working
from projects.views.finding import may_write, refuse_reader, version_or_404

MOST_ANSWERS = 300
_ANSWER = ("code", "row", "cell", "about", "reason", "was")


@require_safe
@background
def draft_findings(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the list beside the form and the places under its cells say after a save."""
    version = version_or_404(request, pk)
    refuse_reader(request, version)
    sheet = working(version)
    findings = of_what_is_typed(findings_of(version), sheet)
    context = {
        "project": version.project,
        "told": beside(findings),
        "lacks": missing(sheet),
        "slots": list(_slots(sheet, by_field(findings))),
        **checklist(version, sheet),
    }
    return render(request, "projects/drafting/findings_fresh.html", context)


def _slots(sheet: Sheet, found: dict[str, list[dict[str, Any]]]):
    """Every place under a cell, empty ones too: what stood there may be mended."""
    places = [(None, cell) for cell in HEAD_FIELDS]
    places += [(row.id, field_of(cell)) for part, row in sheet.rows() for cell in PARTS[part]]
    for row, cell in dict.fromkeys(places):
        name = place(row, cell)
        yield {"place": name.replace(".", "-")}, found.get(name, [])


@require_http_methods(["GET", "HEAD", "POST"])
def project_findings(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything the rules say of one table. POST, of who writes it, gives reasons for warnings."""
    version = version_or_404(request, pk)
    if request.method == "POST":
        refuse_reader(request, version)
        _give_reasons(request, version.pk)
        return redirect("project_findings", pk)
    told = beside(findings_of(version))
    texts = cell_texts(table_of(version))
    due, hints = due_and_hints(told)
    context = {
        "project": version.project,
        "version": version,
        "told": told,
        "due": due,
        "hints": hints,
        "answers": _with_alike(
            one | {"reason_on": parse_datetime(one.get("reason_at", "")), "about": mark(one, texts)}
            for one in (*told["open"], *told["answered"])
            if one["level"] == Level.WARNING
        ),
        "across": cross_lines(request.user, version),
        "writes": version.is_working and may_write(request, version),
    }
    return render(request, "projects/findings/project.html", context)


def _with_alike(answers: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first open warning of each rule knows how many others of it are open: one reason may do for all."""
    answers = list(answers)
    still = Counter(one["code"] for one in answers if not one.get("reason"))
    for one in answers:
        if not one.get("reason"):
            one["alike"] = still.pop(one["code"], 1) - 1
    return answers


def _give_reasons(request: HttpRequest, pk: int) -> None:
    """One answer a warning, as the page numbers them; one that is refused does not stop the others."""
    given, said = 0, list(_said(request))
    for_all = {one["code"]: one["reason"].strip() for one in said if one["alike"]}
    if not all(for_all.values()):
        messages.warning(
            request, "勾选“也用这个理由”的那一处还没有写理由，其他几处没有用上；请写好，重新勾选以后再保存。"
        )
    for one in said:
        code, row, cell, about, reason, was = (one[name] for name in _ANSWER)
        reason = reason.strip() or ("" if was.strip() else for_all.get(code, ""))
        if reason == was.strip():
            continue
        try:
            give_reason(pk, code, row, cell, reason, request.user, about)
            given += 1
        except ReasonRefused as refused:
            messages.error(request, str(refused))
    if given:
        messages.success(request, f"已保存 {given} 条理由，审核人员会看到。")


def _said(request: HttpRequest) -> Iterator[dict[str, str]]:
    """By the numbers of the page; `alike` where it is meant for the others of its rule too."""
    for number in range(MOST_ANSWERS):
        said = {name: request.POST.get(f"{name}-{number}") for name in _ANSWER}
        if None in said.values():
            return
        yield said | {"alike": request.POST.get(f"alike-{number}", "")}
