"""How like two texts are, by the pairs of neighbouring characters they share (the Dice coefficient)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from projects.spelling import bare

_LOOKED_AT = 100  # characters of a text; so many tell whether it is the same one
_EDGE = "\n"  # before and after each text, so that its first and last character count, and a single one

Texts = Iterable[str]


def likely_pairs(old: Sequence[Texts], new: Sequence[Texts], at_least: float) -> list[tuple[float, int, int]]:
    """(likeness, old position, new position) of all pairs of at least that likeness, the likest first.

    Likeness is 0 to 1, blanks and widths aside; texts that share nothing are no pair whatever `at_least`.
    Equally like ones come in the order of the new.
    """
    olds, news = [_pairs(texts) for texts in old], [_pairs(texts) for texts in new]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, pairs in enumerate(olds):
        for pair in pairs:
            holders[pair].append(place)
    found = [
        (likeness, one, place)
        for place, pairs in enumerate(news)
        for one, shared in Counter(chain.from_iterable(holders.get(pair, ()) for pair in pairs)).items()
        if (likeness := 2 * shared / (len(pairs) + len(olds[one]))) >= at_least
    ]
    return sorted(found, key=lambda pair: (-pair[0], pair[2], pair[1]))


def _pairs(texts: Texts) -> set[str]:
    """Two neighbouring characters each; the texts of one row count together."""
    spelled = (bare(text[: 2 * _LOOKED_AT])[:_LOOKED_AT] for text in texts)
    framed = (f"{_EDGE}{text}{_EDGE}" for text in spelled if text)
    return {one + other for text in framed for one, other in pairwise(text)}
