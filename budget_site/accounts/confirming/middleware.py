"""Asks for the proof in the way of a sensitive step, and then does the step with all that was typed."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from budget_site.accounts.confirming import PAGE, asked_by, confirm, is_fresh
from budget_site.accounts.confirming.proof import ProofForm
from budget_site.json_answers import problem, wants_json

CONFIRM_FIRST = "这一步要重新确认您的身份。请刷新页面后再办理，按提示填写登录密码。"
ASKED = "confirm"  # the hidden field by which the proof's own form is known; says what it stood in the way of
_OURS = re.compile(rf"{ASKED}(?:-\w+)?")
_SECRET = re.compile(r"(?:\w+[-_])?password\d?")  # never written into a page, not even one's own
SAFE = ("GET", "HEAD", "OPTIONS")


class ConfirmFirst:
    """After what asks whether somebody may be here at all; the CSRF token was looked at before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, *arguments: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or not (kind := asked_by(request, view)):
            return None
        if request.method in SAFE:
            return None if kind != PAGE or is_fresh(request.session) else _ask(request)
        if ASKED in request.POST:
            return _answered(request)
        return None if is_fresh(request.session) else _ask(request)


def _answered(request: HttpRequest) -> HttpResponse | None:
    """The second click of two finds the proof given, and goes on as the first did."""
    sent = request.POST
    request.POST = QueryDict()  # a failed proof is kept for a while, what was typed beside it is not
    if not is_fresh(request.session):
        form = ProofForm(request, sent)
        if not form.is_valid():
            request.POST = sent
            return _ask(request, form)
        confirm(request.session)
        request.session.save()  # now: the second click may already wait
    if sent[ASKED] == PAGE:
        return redirect(request.get_full_path())
    request.POST = _without_ours(sent)
    return None


def _without_ours(sent: QueryDict) -> QueryDict:
    rest = QueryDict(mutable=True)
    for name, values in sent.lists():
        if not _OURS.fullmatch(name):
            rest.setlist(name, values)
    rest._mutable = False
    return rest


def _ask(request: HttpRequest, form: ProofForm | None = None) -> HttpResponse:
    if wants_json(request):
        return problem(403, "confirm-first", CONFIRM_FIRST)
    posted = request.POST
    stood_before = posted.get(ASKED) or ("step" if request.method == "POST" else PAGE)
    context = {
        "form": form or ProofForm(request),
        "asked": stood_before,
        "held": list(_held(posted)),
        "files": any(request.FILES.values()) if request.method == "POST" else False,
        "minutes": settings.SENSITIVE_MINUTES,
        "provider": settings.OIDC_NAME,
    }
    return render(request, "registration/confirm.html", context)


def _held(posted: QueryDict) -> Iterator[tuple[str, str]]:
    for name, values in posted.lists():
        if not (_OURS.fullmatch(name) or _SECRET.fullmatch(name) or name == "csrfmiddlewaretoken"):
            yield from ((name, value) for value in values)
