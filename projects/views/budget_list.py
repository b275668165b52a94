"""The list of the year's budget projects: upload, look, confirm, and say which table a line is."""

from contextlib import suppress
from decimal import Decimal
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from budget_site import file_names
from budget_site.accounts.models import District, User
from budget_site.guarding.costs import Kind, costs
from projects.formats import FORMATS
from projects.forms.budget_list import LinkForm, choices
from projects.forms.yearly import ListForm
from projects.importing.refused import ImportRefused
from projects.importing.sheet_list import write_rows
from projects.importing.sheet_rows import Rows, read_rows
from projects.jobs import JobFailed
from projects.jobs.examining import ask_to_compare
from projects.places import district_or_404
from projects.reading import years_of
from projects.review.budget_list import ONLY_FINANCE, ListRefused, import_list, link, plan_list
from projects.review.budget_rows import HEADS, MOST, TEMPLATE, Line, read_list
from projects.review.covering import Coverage, coverage

PAGE = 200  # lines
SHOWN = 12  # lines of an uploaded list, so that one sees how it was read
SALT = "projects.budget_list"
SHOWS = {
    "missing": ("没有表", lambda one: one.table is None),
    "pending": ("表未通过", lambda one: one.table and not one.table.approved),
    "differs": ("金额不同", lambda one: one.away is not None),
    "doubtful": ("对应待核对", lambda one: one.candidates or one.other_code or one.way == "name_alone"),
    "hand": ("人工指定", lambda one: one.way == "hand"),
}


def _finance_or_refuse(user: User, code: str, year: int) -> District:
    """404 or 403 for all others. The list may be there before any table of the year is."""
    place = district_or_404(user, code)
    if not 2000 <= year <= timezone.localdate().year + 1:
        raise Http404
    if not user.is_finance_of(place):
        raise PermissionDenied(ONLY_FINANCE)
    return place


