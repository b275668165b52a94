"""What a search compares: a text without its looks, the words of a query, and the tokens an index keeps.

A query is words; each must stand in the text, as any part of it: `5G` in `5G基站`, `P0000` in `P00001`.
Blanks and punctuation separate words and are not compared, so `绩效、目标` asks for both words in any
order. Signs that carry a meaning (≥ % + ℃) belong to the word, and so does the point within a number.
Quotation marks are left out: official texts print “两癌”筛查, and everybody looks for 两癌筛查.

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
QUOTES = "“”„‟‘’‚‛「」『』〝〞〟\"'"
_UNQUOTED = dict.fromkeys(map(ord, QUOTES))


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
    """Half width, small letters."""
    return unicodedata.normalize("NFKC", text).casefold()


def compared(text: str) -> str:
    """As texts are compared and kept for it: folded, without quotation marks."""
    return unquoted(folded(text))


def unquoted(told: str) -> str:
    return told.translate(_UNQUOTED)


def words(told: str) -> list[str]:
    """What stands between the blanks and punctuation of a text as it is compared, in order."""
    return _LONE_POINT.sub(" ", told.translate(_SEPARATED)).split()


def asked(query: str) -> list[str]:
    """The words of a query, each once; the longest first, since they find the least."""
    return sorted(dict.fromkeys(words(compared(query[:MOST_ASKED]))), key=len, reverse=True)


def tokens(told: str) -> list[str]:
    """What an index keeps of a text as it is compared."""
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
