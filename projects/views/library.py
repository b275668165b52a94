"""The district's indicator library: read by all who draft, marked by the finance bureau."""

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from budget_site.accounts.models import District, User
from budget_site.guarding.costs import Kind, costs
from projects import library as services
from projects.forms.yearly import LibraryEntryForm
from projects.models import LibraryEntry
from projects.official.trees import TREES, plain_label
from projects.places import district_or_404
from projects.tables import typed

CLASSES = list(
    dict.fromkeys(
        plain_label(child.name) for tree in TREES.values() for top in tree for child in top.children
    )
)


def _bureau(user: User, place: District) -> None:
    if not user.is_finance_of(place):
        raise PermissionDenied("指标库由财政部门维护；您可以在填报时选用其中的指标。")


@costs(Kind.SEARCH, given="q")
@require_http_methods(["GET", "HEAD", "POST"])
def library(request: HttpRequest, district: str) -> HttpResponse:
    """All entries by class; POST adds one of the bureau's own."""
    place = district_or_404(request.user, district)
    form = LibraryEntryForm(request.POST if request.method == "POST" else None, classes=CLASSES)
    if request.method == "POST":
        _bureau(request.user, place)
        if form.is_valid() and _added(form, place):
            messages.success(request, "已添加，填报时可以选用。")
            return redirect("library", district)
    asked = typed(request.GET.get("q", ""))[:50]
    entries = LibraryEntry.objects.visible_to(request.user).filter(district=place)
    if asked:
        entries = entries.filter(name_key__contains=services.key(asked))
    context = {
        "district": place,
        "groups": [(label, list(group)) for label, group in groupby(entries, lambda one: one.class_label)],
        "asked": asked,
        "form": form,
        "finance": request.user.is_finance_of(place),
    }
    return render(request, "projects/library.html", context)


def _added(form: LibraryEntryForm, place: District) -> bool:
    entry = form.save(commit=False)
    entry.district, entry.source = place, LibraryEntry.Source.EXAMPLE
    entry.name_key, entry.mark = services.key(entry.name), LibraryEntry.Mark.MODEL
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError:
        form.add_error("name", "指标库里已经有同名的指标。")
        return False
    return True


@require_POST
def library_mark(request: HttpRequest, pk: int) -> HttpResponse:
    """范例, 不宜再用 or neither."""
    entries = LibraryEntry.objects.visible_to(request.user).select_related("district")
    entry = get_object_or_404(entries, pk=pk)
    _bureau(request.user, entry.district)
    mark = request.POST.get("mark", "")
    if mark in LibraryEntry.Mark.values:
        entry.mark = mark
        entry.save(update_fields=["mark"])
        messages.success(request, f"“{entry.name}”已标为{entry.get_mark_display()}。")
    return redirect("library", entry.district.code)


@costs(Kind.EXPORT)
@require_POST
def library_refresh(request: HttpRequest, district: str) -> HttpResponse:
    place = district_or_404(request.user, district)
    _bureau(request.user, place)
    messages.success(request, f"已重新统计，共 {services.refresh(place)} 个指标。")
    return redirect("library", district)
