"""Linking what was committed into chains. Any worker may do it at any time; who writes never waits for it."""

import hashlib
import json
import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from typing import Self

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from budget_site.trail.models import Action, TrailRecord, TrailSeal, chain_of
from budget_site.trail.recording import record

logger = logging.getLogger("budget_site.trail")

NOTHING_BEFORE = "0" * 64
AT_ONCE = 1000  # records a transaction: so long another sealer waits
LATE = 10_000  # so many ids back a late commit is looked for each time; further back, once a day
_LOCK = 5_719_823_406  # an advisory lock of PostgreSQL, told from others by its number

# With `at`, every field. One that is added later goes in only where it holds something: else no older hash
# would be right.
SEALED = (
    "id",
    "district_id",
    "actor_id",
    "actor_name",
    "on_behalf_of",
    "address",
    "action",
    "object_kind",
    "object_id",
    "object_text",
    "before",
    "after",
    "note",
)
_HEAD = re.compile(r"\b(installation|district-\d+):(\d{1,18}):([0-9a-f]{64})\b")


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of a chain, at some time. Kept elsewhere, it tells later whether the chain was cut."""

    chain: str
    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.chain}:{self.number}:{self.hash}"

    @classmethod
    def all_in(cls, text: str) -> list[Self]:
        return [cls(chain, int(number), hash) for chain, number, hash in _HEAD.findall(text)]


def digest(chain: str, number: int, previous: str, one: TrailRecord) -> str:
    """SHA-256 (hex) of a record at its place in its chain."""
    told = {name: getattr(one, name) for name in SEALED}
    told["at"] = one.at.astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps([chain, number, previous, told], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def seal(everything: bool = False) -> int:
    """Link all records that are committed and not linked yet; how many these were."""
    count = 0
    while done := _seal_some(everything):
        count += done
    return count


def heads() -> list[Head]:
    """The last link of every chain, as an edition or a log keeps it."""
    last = TrailSeal.objects.order_by("chain").values("chain").annotate(number=Max("number"))
    return [_head_of(one["chain"]) for one in last]


def tell_heads() -> None:
    """Once a day, every chain's head goes to the log, and into the installation's chain itself.

    That record is how one knows that it was done, and it ties the districts' chains together: who cuts one
    must cut the installation's too. The log comes first: told twice does no harm, not at all would.
    """
    if _told_today():
        return
    seal(everything=True)
    with transaction.atomic(durable=True):
        _one_at_a_time()
        found = [] if _told_today() else heads()
        for head in found:
            logger.info("链头 %s", head)
        if found:
            after = {head.chain: f"{head.number}:{head.hash}" for head in found}
            record(Action.HEADS, by=None, after=after)


def _told_today() -> bool:
    last = TrailRecord.objects.filter(action=Action.HEADS).order_by("-id").first()
    return last is not None and timezone.localdate(last.at) >= timezone.localdate()


def _seal_some(everything: bool) -> int:
    if not _unsealed(everything).exists():
        return 0
    with transaction.atomic(durable=True):
        _one_at_a_time()
        return len(TrailSeal.objects.bulk_create(_links(_unsealed(everything)[:AT_ONCE])))


def _unsealed(everything: bool):
    """In order of id. Of transactions that run side by side, one with a lower id may be committed later."""
    found = TrailRecord.objects.filter(seal=None).order_by("id")
    last = None if everything else TrailSeal.objects.aggregate(last=Max("record_id"))["last"]
    return found if last is None else found.filter(id__gt=last - LATE)


def _links(records: Iterable[TrailRecord]) -> list[TrailSeal]:
    heads: dict[str, Head] = {}
    links = []
    for one in records:
        chain = chain_of(one.district_id)
        head = heads.get(chain) or _head_of(chain)
        number = head.number + 1
        link = Head(chain, number, digest(chain, number, head.hash, one))
        links.append(TrailSeal(record=one, chain=chain, number=number, previous=head.hash, hash=link.hash))
        heads[chain] = link
    return links


def _head_of(chain: str) -> Head:
    last = TrailSeal.objects.filter(chain=chain).order_by("-number").first()
    return Head(chain, last.number, last.hash) if last else Head(chain, 0, NOTHING_BEFORE)


def _one_at_a_time() -> None:
    """Until the transaction ends. On SQLite it began with the one lock there is.

    Not a row's lock: on PostgreSQL that needs the right to update, which the site does not have here.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
