"""What must not reach the public: identity, phone and bank-card numbers, and lists of persons. Pure.

It finds what looks so; a person says what stays, and why. A finding shows the number masked, and is known
again by a digest of its place and text.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from disclosures.document import Disclosure
from disclosures.publishing import names
from disclosures.publishing.texts import CHECKS, texts_of

IDENTITY, MOBILE, LANDLINE, CARD, PERSONS = "身份证号", "手机号", "固定电话", "银行卡号", "人员名单"

_GAP = "[ \\-]{0,2}"
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])(?:\d[ \-.]{0,2}){17}[\dXx](?![0-9A-Za-z])")
_OLD_IDENTITY = re.compile(r"(?<![0-9A-Za-z.])[1-8]\d{5}([ \-]?)\d{6}\1\d{3}(?![0-9A-Za-z]|\.\d)")
_GROUPED = (  # ways to write the eleven digits
    rf"1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}",
    rf"1[3-9]\d{_GAP}\d{{3}}{_GAP}\d{{5}}",
    rf"1[3-9]\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{4}}",
    rf"1[3-9]\d{{3}}{_GAP}\d{{6}}",
    r"1[3-9]\d\.\d{4}\.\d{4}",
    r"1(?:[ \-][3-9])(?:[ \-]\d){9}",
)
_MOBILE = re.compile(rf"(?<!\d)(?:\+?86{_GAP})?(?:{'|'.join(_GROUPED)})(?!\d)")
_LANDLINE = re.compile(r"(?<![\d.])(?:\(0\d{2,3}\) ?|0\d{2,3}[ \-]{0,2})[2-9]\d{2,3}[ \-]?\d{4}(?![\d.])")
_CALLED = re.compile(r"(?:电话|热线|传真)[^\d\n]{0,6}([2-9]\d{2,3}[ \-]?\d{4})(?!\d)")
_CARD = re.compile(r"(?<![0-9A-Za-z])[3-6](?:[ \-]?\d){15,18}(?![0-9A-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True)
class Sensitive:
    """One thing found. `place` says where, for people; `excerpt` shows it masked."""

    kind: str
    place: str
    excerpt: str
    digest: str


def findings(disclosure: Disclosure, note: str = "") -> list[Sensitive]:
    """All of a disclosure, and of the 更正说明 that would be published with it; each place once.

    What a check repeats of another place is found there.
    """
    found: dict[str, Sensitive] = {}
    told: set[tuple[str, str]] = set()
    for key, place, text in texts_of(disclosure, note):
        for kind, start, end in spans(text):
            what = kind, text[start:end]
            if place != CHECKS or what not in told:
                told.add(what)
                one = Sensitive(kind, veiled(place), _excerpt(text, kind, start, end), _digest(key, *what))
                found.setdefault(one.digest, one)
    return list(found.values())


def found_in(text: str) -> list[str]:
    """What is found in a text by itself, by kind and masked, for a sentence that refuses it."""
    return [f"{kind}“{_excerpt(text, kind, start, end)}”" for kind, start, end in spans(text)]


def _digest(key: str, kind: str, told: str) -> str:
    return hashlib.sha256("\n".join((kind, key, told)).encode()).hexdigest()


def _excerpt(text: str, kind: str, start: int, end: int) -> str:
    """With a little of what stands around it, where numbers stay masked too."""
    before, after = veiled(text[:start])[-8:], veiled(text[end:])[:8]
    return f"{before}{_masked(kind, text[start:end])}{after}".replace("\n", " ")


def veiled(text: str) -> str:
    """The text with what is found in it masked, for saying where something else was found."""
    for kind, start, end in spans(text):
        text = text[:start] + _masked(kind, text[start:end]) + text[end:]
    return text


def spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Full-width digits count as digits: the text that is looked at has as many characters as the given."""
    plain = "".join(_narrow(char) for char in text)
    taken: list[tuple[int, int]] = []
    for kind, start, end in _numbers(plain):
        if not any(start < last and first < end for first, last in taken):
            taken.append((start, end))
            yield kind, start, end
    for start, end in names.lists_in(text):
        yield PERSONS, start, end


def _numbers(text: str) -> Iterator[tuple[str, int, int]]:
    for kind, pattern, holds in (
        (IDENTITY, _IDENTITY, _is_identity),
        (IDENTITY, _OLD_IDENTITY, _is_old_identity),
        (MOBILE, _MOBILE, None),
        (LANDLINE, _LANDLINE, None),
        (CARD, _CARD, _is_card),
    ):
        for match in pattern.finditer(text):
            if holds is None or holds(re.sub("[ .-]", "", match.group())):
                yield kind, *match.span()
    for match in _CALLED.finditer(text):
        yield LANDLINE, *match.span(1)


def _narrow(char: str) -> str:
    narrow = unicodedata.normalize("NFKC", char)
    if len(narrow) != 1:
        return char
    return "-" if narrow in "‐‑‒–—―−" else narrow


def _is_identity(digits: str) -> bool:
    """A day of birth that there was, and the check digit of GB 11643."""
    born = _day(digits[6:14])
    if born is None:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return 1880 <= born.year <= 2100 and digits[0] in "12345678" and _CHECKS[total % 11] == digits[-1].upper()


def _is_old_identity(digits: str) -> bool:
    """The fifteen digits given until 1999 have a day of birth, and no check digit."""
    return _day(f"19{digits[6:12]}") is not None


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def _is_card(digits: str) -> bool:
    """Luhn; and no run of one digit, which passes it too."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0 and len(set(digits)) > 1


def _masked(kind: str, told: str) -> str:
    if kind == PERSONS:
        return names.masked(told)
    shown = 3 if kind == MOBILE else 4 if kind == LANDLINE else 6
    return "".join(char if place < shown or not char.isdigit() else "*" for place, char in enumerate(told))
