"""There and back: signing in with the provider, and showing again there who one is."""

import logging
import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import RedirectURLMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from budget_site.accounts.confirming.provider import confirm_by_provider
from budget_site.accounts.models import User
from budget_site.accounts.oidc.provider import (
    Claims,
    NotBelieved,
    ProviderDown,
    claims,
    send,
    signed_in_since,
)
from budget_site.accounts.second_factor import whole

ASKED = "oidc_asked"  # in the session: what for, since when, and where to go then
SIGN_IN, CONFIRM = "sign in", "confirm"

DOWN = "连不上{name}，现在不能用它登录，请稍后再试；有本站密码的，可以用用户名和密码登录。"
NOT_BELIEVED = "{name}的登录没有完成，或者结果核对不上，请重新登录；一直这样，请联系网站的维护人员。"
UNKNOWN = "您在{name}的账号“{claimed}”在本站没有对应的账号，或者已停用。请联系系统管理员开户或启用。"
SOMEBODY_ELSE = "在{name}登录的不是您本人的账号，没有确认。请用您自己的账号登录。"
NO_TIME = "{name}没有说明刚刚重新登录过，没有确认。请在那里先退出，再试一次。"

log = logging.getLogger(__name__)


class Refused(Exception):
    """str() is the sentence; `{name}` is the provider."""


@login_not_required
@never_cache
@require_safe
def oidc_sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    whole.forget(request)
    return _go(request, SIGN_IN)


@never_cache
@require_safe
def oidc_confirm(request: HttpRequest) -> HttpResponse:
    """In a tab of its own: what was typed waits in the other one."""
    return _go(request, CONFIRM, prompt="login", max_age="0")


def _go(request: HttpRequest, purpose: str, **asked: str) -> HttpResponse:
    try:
        answer = send(request, request.build_absolute_uri(reverse("oidc_back")), **asked)
    except (ProviderDown, NotBelieved) as error:
        log.warning("OIDC: %s", error)
        return _told(request, purpose, DOWN)
    request.session[ASKED] = {"for": purpose, "at": int(time.time()), "next": _next(request)}
    return answer


def _next(request: HttpRequest) -> str:
    """Only within this site."""
    asking = RedirectURLMixin()
    asking.request = request
    return asking.get_redirect_url()


@login_not_required
@never_cache
@require_safe
def oidc_back(request: HttpRequest) -> HttpResponse:
    asked = request.session.pop(ASKED, None) or {"for": SIGN_IN, "at": 0, "next": ""}
    try:
        said = claims(request)
        if asked["for"] == CONFIRM:
            return _confirmed(request, said, asked["at"])
        return _signed_in(request, said, asked["next"])
    except ProviderDown as error:
        log.warning("OIDC: %s", error)
        return _told(request, asked["for"], DOWN)
    except NotBelieved as error:
        log.warning("OIDC: %s", error)
        return _told(request, asked["for"], NOT_BELIEVED)
    except Refused as refused:
        return _told(request, asked["for"], str(refused))


def _signed_in(request: HttpRequest, said: Claims, then: str) -> HttpResponse:
    """The password's step was taken there; ours goes on as ever."""
    user = _account(said)
    if settings.OIDC_IS_SECOND_FACTOR:
        whole.complete(request, user, by_provider=True, given=whole.PROVIDERS)
    elif not whole.sign_in(request, user, then, by_provider=True):
        return redirect("sign_in_code")
    return redirect(then or resolve_url(settings.LOGIN_REDIRECT_URL))


def _confirmed(request: HttpRequest, said: Claims, since: int) -> HttpResponse:
    if not request.user.is_authenticated or _account(said) != request.user:
        raise Refused(SOMEBODY_ELSE)
    if not signed_in_since(said, since):
        raise Refused(NO_TIME)
    confirm_by_provider(request.session)
    return render(request, "registration/oidc_confirmed.html")


def _account(said: Claims) -> User:
    """One that is here and active; nobody gets one by coming from there."""
    claimed = said.get(settings.OIDC_CLAIM)
    if isinstance(claimed, str) and claimed:
        found = User.objects.filter(username=claimed, is_active=True, is_system=False).first()
        if found is not None:
            return found
    raise Refused(UNKNOWN.replace("{claimed}", str(claimed or "")[:150]))


def _told(request: HttpRequest, purpose: str, sentence: str) -> HttpResponse:
    messages.error(request, sentence.replace("{name}", settings.OIDC_NAME))
    return redirect("second_factor" if purpose == CONFIRM else "login")
