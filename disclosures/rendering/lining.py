"""How many lines a paragraph takes in Word, where a quarter of an em stands between 汉字 and figures.

No punctuation begins a line: one hangs in the margin, more take the character before them along. No opening
bracket or quote ends a line; words and numbers stay whole where a line holds them.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from projects.rendering.measure import MM_PER_POINT

_NEVER_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…%,.;:?!)")
_HANGING = frozenset("，。、；：？！")
_NEVER_LAST = frozenset("（《〈「『【〔“‘(")
_PIECE = re.compile(r"[A-Za-z0-9.%/-]+|.", re.DOTALL)
_BETWEEN = 0.25  # em
# Of Times New Roman, in ems; what is not here is half an em, as every figure.
_WIDTHS = (
    dict.fromkeys("., ", 0.25)
    | dict.fromkeys("/:;", 0.28)
    | dict.fromkeys("-()", 0.33)
    | {"%": 0.83, "M": 0.89, "W": 0.94}
    | dict.fromkeys("ABCDEGHKNOQRUVXY", 0.7)
    | dict.fromkeys("fijlt", 0.3)
)


def line_count(text: str, width: float, size: float, indent: float = 0.0) -> int:
    """Lines in a column `width` mm wide, the first `indent` ems shorter; `size` in points."""
    room = width / (size * MM_PER_POINT)
    return sum(_lines(paragraph, room, indent) for paragraph in text.split("\n"))


def _lines(text: str, room: float, indent: float) -> int:
    lines, used, last = 1, indent, ""
    for piece in _pieces(text, room):
        wide = _width(piece) + (_BETWEEN if last and _changes(last[-1], piece[0]) else 0.0)
        hangs = piece[-1] in _HANGING and used + wide - 1 <= room + 0.01
        if used + wide > room + 0.01 and used > 0 and not hangs:
            lines, used, wide = lines + 1, 0.0, _width(piece)
        used, last = used + wide, piece
    return lines


def _pieces(text: str, room: float) -> Iterator[str]:
    """What is never broken: a word, and a character with the signs that must not leave it."""
    held = ""
    for piece in _PIECE.findall(text):
        if len(piece) / 2 > room:
            yield from filter(None, (held, *piece[:-1]))
            held = piece[-1]
        elif held and (piece[0] in _NEVER_FIRST or held[-1] in _NEVER_LAST):
            held += piece
        else:
            if held:
                yield held
            held = piece
    if held:
        yield held


def _changes(left: str, right: str) -> bool:
    """Whether 汉字 and a letter or figure meet; after a percent sign any Chinese sign counts as one."""
    if left.isascii() == right.isascii():
        return False
    return left == "%" or (left.isalnum() and right.isalnum())


def _width(piece: str) -> float:
    inner = sum(_BETWEEN for left, right in pairwise(piece) if _changes(left, right))
    return inner + sum(_WIDTHS.get(sign, 0.5) if sign.isascii() else 1.0 for sign in piece)
