"""文号: one spelling for each, so that none is used twice, and the next one after the last. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

EXAMPLE = "芦财绩〔2025〕3号"
LONGEST = 60
WRONG = f"文号请写成“{EXAMPLE}”的样子：机关代字、六角括号里的年份、顺序号。"

_SHAPE = re.compile(r"([^\W\d_]{1,30})[〔\[(【{<〈《「『]([12]\d{3})[〕\])】}>〉》」』](?:第)?(\d{1,6})号")


class BadNumber(ValueError):
    """Cannot be a 文号; str() says how one is written."""


class Number(NamedTuple):
    """机关代字, year and 顺序号; the number within the year has no leading zeros."""

    office: str
    year: int
    place: int

    def __str__(self) -> str:
        return f"{self.office}〔{self.year}〕{self.place}号"


def read(text: str) -> Number:
    """Whatever brackets, widths and blanks it is typed with: 〔〕 and plain digits, as GB/T 9704 has it."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    found = _SHAPE.fullmatch(plain)
    if not found or not int(found[3]):
        raise BadNumber(WRONG)
    number = Number(found[1], int(found[2]), int(found[3]))
    if len(str(number)) > LONGEST:
        raise BadNumber(WRONG)
    return number


def following(last: str, used: Iterable[str], year: int) -> str:
    """The next one of the office of `last` in the row of `year`, behind all that were used.

    Empty where there is no last one that can be gone on from.
    """
    try:
        begun = read(last)
    except BadNumber:
        return ""
    places = [0]
    for text in used:
        try:
            other = read(text)
        except BadNumber:
            continue
        if (other.office, other.year) == (begun.office, year):
            places.append(other.place)
    return str(Number(begun.office, year, max(places) + 1))
