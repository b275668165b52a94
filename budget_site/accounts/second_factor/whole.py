"""Signing in by two steps. Who has given the password only is nobody yet: the session remembers who it was.

A session of somebody with a second factor is whole if it was given that very one: it holds the person's mark.
"""

import time
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from budget_site.accounts.models import User

WAITING, GIVEN = "waiting_for_code", "second_factor"
PATIENCE = 10 * 60  # seconds between password and code
BACKEND = "django.contrib.auth.backends.ModelBackend"
PROVIDERS = "provider"  # given by whom one signed in with, see oidc
BY_PROVIDER = "by_provider"  # in the session: the password was given elsewhere, see oidc


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who gave the right password a moment ago, where to go then, and whether a provider stands for it."""

    user: User
    next: str
    by_provider: bool


def sign_in(request: HttpRequest, user: User, then: str = "", by_provider: bool = False) -> bool:
    """Sign in who has given the first factor. False: a code is asked for first, and nobody is signed in."""
    if not user.second_factor:
        complete(request, user, by_provider)
        return True
    request.session[WAITING] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "at": int(time.time()),
        "next": then,
        "by_provider": by_provider,
    }
    return False


def waiting(request: HttpRequest) -> Waiting | None:
    """Nobody after a while, and nobody whose password or account was changed meanwhile."""
    kept = request.session.get(WAITING)
    if not kept or not 0 <= time.time() - kept["at"] <= PATIENCE:
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    if user is None or not constant_time_compare(kept["hash"], user.get_session_auth_hash()):
        return None
    return Waiting(user, kept["next"], kept["by_provider"])


def forget(request: HttpRequest) -> None:
    request.session.pop(WAITING, None)


def complete(request: HttpRequest, user: User, by_provider: bool = False, given: str = "") -> None:
    """Both factors were given, or there is one only."""
    forget(request)
    by = [settings.OIDC_NAME] if by_provider else []
    request.signing_in_by = "、".join([*by, *(["第二重验证"] if user.second_factor and not given else [])])
    login(request, user, BACKEND)
    request.session[BY_PROVIDER] = by_provider
    give(request.session, given or user.second_factor)


def give(session: SessionBase, mark: str) -> None:
    if mark:
        session[GIVEN] = mark
    else:
        session.pop(GIVEN, None)


def given(request: HttpRequest) -> bool:
    """Whether this session had a second factor, one's own or the provider's."""
    return bool(request.session.get(GIVEN))


def is_whole(request: HttpRequest) -> bool:
    mark = request.user.second_factor
    return not mark or request.session.get(GIVEN) in (mark, PROVIDERS)
