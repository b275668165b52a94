"""Narrowing the records of the chains that somebody may read."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date

from budget_site.trail.models import INSTALLATION, Action, TrailRecord

LONGEST = 50  # characters of what is looked for


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is asked of the list; what makes no sense is not asked."""

    chain: str = ""
    action: str = ""
    person: str = ""
    first: date | None = None
    last: date | None = None
    text: str = ""

    @classmethod
    def read(cls, data: Mapping[str, str]) -> Self:
        action = data.get("action", "")
        return cls(
            chain=_words(data, "chain"),
            action=action if action in Action else "",
            person=_words(data, "person"),
            first=_day(data, "first"),
            last=_day(data, "last"),
            text=_words(data, "text"),
        )

    def told(self) -> dict[str, str]:
        """What was asked, for a link or a record."""
        return {name: str(value) for name, value in asdict(self).items() if value}


def records_of(chains: Mapping[str, str], asked: Narrowed) -> QuerySet[TrailRecord]:
    """From these chains what was asked for; the seals come along, a record that waits for its has none."""
    wanted = [chain for chain in chains if asked.chain in ("", chain)]
    found = TrailRecord.objects.filter(_in(wanted)).select_related("seal")
    if asked.action:
        found = found.filter(action=asked.action)
    if asked.person:
        found = found.filter(Q(actor_name__icontains=asked.person) | Q(on_behalf_of__icontains=asked.person))
    if asked.first:
        found = found.filter(at__gte=_midnight(asked.first))
    if asked.last:
        found = found.filter(at__lt=_midnight(asked.last + timedelta(days=1)))
    if asked.text:
        found = found.filter(Q(object_text__icontains=asked.text) | Q(note__icontains=asked.text))
    return found


def _in(chains: list[str]) -> Q:
    districts = [int(chain.rpartition("-")[2]) for chain in chains if chain != INSTALLATION]
    within = Q(district__in=districts)
    return within | Q(district=None) if INSTALLATION in chains else within


def _words(data: Mapping[str, str], name: str) -> str:
    return data.get(name, "").replace("\0", "").strip()[:LONGEST]


def _day(data: Mapping[str, str], name: str) -> date | None:
    try:
        day = parse_date(data.get(name, ""))
    except ValueError:
        return None
    return day if day and 2000 <= day.year <= 2999 else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
