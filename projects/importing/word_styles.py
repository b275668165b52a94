"""What styles add to a paragraph or run that matters to reading: hidden text and automatic numbers."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from projects.importing.word_names import attribute, child, number, parts, short, switched_on, value

_LONGEST_CHAIN = 50  # also ends styles based on each other in a circle
DEEPEST_LEVEL = 8  # Word has nine levels of numbering, from 0


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str | None
    hides: bool | None
    list_id: str | None
    level: int | None


def hiding(properties: dict[str, Any]) -> bool | None:
    """Whether the parts of a w:rPr hide its text; None where they do not say."""
    if "vanish" not in properties and "specVanish" not in properties:
        return None
    return any(switched_on(properties[name]) for name in ("vanish", "specVanish") if name in properties)


def list_place(place: Any) -> tuple[str | None, int | None]:
    """The list that a w:numPr puts its paragraph on (`0` takes it off), and the level."""
    level = value(place, "ilvl")
    return value(place, "numId"), None if level is None else number(level, 0, DEEPEST_LEVEL, 0)


class Styles:
    """The styles part of a document; without one, nothing is hidden and nothing numbered by style."""

    def __init__(self, root: Any = None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default: dict[str, str] = {}
        self._all_hidden = bool(hiding(parts(child(child(child(root, "docDefaults"), "rPrDefault"), "rPr"))))
        for element in root if root is not None else ():
            if short(element.tag) == "style":
                self._add(element)
        self.hides = lru_cache(maxsize=4096)(self._hides)
        self.list_of = lru_cache(maxsize=4096)(self._list_of)

    def _add(self, element: Any) -> None:
        name = attribute(element, "styleId") or ""
        place = list_place(child(child(element, "pPr"), "numPr"))
        self._styles[name] = _Style(value(element, "basedOn"), hiding(parts(child(element, "rPr"))), *place)
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

    def _hides(self, table: str | None, paragraph: str | None, run: str | None) -> bool:
        """Whether the three styles of a run together hide it: hidden twice is shown, as Word toggles it."""
        said = [
            next((style.hides for style in self._chain(name, kind) if style.hides is not None), False)
            for name, kind in ((table, "table"), (paragraph, "paragraph"), (run, "character"))
        ]
        return self._all_hidden or sum(said) % 2 == 1

    def _list_of(self, paragraph: str | None) -> tuple[str | None, int | None]:
        chain = self._chain(paragraph, "paragraph")
        list_id = next((style.list_id for style in chain if style.list_id is not None), None)
        return list_id, next((style.level for style in chain if style.level is not None), None)
