"""The clock of 20 days, the register of what was published where, and the departments' sectors."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from budget_site.accounts.models import Department
from disclosures.editing import EditMoved, EditRefused, clocks, registering
from disclosures.forms.keeping import ClockForm, RegisterForm, SectorsForm
from disclosures.models import DisclosureClock, Edition, RegisterEntry
from disclosures.views.desk import Desk, at_desk, of_the_district
from projects.models import ReplyLetter

ONLY_REPLIER = "公开时限的起算日由预算科登记。"
DISTRICT = 0  # in the form: the district's own clock


@require_http_methods(["GET", "HEAD", "POST"])
@of_the_district
def clock(desk: Desk) -> HttpResponse:
    """Every clock of the year. 预算科 enters one day for the district or for the ticked departments."""
    may = clocks.may_set(desk.user, desk.district)
    departments = list(desk.district.departments.open_in(desk.year).prefetch_related("former_names"))
    if desk.request.method == "POST" and not may:
        raise PermissionDenied(ONLY_REPLIER)
    now = clocks.clocks_of(desk.district, desk.year)
    asked = desk.request.POST if desk.request.method == "POST" else None
    start = {"was": clocks.as_seen(now), "began": timezone.localdate()}
    form = ClockForm(asked, whose=[DISTRICT, *(one.pk for one in departments)], initial=start)
    if form.is_valid() and (changed := _set(desk, form, departments)) is not None:
        messages.success(desk.request, f"已登记 {changed} 个起算日。" if changed else "起算日没有变化。")
        return desk.to("clock")
    context = {"form": form, "may": may, "rows": _rows(desk, departments), "days": clocks.DAYS}
    return desk.page("clock.html", context)


def _set(desk: Desk, form: ClockForm, departments: list[Department]) -> int | None:
    """How many were changed; None where the page is to be shown again."""
    ticked = form.ticked
    whose: list[Department | None] = [None] if str(DISTRICT) in ticked else []
    whose += [one for one in departments if str(one.pk) in ticked]
    data = form.cleaned_data
    began = None if form.data.get("action") == "clear" else data["began"]
    if began is None and form.data.get("action") != "clear":
        form.add_error("began", "请填写起算日。")
        return None
    try:
        return clocks.set_clocks(desk.district, desk.year, whose, began, was=data["was"], user=desk.user)
    except EditMoved as moved:
        messages.warning(desk.request, str(moved))
        form.data = form.data.copy()
        form.data["was"] = clocks.as_seen(moved.current)
    except EditRefused as refused:
        form.add_error("began", str(refused))
    return None


def _rows(desk: Desk, departments: list[Department]) -> list[dict]:
    """The district first; each with its clock, its last day, and the day of its latest letter."""
    seen = DisclosureClock.objects.visible_to(desk.user).filter(district=desk.district, year=desk.year)
    now = {one.department_id: one for one in seen}
    letters = ReplyLetter.objects.visible_to(desk.user).filter(district=desk.district, year=desk.year)
    replied = dict(letters.order_by("dated").values_list("department_id", "dated"))
    whose: list[Department | None] = [None, *departments]
    return [
        {
            "pk": one.pk if one else DISTRICT,
            "name": one.called_in(desk.year) if one else str(desk.district),
            "clock": (found := now.get(one.pk if one else None)),
            "due": clocks.due(found) if found else None,
            "replied": replied.get(one.pk) if one else None,
        }
        for one in whose
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def register(desk: Desk) -> HttpResponse:
    """公开登记: what there is, and one entry more."""
    asked = desk.request.POST if desk.request.method == "POST" else None
    form = RegisterForm(asked, editions=_registrable(desk), initial={"edition": desk.current})
    if form.is_valid():
        try:
            _, new = registering.enter(desk.district, desk.department, desk.year, form.said(), desk.user)
        except EditRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(desk.request, "已登记。" if new else "这一条已经登记过了。")
            return desk.to("register")
    return desk.page("register.html", {"form": form, "entries": entries(desk)})


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def register_entry(desk: Desk, pk: int) -> HttpResponse:
    """One entry put right."""
    entry = get_object_or_404(entries(desk), pk=pk)
    asked = desk.request.POST if desk.request.method == "POST" else None
    start = {name: getattr(entry, name) for name in ("edition", "place", "address", "on", "reason")}
    start["was"] = registering.entry_seen(entry)
    about = {"editions": _registrable(desk), "button": "保存"}
    form = RegisterForm(asked, **about, initial=start)
    if form.is_valid():
        try:
            registering.change(entry, form.said(), form.cleaned_data["was"], desk.user)
        except EditMoved as moved:
            data = form.data.copy()
            data["was"] = registering.entry_seen(moved.current)
            form = RegisterForm(data, **about)
            form.add_error(None, str(moved))
        except EditRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(desk.request, "已修改，修改前后的内容记入审计记录。")
            return desk.to("register")
    return desk.page("register_entry.html", {"form": form, "entry": entry})


def _registrable(desk: Desk):
    shown = (Edition.State.PUBLISHED, Edition.State.CORRECTED, Edition.State.WITHDRAWN)
    return desk.editions.filter(state__in=shown)


def entries(desk: Desk):
    place = {"district": desk.district, "department": desk.department, "year": desk.year}
    seen = RegisterEntry.objects.visible_to(desk.user).filter(**place)
    return seen.select_related("edition", "entered_by").order_by("-entered_at")


@require_http_methods(["GET", "HEAD", "POST"])
@of_the_district
def sectors(desk: Desk) -> HttpResponse:
    """领域 of each department, by which the totals are told."""
    departments = list(desk.district.departments.open_in(desk.year))
    now = registering.sectors_of(desk.district)
    asked = desk.request.POST if desk.request.method == "POST" else None
    about = {"departments": departments, "sectors": now}
    form = SectorsForm(asked, **about, initial={"was": registering.as_seen(now)})
    if form.is_valid():
        try:
            changed = registering.set_sectors(desk.district, form.said(), form.cleaned_data["was"], desk.user)
        except EditMoved as moved:
            messages.warning(desk.request, str(moved))
            form = _on_top_of(form, moved.current, departments)
        else:
            messages.success(desk.request, f"已改 {changed} 个部门。" if changed else "部门领域没有变化。")
            return desk.to("sectors")
    return desk.page("sectors.html", {"form": form, "known": sorted(set(now.values()))})


def _on_top_of(form: SectorsForm, theirs: dict[int, str], departments: list[Department]) -> SectorsForm:
    data = form.data.copy()
    data["was"] = registering.as_seen(theirs)
    again = SectorsForm(data, departments=departments, sectors=theirs)
    for one, said in form.said().items():
        if (other := theirs.get(one.pk, "")) != said:
            again.add_error(f"sector-{one.pk}", f"其他人已改成：{other or '（空）'}")
    return again
