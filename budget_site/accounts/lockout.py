"""After some failed sign-ins an account rests for a while, for the address that tried. django-axes counts."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from axes.helpers import get_client_username
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from budget_site.accounts.models import User
from budget_site.json_answers import problem, wants_json


def answer(request: HttpRequest, response: HttpResponse, credentials: dict | None) -> HttpResponse:
    """What somebody is told who tried too often, in place of the sign-in's own answer."""
    free = _free_from(get_client_username(request, credentials), request.axes_ip_address)
    sentence = (
        f"登录失败次数过多，为保护账号已暂停登录。请在{_clock(free)}之后再试；急用请联系系统管理员解锁。"
    )
    if wants_json(request):
        refusal = problem(429, "locked", sentence, ok=False)
    else:
        refusal = render(request, "registration/locked.html", {"sentence": sentence}, status=429)
    refusal["Retry-After"] = max(1, round((free - timezone.now()).total_seconds()))
    return refusal


def _free_from(username: str | None, address: str | None) -> datetime:
    """When the last failure that counts is forgotten."""
    tried = AccessAttempt.objects.filter(username=username, ip_address=address)
    last = tried.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    return last + settings.AXES_COOLOFF_TIME


def _clock(moment: datetime) -> str:
    """The next full minute, with its day where that is not today: 15:42, 11月26日00:05."""
    moment = timezone.localtime(moment) + timedelta(minutes=1)
    day = "" if moment.date() == timezone.localdate() else f"{moment.month}月{moment.day}日"
    return f"{day}{moment:%H:%M}"


def locked(usernames: Iterable[str]) -> set[str]:
    """Which of these accounts cannot sign in just now, at least from one address."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    tried = AccessAttempt.objects.filter(username__in=usernames, attempt_time__gte=since)
    failures = tried.order_by().values("username", "ip_address").annotate(sum=Sum("failures_since_start"))
    return {one["username"] for one in failures if one["sum"] >= settings.AXES_FAILURE_LIMIT}


def unlock(user: User) -> None:
    """Forget the failed sign-ins of an account, and the codes it was tried with."""
    reset(username=user.get_username())
    tried = TOTPDevice.objects.filter(user=user, throttling_failure_count__gt=0)
    tried.update(throttling_failure_count=0, throttling_failure_timestamp=None)
