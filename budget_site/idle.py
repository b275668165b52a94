"""A session ends after some time without activity, and after a day's work in any case."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse

from budget_site.json_answers import wants_json

SIGNED_IN, SEEN = "signed_in_at", "seen_at"  # seconds since the epoch
EXACT_TO = 30  # seconds: so often at most an active session is written
GONE = "您有一段时间没有操作，为保护账号已自动退出，请重新登录。"

View = Callable[..., HttpResponse]


def background(view: View) -> View:
    """For a view that a page asks by itself (polling, presence): asking it is nobody's activity.

    Stands above or below other decorators, as long as those keep a view's attributes (`functools.wraps`).
    """
    view.background = True
    return view


def begin(sender: type, request: HttpRequest, **kwargs: Any) -> None:
    """Whenever somebody has signed in (`user_logged_in`), the time starts anew."""
    request.session[SIGNED_IN] = request.session[SEEN] = int(time.time())


def ended(session: SessionBase) -> bool:
    """Idle for too long, open for too long, or begun before there were such rules."""
    now = time.time()
    idle = now - session.get(SEEN, 0) > settings.SESSION_IDLE_MINUTES * 60
    return idle or now - session.get(SIGNED_IN, 0) > settings.SESSION_COOKIE_AGE


class IdleTimeout:
    """Middleware after AuthenticationMiddleware, before whatever asks who the user is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.just_ended = SESSION_KEY in request.session and ended(request.session)
        if request.just_ended:
            request.session.flush()
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, *arguments: Any) -> None:
        if request.just_ended and not wants_json(request):
            messages.info(request, GONE)
        elif SESSION_KEY in request.session and not getattr(view, "background", False):
            now = int(time.time())
            if now - request.session[SEEN] >= EXACT_TO:
                request.session[SEEN] = now
