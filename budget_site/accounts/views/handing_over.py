"""移交: for 系统管理员, when somebody leaves. Choose a successor, see what moves, confirm."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from budget_site.accounts.confirming import sensitive
from budget_site.accounts.forms.working_together import HandOverForm
from budget_site.accounts.handing_over import hand_over, leavers_of, plan, successors_of
from budget_site.accounts.models import User
from budget_site.accounts.services import AccountRefused
from budget_site.accounts.views.people import refuse_others

NOTHING_LEFT = "没有需要移交的了，可能刚刚已经办理，请在人员列表里核对。"


@sensitive
@require_http_methods(["GET", "HEAD", "POST"])
def person_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks for the successor, then (`to`) shows what would move; POST does it."""
    refuse_others(request)
    if request.method == "POST":
        return _hand_over(request, pk)
    leaver = get_object_or_404(leavers_of(request.user), pk=pk)
    successors = successors_of(leaver, request.user)
    form = HandOverForm(request.GET if "to" in request.GET else None, successors=successors)
    context = {"leaver": leaver, "form": form, "successors": successors.exists()}
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        context |= {"successor": said["to"], "close": said["close"]}
        context["moved"] = plan(leaver, said["to"], said["close"])
    return render(request, "registration/hand_over.html", context)


def _hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """The second click of two finds nothing left to move, and is told so."""
    leaver = leavers_of(request.user).filter(pk=pk).first()
    if leaver is None:
        messages.info(request, NOTHING_LEFT)
        return redirect("people")
    form = HandOverForm(request.POST, successors=successors_of(leaver, request.user))
    if not form.is_valid():
        messages.error(request, "接手人的账号刚刚有了变化，请重新选择接手人。")
        return redirect("person_hand_over", pk)
    try:
        _done(request, leaver, **form.cleaned_data)
    except AccountRefused as refused:
        messages.error(request, str(refused))
    return redirect("people")


def _done(request: HttpRequest, leaver: User, to: User, close: bool) -> None:
    moved = hand_over(leaver, to, request.user, close)
    if not moved.anything:
        messages.info(request, NOTHING_LEFT)
        return
    closed = f"，{leaver}的账号已停用" if moved.closes else ""
    messages.success(request, f"{leaver}的 {len(moved.roles)} 项任职已移交给{to}{closed}。")
