"""What a workbook's styles say of a cell: the format of its number, its lines, whether it is seen."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from projects.importing.excel.built_in import built_in
from projects.importing.excel.formats import Format, format_of
from projects.importing.excel.names import child, short, whole
from projects.importing.markup import TOO_BULKY, Stream
from projects.importing.refused import ImportRefused

_WHITE = re.compile("(?:[0-9A-Fa-f]{2})?(?:[Ff][89A-Fa-f]){3}")  # and what no eye tells from it
_WHITE_INDEXES = ("1", "9")  # of the palette; 64 and 65 are left to the system
_NO_TINT = (None, "0", "0.0")
_MOST = 1_000_000  # more than any index in a workbook
_MOST_STYLES = 100_000  # of each kind; Excel itself keeps 65,490 for cells
_MOST_LETTERS = 500_000  # of all number formats together: each letter may become a sign to keep
READ = ("numFmt", "font", "fill", "border", "xf")
_OF_A_CELL = ("numFmtId", "borderId", "fontId", "fillId", "quotePrefix")


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

    def __init__(self, stream: Stream | None) -> None:
        """`stream` tells of the elements READ of a styles part. ImportRefused where there are too many."""
        said: dict[str, list[Any]] = {holder: [] for holder in _SAID}
        letters = 0
        for element in stream or ():
            parent = element.getparent()
            if parent is None:
                continue
            holder = short(parent.tag)  # conditional formats have fonts and fills too, held by others
            if holder in said:
                said[holder].append(_SAID[holder](element))
                letters += len(element.get("formatCode", ""))
                if len(said[holder]) > _MOST_STYLES or letters > _MOST_LETTERS:
                    raise ImportRefused(TOO_BULKY)
            stream.forget(element)
        codes = dict(said["numFmts"])
        formats: dict[str, Format] = {}
        self._styles = []
        for number, border, font, fill, quoted in said["cellXfs"]:
            code = _code(codes, whole(number, _MOST, 0))
            if code not in formats:
                formats[code] = Format(code)
            sides, white, ground = (
                _at(said[holder], place)
                for holder, place in (("borders", border), ("fonts", font), ("fills", fill))
            )
            self._styles.append(Style(formats[code], sides, white, ground, quoted in ("1", "true")))

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


def _format(element: Any) -> tuple[int, str]:
    return whole(element.get("numFmtId"), _MOST), element.get("formatCode") or ""


def _xf(element: Any) -> tuple[str | None, ...]:
    return tuple(element.get(name) for name in _OF_A_CELL)


_SAID: dict[str, Callable[[Any], Any]] = {
    "numFmts": _format,
    "fonts": lambda font: is_white(child(font, "color")),
    "fills": _ground,
    "borders": _boxed,
    "cellXfs": _xf,
}
