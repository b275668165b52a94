"""Suggestions while a 三级 indicator is typed."""

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from budget_site.guarding.costs import Kind, costs
from budget_site.json_answers import answers_json
from projects.library import suggest
from projects.models import LibraryEntry, Project
from projects.tables import typed

_TOLD = ("name", "description", "unit", "basis", "typical_value", "uses", "departments", "mark", "source")


@costs(Kind.SEARCH)
@require_safe
@answers_json
def draft_suggestions(request: HttpRequest, pk: UUID) -> JsonResponse:
    """Entries of the district's library for a 二级 class, narrowed by what was typed so far."""
    projects = Project.objects.visible_to(request.user).select_related("district")
    project = get_object_or_404(projects, pk=pk)
    level2, text = (typed(request.GET.get(name, ""))[:50] for name in ("level2", "q"))
    found = suggest(request.user, project.district, level2, text)
    return JsonResponse({"entries": [_told(entry) for entry in found]})


def _told(entry: LibraryEntry) -> dict[str, str | int]:
    return {name: getattr(entry, name) for name in _TOLD}
