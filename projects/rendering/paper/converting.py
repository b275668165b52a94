"""What WeasyPrint made of a page, as objects of a part: only what the page leads to."""

import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pydyf

from projects.rendering.paper.parts import NUMBER, REFERENCE, Stream, Template, Writing, verbatim

_REFERENCE = re.compile(r"(\d+) 0 R")

Written = tuple[str, list[int]]  # the text of a value, and whereto it refers


class Converting:
    """The objects of one file of WeasyPrint, given places in a part as they are met.

    `known` are places of objects by their numbers in that file, outside the part too; `special` writes the
    value of a key that means another thing in a file of many parts.
    """

    def __init__(self, pdf: pydyf.PDF, known: dict[int, int] | None = None) -> None:
        self._pdf = pdf
        self.writing = Writing()
        self.known = known or {}
        self.special: dict[str, Callable[[Any], Written]] = {}
        self.streams: list[Stream] = []

    def place(self, found: bytes | str) -> int:
        """The place of what a reference leads to."""
        found = found.decode() if isinstance(found, bytes) else found
        source = int(_REFERENCE.fullmatch(found)[1])
        if source not in self.known:
            self.known[source] = self.writing.reserve()
            self._write(self.known[source], self._pdf.objects[source])
        return self.known[source]

    def _write(self, place: int, value: Any) -> None:
        if isinstance(value, pydyf.Stream):
            single = Writing()
            single.add(*self._pairs(value.extra))
            self.streams.append(Stream(place, single.template(), zlib.compress(told(value.stream))))
        else:
            self.writing.put(place, *self.value(value))

    def value(self, value: Any) -> Written:
        if isinstance(value, pydyf.String):
            return verbatim(value.data.decode("latin-1")), []
        if isinstance(value, Mapping):
            text, references = self._pairs(value)
            return f"<<{text}>>", references
        if isinstance(value, list | tuple):
            return self._array(value)
        if isinstance(value, float):
            return f"{value:.4f}".rstrip("0").rstrip("."), []
        plain = value.decode("latin-1") if isinstance(value, bytes) else str(value)
        if _REFERENCE.fullmatch(plain):
            return REFERENCE, [self.place(plain)]
        return verbatim(plain), []

    def _array(self, values: Iterable[Any]) -> Written:
        parts = [self.value(value) for value in values]
        return f"[{' '.join(text for text, _ in parts)}]", [one for _, found in parts for one in found]

    def _pairs(self, values: Mapping[str, Any]) -> Written:
        texts, references = [], []
        for name, value in values.items():
            text, found = self.special.get(name, self.value)(value)
            texts.append(f"/{name} {text}")
            references += found
        return "".join(texts), references

    def template(self) -> Template:
        return self.writing.template()


def told(operators: Iterable[Any]) -> bytes:
    """The operators of a drawing, or the bytes of any other stream, as they stand in a file."""
    return b"\n".join(one if isinstance(one, bytes) else _told(one) for one in operators)


def _told(operator: Any) -> bytes:
    return operator.data if isinstance(operator, pydyf.Object) else str(operator).encode("ascii")


def numbered(value: int) -> Written:
    """A number that is counted through the whole file."""
    return NUMBER, [value]
