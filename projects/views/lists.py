"""Departments and people from an Excel list: upload, look at what would change, confirm."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from budget_site import file_names
from budget_site.accounts.confirming import sensitive
from budget_site.guarding import costs
from projects.formats import FORMATS
from projects.forms.yearly import ListForm
from projects.importing.refused import ImportRefused
from projects.importing.sheet_list import write_rows
from projects.importing.sheet_rows import Head, Row, Rows, read_rows
from projects.views.new_year import setting_up
from projects.yearly import departments, people

MOST = 2000  # rows of a list
SALT = "projects.lists"
SLIP = "initial_passwords"  # in the session, until they were shown once


@dataclass(frozen=True)
class Kind:
    title: str
    heads: tuple[Head, ...]
    plan: Callable[..., Any]


KINDS = {
    "departments": Kind("部门", departments.HEADS, departments.plan_departments),
    "people": Kind("人员", people.HEADS, people.plan_people),
}


def _allowed(request: HttpRequest, district: str, year: int, kind: str):
    """The district; departments are the bureau's to set, people the system administrator's."""
    if kind not in KINDS:
        raise Http404
    place, finance, keeper = setting_up(request.user, district, year)
    if not (finance if kind == "departments" else keeper):
        by = "财政部门" if kind == "departments" else "系统管理员"
        raise PermissionDenied(f"{KINDS[kind].title}名单由{by}导入。")
    return place


@require_safe
def new_year_template(request: HttpRequest, district: str, year: int, kind: str) -> HttpResponse:
    """The list to fill in; that of departments with those there are."""
    place = _allowed(request, district, year, kind)
    rows = []
    if kind == "departments":
        rows = [{"code": one.code, "name": one.name} for one in place.departments.open_in(year)]
    return _workbook(KINDS[kind].heads, rows, f"{year}年{KINDS[kind].title}名单")


def _workbook(heads, rows, title: str) -> HttpResponse:
    response = HttpResponse(write_rows(heads, rows, title), content_type=FORMATS["xlsx"].content_type)
    response["Content-Disposition"] = file_names.attachment(f"{title}.xlsx")
    return response


@costs.costs(costs.Kind.UPLOAD)
@require_POST
def new_year_list(request: HttpRequest, district: str, year: int, kind: str) -> HttpResponse:
    """What an uploaded list would change, and everything that is wrong with it; nothing is written yet."""
    place = _allowed(request, district, year, kind)
    form = ListForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, "请先选择填好的 Excel 名单。")
        return redirect("new_year", district, year)
    try:
        found = read_rows(form.cleaned_data["file"], settings.IMPORT_LIMITS, KINDS[kind].heads)
    except ImportRefused as refused:
        messages.error(request, str(refused))
        return redirect("new_year", district, year)
    if len(found.rows) > MOST:
        messages.error(request, f"名单最多{MOST}行，请分几次导入。")
        return redirect("new_year", district, year)
    context = {
        "district": place,
        "year": year,
        "kind": kind,
        "title": KINDS[kind].title,
        "plan": _plan(request, place, year, kind, found),
        "problems": found.ordered,
        "rows": signing.dumps(
            [asdict(row) for row in found.rows], salt=_salt(request, place, year, kind), compress=True
        ),
    }
    return render(request, "projects/new_year/list.html", context)


def _salt(request: HttpRequest, place, year: int, kind: str) -> str:
    """What was looked at by one person for one year is confirmed by that person for that year."""
    return f"{SALT}.{request.user.pk}.{place.pk}.{year}.{kind}"


def _plan(request: HttpRequest, place, year: int, kind: str, found: Rows):
    by = (request.user,) if kind == "people" else ()
    return KINDS[kind].plan(place, year, found, *by)


@sensitive
@require_POST
def new_year_list_confirm(request: HttpRequest, district: str, year: int, kind: str) -> HttpResponse:
    """Do what was looked at; worked out anew, so that a second click changes nothing."""
    place = _allowed(request, district, year, kind)
    try:
        salt = _salt(request, place, year, kind)
        rows = signing.loads(request.POST.get("rows", ""), salt=salt, max_age=24 * 3600)
        found = Rows([Row(**row) for row in rows])
        plan = _plan(request, place, year, kind, found)
        if found.problems:
            raise ValidationError(str(found.ordered[0]))
        if kind == "people":
            _apply_people(request, place, plan)
        else:
            departments.apply_departments(place, year, plan)
    except signing.BadSignature:
        messages.error(request, "这张核对页已过期，请重新上传名单。")
    except ValidationError as error:
        messages.error(request, f"没有写入：{''.join(error.messages)}")
    else:
        messages.success(request, f"{KINDS[kind].title}名单已导入。")
        if kind == "people" and request.session.get(SLIP):
            return redirect("new_year_slip", district, year)
    return redirect("new_year", district, year)


@transaction.atomic
def _apply_people(request: HttpRequest, place, plan) -> None:
    """Accounts and roles; the passwords wait in the session.

    Of two clicks only one makes the accounts, and neither may write over the passwords of the other: who
    comes second has waited for `apply_people`, and then finds what the session was given meanwhile.
    """
    made = people.apply_people(place, plan, request.user)
    stored = type(request.session)(request.session.session_key)
    request.session[SLIP] = (stored.get(SLIP) or []) + made
    request.session.save()


@require_safe
def new_year_slip(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """The initial passwords of the accounts just made, on one visit and never again."""
    place = _allowed(request, district, year, "people")
    told = request.session.pop(SLIP, None) if request.method == "GET" else None
    return render(request, "projects/new_year/slip.html", {"district": place, "year": year, "told": told})
