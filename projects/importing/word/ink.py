"""Whether the letters of a run stand out from the page: not hidden, not tiny, not white on white."""

import re
from enum import IntEnum
from typing import Any, NamedTuple

from projects.importing.word.names import attribute, switched_on

_SAYING = frozenset({"vanish", "specVanish", "sz", "color", "shd", "highlight"})
_TINY = ("0", "1", "2")  # half points; letters of one point are a line of dust
_WHITE = re.compile("(?:[Ff][89A-Fa-f]){3}")  # and what no eye tells from it
_WHITE_THEMES = ("background1", "light1", "bg1", "lt1")
_WHITE_IN_VML = re.compile("(?:#?(?:fff|ffffff)|white|window)(?: |$)", re.IGNORECASE)


class Sight(IntEnum):
    """How much of a run is seen."""

    CLEAR = 0
    FAINT = 1  # its letters are not, but its blanks and drawings are where they are
    HIDDEN = 2


class Ink(NamedTuple):
    """What a w:rPr says of its letters, None where it says nothing. `ground`: not white behind them."""

    hidden: bool | None = None
    tiny: bool | None = None
    white: bool | None = None
    ground: bool | None = None

    def over(self, below: "Ink") -> "Ink":
        return Ink(*map(first, self, below))

    def sight(self, ground: bool | None) -> Sight:
        """`ground`: what the paragraph stands on, where the run has no ground of its own."""
        if self.hidden:
            return Sight.HIDDEN
        faint = self.tiny or (self.white and not first(self.ground, ground))
        return Sight.FAINT if faint else Sight.CLEAR


SILENT = Ink()


def first(*said: bool | None) -> bool | None:
    """The nearest of those that say something."""
    for one in said:
        if one is not None:
            return one
    return None


def ink(properties: dict[str, Any]) -> Ink:
    """What the parts of a w:rPr say."""
    if _SAYING.isdisjoint(properties):
        return SILENT
    return Ink(
        _hidden(properties) if "vanish" in properties or "specVanish" in properties else None,
        attribute(properties["sz"]) in _TINY if "sz" in properties else None,
        bool(_white(properties["color"])) if "color" in properties else None,
        first(_highlight(properties), shade(properties.get("shd"))),
    )


def letters_seen(element: Any, name: str) -> bool:
    """Whether a w:sz or w:color of its own leaves a run seen that is seen without it."""
    return attribute(element) not in _TINY if name == "sz" else not _white(element)


def _hidden(properties: dict[str, Any]) -> bool:
    return any(switched_on(properties[name]) for name in ("vanish", "specVanish") if name in properties)


def _highlight(properties: dict[str, Any]) -> bool | None:
    colour = attribute(properties["highlight"]) if "highlight" in properties else "none"
    return None if colour == "none" else colour != "white"


def shade(element: Any) -> bool | None:
    """Whether a w:shd lays a ground other than white; None where it lays none."""
    if element is None or (kind := attribute(element) or "clear") == "nil":
        return None
    fill = _white(element, "fill")
    if kind != "clear":  # a pattern in its own colour, which is black unless it says otherwise
        return not (_white(element, "color") and (kind == "solid" or fill is not False))
    return None if fill is None else not fill


def background(element: Any) -> bool:
    """Whether a w:background colours the page."""
    return _white(element, "color") is False


def _white(element: Any, name: str = "val") -> bool | None:
    """Whether a colour is white; None for one that is left to Word. A theme's colour goes before others."""
    theme, shaded = ("themeFill", "themeFillShade") if name == "fill" else ("themeColor", "themeShade")
    named = attribute(element, theme)
    if named not in (None, "none"):
        return named in _WHITE_THEMES and (attribute(element, shaded) or "FF").upper() == "FF"
    colour = attribute(element, name)
    return None if colour in (None, "auto") else bool(_WHITE.fullmatch(colour))


def filled(box: Any) -> bool | None:
    """Whether the shape around a w:txbxContent is filled with other than white; None for one not filled."""
    shape = box.getparent().getparent()
    if shape.tag.startswith("{urn:schemas-microsoft-com:vml}"):
        if (shape.get("filled") or "t")[0] in "f0":
            return None
        return not _WHITE_IN_VML.match(shape.get("fillcolor") or "white")
    parts = {_local(each): each for each in shape}
    for each in parts.get("spPr", ()):
        if (kind := _local(each)) == "noFill":
            return None
        if kind.endswith("Fill"):
            return kind != "solidFill" or not _drawn_white(each)
    for each in parts.get("style", ()):
        if _local(each) == "fillRef":
            return None if each.get("idx", "0") == "0" else not _drawn_white(each)
    return None


def _drawn_white(fill: Any) -> bool:
    """Whether a DrawingML fill is plain white."""
    for colour in fill:
        named = colour.get("val") in _WHITE_THEMES or colour.get("lastClr") == "FFFFFF"
        return not len(colour) and (named or bool(_WHITE.fullmatch(colour.get("val") or "")))
    return False


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
