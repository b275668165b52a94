"""Who else has a table open: every tab says so every few seconds, and is forgotten when it stops."""

import datetime
from uuid import UUID

from django.utils import timezone

from budget_site.accounts.models import User
from projects.models import Presence, TableVersion

STAYS = datetime.timedelta(seconds=45)  # three of a tab's reports missed, and it is gone


def report(version: TableVersion, user: User, tab: UUID) -> None:
    """This person's tab has the table open. Another person's tab is never taken over."""
    now = timezone.now()
    Presence.objects.filter(version=version).exclude(seen_at__range=_lately()).delete()
    seen = {"version": version, "user": user, "seen_at": now}
    if not Presence.objects.filter(pk=tab, user=user).update(**seen):
        Presence.objects.bulk_create([Presence(tab=tab, **seen)], ignore_conflicts=True)


def forget_gone() -> None:
    """Tabs that fell silent, also of tables that nobody opens again; `report` forgets those of one table."""
    Presence.objects.exclude(seen_at__range=_lately()).delete()


def _lately() -> tuple[datetime.datetime, datetime.datetime]:
    """Not what a clock that was ahead has noted, either."""
    return timezone.now() - STAYS, timezone.now() + STAYS


def leave(user: User, tab: UUID) -> None:
    Presence.objects.filter(pk=tab, user=user).delete()


def others(version: TableVersion, user: User, tab: UUID | None = None) -> list[str]:
    """The names of those who have the table open now; one's own other tabs count as oneself, told once."""
    here = Presence.objects.filter(version=version, seen_at__range=_lately())
    here = here.exclude(pk=tab) if tab else here.exclude(user=user)
    found = {(one.user_id, str(one.user)) for one in here.select_related("user")}
    return sorted(f"{name}（您的另一个页面）" if pk == user.pk else name for pk, name in found)
