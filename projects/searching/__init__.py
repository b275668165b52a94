"""The one search of desk and public site: every word stands in the text, as any part of it (words.py).

A searched model has a table of `Words`; its index finds what may hold the words, and the text itself is
compared, so that nothing shows that holds only their pairs.
"""

from typing import Any

from django.db import connections
from django.db.models import Max, Model, Q, QuerySet

from projects.searching.frequency import share
from projects.searching.indexing import BLOCK_BITS, Words, walked
from projects.searching.keeping import keep_words
from projects.searching.showing import Pieces, highlight, snippet
from projects.searching.words import asked, compared, folded, needed

__all__ = [
    "Pieces",
    "asked",
    "compared",
    "folded",
    "highlight",
    "holding",
    "keep_words",
    "newest",
    "snippet",
]


_OFTEN = 1 / 32  # of the rows: what is commoner is found by reading rows no later than by the index
_MOST_BLOCKS = 1_000  # looked up together; keys with gaps wider than rows make more, which PostgreSQL refuses
_ROOM = 2  # times as many rows as should do, since words come in clusters


def newest(queryset: QuerySet, query: str, most: int) -> list:
    """The first `most` that hold all words, highest keys first; common words cost little more than rare."""
    given = asked(query)
    if not given:
        return []
    words = _words(queryset.model)
    if connections[queryset.db].vendor == "sqlite":
        return list(walked(_comparing(queryset, given), words, needed(given))[:most])
    last = _last(queryset, words, given, most)
    if last is not None:
        rows = list(_comparing(last, given).order_by("-pk")[:most])
        if len(rows) == most:
            return rows
    found = queryset.filter(words__tokens__holds=needed(given))
    return list(_comparing(found, given).order_by("-pk")[:most])


def _last(queryset: QuerySet, words: type[Words], given: list[str], most: int) -> QuerySet | None:
    """So many of the newest rows that `most` finds should be among them; None if those may be all there are.

    Common words are read down to; of others, looking up those in the last blocks costs less.
    """
    common, rows = share(words, queryset.db, given)
    if not common or common * rows < _ROOM * most:
        return None
    end = words.objects.using(queryset.db).aggregate(Max("pk"))["pk__max"] or 0
    start = end - round(_ROOM * most / common * max(1, end / rows))  # keys leave gaps
    if common > _OFTEN:
        return queryset.filter(pk__gt=start, words__pk__gt=start)
    blocks = range(max(start, 0) >> BLOCK_BITS, (end >> BLOCK_BITS) + 1)
    if len(blocks) > _MOST_BLOCKS:
        return None
    return queryset.filter(words__tokens__holds=needed(given), words__tokens__lies_in=blocks)


def _comparing(queryset: QuerySet, given: list[str]) -> QuerySet:
    for word in given:
        queryset = queryset.filter(words__text__contains=word)
    return queryset


def holding(model: type[Model], query: str, **within: Any) -> Q:
    """The same as a condition on a searched model.

    `within` narrows by fields of the rows that are searched, as the queryset is narrowed anyway: else a word
    that a whole province uses is looked up for all of it.
    """
    given = asked(query)
    if not given:
        return Q(pk__in=[])
    words = _words(model)
    narrowed = {f"{words._meta.pk.name}__{name}": value for name, value in within.items()}
    found = words.objects.filter(tokens__holds=needed(given), **narrowed)
    for word in given:
        found = found.filter(text__contains=word)
    return Q(pk__in=found.values("pk"))


def _words(model: type[Model]) -> type[Words]:
    return model._meta.get_field("words").related_model
