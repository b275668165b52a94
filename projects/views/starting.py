"""A new project: one small form, then the empty table to write on."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from budget_site.accounts.models import District, Role
from projects.drafting.starting import NoFramework, framework_of, start
from projects.forms.starting import NewProjectForm

ONLY_DRAFTERS = "新建项目由部门的经办人办理；您在这个区划没有经办人的岗位。"


@require_http_methods(["GET", "HEAD", "POST"])
def project_new(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """The form; POST makes the project once, however often it is sent, and leads to its table."""
    place = get_object_or_404(District.objects.visible_to(request.user), code=district)
    departments = request.user.departments_as(Role.DRAFTER).filter(district=place).open_in(year)
    if not departments.exists():
        raise PermissionDenied(ONLY_DRAFTERS)
    told = {"district": place, "year": year}
    try:
        framework = framework_of(place, year)
    except NoFramework as none:
        return render(request, "projects/project_new.html", told | {"sentence": str(none)})
    form = NewProjectForm(request.POST or None, departments=departments)
    if request.method == "POST" and form.is_valid():
        made = start(form.cleaned_data["id"], framework, form.chosen, request.user, form.cleaned_data["name"])
        return redirect("draft", made.pk)
    return render(request, "projects/project_new.html", told | {"form": form})
