"""The bin of a year: what was put away, by whom, and bringing it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from projects.binning import bring_back
from projects.models import Project
from projects.places import district_or_404


@require_safe
def binned(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """What of a year lies in the bin, latest first."""
    place = district_or_404(request.user, district)
    projects = Project.objects.binned_for(request.user).filter(district=place, year=year)
    projects = projects.select_related("department", "binned_by").prefetch_related(
        "versions", "department__former_names"
    )
    context = {
        "district": place,
        "year": year,
        "projects": projects.order_by("-binned_at"),
        "own": set(projects.of_drafter(request.user).values_list("pk", flat=True)),
    }
    return render(request, "projects/bin.html", context)


@require_POST
def restore(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Back to its place in the document, by whoever may write it."""
    project = get_object_or_404(Project.objects.binned_for(request.user), pk=pk)
    if Project.objects.binned_for(request.user).of_drafter(request.user).filter(pk=pk).exists():
        bring_back(project)
        messages.success(request, "项目已恢复，内容和移入回收站时一样。")
        return redirect("project", project.pk)
    messages.error(request, "项目由本部门的经办人恢复，请联系他们。")
    return redirect("bin", project.district.code, project.year)
