"""The notices of one person: what was meant for them, what they have read, what is over by now."""

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from budget_site.accounts.models import User
from projects.models import Notice, NoticeRead, ReviewEvent
from projects.workflow import Action

_MOVES_NOTHING = (Action.CLAIM, Action.RELEASE)


def notices_of(user: User) -> QuerySet[Notice]:
    """Whatever is meant for this person now but one's own acts; `is_read`, and `is_past` (see `past`)."""
    read = NoticeRead.objects.filter(notice=OuterRef("pk"), user=user)
    meant = Notice.objects.visible_to(user).exclude(event__by=user)
    return meant.annotate(is_read=Exists(read), is_past=Exists(past().filter(pk=OuterRef("pk"))))


def past() -> QuerySet[Notice]:
    """A turn that was taken meanwhile: the table is in another state, or something was done to it since."""
    later = ReviewEvent.objects.filter(
        version=OuterRef("event__version"), at__gt=OuterRef("event__at")
    ).exclude(action__in=_MOVES_NOTHING)
    moved = ~Q(event__version__status=F("event__after")) | Exists(later)
    return Notice.objects.filter(moved, kind=Notice.Kind.TURN, event__isnull=False)


def unread(user: User) -> QuerySet[Notice]:
    return notices_of(user).filter(is_read=False, is_past=False)


@transaction.atomic
def mark_read(user: User, pk: UUID | None = None) -> int:
    """One notice, or all of them; how many were new. Again changes nothing."""
    new = notices_of(user).filter(is_read=False)
    new = list(new if pk is None else new.filter(pk=pk))
    NoticeRead.objects.bulk_create(
        [NoticeRead(notice=notice, user=user) for notice in new], ignore_conflicts=True
    )
    return len(new)
