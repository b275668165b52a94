"""WordprocessingML by short names, for the usual and the strict ISO namespace alike."""

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_MATH = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MICROSOFT = "http://schemas.microsoft.com/office/"  # extensions that Word of today draws

_OFF = ("0", "false", "off")
_TRANSPARENT = frozenset({"customXml", "smartTag", "sdtContent", "ins", "moveTo"})


@lru_cache(maxsize=4096)
def short(tag: Any) -> str:
    """p, tbl, r … for Word's elements, m:r for formulas, mc:Choice for alternatives; empty for all others."""
    if not isinstance(tag, str):  # a comment or processing instruction
        return ""
    space, _, name = tag.rpartition("}")
    if f"{space}}}" in _WORD:
        return name
    if f"{space}}}" in _MATH:
        return f"m:{name}"
    return f"mc:{name}" if f"{space}}}" == _COMPATIBILITY else ""


def tags(*names: str) -> list[str]:
    """The full tags of Word elements in both namespaces; `mc:` ones in theirs."""
    word = [space + name for name in names if ":" not in name for space in _WORD]
    return word + [_COMPATIBILITY + name[3:] for name in names if name.startswith("mc:")]


def attribute(element: Any, name: str = "val") -> str | None:
    value = element.get(_USUAL[name])
    return element.get(_WORD[1] + name) if value is None else value


class _Spelt(dict[str, str]):
    """Full names by short ones, each put together once."""

    def __missing__(self, name: str) -> str:
        self[name] = _WORD[0] + name
        return self[name]


_USUAL = _Spelt()


def child(element: Any, name: str) -> Any:
    """The first child of that name, or None; also where there is no element to look in."""
    if element is not None:
        for each in element:
            if short(each.tag) == name:
                return each
    return None


def parts(element: Any) -> dict[str, Any]:
    """The children by name, for property elements, which hold one of each."""
    return {short(each.tag): each for each in element} if element is not None else {}


def value(element: Any, name: str) -> str | None:
    """The w:val of the child of that name."""
    found = child(element, name)
    return None if found is None else attribute(found)


def number(text: str | None, least: int, most: int, default: int) -> int:
    """A whole number held within bounds, since nothing in a file can be relied on."""
    try:
        return max(least, min(most, int(text or "")))
    except ValueError:
        return default


def switched_on(element: Any) -> bool:
    """Whether an on/off element such as w:vanish says on: by being there, unless it says off."""
    return attribute(element) not in _OFF


def switch(element: Any, name: str) -> bool:
    found = child(element, name)
    return found is not None and switched_on(found)


def through(element: Any, wanted: Collection[str], seen: bool = True) -> Iterator[tuple[Any, bool]]:
    """The wanted elements below wrappers that the reader does not see, and whether their text is seen.

    What only asks to be filled in (a content control's placeholder) has its place, but no text.
    """
    for each in element:
        name = short(each.tag)
        if name in wanted:
            yield each, seen
        elif name in _TRANSPARENT:
            yield from through(each, wanted, seen)
        elif name == "sdt":
            yield from through(each, wanted, seen and not switch(child(each, "sdtPr"), "showingPlcHdr"))
        elif name == "mc:AlternateContent" and (branch := alternative(each)) is not None:
            yield from through(branch, wanted, seen)


def alternative(element: Any) -> Any:
    """The one branch of mc:AlternateContent that Word draws."""
    for branch in element:
        if short(branch.tag) == "mc:Fallback" or (short(branch.tag) == "mc:Choice" and drawable(branch)):
            return branch
    return None


def drawable(choice: Any) -> bool:
    spaces = choice.nsmap
    needed = (choice.get("Requires") or "").split()
    return bool(needed) and all((spaces.get(prefix) or "").startswith(_MICROSOFT) for prefix in needed)
