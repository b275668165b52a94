"""That no secret of a phone lies in the database as it is: the worker's sweep sees to it, or a command.

For a day after the upgrade that brought this, secrets stay plain: the release before, which reads no others,
may still run on another machine, or be gone back to. On a new site there is no such day.
"""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import QuerySet
from django.utils import timezone

from budget_site.accounts.models import User
from budget_site.accounts.second_factor.encrypting import (
    PLAIN,
    Unreadable,
    decrypted,
    encrypted,
    present_mark,
)
from budget_site.accounts.second_factor.models import Phone
from budget_site.trail.recording import Action, record

logger = logging.getLogger(__name__)

BROUGHT_BY = ("second_factor", "0001_secrets_are_kept_encrypted")
FIRST_OF_ALL = ("accounts", "0001_places_people_and_roles")
GOING_BACK = timedelta(days=1)
SETTING_UP = timedelta(hours=1)  # migrations that lie no further apart were all of a new site
UNREADABLE = (
    "The phones of %s people cannot be read (users %s): put the former SECRET_KEY into SECRET_KEY_FALLBACKS,"
    " or reset their second factors"
)

_told: list[int] = []  # a process tells it once, not with every sweep


def to_keep(secret: str, person: int) -> str:
    return secret if beside_the_release_before() else encrypted(secret, person)


def sweep() -> None:
    """Any worker, at any time. What cannot be read stays: the key may be found again."""
    if not _stale().exists() or beside_the_release_before():
        return
    encrypt_all()
    lost = [phone.user_id for phone in _stale()]
    if lost and lost != _told:
        _told[:] = lost
        logger.error(UNREADABLE, len(lost), ", ".join(map(str, lost)))


def encrypt_all() -> int:
    """What is plain, and what a former key encrypted; how many there were."""
    return sum(_kept(phone, encrypted(secret, phone.user_id)) for phone, secret in _readable(_stale()))


@transaction.atomic
def decrypt_all() -> int:
    """As the release before reads them: for going back to it."""
    plain = _readable(Phone.objects.order_by("pk"))
    done = sum(_kept(phone, secret) for phone, secret in plain if not PLAIN.fullmatch(phone.key))
    if done:
        record(
            Action.SECOND_FACTOR, by=User.objects.system(), note=f"退回上一版程序，{done} 个密钥改为不加密"
        )
    return done


def unreadable() -> list[User]:
    """Whose code cannot be checked."""
    phones = Phone.objects.select_related("user").order_by("pk")
    readable = {phone.pk for phone, _ in _readable(phones)}
    return [phone.user for phone in phones if phone.pk not in readable]


def _stale() -> QuerySet[Phone]:
    return Phone.objects.exclude(key__startswith=present_mark()).order_by("pk")


def _readable(phones: Iterable[Phone]) -> Iterator[tuple[Phone, str]]:
    for phone in phones:
        try:
            yield phone, decrypted(phone.key, phone.user_id)
        except Unreadable:
            continue


def _kept(phone: Phone, key: str) -> int:
    """Unless another worker, or its person, was faster."""
    return Phone.objects.filter(pk=phone.pk, key=phone.key).update(key=key)


def beside_the_release_before() -> bool:
    """Whether the upgrade that brought this is less than a day ago."""
    brought, first = _applied(*BROUGHT_BY), _applied(*FIRST_OF_ALL)
    if brought is None or first is None:
        return False
    return brought - first > SETTING_UP and timezone.now() - brought < GOING_BACK


def _applied(app: str, name: str) -> datetime | None:
    moment = MigrationRecorder.Migration.objects.filter(app=app, name=name).values_list("applied", flat=True)
    return moment.first()
