"""Which table each line of the list of the year's budget projects has, so that what has none is known."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from projects.matching.known import code_key
from projects.spelling import bare


class Way(StrEnum):
    """How a line's table was found."""

    HAND = "hand"
    CODE = "code"
    NAME = "name"  # in the line's department
    NAME_ALONE = "name_alone"  # no other line and no other table of the district has the name

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Way.HAND: "人工指定",
    Way.CODE: "按编码",
    Way.NAME: "按部门和名称",
    Way.NAME_ALONE: "按名称，部门没有对上",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a line of the list, or a table, tells of its project. `hand` is the table a person gave a line."""

    key: Hashable
    code: str = ""
    name: str = ""
    department: Hashable | None = None
    hand: Hashable | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A line and its table, or none. `candidates` are tables that it might be, where that is not certain."""

    line: Hashable
    table: Hashable | None = None
    way: Way | None = None
    candidates: tuple[Hashable, ...] = ()


@dataclass(frozen=True, slots=True)
class Covering:
    """The matches in the order of the lines, and the tables in no line, in their own order."""

    matches: tuple[Match, ...]
    unlisted: tuple[Hashable, ...]


Key = Callable[["_One"], Hashable]  # what is false is not looked up by


def cover(lines: Sequence[Told], tables: Sequence[Told]) -> Covering:
    """By hand, by code, by department and name, by a name that is alone in the district; in this order.

    No table is given to two lines, whatever order they come in. Lines or tables that share a code are told
    apart by name and department; what stays ambiguous is left to a person.
    """
    pairing = _Pairing([_One.of(line) for line in lines], [_One.of(table) for table in tables])
    pairing.by_hand()
    for key in _BY_CODE:
        pairing.by(key, Way.CODE)
    pairing.by(_department_and_name, Way.NAME)
    pairing.by_name_alone()
    return pairing.covering()


@dataclass(frozen=True, slots=True)
class _One:
    """A line or table with what it is looked up by."""

    told: Told
    code: str
    name: str

    @classmethod
    def of(cls, told: Told) -> "_One":
        return cls(told, code_key(told.code).upper(), bare(told.name))

    @property
    def department(self) -> Hashable | None:
        return self.told.department


def _department_and_name(one: _One) -> Hashable:
    return one.department is not None and one.name and (one.department, one.name)


_BY_CODE: tuple[Key, ...] = (
    lambda one: one.code and (one.code, one.department, one.name),
    lambda one: one.code and (one.code, one.name),
    lambda one: one.code and (one.code, one.department),
    lambda one: one.code,
)


class _Pairing:
    """What an earlier step paired stays."""

    def __init__(self, lines: Sequence[_One], tables: Sequence[_One]) -> None:
        self._lines, self._tables = lines, tables
        self._table: dict[int, tuple[int, Way]] = {}  # by the place of the line
        self._taken: set[int] = set()

    def _pair(self, line: int, table: int, way: Way) -> None:
        self._table[line] = table, way
        self._taken.add(table)

    def by_hand(self) -> None:
        """A table that two lines claim is neither's."""
        places = {table.told.key: place for place, table in enumerate(self._tables)}
        claims = Counter(line.told.hand for line in self._lines)
        for place, line in enumerate(self._lines):
            if line.told.hand in places and claims[line.told.hand] == 1:
                self._pair(place, places[line.told.hand], Way.HAND)

    def by(self, key: Key, way: Way) -> None:
        """Of those left, the lines and tables whose key no other line and no other table has."""
        tables = _grouped(self._left_tables(), key)
        for value, lines in _grouped(self._left_lines(), key).items():
            if len(lines) == len(tables.get(value, ())) == 1:
                self._pair(lines[0], tables[value][0], way)

    def by_name_alone(self) -> None:
        """What was paired already counts: a name that another project bears is not alone."""
        counted = [Counter(one.name for one in side) for side in (self._lines, self._tables)]
        self.by(lambda one: all(names[one.name] == 1 for names in counted) and one.name, Way.NAME_ALONE)

    def _left_lines(self) -> Iterator[tuple[int, _One]]:
        return ((place, one) for place, one in enumerate(self._lines) if place not in self._table)

    def _left_tables(self) -> Iterator[tuple[int, _One]]:
        return ((place, one) for place, one in enumerate(self._tables) if place not in self._taken)

    def covering(self) -> Covering:
        by_code = _grouped(self._left_tables(), lambda one: one.code)
        by_name = _grouped(self._left_tables(), lambda one: one.name)
        matches = []
        for place, line in enumerate(self._lines):
            table, way = self._table.get(place, (None, None))
            if table is None:
                near = by_code.get(line.code) or [
                    one for one in by_name.get(line.name, ()) if self._may_be(line, self._tables[one])
                ]
                matches.append(
                    Match(line.told.key, candidates=tuple(self._tables[one].told.key for one in near))
                )
            else:
                matches.append(Match(line.told.key, self._tables[table].told.key, way))
        return Covering(tuple(matches), tuple(one.told.key for _, one in self._left_tables()))

    @staticmethod
    def _may_be(line: _One, table: _One) -> bool:
        return None in (line.department, table.department) or line.department == table.department


def _grouped(ones: Iterator[tuple[int, _One]], key: Key) -> dict[Hashable, list[int]]:
    """Places by key."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for place, one in ones:
        if value := key(one):
            found[value].append(place)
    return dict(found)
