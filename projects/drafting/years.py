"""The years that a running text names, and in what sense each stands there.

A number is a year by what stands around it (2024年, 2024.12.31, 〔2024〕): 2024平方米, 2024号楼 and 2060万元
name none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}  # one for one: places stay
_ZERO = "〇○零0Oo"
_CHINESE = {
    **dict.fromkeys(_ZERO, 0),
    **{figure: place for place, figure in enumerate("一二三四五六七八九", 1)},
}
_AROUND = 40  # characters on either side that may tell what a number is

_IN_CHINESE = rf"二[{_ZERO}][{''.join(_CHINESE)}]{{2}}"
_FIGURES = re.compile(
    r"(?<![0-9])20[0-9]{2}(?![0-9])"
    r"|(?<![0-9.])[0-9]{2}(?=年(?:[底末度]|[0-9]{1,2}月))"
    rf"|{_IN_CHINESE}(?=\s*年)"
)

_TO = r"\s*(?:-|~|–|—{1,4}|[至到、和及与])\s*"  # 2024—2026年, 2024、2025年
_YEAR = r"\s*[学财]?年"
_STOP = r"(?:$|[,;:!?)，。；：、）》\n])"
_DAY = r"(?:[0-9一二三四五六七八九十]{1,3}\s*月(?:\s*[0-9一二三四五六七八九十]{1,3}\s*[日号])?)"
_DOTTED = r"(?:[.\-/][0-9]{1,2}(?:[.\-/][0-9]{1,2})?(?![0-9]))"
_REST = re.compile(rf"{_YEAR}\s*{_DAY}?|{_DOTTED}|\s*[〕\]】)]\s*第?\s*[0-9]+\s*号|")

# (what stands before, what stands behind) a number of four figures that make it a year
_YEARS = (
    ("", rf"{_YEAR}|[.\-/][0-9]{{1,2}}[.\-/][0-9]{{1,2}}(?![0-9])|(?:部门)?[预决]算|版|[届级](?=[新学毕班])"),
    (r"(?:^|[^0-9.])$", rf"[.\-/](?:0?[1-9]|1[0-2])(?:[前底末至~—\-]|{_STOP})"),
    (r"[〔\[【(]\s*$", r"\s*[〕\]】)]"),
    (r"(?:^|[^0-9.])$", rf"年?{_TO}20[0-9]{{2}}(?:{_YEAR}|{_STOP})"),
    (rf"(?<![0-9.])20[0-9]{{2}}年?{_TO}$", _STOP),
)


class Sense(StrEnum):
    """In what sense a year is named; only a plain one may follow the budget to another year."""

    PLAIN = "plain"
    LEAP_DAY = "leap day"  # plain, but 29 February: not every year has it
    DOCUMENT = "document"  # 财预〔2021〕22号
    SOURCE = "source"  # 《2024年政府工作报告》, 2024年版
    COMPARISON = "comparison"  # 比2024年增长
    OTHER = "other"  # 2024—2026年, 截至2024年底, 2024年起, 2024学年


_PERIOD = rf"\s*年\s*(?:[度底末初]|{_DAY}[底末初]?)?\s*的?"
_WITHIN = r"[^，。；、,;\n]"

# The first pair that fits tells the sense; before and behind must both fit.
_SENSES = (
    (Sense.DOCUMENT, r"[〔\[【]\s*$", r"\s*[〕\]】]"),
    (Sense.DOCUMENT, r"[(]\s*$", r"\s*\)\s*第?\s*[0-9]+\s*号"),
    (Sense.DOCUMENT, "", r"\s*年\s*(?:第\s*[0-9]+\s*号|[0-9]+\s*号[文令公])"),
    (Sense.SOURCE, r"《[^》]*$", ""),
    (Sense.SOURCE, "", r"\s*年?(?:版|修[订正]版?[)》]|本[)》])"),
    (Sense.COMPARISON, r"(?:(?<![占评])比|较|(?<!参)与|[高低多少大小优]于)\s*$", ""),
    (
        Sense.COMPARISON,
        "",
        rf"{_PERIOD}(?:相比|比较|同期|基础上|(?:平均|实际)?水平|为?基[期数准]|底数|实际|[决结]算)",
    ),
    (Sense.COMPARISON, "", rf"\s*年{_WITHIN}{{0,8}}(?:相比|持平|相当)"),
    (Sense.OTHER, r"(?:截[至止]到?|自|从|早在)\s*$", ""),
    (Sense.OTHER, r"[(]\s*$", r"\s*\)"),
    (Sense.OTHER, "", rf"{_PERIOD}(?:以来|起(?![草步])|开始|已|后(?![期续]))|\s*学年|\s*[届级]"),
    (Sense.OTHER, "", rf"\s*年{_WITHIN}{{0,12}}(?:印发|出台|发布|下发|制定|修订|批复|通过|实施)的"),
    (Sense.LEAP_DAY, "", r"\s*年\s*0?2月29[日号]|[.\-/]0?2[.\-/]29(?![0-9])"),
)
_BEFORE_AND_BEHIND = tuple((re.compile(before), re.compile(behind)) for before, behind in _YEARS)
_SENSED = tuple((sense, re.compile(before), re.compile(behind)) for sense, before, behind in _SENSES)
_PART = rf"(?:\s*年)?\s*(?:[度底末初]|{_DAY}[底末]?|{_DOTTED})?"
_SPAN_FROM = re.compile(rf"(20[0-9]{{2}}|{_IN_CHINESE}){_PART}{_TO}$")
_SPAN_TO = re.compile(rf"{_PART}{_TO}(20[0-9]{{2}}(?![0-9])|{_IN_CHINESE})")


@dataclass(frozen=True, slots=True)
class Mention:
    """A year at text[start:end]; what names it, with its month and day, reaches to `until`."""

    start: int
    end: int
    until: int
    year: int
    sense: Sense


def mentions(text: str) -> Iterator[Mention]:
    """Every year of this century that the text names, left to right."""
    text = half_width(text)
    for found in _FIGURES.finditer(text):
        before = text[max(0, found.start() - _AROUND) : found.start()]
        behind = text[found.end() : found.end() + _AROUND]
        if len(found[0]) == 4 and not _is_year(before, behind):
            continue
        until = found.end() + _REST.match(behind).end()
        year = _number(found[0])
        yield Mention(found.start(), found.end(), until, year, _sense(before, year, behind))


def half_width(text: str) -> str:
    """Figures and signs in half width, every character at its place."""
    return text if text.isascii() else text.translate(_HALF_WIDTH)


def renamed(figures: str, year: int) -> str:
    """Another year, written as this one is: 二〇二四, ２０２４, 24."""
    if figures[0] == "二":
        names = f"{figures[1]}一二三四五六七八九"
        return "".join(names[int(figure)] for figure in str(year))
    written = str(year)[-len(figures) :]
    return written if figures.isascii() else "".join(chr(ord(figure) + 0xFEE0) for figure in written)


def _number(figures: str) -> int:
    return 2000 + int("".join(str(_CHINESE.get(figure, figure)) for figure in figures[-2:]))


def _is_year(before: str, behind: str) -> bool:
    return any(left.search(before) and right.match(behind) for left, right in _BEFORE_AND_BEHIND)


def _sense(before: str, year: int, behind: str) -> Sense:
    for sense, left, right in _SENSED:
        if left.search(before) and right.match(behind):
            return sense
    ends = _SPAN_FROM.search(before), _SPAN_TO.match(behind)
    if any(end and _number(end[1]) != year for end in ends):
        return Sense.OTHER
    return Sense.PLAIN
