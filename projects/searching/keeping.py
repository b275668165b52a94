"""Writing what is searched, in the transaction of the row it is of."""

from collections.abc import Iterable
from functools import reduce
from itertools import islice
from operator import or_

from django.db import transaction
from django.db.models import Q

from projects.searching.indexing import Words
from projects.searching.words import QUOTES, tokens, unquoted

AT_ONCE = 200  # rows


def keep_words(model: type[Words], told: Iterable[tuple[int, str]]) -> int:
    """Write what each row (by its key) says, as it is compared, over what was kept of it before. Rows."""
    told, count, key = iter(told), 0, [model._meta.pk.name]
    while batch := list(islice(told, AT_ONCE)):
        rows = [model(pk=pk, text=text, tokens=" ".join(tokens(text))) for pk, text in batch]
        model.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=key, update_fields=["text", "tokens"]
        )
        count += len(rows)
    return count


def keep_unquoted(model: type[Words]) -> int:
    """Write anew what was kept while quotation marks still parted words; for a migration. How many rows.

    A batch at a time, each in a transaction of its own, since the release before goes on writing meanwhile.
    """
    quoted = reduce(or_, (Q(text__contains=mark) for mark in QUOTES))
    last, count = 0, 0
    while True:
        with transaction.atomic():
            rows = model.objects.select_for_update().filter(quoted, pk__gt=last).order_by("pk")[:AT_ONCE]
            batch = list(rows.values_list("pk", "text"))
            count += keep_words(model, ((pk, unquoted(text)) for pk, text in batch))
        if not batch:
            return count
        last = batch[-1][0]
