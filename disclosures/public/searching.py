"""The search over what is in force, and over corrected editions where they are asked for.

By a visitor, so within a bound whatever is asked: the first thousand finds, the newest first, are put in
order and counted; a visitor with more narrows the search. The searched rows are made of published bytes
(models/public.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from disclosures.models import PublicEntry, PublicWords
from projects.searching import Pieces, asked, compared, highlight, keep_words, newest, snippet

MOST = 1000  # finds that are counted and shown
PAGE = 20
MOST_AT_ONCE = 100
_ROW = ("pk", "title", "kind", "year")
_KINDS = (PublicEntry.Kind.PROJECT, PublicEntry.Kind.SECTION, PublicEntry.Kind.INDICATOR)


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, its title and a line of its text in pieces: what was asked for is marked."""

    entry: PublicEntry
    title: Pieces
    text: Pieces
    department: Pieces


@dataclass(frozen=True, slots=True)
class Found:
    """One page of finds. `count` is at most MOST; `more` says that there are others beyond it."""

    hits: list[Hit] = field(default_factory=list)
    count: int = 0
    more: bool = False

    @property
    def total(self) -> str:
        return f"超过{MOST}条" if self.more else f"共{self.count}条"


def index_entries(entries: Iterable[PublicEntry]) -> int:
    """Make saved entries be found; in the transaction that saves them. They are forgotten when deleted."""
    return keep_words(PublicWords, ((entry.pk, searched_text(entry)) for entry in entries))


def searched_text(entry: Any) -> str:
    """A project is found by its department too; its indicators would only bury it."""
    told = [entry.title, entry.text]
    if entry.kind == PublicEntry.Kind.PROJECT:
        told.append(entry.department_name)
    return "\n".join(compared(text) for text in told if text)


def search_public(
    query: str,
    *,
    district: str | None = None,
    year: int | None = None,
    department: str | None = None,
    sector: str | None = None,
    least: Decimal | None = None,
    most: Decimal | None = None,
    old: bool = False,
    limit: int = PAGE,
    offset: int = 0,
) -> Found:
    """What holds every word of the query; amounts in 万元. A blank one lists the projects that fit.

    `old` asks for editions too that were corrected and can still be read.
    """
    wanted = {
        "district": district,
        "year": year,
        "department": department,
        "sector": sector,
        "amount__gte": least,
        "amount__lte": most,
    }
    narrowed = {name: value for name, value in wanted.items() if value not in (None, "")}
    entries = PublicEntry.objects.filter(**narrowed)
    if not old:
        entries = entries.filter(old=False)
    if asked(query):
        rows = newest(entries.values_list(*_ROW), query, MOST + 1)
    elif query.strip() or not narrowed:
        return Found()
    else:
        projects = entries.filter(kind=PublicEntry.Kind.PROJECT).order_by("-pk")
        rows = list(projects.values_list(*_ROW)[: MOST + 1])
    ordered, more = _ordered(rows[:MOST], query), len(rows) > MOST
    first = max(0, offset)
    page = ordered[first : first + min(max(0, limit), MOST_AT_ONCE)]
    held = PublicEntry.objects.select_related("edition").defer("edition__manifest").in_bulk(page)
    return Found([_hit(held[pk], query) for pk in page if pk in held], len(ordered), more)


def _ordered(rows: list[tuple[int, str, str, int]], query: str) -> list[int]:
    """Keys: titles before texts, projects before what is said of them, late years first."""
    words = asked(query)

    def place(row: tuple[int, str, str, int]) -> tuple[bool, int, int, int]:
        pk, title, kind, year = row
        told = compared(title)
        return not all(word in told for word in words), _KINDS.index(kind), -year, pk

    return [row[0] for row in sorted(rows, key=place)]


def _hit(entry: PublicEntry, query: str) -> Hit:
    return Hit(
        entry,
        highlight(entry.title, query),
        snippet(entry.text, query),
        highlight(entry.department_name, query),
    )
