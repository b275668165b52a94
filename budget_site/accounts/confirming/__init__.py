"""重新确认身份: a sensitive step wants a proof of who sits there, not older than SENSITIVE_MINUTES.

Signing in is such a proof. A view says what it is by `@sensitive`; `middleware.py` asks, and sends on what
was typed. Nothing here knows forms or pages, so that every view may use the mark.
"""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse

CONFIRMED = "confirmed_at"  # in the session, seconds since the epoch
STEP, PAGE = "step", "page"

View = Callable[..., HttpResponse]


def sensitive(view: View) -> View:
    """For a view whose POST wants a fresh proof. Other decorators around it keep a view's attributes."""
    view.sensitive = STEP
    return view


def sensitive_page(view: View) -> View:
    """For one not even shown without: it asks for passwords, which are never sent on, or tells a secret."""
    view.sensitive = PAGE
    return view


def asked_by(request: HttpRequest, view: View) -> str:
    """STEP, PAGE, or nothing. Whatever is changed in the admin is about people, roles and places: a step."""
    match = request.resolver_match
    if "admin" in match.namespaces and getattr(view, "login_required", True):
        return "" if match.view_name in ("admin:logout", "admin:jsi18n") else STEP
    return getattr(view, "sensitive", "")


def confirmed(sender: type, request: HttpRequest, **more: Any) -> None:
    """Whoever has signed in (`user_logged_in`) has just shown who it is."""
    confirm(request.session)


def confirm(session: SessionBase) -> None:
    session[CONFIRMED] = int(time.time())


def is_fresh(session: SessionBase) -> bool:
    return 0 <= time.time() - session.get(CONFIRMED, 0) <= settings.SENSITIVE_MINUTES * 60
