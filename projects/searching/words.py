"""What a search compares: folded text, the words of a query, and the tokens an index keeps of a text.

A query is words; each must stand in the text, as any part of it: `5G` in `5G基站`, `P0000` in `P00001`.
Blanks and punctuation separate words and are not compared, so `绩效、目标` asks for both words in any
order. Signs that carry a meaning (≥ % + ℃) belong to the word, and so does the point within a number.
What official texts print in quotation marks (“三公”经费) and everybody types without is asked for in parts.

The tokens of a text are its single characters and its pairs of neighbours. A text that holds a word holds all
pairs of the word; the reverse is not true, so what the tokens find is compared with the word itself.
"""

import re
import unicodedata
from collections.abc import Iterable

MOST_ASKED = 100  # characters of a query
# Stands for all tokens of a text that has too many for one row of an index: it is compared each time.
# Folding makes three points of this sign, so it is nobody's token.
ANYTHING = "…"
_MOST_BYTES = 500_000  # of tokens; PostgreSQL takes one MiB
_MEANT = "%‰."  # punctuation to Unicode
_LONE_POINT = re.compile(r"(?<![0-9])\.|\.(?![0-9])")
_PRINTED_IN_QUOTES = re.compile("(三公|三保)(?=经费|支出|预算|开支|消费|保障)")


class _Separated(dict):
    """For `str.translate`: separators become blanks. What Unicode does not know yet, it may make a letter."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        category = unicodedata.category(char)
        separates = category[0] in "ZP" or category in ("Cc", "Cf", "Cs")
        self[code] = ord(" ") if separates and char not in _MEANT else code
        return self[code]


_SEPARATED = _Separated()


def folded(text: str) -> str:
    """As texts are compared: half width, small letters."""
    return unicodedata.normalize("NFKC", text).casefold()


def words(told: str) -> list[str]:
    """What stands between the blanks and punctuation of a folded text, in order."""
    return _LONE_POINT.sub(" ", told.translate(_SEPARATED)).split()


def asked(query: str) -> list[str]:
    """The words of a query, each once; the longest first, since they find the least."""
    told = _PRINTED_IN_QUOTES.sub(r" \1 ", folded(query[:MOST_ASKED]))
    return sorted(dict.fromkeys(words(told)), key=len, reverse=True)


def tokens(told: str) -> list[str]:
    """What an index keeps of a folded text."""
    kept: set[str] = set()
    for word in words(told):
        kept.update(word, _pairs(word))
    if sum(len(token.encode()) for token in kept) > _MOST_BYTES:
        return [ANYTHING]
    return sorted(kept)


def needed(asked: Iterable[str]) -> list[str]:
    """The tokens a text has that holds all these words."""
    return sorted({token for word in asked for token in (_pairs(word) or [word])})


def _pairs(word: str) -> list[str]:
    return [word[place : place + 2] for place in range(len(word) - 1)]
