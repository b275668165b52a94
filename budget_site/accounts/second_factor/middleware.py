"""Before any view: no session without its second factor, and no work without one for who must have it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from budget_site.accounts.second_factor.demanding import demanded_of
from budget_site.accounts.second_factor.whole import given, is_whole
from budget_site.guarding import sessions
from budget_site.json_answers import problem, wants_json

SET_UP_FIRST = "您的岗位要求登录时有第二重验证，请先设置，再继续办理。"
OPEN_WITHOUT = {
    "second_factor",
    "second_factor_set_up",
    "password_change",
    "logout",
    "admin:logout",
    "admin:jsi18n",
}

Answer = Callable[[HttpRequest], HttpResponse]


class WholeSignIn:
    """Before whatever asks who the user is: however a session came about, without the code it is nobody's."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not is_whole(request):
            sessions.left(request.session.session_key)
            request.session.flush()
            request.user = AnonymousUser()
        return self.get_response(request)


class SecondFactorFirst:
    """Who must have a second factor and has none can do nothing but set it up, and what strangers can."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, *arguments: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or given(request) or not demanded_of(request.user):
            return None
        open_to_all = not getattr(view, "login_required", True)
        if open_to_all or request.resolver_match.view_name in OPEN_WITHOUT:
            return None
        if wants_json(request):
            return problem(403, "second-factor", SET_UP_FIRST)
        return redirect("second_factor_set_up")
