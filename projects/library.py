"""The indicator library of a district: what officers may take while they type a 三级 indicator.

It is drawn from shipped examples and from approved history: versions that were approved or replied, and
tables of past years that the finance bureau or the machine room took in from an official file and that say
what they said then. How often and by how many departments is counted; whose table it was is not told.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Case, Max, Q, Value, When

from budget_site.accounts.models import District, User
from projects.models import IndicatorRow, LibraryEntry, Project, Status, TableImport
from projects.official.trees import plain_label
from projects.searching import folded
from projects.values import Kind, read_value

_EXAMPLES = Path(__file__).resolve().parent / "library_examples.json"
_FILLED = ("description", "unit", "basis", "typical_value")
_COUNTED = ("uses", "departments", "last_year")
_FIGURES = ("typical_value", *_COUNTED)
_ALL = ("name", "source", *_FILLED, *_COUNTED)
MOST = 8  # suggestions at a time
LONGEST = 200  # characters of a name's key: what is longer is no name, and no index takes it


def key(name: str) -> str:
    """What a name is found and kept apart by: no blanks, half width, small letters."""
    return "".join(folded(name).split())


def suggest(user: User, district: District, level2: str, text: str) -> list[LibraryEntry]:
    """Entries of a 二级 class whose name contains the text: models first, then by use, 不宜再用 last."""
    entries = LibraryEntry.objects.visible_to(user).filter(district=district, class_label=plain_label(level2))
    if wanted := key(text):
        entries = entries.filter(name_key__contains=wanted)
    rank = Case(
        When(mark=LibraryEntry.Mark.MODEL, then=Value(0)),
        When(mark=LibraryEntry.Mark.AVOID, then=Value(2)),
        default=Value(1),
    )
    return list(entries.order_by(rank, "-uses", "name_key")[:MOST])


@dataclass
class _Use:
    """What history says of one indicator."""

    names: Counter = field(default_factory=Counter)
    descriptions: Counter = field(default_factory=Counter)
    units: Counter = field(default_factory=Counter)
    bases: Counter = field(default_factory=Counter)
    values: Counter = field(default_factory=Counter)
    versions: set = field(default_factory=set)
    departments: set = field(default_factory=set)
    last_year: int = 0

    def add(self, row: dict[str, Any]) -> None:
        self.names[row["level3"]] += 1
        value = read_value(row["value"])
        texts = (
            row["description"],
            value.unit if value.kind != Kind.DATE else "",
            row["basis"],
            row["value"],
        )
        counters = (self.descriptions, self.units, self.bases, self.values)
        for counter, text in zip(counters, texts, strict=True):
            if text:
                counter[text] += 1
        self.versions.add(row["version"])
        self.departments.add(row["version__project__department"])
        self.last_year = max(self.last_year, row["version__project__year"])

    def entry(self) -> dict[str, Any]:
        return {
            "name": _most(self.names),
            "description": _most(self.descriptions),
            "unit": _most(self.units)[:50],
            "basis": _most(self.bases),
            "typical_value": _most(self.values),
            "uses": len(self.versions),
            "departments": len(self.departments),
            "last_year": self.last_year,
        }


def _most(counter: Counter) -> str:
    """The commonest; of equally common ones the first, so that a refresh changes nothing by itself."""
    return min(counter, key=lambda text: (-counter[text], text), default="")


@transaction.atomic
def refresh(district: District) -> int:
    """Count history anew. Returns the number of entries.

    What the bureau marked stays, used or not; of what it wrote itself only the figures change.
    """
    District.objects.select_for_update(no_key=True).get(pk=district.pk)
    shipped = dict(_examples())
    found = dict(shipped)
    for name, use in _history(district).items():
        entry = use.entry()
        known = found.get(name, {"source": LibraryEntry.Source.HISTORY})
        found[name] = known | {one: value for one, value in entry.items() if value or one in _COUNTED}
    standing = {(one.class_label, one.name_key): one for one in district.library.all()}
    changed = []
    for name, entry in found.items():
        if there := standing.get(name):
            own = there.source == LibraryEntry.Source.EXAMPLE and name not in shipped
            changed.append(_filled(there, entry, _FIGURES if own else _ALL))
    LibraryEntry.objects.bulk_update(changed, _ALL, batch_size=500)
    new = [
        _filled(LibraryEntry(district=district, class_label=name[0], name_key=name[1]), entry, _ALL)
        for name, entry in found.items()
        if name not in standing
    ]
    LibraryEntry.objects.bulk_create(new, batch_size=500)
    gone = [one.pk for name, one in standing.items() if name not in found and not one.mark]
    district.library.filter(pk__in=gone).delete()
    return len(found)


def _filled(entry: LibraryEntry, values: dict[str, Any], names: Iterable[str]) -> LibraryEntry:
    blank = dict.fromkeys(_FILLED, "") | {"uses": 0, "departments": 0, "last_year": None}
    for name in names:
        setattr(entry, name, (blank | values)[name])
    return entry


def _history(district: District) -> dict[tuple[str, str], _Use]:
    uses: dict[tuple[str, str], _Use] = defaultdict(_Use)
    for row in _approved_rows(district):
        label, name = plain_label(row["level2"]), key(row["level3"])
        is_name = 0 < len(name) <= LONGEST and plain_label(row["level3"]) != label
        if is_name and len(label) <= 50:
            uses[label, name].add(row)
    return uses


def _approved_rows(district: District) -> Iterable[dict[str, Any]]:
    latest = Project.objects.filter(district=district).aggregate(year=Max("year"))["year"] or 0
    approved = Q(version__status__in=(Status.APPROVED, Status.REPLIED))
    official = Q(
        version__project__year__lt=latest,
        version__imported_as__table_import__in=TableImport.objects.standing().by_finance(),
        version__imported_as__before=None,  # the import made it,
        version__revision=0,  # and nobody wrote on it since
        version__status=Status.DRAFT,
    )
    rows = IndicatorRow.objects.filter(
        approved | official, version__project__district=district, version__project__binned_at=None
    )
    wanted = ("level2", "level3", "description", "value", "basis", "version")
    place = ("version__project__department", "version__project__year")
    return rows.order_by().distinct().values("id", *wanted, *place).iterator(chunk_size=2000)


def _examples() -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    for one in examples():
        name = plain_label(one["class"]), key(one["name"])
        shown = {part: one.get(part, "") for part in ("name", "description", "unit", "basis")}
        yield name, shown | {"source": LibraryEntry.Source.EXAMPLE}


@cache
def examples() -> tuple[dict[str, str], ...]:
    """The shipped examples: class, name, description, unit and basis; values are the officer's to set."""
    return tuple(json.loads(_EXAMPLES.read_text(encoding="utf-8")))
