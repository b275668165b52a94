"""What is public, put in order: publishers, their years, the editions of each, and the files of each edition.

Made of PublicEdition rows and the public tree alone; no draft can come into it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from pathlib import Path
from uuid import UUID

from disclosures.document import Disclosure, from_bytes
from disclosures.models import PublicEdition
from disclosures.models.edition import Edition
from disclosures.public import addresses

State = Edition.State
READABLE = {State.PUBLISHED, State.CORRECTED}
_KEPT = 4  # disclosures held in memory at once


@dataclass(frozen=True, slots=True)
class Issue:
    """The editions of one publisher's year, by number; `elsewhere` are those that an export leaves out."""

    editions: tuple[PublicEdition, ...]
    elsewhere: tuple[PublicEdition, ...] = ()

    @property
    def year(self) -> int:
        return self.editions[0].year

    @property
    def current(self) -> PublicEdition | None:
        return next((one for one in self.editions if one.state == State.PUBLISHED), None)

    @property
    def last(self) -> PublicEdition:
        return self.editions[-1]

    @property
    def record(self) -> tuple[PublicEdition, ...]:
        """All that there were."""
        return tuple(sorted((*self.editions, *self.elsewhere), key=lambda row: row.number))

    @property
    def address(self) -> str:
        return addresses.year(self.last, self.year)

    def before(self, row: PublicEdition) -> PublicEdition | None:
        """The edition that this one replaced, where it can still be read."""
        earlier = [one for one in self.editions if one.number < row.number]
        return earlier[-1] if earlier and earlier[-1].state in READABLE else None


@dataclass(frozen=True)
class Chain:
    """One publisher with its years, the newest first."""

    issues: tuple[Issue, ...]

    @cached_property
    def last(self) -> PublicEdition:
        """The row that names the publisher as it is called now."""
        return max((issue.last for issue in self.issues), key=lambda row: row.position)

    @property
    def rows(self) -> Iterator[PublicEdition]:
        for issue in self.issues:
            yield from issue.editions

    @property
    def name(self) -> str:
        return f"{self.last.district_name}{self.last.department_name}"

    @property
    def current(self) -> tuple[Issue, ...]:
        return tuple(issue for issue in self.issues if issue.current)


@dataclass(frozen=True)
class Catalog:
    """All publishers: districts by code, each before its departments."""

    chains: tuple[Chain, ...]

    @property
    def rows(self) -> Iterator[PublicEdition]:
        for chain in self.chains:
            yield from chain.rows

    @cached_property
    def districts(self) -> Mapping[str, tuple[Chain, ...]]:
        grouped = groupby(self.chains, key=lambda chain: chain.last.district)
        return {code: tuple(chains) for code, chains in grouped}


def catalog(rows: Iterable[PublicEdition], elsewhere: Iterable[PublicEdition] = ()) -> Catalog:
    others = tuple(elsewhere)
    ordered = sorted(rows, key=lambda row: (row.district, row.department, -row.year, row.number))
    chains = []
    for _, own in groupby(ordered, key=lambda row: (row.district, row.department)):
        years = groupby(own, key=lambda row: row.year)
        issues = (Issue(found := tuple(editions), tuple(_beside(found[0], others))) for _, editions in years)
        chains.append(Chain(tuple(issues)))
    return Catalog(tuple(chains))


def _beside(row: PublicEdition, others: Iterable[PublicEdition]) -> Iterator[PublicEdition]:
    """Those of the same publisher and year."""
    return (one for one in others if (one.chain, one.year) == (row.chain, row.year))


@dataclass
class Shelf:
    """The frozen files of public editions, by token, in the folder that holds `e/`."""

    root: Path
    _read: dict[str, Disclosure] = field(default_factory=dict)
    _numbers: dict[str, Mapping[UUID, int]] = field(default_factory=dict)

    def bodies(self, row: PublicEdition) -> list[str]:
        """The paths below pages/, in order."""
        return sorted(
            path.relative_to(self._pages(row)).as_posix() for path in self._pages(row).rglob("*.html")
        )

    def body(self, row: PublicEdition, path: str) -> bytes:
        return (self._pages(row) / path).read_bytes()

    def has(self, row: PublicEdition, path: str) -> bool:
        return (self._pages(row) / path).is_file()

    def disclosure(self, row: PublicEdition) -> Disclosure:
        if row.token not in self._read:
            while len(self._read) >= _KEPT:
                del self._read[next(iter(self._read))]
            self._read[row.token] = from_bytes((self.root / "e" / row.token / "data.json").read_bytes())
        return self._read[row.token]

    def numbers(self, row: PublicEdition) -> Mapping[UUID, int]:
        """Where each lineage stands in the edition."""
        if row.token not in self._numbers:
            projects = self.disclosure(row).projects
            self._numbers[row.token] = {one.lineage: one.number for one in projects}
        return self._numbers[row.token]

    def _pages(self, row: PublicEdition) -> Path:
        return self.root / "e" / row.token / "pages"
