"""The mark that a file carries on every page while its tables are not public: one line, two words across."""

import re

from projects.tables import typed

ACROSS = "草稿 未公开"  # large, light, from corner to corner
_ROOM = 96  # halves of an em: what stands in 小五 (9 pt) on one line of a page's 156 mm
_MARK_OF_LEFT_OUT = "…"
_BETWEEN = re.compile(r"(\s*·\s*)")


def line(mark: str) -> str:
    """The mark as one line that any page holds: of what is too long, the longest parts end in an ellipsis.

    Parts stand between middle dots, so that a long name costs neither version nor time. A mark in which
    nothing can be seen still marks; only no mark is empty.
    """
    text = " ".join(typed(mark).split()) or (ACROSS if mark else "")
    if _width(text) <= _ROOM:
        return text
    parts = _BETWEEN.split(text)
    for most in range(_ROOM, 3, -1):
        shorter = "".join(part if place % 2 else _cut(part, most) for place, part in enumerate(parts))
        if _width(shorter) <= _ROOM:
            return shorter
    return _cut(text, _ROOM)


def _width(text: str) -> int:
    """Halves of an em, as `measure` counts them."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def _cut(text: str, most: int) -> str:
    """The text, or its beginning and an ellipsis, no wider than so many halves of an em."""
    if _width(text) <= most:
        return text
    end, used = 0, 2
    while (used := used + _width(text[end])) <= most:
        end += 1
    return text[:end].rstrip() + _MARK_OF_LEFT_OUT
