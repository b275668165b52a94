"""One edition: how far it is, what it is known by, and taking it back."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import authenticate
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budget_site.accounts.confirming import sensitive, sensitive_page
from budget_site.accounts.models import User
from budget_site.accounts.second_factor.checking import CodeRefused, check
from budget_site.idle import background
from disclosures.forms.deciding import EraseForm, WithdrawForm
from disclosures.models import Edition
from disclosures.publishing import service, state, telling, work
from disclosures.publishing.refused import NotPublished
from disclosures.publishing.resuming import is_ended
from disclosures.views.desk import Desk, at_desk, publishers_only

State = Edition.State
NOT_ENDED = (
    "已经办理，但旧的文件和网页还没有全部清除；系统会自动继续，"
    "请过几分钟刷新本页，仍未完成时请联系系统管理员。"
)
NOT_THEIRS = "同意人的用户名或密码不对，请同意人本人核对后再输。"


@require_safe
@at_desk
def edition(desk: Desk, pk: int) -> HttpResponse:
    found = _edition(desk, pk)
    return desk.page("edition.html", _about(desk, found))


@background
@require_safe
@at_desk
def edition_progress(desk: Desk, pk: int) -> HttpResponse:
    """As the page asks for it by itself; without scripts, the page as it calls itself again."""
    found = _edition(desk, pk)
    page = "edition_state.html" if desk.request.htmx else "edition.html"
    answer = desk.page(page, _about(desk, found))
    if desk.request.htmx and found.state != State.PREPARING:
        answer["HX-Refresh"] = "true"  # its heading and its place change too
    return answer


def _edition(desk: Desk, pk: int) -> Edition:
    return get_object_or_404(desk.editions.defer("data"), pk=pk)


def _about(desk: Desk, found: Edition) -> dict:
    return {
        "edition": found,
        "job": work.jobs_of(found).first(),
        "cancelled": telling.cancelled(found),
        "under_way": found.state in state.UNDER_WAY,
        "being_made": found.state == State.PREPARING,
        "in_force": found.state == State.PUBLISHED,
        "withdrawable": found.state in state.READABLE,
        "erasable": found.state in (*state.READABLE, State.WITHDRAWN),
        "ended": is_ended(found),
        "alike": state.alike(found) if found.state == State.ERASED else (),
        "corrected_by": found.corrected_by.exclude(number=None).order_by("number").first(),
    }


@require_POST
@at_desk
def edition_cancel(desk: Desk, pk: int) -> HttpResponse:
    """Give up what is being made or waits for its time."""
    publishers_only(desk)
    try:
        service.cancel(_edition(desk, pk), desk.user)
    except NotPublished as refused:
        messages.error(desk.request, "".join(refused.reasons))
    else:
        messages.success(desk.request, "已取消，没有公开。")
    return desk.to("edition", pk)


@sensitive
@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def edition_withdraw(desk: Desk, pk: int) -> HttpResponse:
    publishers_only(desk)
    found = _edition(desk, pk)
    form = WithdrawForm(desk.request.POST if desk.request.method == "POST" else None)
    if form.is_valid() and _done(form, lambda: service.withdraw(found, desk.user, form.cleaned_data["why"])):
        _tell(desk, pk, "已撤回；原来的网址上显示撤回说明和原因。")
        return desk.to("edition", pk)
    return desk.page("withdraw.html", {"edition": found, "form": form})


@sensitive_page
@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def edition_erase(desk: Desk, pk: int) -> HttpResponse:
    """By two persons: the second says so here, with the own password."""
    publishers_only(desk)
    found = _edition(desk, pk)
    form = EraseForm(desk.request.POST if desk.request.method == "POST" else None)
    if form.is_valid():
        second, why = _consenting(desk, form), form.cleaned_data["why"]
        if second and _done(form, lambda: service.erase(found, desk.user, second, why)):
            _tell(desk, pk, "已永久删除这一版的内容；清单和校验值留着，核验时会说明已删除。")
            return desk.to("edition", pk)
    return desk.page("erase.html", {"edition": found, "form": form, "alike": state.alike(found)})


def _consenting(desk: Desk, form: EraseForm) -> User | None:
    """The second person, who shows here all that signing in would take; else the form says what was wrong."""
    said = form.cleaned_data
    second = authenticate(desk.request, username=said["second"], password=said["password"])
    if second is None:
        form.add_error("password", NOT_THEIRS)
        return None
    try:
        if second.second_factor:
            check(desk.request, second, said["code"])
    except CodeRefused as refused:
        form.add_error("code", str(refused))
        return None
    return second


def _tell(desk: Desk, pk: int, done: str) -> None:
    if is_ended(_edition(desk, pk)):
        messages.success(desk.request, done)
    else:
        messages.warning(desk.request, NOT_ENDED)


def _done(form: Form, step: Callable[[], object]) -> bool:
    """Whether it was done; else the form tells every reason."""
    try:
        step()
    except NotPublished as refused:
        for reason in refused.reasons:
            form.add_error(None, reason)
        return False
    return True
