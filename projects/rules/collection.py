"""Rules that compare the tables of a district with each other: the same shape as for one table, over many."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from projects.rules.context import Context
from projects.rules.finding import Finding, Level, Remark
from projects.rules.reading import Reading
from projects.tables import ProjectTable


@dataclass(frozen=True)
class Entry:
    """One project's table among many: `project` is its identity, `department` whose it is."""

    project: Any
    table: ProjectTable
    department: Any = None
    reading: Reading = None

    def __post_init__(self) -> None:
        if self.reading is None:
            object.__setattr__(self, "reading", Reading(self.table))


CheckAll = Callable[[Sequence[Entry], Context], Iterator[tuple[Entry, Remark]]]


@dataclass(frozen=True, slots=True)
class Group:
    """Tables of which a collection rule flags some, or none; `note` says in Chinese what is special."""

    note: str
    tables: tuple[ProjectTable, ...]
    context: Context | None = None  # as with Example


@dataclass(frozen=True, slots=True)
class CollectionRule:
    """A rule over the tables of one district and year; its time grows with their number, not its square."""

    code: str
    subject: str
    title: str
    basis: str
    level: Level
    check: CheckAll
    bad: tuple[Group, ...]
    good: tuple[Group, ...]

    def look(self, entries: Sequence[Entry], context: Context) -> Iterator[tuple[Entry, Finding]]:
        level = context.settings.level(self.code, self.level)
        if level is not None:
            for entry, remark in self.check(entries, context):
                yield entry, Finding(self.code, remark.outcome or level, remark)
