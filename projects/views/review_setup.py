"""审核流程: which steps a district has, and from which 预算数 a new project needs an assessment."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from projects.forms.review_setup import ReviewSetupForm
from projects.models import ReviewSetup
from projects.places import district_or_404
from projects.reading import years_of
from projects.review.setting import SetupRefused, change_setup, may_set

ONLY_SETTERS = "审核流程由绩效科或预算科设置；需要改动请与其联系。"


@require_http_methods(["GET", "HEAD", "POST"])
def review_setup(request: HttpRequest, district: str) -> HttpResponse:
    place = district_or_404(request.user, district)
    if not may_set(request.user, place):
        raise PermissionDenied(ONLY_SETTERS)
    setup = ReviewSetup.objects.visible_to(request.user).filter(district=place).first()
    form = ReviewSetupForm(request.POST or None, instance=setup or ReviewSetup(district=place))
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_setup(place, request.user, **form.said())
        except SetupRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "审核流程已保存。" if changed else "审核流程没有变化。")
            return redirect("review_setup", district)
    this_year = timezone.localdate().year
    year = next(iter(years_of(request.user, place)), this_year)
    context = {"district": place, "form": form, "year": min(year, this_year + 1)}
    return render(request, "projects/review/setup.html", context)
