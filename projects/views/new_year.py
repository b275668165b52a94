"""The guided set-up of a year: form, departments, people, deadlines, one step after the other."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budget_site.accounts.models import District, Role, User
from budget_site.trail.recording import Action, differing, record
from projects.forms.yearly import DeadlinesForm, DepartmentForm, ListForm
from projects.models import Deadline, ReviewSetup, TableFramework
from projects.models.framework import PLAN_LABELS
from projects.official.trees import TREES
from projects.yearly.departments import without_drafter
from projects.yearly.revising import copy_form

ONLY_FINANCE = "年度由财政部门（业务科室、绩效科、预算科）设置，人员由系统管理员导入；您可以联系他们。"


def setting_up(user: User, code: str, year: int) -> tuple[District, bool, bool]:
    """The district, whether this person sets the year up, and whether it keeps the accounts; 404 or 403."""
    administered = user.districts_as(Role.SYSTEM_ADMIN).filter(code=code).first()
    place = administered or get_object_or_404(District.objects.visible_to(user), code=code)
    if not 2000 <= year <= timezone.localdate().year + 1:
        raise Http404
    finance = user.is_finance_of(place)
    if not (finance or administered):
        raise PermissionDenied(ONLY_FINANCE)
    return place, finance, bool(administered)


def finance_or_403(user: User, code: str, year: int) -> District:
    place, finance, _ = setting_up(user, code, year)
    if not finance:
        raise PermissionDenied("这一步由财政部门办理。")
    return place


@require_safe
def new_year(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """What is set already, what is next, and by whom."""
    place, finance, keeper = setting_up(request.user, district, year)
    departments = list(place.departments.open_in(year).prefetch_related("former_names"))
    deadlines = {one.step: one.due for one in place.deadlines.filter(year=year)}
    context = {
        "district": place,
        "year": year,
        "finance": finance,
        "keeper": keeper,
        "framework": TableFramework.objects.current(place, year),
        "last_framework": TableFramework.objects.current(place, year - 1),
        "departments": departments,
        "unstaffed": without_drafter(departments),
        "lists": {kind: ListForm(auto_id=f"{kind}-%s") for kind in ("departments", "people")},
        "deadlines": deadlines,
        "deadlines_form": DeadlinesForm(initial=deadlines, setup=_setup(request.user, place)),
    }
    return render(request, "projects/new_year/new_year.html", context)


@require_POST
def new_year_form(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """Last year's form, or one of the shipped trees, for a year that has none."""
    place = finance_or_403(request.user, district, year)
    last, tree = TableFramework.objects.current(place, year - 1), request.POST.get("tree", "")
    made, told = False, ""
    if tree in TREES:
        named = {"title": f"{place}部门预算项目绩效目标表", "plan_labels": list(PLAN_LABELS)}
        form, made = TableFramework.objects.make_first(place, year, TREES[tree], **named)
        told = f"已建立{year}年的表格样式，请核对表名和时间节点。"
    elif last:
        form, made = copy_form(last, year)
        told = f"已沿用{year - 1}年的表格样式。"
    if made:
        record(Action.SETTING, by=request.user, district=place, about=form, note=told)
        messages.success(request, told)
    elif TableFramework.objects.current(place, year):
        messages.info(request, f"{year}年已经有表格样式了。")
    return redirect("new_year", district, year)


@require_POST
def new_year_deadlines(request: HttpRequest, district: str, year: int) -> HttpResponse:
    place = finance_or_403(request.user, district, year)
    form = DeadlinesForm(request.POST, setup=_setup(request.user, place))
    if not form.is_valid():
        told = [f"{form.fields[name].label}{''.join(errors)}" for name, errors in form.errors.items()]
        messages.error(request, "".join(told))
    else:
        _set_deadlines(request.user, place, year, form.cleaned_data)
        messages.success(request, "截止日期已保存，各部门在项目列表上方可以看到。")
    return redirect("new_year", district, year)


def _setup(user: User, place: District) -> ReviewSetup | None:
    return ReviewSetup.objects.visible_to(user).filter(district=place).first()


@transaction.atomic
def _set_deadlines(user: User, place: District, year: int, dues: dict[str, date | None]) -> None:
    before = _deadlines(user, place, year)
    for step, due in dues.items():
        if due:
            Deadline.objects.visible_to(user).update_or_create(
                district=place, year=year, step=step, defaults={"due": due}
            )
        else:
            place.deadlines.visible_to(user).filter(year=year, step=step).delete()
    if changed := differing(before, _deadlines(user, place, year)):
        about = ("projects.deadline", f"{place.code}/{year}", f"{place}{year}年截止日期")
        record(Action.SETTING, by=user, district=place, about=about, **changed)


def _deadlines(user: User, place: District, year: int) -> dict[str, date]:
    kept = place.deadlines.visible_to(user).filter(year=year)
    return {one.get_step_display(): one.due for one in kept}


@require_http_methods(["GET", "HEAD", "POST"])
def department_change(request: HttpRequest, district: str, year: int, pk: int) -> HttpResponse:
    """A new name from this year, or part of another from this year; the old years keep the old name."""
    place = finance_or_403(request.user, district, year)
    department = get_object_or_404(place.departments.open_in(year), pk=pk)
    others = place.departments.open_in(year).exclude(pk=pk)
    form = DepartmentForm(request.POST if request.method == "POST" else None, others=others)
    if request.method == "POST" and form.is_valid():
        try:
            if into := form.cleaned_data["into"]:
                department.merge_into(into, year)
                messages.success(request, f"{department}自{year}年起并入{into}；以前年度仍叫原名。")
            else:
                department.rename(form.cleaned_data["name"], year)
                messages.success(request, f"自{year}年起改称{department}；以前年度仍叫原名。")
            return redirect("new_year", district, year)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"district": place, "year": year, "department": department, "form": form}
    return render(request, "projects/department_change.html", context)
