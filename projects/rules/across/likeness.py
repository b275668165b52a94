"""How alike two tables are: indicators compared row by row, without those that stand in every other table."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from projects.official.trees import plain_label
from projects.rules.across.near import bigrams, dice
from projects.spelling import bare
from projects.tables import Indicator, ProjectTable

_class = lru_cache(maxsize=1024)(plain_label)
_SEAM = "\0"  # stands in no cell
_DIGITS = re.compile("[0-9]+")
_FEW = 5  # tables that may share a row before it can be a stock row
_LEAST = 3  # rows of its own that a table must have to be compared
_RESEMBLES = 0.5  # rows less alike than this are different indicators


class Line(NamedTuple):
    """One indicator as compared: within its class, by what was typed."""

    level2: str
    text: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """`share` is 0 to 1; of `rows` of one's own `same` are equal, `close` resemble one of the others."""

    share: float
    rows: int
    same: int
    close: int


def own_lines(tables: Sequence[ProjectTable], stock_share: Decimal) -> list[tuple[Line, ...]]:
    """The rows of each table without those that more than a share of all have; none if too few are left."""
    keyed = [dict(map(_keyed, table.indicators)) for table in tables]
    having = Counter(key for rows in keyed for key in rows)
    most = int(max(Decimal(_FEW), stock_share * len(tables)))
    found = []
    for rows in keyed:
        lines = tuple(line for key, line in rows.items() if having[key] <= most and key[1])
        found.append(lines if len(lines) >= _LEAST else ())
    return found


def _keyed(row: Indicator) -> tuple[tuple[str, str], Line]:
    """By class and name without figures: what is a stock row is so for any sum."""
    level2 = _class(row.level2)
    text = bare(f"{row.level3}{_SEAM}{row.description}{_SEAM}{row.value}")
    name, description, value = text.split(_SEAM)
    line = Line(level2, f"{name}|{value}" if description == name else f"{name}|{description}|{value}")
    return (level2, _DIGITS.sub("", name)), line


def compare(mine: Sequence[Line], theirs: Sequence[Line]) -> Likeness:
    """Each row with the likeliest of its class that is still free; rows without a match count as unlike."""
    free = list(theirs)
    share, same, close = 0.0, 0, 0
    for line in sorted(mine, key=lambda line: line not in theirs):  # equal rows find each other first
        likely = [
            (dice(bigrams(line.text), bigrams(other.text)), -number)
            for number, other in enumerate(free)
            if other.level2 == line.level2
        ]
        alike, place = max(likely, default=(0.0, 0))
        if alike < _RESEMBLES:
            continue
        equal = free.pop(-place).text == line.text
        share += 1.0 if equal else alike
        same, close = same + equal, close + (not equal)
    return Likeness(2 * share / (len(mine) + len(theirs)), len(mine), same, close)
