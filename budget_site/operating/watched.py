"""Middleware that sees every request from outside: one line in the log, one step of the counters.

The address is told as the site knows it (a view's route), not as it was typed: a line must hold no word that
somebody looked for, and a counter no name for each table.
"""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from budget_site.client import client_address
from budget_site.operating import metrics

logger = logging.getLogger("budget_site.requests")
ELSEWHERE = "none"  # an address that leads to no view: whatever a stranger tries is one of these


class Watched:
    """After RequestIds, before all that may refuse a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - began
        match = request.resolver_match
        view = match.view_name or match.route if match else ELSEWHERE
        metrics.count(request.method, view, response.status_code, seconds)
        logger.info(
            "%s %s %s",
            request.method,
            view,
            response.status_code,
            extra={
                "method": request.method,
                "view": view,
                "status": response.status_code,
                "milliseconds": round(seconds * 1000),
                "address": client_address(request),
                "user": _who(request),
            },
        )
        return response


def _who(request: HttpRequest) -> int | None:
    """The number of who is signed in, if that was asked for anyway: no line costs a query."""
    user = getattr(request, "_cached_user", None)
    return user.pk if user is not None else None
