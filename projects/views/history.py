"""Kept versions of a table: the list, keeping one, comparing two, and bringing one back."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from projects.comparing import shown
from projects.diff import diff, sentences
from projects.drafting.operations import BadOperation
from projects.drafting.saving import SaveRefused
from projects.drafting.snapshots import Reason, keep, restore, table_in
from projects.forms.history import CompareForm, KeepForm
from projects.models import Snapshot, TableVersion
from projects.storing import table_of
from projects.tables import ProjectTable
from projects.views.finding import may_write, refuse_reader, version_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def snapshots(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The list, latest first; POST keeps the table as it is now."""
    version = version_or_404(request, pk)
    form = KeepForm(request.POST or None)
    if request.method == "POST":
        refuse_reader(request, version)
        if not version.is_working:
            messages.info(request, "这张表已经送审，当时的内容已留存，不用再留。")
            return redirect("snapshots", pk)
        if form.is_valid():
            kept = keep(version, request.user, Reason.REQUESTED, form.cleaned_data["note"])
            messages.success(request, f"已留存为第{kept.number}次版本。")
            return redirect("snapshots", pk)
    kept = list(_kept(request, version).select_related("kept_by").defer("content"))
    told = {"snapshots": kept, "form": form, "writes": version.is_working and may_write(request, version)}
    told["compare"] = CompareForm(numbers=[one.number for one in kept])
    return render(request, "projects/history/history.html", _about(version) | told)


@require_safe
def snapshots_compare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """`old` and `new` are numbers of kept versions; `new` may be `now`."""
    version = version_or_404(request, pk)
    form = CompareForm(request.GET, numbers=list(_kept(request, version).values_list("number", flat=True)))
    if not form.is_valid():
        raise Http404
    old, new = form.cleaned_data["old"], form.cleaned_data["new"]
    told = {"compare": form, "old": dict(form.fields["new"].choices)[old]}
    told["new"] = dict(form.fields["new"].choices)[new]
    found = _difference(_table(request, version, old), _table(request, version, new))
    return render(request, "projects/history/compare.html", _about(version) | told | found)


@require_http_methods(["GET", "HEAD", "POST"])
def snapshot_restore(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """What would change, and the question whether it shall; POST brings the kept version back."""
    version = version_or_404(request, pk)
    refuse_reader(request, version)
    snapshot = get_object_or_404(_kept(request, version), number=number)
    if request.method == "POST":
        try:
            restore(snapshot, request.user, UUID(request.POST["key"]))
        except (SaveRefused, BadOperation) as refused:
            messages.error(request, str(refused))
            return redirect("snapshots", pk)
        except (KeyError, ValueError):
            return redirect("snapshot_restore", pk, number)
        messages.success(request, f"已恢复到第{number}次留存的内容；恢复前的内容也留存了一份。")
        return redirect("draft", pk)
    found = _difference(table_of(version), table_in(snapshot))
    told = {"snapshot": snapshot, "key": uuid4()} | found
    return render(request, "projects/history/restore.html", _about(version) | told)


def _about(version: TableVersion) -> dict:
    return {"version": version, "project": version.project}


def _kept(request: HttpRequest, version: TableVersion):
    return Snapshot.objects.visible_to(request.user).filter(version=version)


def _table(request: HttpRequest, version: TableVersion, which: str) -> ProjectTable:
    if which == CompareForm.NOW:
        return table_of(version)
    return table_in(get_object_or_404(_kept(request, version), number=int(which)))


def _difference(old: ProjectTable, new: ProjectTable) -> dict:
    found = diff(old, new)
    return {"parts": shown(found), "sentences": sentences(found)}
