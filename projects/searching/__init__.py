"""The one search of desk and public site: every word stands in the text, as any part of it (words.py).

A searched model has a table of `Words`; its index finds what may hold the words, and the text itself is
compared, so that nothing shows that holds only their pairs.
"""

from django.db.models import Model, Q, QuerySet

from projects.searching.indexing import Words, walked
from projects.searching.keeping import keep_words
from projects.searching.showing import Pieces, highlight, snippet
from projects.searching.words import asked, folded, needed

__all__ = ["Pieces", "asked", "folded", "highlight", "holding", "keep_words", "matching", "newest", "snippet"]


def matching(queryset: QuerySet, query: str) -> QuerySet:
    """Those that hold every word of the query; none where there is no word in it."""
    return queryset.filter(holding(queryset.model, query))


def newest(queryset: QuerySet, query: str) -> QuerySet:
    """The same with the highest keys first: the first thousand of a common word cost no more than these."""
    given = asked(query)
    if not given:
        return queryset.none()
    found = queryset
    for word in given:
        found = found.filter(words__text__contains=word)
    walking = walked(found, _words(queryset.model), needed(given))
    return matching(queryset, query).order_by("-pk") if walking is None else walking


def holding(model: type[Model], query: str) -> Q:
    """The same as a condition on a searched model."""
    given = asked(query)
    if not given:
        return Q(pk__in=[])
    found = _words(model).objects.filter(tokens__holds=needed(given))
    for word in given:
        found = found.filter(text__contains=word)
    return Q(pk__in=found.values("pk"))


def _words(model: type[Model]) -> type[Words]:
    return model._meta.get_field("words").related_model
