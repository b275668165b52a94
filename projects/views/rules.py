"""The rules explained, and what the finance bureau sets of them for a year."""

from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budget_site.accounts.models import District, User
from budget_site.guarding.costs import Kind, costs
from projects.examining.counting import count_flagged
from projects.examining.setting import SettingsMoved, change_settings
from projects.forms.rules import RuleSettingsForm
from projects.jobs import JobFailed
from projects.jobs.examining import ask_to_examine
from projects.models import RuleSettings
from projects.places import year_or_404
from projects.rules import Settings
from projects.rules.handbook import handbook
from projects.rules.registered import SINGLE

MOVED = "您打开本页以后，其他人已经改过规则设置。请在新的设置上再改一次。"


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule with its level, its basis and examples."""
    return render(request, "projects/rules/rules.html", {"subjects": handbook()})


@require_http_methods(["GET", "HEAD", "POST"])
def rule_settings(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """Levels, figures and word lists of a year; POST keeps them and has the year's tables examined again."""
    place = _bureaus(request.user, district, year)
    form = _form(request, place, year)
    if request.method == "POST" and form.is_valid():
        _change(request, place, year, form)
        return redirect("rule_settings", district, year)
    context = {
        "district": place,
        "year": year,
        "form": form,
        "changes": RuleSettings.objects.visible_to(request.user)
        .filter(district=place, year=year)
        .select_related("changed_by")[:10],
    }
    return render(request, "projects/rules/settings.html", context)


def _bureaus(user: User, district: str, year: int) -> District:
    place, _ = year_or_404(user, district, year)
    if not user.is_finance_of(place):
        raise PermissionDenied("审核规则由财政部门设定；您可以查看规则说明。")
    return place


def _form(request: HttpRequest, place: District, year: int) -> RuleSettingsForm:
    newest = RuleSettings.objects.visible_to(request.user).filter(district=place, year=year).first()
    settings = Settings.from_json(newest.data) if newest else Settings()
    data = request.POST if request.method == "POST" else None
    return RuleSettingsForm(data, settings=settings, revision=newest.revision if newest else 0)


def _change(request: HttpRequest, place: District, year: int, form: RuleSettingsForm) -> None:
    try:
        changed = change_settings(place, year, form.settings(), request.user, form.cleaned_data["revision"])
    except SettingsMoved:
        messages.error(request, MOVED)
        return
    if changed is None:
        messages.info(request, "设置没有变化。")
        return
    with suppress(JobFailed):  # too many of this person's are waiting: the next sweep asks
        ask_to_examine(place, year, request.user)
    messages.success(request, "已保存，本年各表正在后台按新的设置重新检查。")


@costs(Kind.PREVIEW)
@require_POST
def rule_settings_count(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """How many of the year's tables each rule would flag under the form as it stands: a part of the page."""
    place = _bureaus(request.user, district, year)
    form = _form(request, place, year)
    if not form.is_valid():
        return render(request, "projects/rules/settings_count.html", {"form": form})
    flagged = count_flagged(place, year, form.settings())
    counts = [(rule.code, flagged.tables[rule.code]) for rule in SINGLE]
    return render(request, "projects/rules/settings_count.html", {"flagged": flagged, "counts": counts})
