"""How other rooms tell this one something: each adds its lookup when it starts, and none is known here."""

from collections.abc import Iterator
from typing import Generic, TypeVar

L = TypeVar("L")


class Lookups(Generic[L]):
    """Each once, in the order in which they were added."""

    def __init__(self) -> None:
        self._added: list[L] = []

    def __iter__(self) -> Iterator[L]:
        return iter(self._added)

    def register(self, lookup: L) -> L:
        if lookup not in self._added:
            self._added.append(lookup)
        return lookup

    def unregister(self, lookup: L) -> None:
        self._added.remove(lookup)
