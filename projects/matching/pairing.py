"""Rows of two sides paired step by step, from what is certain to what is only likely."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace

from projects.drafting.sheet import Row
from projects.matching.likeness import Texts, likely_pairs

Key = Callable[[Row], Hashable]  # a row of which it is false (no name, no text) is not looked up by it


class Pairing:
    """What an earlier step paired stays; no row is paired twice."""

    def __init__(self, old: Sequence[Row], new: Sequence[Row]) -> None:
        self._old, self._new = old, new
        self._partner: dict[int, int] = {}  # new position → old position

    def by_key(self, key: Key) -> None:
        """Of the rows left with the same key the first with the first, the second with the second."""
        for olds, news in self._left(key):
            self._partner.update(zip(news, olds, strict=False))

    def by_key_alone(self, key: Key) -> None:
        """Rows left whose key no other row left has, on either side."""
        for olds, news in self._left(key):
            if len(olds) == len(news) == 1:
                self._partner[news[0]] = olds[0]

    def by_likeness(self, group: Key, texts: Callable[[Row], Texts], at_least: float) -> None:
        """Of the rows left in the same group, the likest first; of equally like ones the topmost."""
        for olds, news in self._left(group):
            left = set(olds)
            pairs = likely_pairs(
                [texts(self._old[place]) for place in olds],
                [texts(self._new[place]) for place in news],
                at_least,
            )
            for _, one, other in pairs:
                if olds[one] in left and news[other] not in self._partner:
                    left.remove(olds[one])
                    self._partner[news[other]] = olds[one]

    def _left(self, key: Key) -> list[tuple[list[int], list[int]]]:
        """Old and new positions not yet paired, of each key that both sides have."""
        taken = set(self._partner.values())
        olds, news = defaultdict[Hashable, list[int]](list), defaultdict[Hashable, list[int]](list)
        for places, rows, paired in (olds, self._old, taken), (news, self._new, self._partner):
            for place, row in enumerate(rows):
                if place not in paired and (value := key(row)):
                    places[value].append(place)
        return [(olds[value], places) for value, places in news.items() if value in olds]

    def identified(self) -> tuple[Row, ...]:
        """The new rows as they are, with the identities of their partners; the others without."""
        return tuple(self._identified(place, row) for place, row in enumerate(self._new))

    def _identified(self, place: int, row: Row) -> Row:
        if place not in self._partner:
            return replace(row, id=None, lineage=None)
        partner = self._old[self._partner[place]]
        return replace(row, id=partner.id, lineage=partner.lineage)
