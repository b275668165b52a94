"""第二重验证, one's own: how it stands, setting it up, other recovery codes, switching it off."""

import time
from contextlib import suppress

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budget_site.accounts.confirming import sensitive, sensitive_page
from budget_site.accounts.forms.own_account import SetUpForm
from budget_site.accounts.models import User
from budget_site.accounts.second_factor import keeping, recovery, whole
from budget_site.accounts.second_factor.demanding import demanded_of
from budget_site.accounts.second_factor.encrypting import Unreadable

SECRET = "second_factor_secret"  # in the session, until the phone has shown its first code
SCANNING = 15 * 60  # seconds for it
DEMANDED = "您的岗位要求登录时有第二重验证，不能停用。换手机时，请让系统管理员重置后再设置。"


@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    me = request.user
    context = {"on": bool(me.second_factor), "demanded": demanded_of(me), "left": recovery.left(me)}
    return render(request, "registration/second_factor.html", context)


@sensitive_page
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_set_up(request: HttpRequest) -> HttpResponse:
    """The secret stays the same for a while, so that a slip of the finger needs no second scan."""
    if request.user.second_factor:
        return redirect("second_factor")
    secret = _secret(request)
    form = SetUpForm(request.user, secret, request.POST if request.method == "POST" else None)
    if form.is_valid():
        me = _me(request)
        try:
            codes = keeping.set_up(me, form.device)
        except keeping.AlreadyOn:
            return redirect("second_factor")
        del request.session[SECRET]
        _stays(request, me)
        return _told_once(request, codes, fresh=True)
    context = {"form": form, "secret": secret, "picture": secret.picture(request.user)}
    context["demanded"] = demanded_of(request.user)
    return render(request, "registration/second_factor_set_up.html", context)


def _secret(request: HttpRequest) -> keeping.Secret:
    """Not for longer: somebody may have photographed the page of a desk left open."""
    kept, user = request.session.get(SECRET), request.user
    if kept and 0 <= time.time() - kept["at"] <= SCANNING:
        with suppress(Unreadable):
            return keeping.Secret.read(kept["key"], user)
    secret = keeping.Secret.new()
    request.session[SECRET] = {"key": secret.kept(user), "at": int(time.time())}
    return secret


@sensitive
@require_POST
def second_factor_codes(request: HttpRequest) -> HttpResponse:
    if not request.user.second_factor:
        return redirect("second_factor")
    return _told_once(request, keeping.new_codes(_me(request)), fresh=False)


@sensitive
@require_POST
def second_factor_off(request: HttpRequest) -> HttpResponse:
    if demanded_of(request.user):
        messages.error(request, DEMANDED)
        return redirect("second_factor")
    me = _me(request)
    keeping.switch_off(me)
    _stays(request, me)
    messages.success(request, "第二重验证已停用，下次登录只用密码。")
    return redirect("second_factor")


@sensitive_variables("codes")
def _told_once(request: HttpRequest, codes: list[str], fresh: bool) -> HttpResponse:
    """In this very answer, and kept nowhere: a reload finds the second factor on, and no codes."""
    return render(request, "registration/recovery_codes.html", {"codes": codes, "fresh": fresh})


def _me(request: HttpRequest) -> User:
    return User.objects.get(pk=request.user.pk)


def _stays(request: HttpRequest, me: User) -> None:
    """One's other sessions end with the change; this one has just given the code, or needs none any more."""
    update_session_auth_hash(request, me)
    whole.give(request.session, me.second_factor)
