"""How often a person has asked for what costs much: one row a person and kind, alike on every host.

Taking is one conditional UPDATE, so that two requests at once never take the same one.
"""

import time
from collections.abc import Callable
from typing import Any

from django.db.models import F
from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from budget_site.accounts.models import User
from budget_site.guarding import rates
from budget_site.guarding.costs import Cost, Kind, rate, seconds_of, sentence
from budget_site.guarding.models import Spent
from budget_site.json_answers import problem, wants_json


def wait(user: User, kind: Kind, now: int | None = None) -> int:
    """Take one: 0, or the milliseconds to wait, and then nothing is taken."""
    allowed = rate(kind)
    if allowed is None:
        return 0
    now = int(time.time() * 1000) if now is None else now
    mine = Spent.objects.filter(user=user, kind=kind)
    enough, later = mine.filter(until__lte=now + allowed.ahead), Greatest(F("until"), now) + allowed.step
    if enough.update(until=later):
        return 0
    first = {"until": rates.taken(0, now, allowed)}
    spent, made = Spent.objects.get_or_create(user=user, kind=kind, defaults=first)
    if made or enough.update(until=later):  # the row may be another request's, made in this very moment
        return 0
    return max(1, rates.wait(spent.until, now, allowed))


class Spending:
    """Middleware, after it is known who asks: views that bear a mark (costs.py) are counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, *arguments: Any) -> HttpResponse | None:
        cost: Cost | None = getattr(view, "costs", None)
        if cost is None or not request.user.is_authenticated or not cost.counts(request):
            return None
        to_wait = wait(request.user, cost.kind)
        return too_often(request, cost.kind, to_wait) if to_wait else None


def too_often(request: HttpRequest, kind: Kind, to_wait: int) -> HttpResponse:
    said = sentence(kind.label, to_wait)
    if wants_json(request):
        answer = problem(429, "too-often", said)
    else:
        answer = render(request, "429.html", {"sentence": said}, status=429)
    answer["Retry-After"] = seconds_of(to_wait)
    return answer
