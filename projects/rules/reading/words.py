"""Word lists of a district as one pattern each, made once for its settings."""

import re
from collections.abc import Iterable
from functools import lru_cache

from projects.rules.settings import Settings

_NEVER = re.compile(r"(?!)")


@lru_cache(maxsize=512)
def pattern(name: str, settings: Settings) -> re.Pattern[str]:
    """Any word of a list, the longest first; nothing where a district emptied it."""
    words = settings.words(name)
    return re.compile("|".join(map(re.escape, words))) if words else _NEVER


def first_of(name: str, text: str, settings: Settings) -> str:
    """The first word of a list that stands in a text; empty where none does."""
    found = pattern(name, settings).search(text)
    return found[0] if found else ""


def contains(name: str, text: str, settings: Settings) -> bool:
    """Whether a word of a list stands in a text."""
    return pattern(name, settings).search(text) is not None


def any_of(words: Iterable[str]) -> str:
    """One expression for any of the words, the first of those that begin alike.

    Told apart by their first character before any is tried: a list of a hundred words costs about as much as
    one of ten.
    """
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    if not groups:
        return "(?!)"
    firsts = "".join(map(re.escape, groups))
    tails = (f"{re.escape(first)}(?:{'|'.join(tails)})" for first, tails in groups.items())
    return f"(?=[{firsts}])(?:{'|'.join(tails)})"


@lru_cache(maxsize=256)
def pattern_but(name: str, but: str, settings: Settings) -> re.Pattern[str]:
    """Group 1: a word of a list that is no part of the sayings in another list."""
    return re.compile(f"{any_of(settings.words(but))}|({any_of(settings.words(name))})")


def first_but(name: str, but: str, text: str, settings: Settings) -> str:
    """The first word of a list in a text outside the sayings of another; empty where there is none."""
    return next((found[1] for found in pattern_but(name, but, settings).finditer(text) if found[1]), "")
