"""What styles add to a paragraph or run that matters to reading: unseen text and automatic numbers."""

from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Any, NamedTuple

from projects.importing.word.ink import SILENT, Ink, Sight, first, ink, shade
from projects.importing.word.names import attribute, child, number, parts, short, tags, value

_LONGEST_CHAIN = 50  # also ends styles based on each other in a circle
DEEPEST_LEVEL = 8  # Word has nine levels of numbering, from 0


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str | None
    ink: Ink
    ground: bool | None  # whether what it is about, as a whole or in part, stands on other than white
    list_id: str | None
    level: int | None


class Setting(NamedTuple):
    """What a paragraph's own words and its styles come to."""

    ground: bool | None  # whether it stands on other than white
    mark: Ink
    plain: Sight  # of a run without properties of its own
    listed: bool  # whether its style puts it on a list
    open: bool  # whether plain runs are seen with no number before them, and it ends where it ends


def list_place(place: Any) -> tuple[str | None, int | None]:
    """The list that a w:numPr puts its paragraph on (`0` takes it off), and the level."""
    level = value(place, "ilvl")
    return value(place, "numId"), None if level is None else number(level, 0, DEEPEST_LEVEL, 0)


class Styles:
    """The styles part of a document; without one, nothing is hidden and nothing numbered by style."""

    def __init__(self, root: Any = None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default: dict[str, str] = {}
        self._everywhere = ink(parts(child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")))
        for element in root if root is not None else ():
            if short(element.tag) == "style":
                self._add(element)
        self.setting = lru_cache(maxsize=4096)(self._setting)
        self.unsaid = lru_cache(maxsize=4096)(self._unsaid)
        self.sight = lru_cache(maxsize=4096)(self._sight)
        self.ground = lru_cache(maxsize=4096)(self._ground)
        self.list_of = lru_cache(maxsize=4096)(self._list_of)

    def _add(self, element: Any) -> None:
        name = attribute(element, "styleId") or ""
        about = parts(child(element, "pPr"))
        ground = shade(about.get("shd"))
        if attribute(element, "type") == "table":  # of its head or any other part: which one, Word works out
            ground = any(shade(each) for each in element.iter(*tags("shd"))) or None
        letters, place = ink(parts(child(element, "rPr"))), list_place(about.get("numPr"))
        self._styles[name] = _Style(value(element, "basedOn"), letters, ground, *place)
        if attribute(element, "default") in ("1", "true", "on"):
            self._default.setdefault(attribute(element, "type") or "", name)

    def _chain(self, name: str | None, kind: str) -> list[_Style]:
        """A style and those it is based on, nearest first; the default one where the name is unknown."""
        if name not in self._styles:
            name = self._default.get(kind)
        chain: list[_Style] = []
        while name in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[name])
            name = chain[-1].based_on
        return chain

    def _ink(self, table: str | None, paragraph: str | None, run: str | None, own: Ink) -> Ink:
        """What a run and its three styles come to: hidden by two styles is shown, as Word toggles it."""
        said = [
            reduce(Ink.over, (style.ink for style in self._chain(name, kind)), SILENT)
            for name, kind in ((run, "character"), (paragraph, "paragraph"), (table, "table"))
        ]
        hidden = bool(self._everywhere.hidden) or sum(bool(each.hidden) for each in said) % 2 == 1
        return reduce(Ink.over, [own, SILENT._replace(hidden=hidden), *said, self._everywhere])

    def _sight(
        self, table: str | None, paragraph: str | None, run: str | None, own: Ink, ground: bool | None
    ) -> Sight:
        return self._ink(table, paragraph, run, own).sight(ground)

    def _setting(
        self,
        table: str | None,
        paragraph: str | None,
        run: str | None,
        own: Ink,
        shaded: bool | None,
        below: bool | None,
    ) -> Setting:
        """`run` and `own`: the style and letters of the paragraph's mark; `below`: the ground of its cell."""
        ground = first(shaded, self.ground(paragraph, "paragraph"), below)
        plain = self.sight(table, paragraph, None, SILENT, ground)
        mark = self._ink(table, paragraph, run, own)
        listed = self.list_of(paragraph)[0] is not None
        return Setting(ground, mark, plain, listed, plain is Sight.CLEAR and not listed and not mark.hidden)

    def _unsaid(self, table: str | None, paragraph: str | None, below: bool | None) -> Setting:
        return self._setting(table, paragraph, None, SILENT, None, below)

    def _ground(self, name: str | None, kind: str) -> bool | None:
        """Whether a paragraph or table of that style is on other than white; None where it does not say."""
        return first(*(style.ground for style in self._chain(name, kind)))

    def _list_of(self, paragraph: str | None) -> tuple[str | None, int | None]:
        chain = self._chain(paragraph, "paragraph")
        list_id = next((style.list_id for style in chain if style.list_id is not None), None)
        return list_id, next((style.level for style in chain if style.level is not None), None)