@require_safe
def budget_list(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """The list with the table of each line; `show` narrows it, `line` asks which table that one is."""
    place = _finance_or_refuse(request.user, district, year)
    covered = coverage(request.user, place, year)
    show = request.GET.get("show") if request.GET.get("show") in SHOWS else ""
    context = {
        "district": place,
        "year": year,
        "has_tables": year in years_of(request.user, place),
        "form": ListForm(auto_id="budget-list-%s"),
        "covered": covered,
        "show": show,
    }
    if covered:
        lines = [one for one in covered.lines if not show or SHOWS[show][1](one)]
        context |= {
            "page": Paginator(lines, PAGE).get_page(request.GET.get("page")),
            "query": urlencode({"show": show} if show else {}),
            "shows": [
                (name, label, sum(bool(wants(one)) for one in covered.lines))
                for name, (label, wants) in SHOWS.items()
            ],
        } | _asked_line(request, place, year, covered)
    return render(request, "projects/budget_list/budget_list.html", context)


def _asked_line(request: HttpRequest, place: District, year: int, covered: Coverage) -> dict:
    """The line that is to be linked, with its form."""
    asked = request.GET.get("line", "")
    line = next((one for one in covered.lines if str(one.listed.pk) == asked), None)
    if line is None:
        return {}
    departments = place.departments.prefetch_related("former_names")
    names = {one.pk: one.called_in(year) for one in departments}
    form = LinkForm(
        initial={"line": line.listed.pk, "project": line.listed.project_id},
        choices=list(choices(covered, line, names)),
    )
    form.helper.form_action = reverse("budget_list_link", args=[place.code, year])
    return {"linking": line, "link_form": form}


@require_safe
def budget_list_template(request: HttpRequest, district: str, year: int) -> HttpResponse:
    place = _finance_or_refuse(request.user, district, year)
    title = f"{place}{year}年预算项目清单"
    response = HttpResponse(write_rows(TEMPLATE, [], title), content_type=FORMATS["xlsx"].content_type)
    response["Content-Disposition"] = file_names.attachment(f"{title}.xlsx")
    return response


@costs(Kind.UPLOAD)
@require_POST
def budget_list_upload(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """What an uploaded list says, and everything that is wrong with it; nothing is written yet."""
    place = _finance_or_refuse(request.user, district, year)
    try:
        filename, found = _uploaded(request)
        read = read_list(found)
        if not found.problems and not 0 < len(read.lines) <= MOST:
            told = f"清单最多{MOST}行，请核对。" if read.lines else "清单里没有项目，请填好后再上传。"
            raise ImportRefused(told)
    except ImportRefused as refused:
        messages.error(request, str(refused))
        return redirect("budget_list", district, year)
    plan = plan_list(place, year, read.lines)
    context = {
        "district": place,
        "year": year,
        "read": read,
        "shown": read.lines[:SHOWN],
        "plan": plan,
        "problems": found.ordered,
        "said": _signed(request.user, place, year, read.lines, filename, plan.revision),
    }
    return render(request, "projects/budget_list/check.html", context)


def _uploaded(request: HttpRequest) -> tuple[str, Rows]:
    form = ListForm(request.POST, request.FILES)
    if not form.is_valid():
        raise ImportRefused("请先选择填好的 Excel 清单。")
    file = form.cleaned_data["file"]
    return file.name[:255], read_rows(file, settings.IMPORT_LIMITS, HEADS)


def _signed(user: User, place: District, year: int, lines: list[Line], filename: str, revision: int) -> str:
    """What the page that was looked at gives back, so that this and nothing else is confirmed."""
    told = [[line.code, line.name, line.department, str(line.total)] for line in lines]
    said = {"filename": filename, "revision": revision, "lines": told}
    return signing.dumps(said, salt=_salt(user, place, year), compress=True)


def _salt(user: User, place: District, year: int) -> str:
    """What was looked at by one person for one year is confirmed by that person for that year."""
    return f"{SALT}.{user.pk}.{place.pk}.{year}"


@require_POST
def budget_list_confirm(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """Make what was looked at the year's list; a second click changes nothing."""
    place = _finance_or_refuse(request.user, district, year)
    try:
        salt = _salt(request.user, place, year)
        said = signing.loads(request.POST.get("said", ""), salt=salt, max_age=24 * 3600)
        lines = [Line(*texts, Decimal(total)) for *texts, total in said["lines"]]
        facts = {"filename": said["filename"], "revision": said["revision"]}
        made, new = import_list(place, year, lines, request.user, **facts)
    except signing.BadSignature:
        messages.error(request, "这张核对页已过期，请重新上传清单。")
    except ListRefused as refused:
        messages.error(request, str(refused))
    else:
        told = f"已导入第{made.revision}版清单，共 {len(lines)} 个项目。"
        messages.success(request, told if new else "清单与现有的相同，没有改动。")
        _compare_again(place, year)
    return redirect("budget_list", district, year)


@require_POST
def budget_list_link(request: HttpRequest, district: str, year: int) -> HttpResponse:
    """Say which table a line is, or with `undo` take that back."""
    place = _finance_or_refuse(request.user, district, year)
    undo = bool(request.POST.get("undo"))
    form = LinkForm(request.POST)
    form.fields["project"].required = not undo
    if not form.is_valid():
        messages.error(request, "".join(form.errors.get("project", ["请从清单里选择一行。"])))
        return redirect("budget_list", district, year)
    said = form.cleaned_data
    try:
        line = link(place, year, said["line"], None if undo else said["project"], request.user)
    except ListRefused as refused:
        messages.error(request, str(refused))
        return redirect("budget_list", district, year)
    messages.success(request, f"“{line.name}”{'改为自动对应' if undo else '已对应到指定的表'}。")
    _compare_again(place, year)
    page = line.position // PAGE + 1
    return redirect(f"{reverse('budget_list', args=[district, year])}?page={page}#line-{line.pk}")


def _compare_again(place: District, year: int) -> None:
    """In the background, for the findings on amounts; where too much is waiting, a sweep asks again."""
    with suppress(JobFailed):
        ask_to_compare(place, year, User.objects.system())
