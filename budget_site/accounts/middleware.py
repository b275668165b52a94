"""Before any view: who is signed in, and with a password of one's own."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from budget_site.accounts.models.held import known_once
from budget_site.accounts.second_factor.whole import BY_PROVIDER
from budget_site.guarding.used_passwords import TOO_OLD
from budget_site.json_answers import problem, wants_json

SIGNED_OUT = "登录已过期，请重新登录。"
PASSWORD_FIRST = "请先把初始密码换成您自己的密码，再继续办理。"
PASSWORD_TOO_OLD = "您的密码已用满规定的天数，请先换一个新密码，再继续办理。"
OPEN_WITH_AN_INITIAL_PASSWORD = {"password_change", "logout", "admin:logout", "admin:jsi18n"}


class RolesOnce:
    """On a page that only reads, what somebody holds is read once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with known_once():
            return self.get_response(request)


class SignInRequired(LoginRequiredMiddleware):
    """Strangers are sent to the sign-in page; a script, which could not show it, is told so."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable) -> HttpResponse:
        if wants_json(request):
            return problem(401, "signed-out", getattr(request, "just_ended", "") or SIGNED_OUT)
        return super().handle_no_permission(request, view_func)


class OwnPasswordFirst:
    """Whose password somebody else has set, or is too old, can only change it, and do what strangers can."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, *arguments: Any) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        initial = request.user.must_change_password
        if not initial and TOO_OLD not in request.session:
            return None
        if request.session.get(BY_PROVIDER):  # whoever knows the initial password cannot sign in there
            return None
        open_to_all = not getattr(view, "login_required", True)
        if open_to_all or request.resolver_match.view_name in OPEN_WITH_AN_INITIAL_PASSWORD:
            return None
        if wants_json(request):
            return problem(403, "change-password", PASSWORD_FIRST if initial else PASSWORD_TOO_OLD)
        return redirect("password_change")
