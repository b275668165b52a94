"""What a workbook's styles say of a cell: the format of its number, its lines, whether it is seen."""

import re
from typing import Any, NamedTuple

from projects.importing.excel_built_in import built_in
from projects.importing.excel_formats import Format, format_of
from projects.importing.excel_names import child, short, whole

_WHITE = re.compile("(?:[0-9A-Fa-f]{2})?(?:[Ff][89A-Fa-f]){3}")  # and what no eye tells from it
_WHITE_INDEXES = ("1", "9")  # of the palette; 64 and 65 are left to the system
_NO_TINT = (None, "0", "0.0")
_MOST = 1_000_000  # more than any index in a workbook


class Style(NamedTuple):
    """`boxed`: lines are drawn at its sides. `white`: its letters are; `ground`: on other than white.

    `quoted`: whoever typed it said that it is text, with an apostrophe that is not part of it.
    """

    format: Format
    boxed: bool = False
    white: bool = False
    ground: bool = False
    quoted: bool = False


class Styles:
    """The cell styles of a workbook by their number; the plain one for a number that is not there."""

    def __init__(self, root: Any) -> None:
        parts = {short(part.tag): part for part in root} if root is not None else {}
        formats = {
            whole(each.get("numFmtId"), _MOST): each.get("formatCode") or ""
            for each in parts.get("numFmts", ())
        }
        boxes = [_boxed(border) for border in parts.get("borders", ())]
        whites = [is_white(child(font, "color")) for font in parts.get("fonts", ())]
        grounds = [_ground(fill) for fill in parts.get("fills", ())]
        self._styles = [
            Style(
                format_of(_code(formats, whole(each.get("numFmtId"), _MOST, 0))),
                _at(boxes, each.get("borderId")),
                _at(whites, each.get("fontId")),
                _at(grounds, each.get("fillId")),
                each.get("quotePrefix") in ("1", "true"),
            )
            for each in parts.get("cellXfs", ())
        ]

    def of(self, number: str | None) -> Style:
        place = whole(number, _MOST, 0)
        return self._styles[place] if place < len(self._styles) else _PLAIN


_PLAIN = Style(format_of(""))


def _code(formats: dict[int, str], number: int) -> str:
    return formats[number] if number in formats else built_in(number)


def _at(said: list[bool], number: str | None) -> bool:
    place = whole(number, _MOST, 0)
    return place < len(said) and said[place]


def _boxed(border: Any) -> bool:
    return any(
        short(side.tag) in ("left", "right", "start", "end") and side.get("style", "none") != "none"
        for side in border
    )


def is_white(colour: Any) -> bool:
    """Whether a colour is plain white; not where there is none."""
    if colour is None:
        return False
    if colour.get("theme") is not None:
        return colour.get("theme") == "0" and colour.get("tint") in _NO_TINT
    if colour.get("rgb") is not None:
        return bool(_WHITE.fullmatch(colour.get("rgb")))
    return colour.get("indexed") in _WHITE_INDEXES


def _ground(fill: Any) -> bool:
    pattern = child(fill, "patternFill")
    if pattern is None:
        return len(fill) > 0  # a gradient
    kind = pattern.get("patternType", "none")
    return kind != "none" and not (kind == "solid" and is_white(child(pattern, "fgColor")))
