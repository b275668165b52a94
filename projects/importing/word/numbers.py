"""The numbers Word puts before the paragraphs of a list: no run holds them, yet everybody sees them."""

import re
from dataclasses import dataclass, field
from typing import Any

from projects.importing.word.ink import SILENT, Ink, ink
from projects.importing.word.names import attribute, child, number, parts, short, switch, value
from projects.importing.word.number_formats import written
from projects.importing.word.signs import sign
from projects.importing.word.styles import DEEPEST_LEVEL, Styles

_PLACE = re.compile("%([1-9])")
_LAST_WIDE = re.compile("[、。〈-】〔-〟！-～①-⓿㈠-㊉]$")  # needs no blank before the text
_MOST = 32_767
_LONGEST = 64  # characters; a file could otherwise make megabytes of every paragraph


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    closing: str = "tab"  # what Word puts between number and text: tab, space or nothing
    restart: int | None = None  # only below a level above this one (from 1); 0 never; None below any
    legal: bool = False  # all numbers Arabic
    ink: Ink = SILENT
    style: str | None = None


@dataclass(slots=True)
class _List:
    """One w:num: the counters it shares, its levels, and where it starts them anew."""

    counters: str
    levels: dict[int, _Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbers:
    """The numbering part of a document, counting as its paragraphs are read in order."""

    def __init__(self, styles: Styles, root: Any = None) -> None:
        self._counts: dict[str, dict[int, int]] = {}
        self._abstract: dict[str, Any] = {}
        self._lists: dict[str, _List] = {}
        self._styles = styles
        nums = []
        for element in root if root is not None else ():
            if short(element.tag) == "abstractNum":
                self._abstract[attribute(element, "abstractNumId") or ""] = element
            elif short(element.tag) == "num":
                nums.append(element)
        self._num_of = {attribute(num, "numId"): value(num, "abstractNumId") for num in nums}
        for num in nums:
            self._lists[attribute(num, "numId") or ""] = self._list(num)
        self._abstract.clear()  # the XML is not needed once the lists are built

    def _list(self, num: Any) -> _List:
        abstract = value(num, "abstractNumId") or ""
        element = self._abstract.get(abstract)
        linked = value(element, "numStyleLink")
        if linked is not None:  # the levels stand where the linked style's own list has them
            abstract = self._num_of.get(self._styles.list_of(linked)[0]) or ""
            element = self._abstract.get(abstract)
        found = _List(abstract, dict(_levels(element)))
        for override in num:
            if short(override.tag) == "lvlOverride":
                at = number(attribute(override, "ilvl"), 0, DEEPEST_LEVEL, 0)
                found.levels.update(_levels(override))
                start = value(override, "startOverride")
                if start is not None:
                    found.restarts[at] = number(start, 0, _MOST, 1)
        return found

    def level_of(self, list_id: str | None, style: str | None) -> int:
        """The level that a list ties to a paragraph style."""
        levels = self._lists[list_id].levels if list_id in self._lists else {}
        return next((at for at, level in levels.items() if level.style and level.style == style), 0)

    def label(self, list_id: str | None, at: int) -> tuple[str, Ink]:
        """Count one paragraph at that level of the list: its number, with the blank after it if any.

        Beside it what the level says of the number's letters; the paragraph's mark says the rest.
        """
        found = self._lists.get(list_id or "")
        level = found.levels.get(at) if found else None
        if found is None or level is None:
            return "", SILENT
        counts = self._counts.setdefault(found.counters, {})
        if at in found.restarts:
            counts[at] = found.restarts.pop(at) - 1
        counts[at] = min(counts.get(at, level.start - 1) + 1, _MOST)
        for deeper in [key for key in counts if key > at]:
            restart = found.levels.get(deeper, level).restart
            if restart is None or at < restart:
                del counts[deeper]
        return _shown(level, found.levels, counts), level.ink


def _shown(level: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    def one(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        of = levels.get(at, level)
        if of.format == "bullet":
            return ""
        return written(counts.get(at, of.start), "decimal" if level.legal else of.format)

    told = level.text[:_LONGEST]
    text = told if level.format == "bullet" else _PLACE.sub(one, told)[:_LONGEST]
    bare = not text or level.closing == "nothing" or _LAST_WIDE.search(text)
    return text if bare else f"{text} "


def _levels(element: Any) -> list[tuple[int, _Level]]:
    found = []
    for each in element if element is not None else ():
        if short(each.tag) == "lvl":
            found.append((number(attribute(each, "ilvl"), 0, DEEPEST_LEVEL, 0), _level(each)))
    return found


def _level(element: Any) -> _Level:
    kind = value(element, "numFmt") or "decimal"
    text = value(element, "lvlText") or ""
    if kind == "bullet":
        text = _bullet(element, text)
    restart = value(element, "lvlRestart")
    return _Level(
        start=number(value(element, "start"), 0, _MOST, 1),
        format=kind,
        text=text,
        closing=value(element, "suff") or "tab",
        restart=None if restart is None else number(restart, 0, DEEPEST_LEVEL + 1, 0),
        legal=switch(element, "isLgl"),
        ink=ink(parts(child(element, "rPr"))),
        style=value(element, "pStyle"),
    )


def _bullet(element: Any, text: str) -> str:
    """The bullet as it looks; a picture or an unknown sign of a symbol font is a plain dot."""
    fonts = child(child(element, "rPr"), "rFonts")
    font = "" if fonts is None else attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or ""
    signs = "".join(sign(font, f"{ord(char):X}") for char in text)
    if child(element, "lvlPicBulletId") is not None or any("\ue000" <= char <= "\uf8ff" for char in signs):
        return "•"
    return signs
