"""From where something is done: the request under way, so that no service need be told of it."""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

from budget_site.accounts.models import User
from budget_site.client import client_address

MACHINE_ROOM = "机房命令"
UNKNOWN = "不明"

_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


class Origin:
    """Middleware. The request is kept, not who sends it: that is known, and asked for, only further in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)


def address() -> str:
    """Of the client; commands and workers in the machine room have none."""
    request = _request.get()
    return MACHINE_ROOM if request is None else client_address(request) or UNKNOWN


def by_request() -> bool:
    return _request.get() is not None


def session_key() -> str | None:
    """Of the session of the request under way, if it has one."""
    return getattr(getattr(_request.get(), "session", None), "session_key", None)


def signed_in() -> User | None:
    """Who has sent the request under way, if there is one and somebody has signed in."""
    user = getattr(_request.get(), "user", None)
    return user if user is not None and user.is_authenticated else None
