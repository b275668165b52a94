"""A session ends after some time without activity, and after a day's work in any case."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse

from budget_site.guarding import sessions
from budget_site.json_answers import wants_json

SIGNED_IN, SEEN = "signed_in_at", "seen_at"  # seconds since the epoch
EXACT_TO = 30  # seconds: so often at most an active session is written
GONE = "您有一段时间没有操作，为保护账号已自动退出，请重新登录。"
OVER = "登录已满 {hours} 小时，为保护账号已自动退出，请重新登录。"

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


def ended(session: SessionBase) -> str:
    """Why: idle for too long (or begun before there were such rules), or open for too long; else empty.

    Seen at a time that is yet to come, by a clock that was set back since, counts as idle: nobody knows.
    """
    now = time.time()
    if abs(now - session.get(SEEN, 0)) > settings.SESSION_IDLE_MINUTES * 60:
        return GONE
    over = now - session.get(SIGNED_IN, 0) > settings.SESSION_COOKIE_AGE
    return OVER.format(hours=settings.SESSION_COOKIE_AGE // 3600) if over else ""


class IdleTimeout:
    """Middleware after AuthenticationMiddleware, before whatever asks who the user is.

    `request.just_ended` is the sentence for somebody whose session has just ended, by itself or by others.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session, key = request.session, request.session.session_key
        was_somebodys = SESSION_KEY in session
        request.just_ended = ended(session) if SESSION_KEY in session else _ended_by_others(key)
        if request.just_ended and SESSION_KEY in session:
            sessions.left(key)
            session.flush()
        answer = self.get_response(request)
        if SESSION_KEY in session and key and session.session_key not in (key, None):
            sessions.moved(key, session.session_key)
        elif was_somebodys and SESSION_KEY not in session:  # Django ended it: another password or factor
            sessions.left(key)
        return answer

    def process_view(self, request: HttpRequest, view: View, *arguments: Any) -> None:
        session = request.session
        if request.just_ended and not wants_json(request):
            messages.info(request, request.just_ended)
        elif SESSION_KEY in session and not getattr(view, "background", False):
            now = int(time.time())
            if now - session[SEEN] >= EXACT_TO:
                session[SEEN] = now
                sessions.seen(session.session_key)


def _ended_by_others(key: str | None) -> str:
    """Whoever brings a key that no session has any more may have been signed out from elsewhere."""
    return sessions.why_ended(key) if key else ""
