"""Each request has a name by which its lines are found in every log: nginx's, ours, a report."""

import re
from collections.abc import Callable
from contextvars import ContextVar
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
NONE = "-"  # in a line that belongs to no request
_PLAIN = re.compile(r"[0-9A-Za-z-]{8,64}")  # what a proxy may call it; anything else could forge log lines

_current: ContextVar[str] = ContextVar("request_id", default=NONE)


def current() -> str:
    """The name of the request under way, else NONE."""
    return _current.get()


class RequestIds:
    """The outermost middleware: a proxy's name for the request, else one of ours; the answer carries it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        name = given if _PLAIN.fullmatch(given) else uuid4().hex
        token = _current.set(name)
        try:
            response = self.get_response(request)
        finally:
            _current.reset(token)
        response[HEADER] = name
        return response
