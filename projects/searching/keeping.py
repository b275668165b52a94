"""Writing what is searched, in the transaction of the row it is of."""

from collections.abc import Iterable
from itertools import islice

from projects.searching.indexing import Words
from projects.searching.words import tokens

AT_ONCE = 200  # rows


def keep_words(model: type[Words], told: Iterable[tuple[int, str]]) -> int:
    """Write what each row (by its key) says, folded, over what was kept of it before. How many rows."""
    told, count, key = iter(told), 0, [model._meta.pk.name]
    while batch := list(islice(told, AT_ONCE)):
        rows = [model(pk=pk, text=text, tokens=" ".join(tokens(text))) for pk, text in batch]
        model.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=key, update_fields=["text", "tokens"]
        )
        count += len(rows)
    return count
