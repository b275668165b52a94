"""Which of many texts may be near-duplicates, without comparing every pair: MinHash signatures in bands.

Texts that share a band are candidates; what is really alike is decided by comparing these one by one.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from operator import add
from typing import Any

from rensa import RMinHash, RMinHashLSH


@dataclass(frozen=True, slots=True)
class Banding:
    """`bands` of `rows` places of a signature; a pair worth comparing has an estimate of at least `least`."""

    bands: int
    rows: int
    least: float


# Of pairs whose Jaccard is 0.75 (texts alike by 85 %) 97 in 100 share a band of STRICT, of strangers two;
# of pairs at 0.6 96 in 100 share one of LOOSE, and more strangers too. `least` is four times the error of an
# estimate below what is told.
STRICT = Banding(64, 10, 0.64)
LOOSE = Banding(40, 5, 0.46)
_SEED = 1
_CLOSE = 0.55  # estimated Jaccard from which a text stands for another in the index
_SAME = 8  # texts of one kind that the index holds: more would be compared with each other in vain
_LOOKED_AT = 4  # candidates of one text that are compared with it, the likeliest first
_MOST = 6  # neighbours of one text


@lru_cache(maxsize=4096)
def bigrams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters; of a single character itself."""
    return frozenset(map(add, text, text[1:])) or frozenset((text,) if text else ())


def dice(one: Collection[str], other: Collection[str]) -> float:
    """How much two sets have in common, 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def candidates(sets: Iterable[Collection[str]], banding: Banding = STRICT) -> Iterator[tuple[int, int]]:
    """Pairs of places whose sets may be alike, the earlier place last; empty sets are like nothing.

    Of a crowd that is alike only the first few are kept for later ones to meet, so the work grows with the
    number of sets and not with its square; every member of the crowd still meets those.
    """
    index = RMinHashLSH(threshold=_CLOSE, num_perm=banding.bands * banding.rows, num_bands=banding.bands)
    kept: dict[int, RMinHash] = {}
    for place, tokens in enumerate(sets):
        if not tokens:
            continue
        signature = RMinHash(num_perm=banding.bands * banding.rows, seed=_SEED)
        signature.update(tokens)
        met = [(signature.jaccard(kept[key]), -key) for key in index.query(signature)]
        close = [one for one in met if one[0] >= banding.least]
        for _, key in nlargest(_LOOKED_AT, close):
            yield place, -key
        if len([likely for likely, _ in met if likely >= _CLOSE]) < _SAME:
            index.insert(place, signature)
            kept[place] = signature


def neighbours(
    keys: Sequence[Hashable],
    tokens: Callable[[Any], Collection[str]],
    likeness: Callable[[Any, Any], float],
    least: float,
    banding: Banding = STRICT,
) -> list[list[tuple[float, int]]]:
    """For each place the places whose keys are equal (1.0) or alike by `least`, the likeliest first.

    A key without tokens is like nothing, equal ones are compared once, and of a crowd a few stand for all.
    """
    places = defaultdict(list)
    for place, key in enumerate(keys):
        places[key].append(place)
    unique, real = list(places), set()

    def sets() -> Iterator[Collection[str]]:
        for key in unique:
            found = tokens(key)
            if found:
                real.add(key)
            yield found

    near: dict[Hashable, list[tuple[float, Hashable]]] = defaultdict(list)
    for one, other in candidates(sets(), banding):
        alike = likeness(unique[one], unique[other])
        if alike >= least:
            near[unique[one]].append((alike, unique[other]))
            near[unique[other]].append((alike, unique[one]))
    for key, found in near.items():
        near[key] = sorted(found, key=lambda one: -one[0])[:_MOST]
    return [_around(place, key, places, near) if key in real else [] for place, key in enumerate(keys)]


def _around(
    place: int,
    key: Hashable,
    places: dict[Hashable, list[int]],
    near: dict[Hashable, list[tuple[float, Hashable]]],
) -> list[tuple[float, int]]:
    equal = [(1.0, other) for other in places[key][: _MOST + 1] if other != place]
    return equal + [(alike, other) for alike, key in near.get(key, ()) for other in places[key][:2]]
