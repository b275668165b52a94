"""Who came, who left, and who tried in vain."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from budget_site.accounts.models import User
from budget_site.accounts.signals import unlocked
from budget_site.trail.belonging import district_of
from budget_site.trail.models import Action
from budget_site.trail.recording import About, record

NO_SUCH_ACCOUNT = "没有这个账号"  # and not what was typed: that may well be a password, in the wrong field


def connect() -> None:
    user_logged_in.connect(_came, dispatch_uid="trail")
    user_logged_out.connect(_left, dispatch_uid="trail")
    user_login_failed.connect(_failed, dispatch_uid="trail")
    unlocked.connect(_unlocked, dispatch_uid="trail")


def _came(sender: type, user: User, request: HttpRequest | None = None, **more: Any) -> None:
    record(Action.SIGN_IN, by=user, district=district_of(user), about=user, note=_how(request))


def _how(request: HttpRequest | None) -> str:
    """By what else than the password somebody signs in, or what a failure failed at, where that was said."""
    return getattr(request, "signing_in_by", "")


def _left(sender: type, user: User | None, **more: Any) -> None:
    """Without a user somebody signed out who was not signed in."""
    if user is not None:
        record(Action.SIGN_OUT, by=user, district=district_of(user), about=user)


def _failed(sender: str, credentials: dict, request: HttpRequest | None = None, **more: Any) -> None:
    """Told after axes has counted (it stands before this app in INSTALLED_APPS).

    What is tried while an account rests is not even looked at, and not recorded either: whoever goes on could
    fill the trail with it.
    """
    locked = getattr(request, "axes_locked_out", False)
    if locked and not getattr(request, "axes_failures_since_start", None):
        return
    tried = User.objects.filter(username=credentials.get("username") or "").first()
    about: About = tried or ("accounts.user", "", NO_SUCH_ACCOUNT)
    district = district_of(tried) if tried else None
    note = _how(request)
    for action in (Action.SIGN_IN_FAILED, *([Action.LOCKED_OUT] if locked else [])):
        record(action, by=AnonymousUser(), district=district, about=about, note=note)


def _unlocked(sender: type, user: User, by: User, **more: Any) -> None:
    record(Action.ACCOUNT, by=by, district=district_of(user), about=user, note="解除登录锁定")
