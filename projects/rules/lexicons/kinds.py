"""What a district may change for a year besides levels: figures that rules compare with, and word lists."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Threshold:
    """A figure that rules compare with: its title, its unit and what it starts from."""

    title: str
    unit: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A word list: its title, what its words do, and the words it starts from."""

    title: str
    use: str
    words: tuple[str, ...]


def threshold(title: str, unit: str, value: str) -> Threshold:
    return Threshold(title, unit, Decimal(value))


def lexicon(title: str, use: str, words: str) -> Lexicon:
    """Words are written one after the other, with blanks between them."""
    return Lexicon(title, use, tuple(words.split()))
