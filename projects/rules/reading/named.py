"""What the names of indicators have in common with other words, and how they end."""

import re
from functools import lru_cache

from projects.rules.settings import Settings
from projects.values import HALF_WIDTH

LONGEST_NAME = 60  # characters; what is longer is a text
_MARKS = re.compile(r"[\W_]+")
_CLOSING_BRACKET = re.compile(r"\(([^()]{0,20})\)$")
_UNIT_OR_RATE = re.compile(
    r"[%‰率比/]|单位|^(?:[千百]?[万亿])?[人名位户家个件套台辆所处座项份次场期亩吨元米天日月年]$"
)


@lru_cache(maxsize=8192)
def bare_words(text: str) -> str:
    """Half-width and without marks and blanks; empty for what is too long to be a name."""
    return _MARKS.sub("", text.translate(HALF_WIDTH)) if len(text) <= LONGEST_NAME else ""


@lru_cache(maxsize=8192)
def name_end(text: str) -> str:
    """A name as its end is read: half-width, without blanks, and without a remark in brackets behind it.

    A bracket that holds a unit or a rate stays, for it says what the name counts in.
    """
    if len(text) > LONGEST_NAME:
        return ""
    name = "".join(text.translate(HALF_WIDTH).split()).rstrip("。;:,、")
    bracket = _CLOSING_BRACKET.search(name)
    if bracket and not _UNIT_OR_RATE.search(bracket[1]):
        name = name[: bracket.start()]
    return name.removesuffix("指标")


def ends_with(settings: Settings, words: str, name: str) -> str:
    """The longest word of a list that a name ends with; empty where none does."""
    ends = settings.words(words)
    if not name.endswith(ends):
        return ""
    return next(word for word in ends if name.endswith(word))
