"""Whether a cell says anything: a sign, a waiting unit or a 无 fills no cell."""

import re
from functools import lru_cache

from projects.rules.reading import Row
from projects.rules.settings import Settings
from projects.spelling import bare

_SIGNS = re.compile(r"[\s\W_]*")
_UNITS = re.compile(r"[\s\W_]*(?:[百千]?[万亿]?元)?[\s\W_]*")
_LONGEST_BLANK = 12  # characters; what is longer says something


def says(text: str) -> bool:
    """Whether there is more than signs: / and — are none; the 无 of a value says that nothing may happen."""
    return bool(text) and not (len(text) <= _LONGEST_BLANK and _SIGNS.fullmatch(text))


def tells(text: str, settings: Settings) -> bool:
    """Whether a cell for words says something: 无 and 待定 don't."""
    return says(text) and not (len(text) <= _LONGEST_BLANK and bare(text) in _blank(settings))


def sums(text: str, settings: Settings) -> bool:
    """Whether a cell of money holds more than the unit that waits for its number."""
    return tells(text, settings) and not (len(text) <= _LONGEST_BLANK and _UNITS.fullmatch(text))


@lru_cache(maxsize=64)
def _blank(settings: Settings) -> frozenset[str]:
    return frozenset(settings.words("blank_words"))


def is_empty(row: Row) -> bool:
    """A row with nothing but class labels."""
    one = row.indicator
    return not (says(one.level3) or says(one.value) or says(one.description) or says(one.basis))
