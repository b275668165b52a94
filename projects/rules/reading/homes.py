"""What a district may call its own: its names, and the divisions above and below it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from projects.rules.reading.divisions import COUNTY, PREFECTURE, PROVINCE, Division, all_divisions, named_in

_MUNICIPALITIES = frozenset(("北京市", "天津市", "上海市", "重庆市"))  # their counties have no prefecture
_LONGEST = 100  # characters of a name on record
_NEVER = re.compile("(?!)")


@dataclass(frozen=True)
class Home:
    """`own` finds the names on record, `divisions` are those that may be named besides.

    `judged` are the levels of which it is known what is its own: without a superior on record, a province
    or prefecture that a text names may be the district's.
    """

    own: re.Pattern[str]
    divisions: frozenset[str]
    judged: frozenset[int]

    def covers(self, text: str, start: int, end: int) -> bool:
        """Whether a name is one that may stand here, or a part of one: 丰南区 in 唐山市丰南区."""
        if text[start:end] in self.divisions:
            return True
        near = self.own.finditer(text, max(0, start - _LONGEST), end + _LONGEST)  # no name reaches further
        return any(own.start() <= start and end <= own.end() for own in near)

    def judges(self, name: str) -> bool:
        return all(one.level in self.judged for one in all_divisions()[name])


@lru_cache(maxsize=1024)
def home_of(district: str, names: tuple[str, ...]) -> Home:
    """From the names on record; which of several counties of one name it is, is told by those above it."""
    own = sorted({name for name in (district, *names) if name}, key=lambda name: (-len(name), name))
    on_record = {name for text in own for name in _named(text)}
    divisions = [one for name in on_record for one in _likely(name, on_record)]
    known = on_record.union(*(one.above for one in divisions))
    below = {child for name in _named(district)[-1:] for child in _below(name, on_record)}
    pattern = re.compile("|".join(map(re.escape, own))) if own else _NEVER
    return Home(pattern, frozenset(known | below), _judged(bool(own), known))


def _named(text: str) -> list[str]:
    return [text[start:end] for start, end in named_in(text)]


def _likely(name: str, on_record: set[str]) -> list[Division]:
    """Those of the name that lie below others on record; all where none does."""
    ones = all_divisions()[name]
    return [one for one in ones if on_record.intersection(one.above)] or list(ones)


def _below(name: str, on_record: set[str]) -> set[str]:
    """The names of all that lies within a province or prefecture."""
    paths = {(*one.above, one.name) for one in _likely(name, on_record) if one.level < COUNTY}
    return {
        one.name
        for ones in all_divisions().values()
        for one in ones
        if any(one.above[: len(path)] == path for path in paths)
    }


def _judged(recorded: bool, known: frozenset[str] | set[str]) -> frozenset[int]:
    levels = {one.level for name in known for one in all_divisions()[name]}
    judged = {COUNTY} if recorded else set()
    if PREFECTURE in levels or known & _MUNICIPALITIES:
        judged.add(PREFECTURE)
    if PROVINCE in levels:
        judged.add(PROVINCE)
    return frozenset(judged)
