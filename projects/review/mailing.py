"""Mail, on the worker's side: notices become mails for whoever may have them now, and mails are sent.

Mails wait in the database until the server has accepted them: while it is down they are tried again after
growing pauses, for as long as it takes. Before each try they are put off by `LEASE`, so that no second worker
takes them and no lock is held while the server is talked to. A worker that dies after the server accepted and
before that is written down leaves them waiting: then a mail comes twice. Better twice than never.
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from budget_site.accounts.models import Mails, User
from projects.models import Mail, Notice
from projects.review.mail_text import message
from projects.review.recipients import meant_for, recipients

logger = logging.getLogger(__name__)

BATCH = 200  # notices that become mails in one transaction
ROUND = 200  # people written to before the worker looks after something else
LEASE = timedelta(
    minutes=15
)  # longer than any talk with the server, which ends after EMAIL_TIMEOUT of silence
LONGEST = timedelta(hours=1)  # the pause between two tries grows up to this
MORNING = 8  # o'clock: the digest, and reminders
NO_LONGER = "收件人已不需要这条通知。"
_THIS_ONE = (SMTPRecipientsRefused, SMTPDataError, ValueError)  # refused; the server itself is well


def post(now: datetime | None = None) -> None:
    """Any worker may do this at any time, several at once. Without a mail server notices stay in the site."""
    now = now or timezone.now()
    if not settings.EMAIL_HOST:
        Notice.objects.filter(mailed_at=None).update(mailed_at=now)
        return
    while _expand(now):
        pass
    _send(now)


@transaction.atomic
def _expand(now: datetime) -> bool:
    """Some notices into mails; whether there may be more."""
    waiting = Notice.objects.select_for_update(of=("self",), skip_locked=True).filter(mailed_at=None)
    notices = list(waiting.select_related("project").order_by("at", "pk")[:BATCH])
    mails = []
    for user, meant in recipients(notices):
        if user.email and user.mails != Mails.NEVER:
            mails += [Mail(notice=one, user=user, not_before=_moment(user, one, now)) for one in meant]
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(mailed_at=now)
    return len(notices) == BATCH


def _moment(user: User, notice: Notice, now: datetime) -> datetime:
    """Now, or the next morning: digests, and what the calendar says, which nobody wants at midnight."""
    early = timezone.localtime(now).hour < MORNING
    if user.mails == Mails.AT_ONCE and not (early and notice.kind == Notice.Kind.DUE):
        return now
    morning = timezone.localtime(now).replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return morning if early else morning + timedelta(days=1)


def _send(now: datetime) -> None:
    due = Mail.objects.filter(state=Mail.State.WAITING, not_before__lte=now).order_by("user_id")
    connection = get_connection()
    try:
        for pk in due.values_list("user", flat=True).distinct()[:ROUND]:
            if not _write_to(connection, pk, now):
                return
    finally:
        _hang_up(connection)


def _hang_up(connection) -> None:
    try:
        connection.close()
    except OSError as trouble:
        logger.info("The mail server did not say goodbye: %s", trouble)


def _write_to(connection, pk: int, now: datetime) -> bool:
    """Whatever is due for one person. Whether the mail server is still there."""
    mails = _take(pk, now)
    letters = list(_letters(mails))
    for place, part in enumerate(letters):
        try:
            connection.open()
            connection.send_messages([message(part[0].user, [mail.notice for mail in part])])
        except _THIS_ONE as trouble:
            _put_back(part, trouble, now)
        except OSError as trouble:  # no connection, or the server will have none of us
            _put_back([mail for left in letters[place:] for mail in left], trouble, now)
            logger.warning("The mail server is out of reach, mails wait: %s", trouble)
            return False
        else:
            _mine(part).update(state=Mail.State.SENT, sent_at=timezone.now(), trouble="")
    return True


@transaction.atomic
def _take(pk: int, now: datetime) -> list[Mail]:
    """A person's due mails that are still meant for them, put off: nobody else sends them meanwhile."""
    due = Mail.objects.filter(user=pk, state=Mail.State.WAITING, not_before__lte=now)
    mails = list(due.select_for_update(of=("self",), skip_locked=True).select_related("user", "notice"))
    if not mails:
        return []
    user = mails[0].user
    wanted = user.is_active and user.email and user.mails != Mails.NEVER
    meant = meant_for(user, [mail.notice for mail in mails]) if wanted else set()
    over = [mail.pk for mail in mails if mail.notice_id not in meant]
    Mail.objects.filter(pk__in=over).update(state=Mail.State.DROPPED, trouble=NO_LONGER)
    kept = [mail for mail in mails if mail.notice_id in meant]
    _mine(kept).update(not_before=max(now, timezone.now()) + LEASE, tries=F("tries") + 1)
    return sorted(kept, key=lambda mail: (mail.notice.at, mail.pk))


def _letters(mails: Sequence[Mail]) -> Iterator[list[Mail]]:
    """Which go together: in a digest all, else those of one kind: forty replies in bulk are one mail."""
    by_kind: dict[str, list[Mail]] = {}
    for mail in mails:
        by_kind.setdefault("" if mail.user.mails == Mails.DIGEST else mail.notice.kind, []).append(mail)
    yield from by_kind.values()


def _mine(mails: Sequence[Mail]):
    return Mail.objects.filter(pk__in=[mail.pk for mail in mails], state=Mail.State.WAITING)


def _put_back(mails: Sequence[Mail], trouble: Exception, now: datetime) -> None:
    told = f"邮件服务器没有收下：{trouble}"[:500].replace("\0", "")
    for mail in mails:
        pause = min(timedelta(minutes=2 ** min(mail.tries, 10)), LONGEST)
        _mine([mail]).update(not_before=now + pause, trouble=told)
