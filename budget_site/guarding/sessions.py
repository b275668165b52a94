"""Where people are signed in: kept beside Django's sessions, shown to them, and ended.

Ending deletes Django's own row: the next request of that browser is a stranger's, on every host at once.
"""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from budget_site.accounts.models import User
from budget_site.client import client_address
from budget_site.guarding.devices import device
from budget_site.guarding.models import SignedIn, Why
from budget_site.trail.belonging import district_of
from budget_site.trail.recording import Action, record

REMEMBERED = timedelta(days=1)  # so long an ended session's cookie is told why
UNKNOWN_ADDRESS = "不明"
SENTENCES = {
    Why.ELSEWHERE: "您在另一台设备上退出了这里的登录，请重新登录。",
    Why.NEWER: "您的账号在另一台设备上登录，这里已自动退出。如果不是您本人，请立即更改密码并告诉系统管理员。",
    Why.KEEPER: "系统管理员结束了您在所有设备上的登录，请重新登录；有疑问请联系系统管理员。",
    Why.PASSWORD: "您的密码在别处更改过，请用新密码重新登录。如果不是您本人更改，请立即联系系统管理员。",
    Why.CLOSED: "您的账号已停用，不能再登录。需要恢复，请联系系统管理员。",
    Why.NO_ROLE: "您的任职已全部取消，这里已自动退出。需要继续办理，请联系系统管理员。",
}


def hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def begun(request: HttpRequest, user: User) -> None:
    """Somebody has signed in. A session that has no key yet is written, so that it has one."""
    if not request.session.session_key:
        request.session.save()
    told = {
        "user": user,
        "address": client_address(request) or UNKNOWN_ADDRESS,
        "device": device(request.META.get("HTTP_USER_AGENT", "")),
        "signed_in_at": timezone.now(),
        "seen_at": timezone.now(),
        "ended": "",
    }
    SignedIn.objects.update_or_create(key=hashed(request.session.session_key), defaults=told)


def seen(key: str) -> None:
    """It is still used."""
    SignedIn.objects.filter(key=hashed(key)).update(seen_at=timezone.now())


def left(key: str | None) -> None:
    """Its owner signed out, or it ran out by itself: nobody has to be told why."""
    if key:
        SignedIn.objects.filter(key=hashed(key)).delete()


@transaction.atomic
def moved(before: str, after: str) -> None:
    """A session goes on under another key, as after one's password changed; or a sign-in took its place."""
    found = SignedIn.objects.filter(key=hashed(before))
    if SignedIn.objects.filter(key=hashed(after)).exists():
        found.delete()
    else:
        found.update(key=hashed(after))


def live(user: User) -> QuerySet[SignedIn]:
    """Where a person is signed in now, the latest used first."""
    now = timezone.now()
    return SignedIn.objects.filter(
        user=user,
        ended="",
        seen_at__gt=now - timedelta(minutes=settings.SESSION_IDLE_MINUTES),
        signed_in_at__gt=now - timedelta(seconds=settings.SESSION_COOKIE_AGE),
    )


@transaction.atomic
def end(found: QuerySet[SignedIn], user: User, why: Why, by: User | AnonymousUser | None) -> int:
    """End those sessions of a person; how many there were. The trail tells of it where there was one."""
    rows = list(found.filter(user=user, ended=""))
    ended = {row.key for row in rows}
    if not ended:
        return 0
    keys = Session.objects.values_list("session_key", flat=True)
    Session.objects.filter(pk__in=[key for key in keys if hashed(key) in ended]).delete()
    SignedIn.objects.filter(pk__in=[row.pk for row in rows]).update(ended=why)
    note = f"{why.label}，结束 {len(rows)} 处登录"
    record(Action.SIGN_OUT, by=by, district=district_of(user), about=user, note=note)
    return len(rows)


def end_others(user: User, key: str | None, why: Why, by: User | AnonymousUser | None) -> int:
    """All but the one with this key; without a key, all."""
    found = SignedIn.objects.all()
    return end(found.exclude(key=hashed(key)) if key else found, user, why, by)


def why_ended(key: str) -> str:
    """The sentence for whoever comes back with the key of a session that was ended; empty for others."""
    why = SignedIn.objects.filter(key=hashed(key)).exclude(ended="").values_list("ended", flat=True).first()
    return SENTENCES[Why(why)] if why else ""


def sweep() -> None:
    """Away with what has run out: Django's own rows, and what was kept beside them."""
    SessionStore.clear_expired()
    longest = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    SignedIn.objects.filter(seen_at__lt=timezone.now() - max(REMEMBERED, longest)).delete()
