"""Number formats: what a cell shows of the number or text that it holds, as Excel in Chinese draws it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from projects.importing.excel.built_in import LONG_DATE, LONG_TIME
from projects.importing.excel.dates import dated
from projects.importing.excel.digits import Digits, general

_TOKEN = re.compile(
    r"""
    "(?P<text>[^"]*)"? | [\\!](?P<escaped>.) | [_*](?P<blank>.) | \[(?P<bracket>[^\]]*)\] | (?P<end>;)
    | (?P<general>General|G/通用格式) | (?P<noon>AM/PM|A/P|上午/下午)
    | (?P<exponent>(?-i:E)[+-]) | (?P<date>y+|m+|d+|h+|s+|aaaa?|e+) | (?P<sign>[0\#?.,%@/]) | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9]+(?:\.[0-9]+)?)")
_HOLDS = {
    "<=": lambda compared: compared <= 0,
    ">=": lambda compared: compared >= 0,
    "<>": lambda compared: compared != 0,
    "<": lambda compared: compared < 0,
    ">": lambda compared: compared > 0,
    "=": lambda compared: compared == 0,
}
_LONGEST, _MOST_CHARACTERS = 255, 32_767  # Excel's own bounds of a format and of a text
_KINDS = {"escaped": "text", "other": "text"}


class Token(NamedTuple):
    """A piece of a format: `text` as it stands, or a sign of the given kind."""

    kind: str
    text: str


@dataclass(frozen=True)
class Section:
    """What stands between two semicolons."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None

    def has(self, *kinds: str) -> bool:
        return any(token.kind in kinds for token in self.tokens)

    def holds(self, number: Decimal) -> bool:
        if self.condition is None:
            return True
        sign, bound = self.condition
        return _HOLDS[sign](number.compare(bound))


class Format:
    """One number format, taken apart."""

    def __init__(self, code: str) -> None:
        sections = _sections(code[:_LONGEST]) if code else [Section((Token("general", ""),))]
        self._text: Section | None = None
        if len(sections) >= 4:
            self._text = sections[3]
        elif sections[-1].has("@"):
            self._text = sections[-1]
        numbers = [section for section in sections[:3] if not section.has("@")]
        self._numbers = numbers or [Section((Token("general", ""),))]

    def text(self, text: str) -> str:
        """What the cell shows of a text."""
        if self._text is None or len(text) > _MOST_CHARACTERS:
            return text
        return "".join(text if token.kind == "@" else token.text for token in self._text.tokens)

    def number(self, number: Decimal, date1904: bool = False, computed: bool = False) -> str:
        """What the cell shows of a number; a `computed` one in as many figures as Excel shows."""
        section, absolute = self._chosen(number)
        if section.has("date", "elapsed"):
            if (text := dated(section.tokens, number, date1904)) is not None:
                return text
            return general(number, computed)
        minus = "-" if number < 0 and not absolute and section.tokens else ""
        if section.has("general") or section.has("/"):
            words = "".join(token.text for token in section.tokens if token.kind == "text")
            return f"{minus}{general(abs(number), computed)}{words}"
        return minus + Digits(section.tokens).fill(abs(number))

    def _chosen(self, number: Decimal) -> tuple[Section, bool]:
        """The section for a number, and whether it says itself that the number is negative."""
        sections = self._numbers
        if any(section.condition for section in sections):
            held = (section for section in sections if section.holds(number))
            return next(held, sections[-1]), False
        if number < 0 and len(sections) > 1:
            return sections[1], True
        return (sections[2] if not number and len(sections) > 2 else sections[0]), False


@lru_cache(maxsize=2048)
def format_of(code: str) -> Format:
    return Format(code)


def _sections(code: str) -> list[Section]:
    sections: list[Section] = []
    tokens: list[Token] = []
    condition = None
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "text", match[match.lastgroup] if match.lastgroup else ""
        if kind == "end":
            sections.append(Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif kind == "bracket":
            if found := _CONDITION.fullmatch(text):
                condition = (found[1], Decimal(found[2]))
            elif text.upper() in ("$-F800", "$-F400"):  # the long date or time of the system
                return _sections(LONG_DATE if text.upper() == "$-F800" else LONG_TIME)
            else:
                tokens += _bracketed(text)
        elif kind != "blank":
            tokens.append(Token(text if kind == "sign" else _KINDS.get(kind, kind), text))
    return [*sections, Section(tuple(tokens), condition)]


def _bracketed(text: str) -> list[Token]:
    """Elapsed hours, minutes or seconds, or the sign of a currency; colours and languages show nothing."""
    if set(text.lower()) in ({"h"}, {"m"}, {"s"}):
        return [Token("elapsed", text.lower())]
    return [Token("text", text[1:].partition("-")[0])] if text.startswith("$") else []
