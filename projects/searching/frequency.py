"""How common words are by what PostgreSQL has seen of their tokens; of several together it cannot tell.

It takes the tokens of a word for independent of each other. So of a word that stands in every tenth row it
expects next to nothing, fetches all the hundred thousand and sorts them, where the newest ten thousand rows
would have done.
"""

import time
from collections.abc import Iterable
from functools import lru_cache
from math import prod

from django.db import connections

from projects.searching.indexing import Words
from projects.searching.words import needed

_KEPT = 600  # seconds that are believed of a table
_KNOWN = """
    SELECT greatest(reltuples, 0), most_common_elems::text::text[], most_common_elem_freqs
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace LEFT JOIN pg_stats
    ON schemaname = nspname AND tablename = relname AND attname = 'vector' WHERE pg_class.oid = %s::regclass
"""


def share(words: type[Words], using: str, given: Iterable[str]) -> tuple[float, float]:
    """What share of the rows may hold all these words, 0 if one is not common; and how many rows there are.

    For choosing a way only: it may be minutes old, and a word may be rarer than its tokens.
    """
    rows, common = _known(using, words._meta.db_table, time.monotonic() // _KEPT)
    return prod(min(common.get(token, 0.0) for token in needed([word])) for word in given), rows


@lru_cache(maxsize=16)
def _known(using: str, table: str, moment: float) -> tuple[float, dict[str, float]]:
    """Of how many rows, and of which tokens which share; `moment` makes that be forgotten."""
    with connections[using].cursor() as cursor:
        cursor.execute(_KNOWN, [table])
        rows, tokens, shares = cursor.fetchone()
    return rows, dict(zip(tokens or (), shares or (), strict=False))  # the shares end with least and most


def forget() -> None:
    _known.cache_clear()
