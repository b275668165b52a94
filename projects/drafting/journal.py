"""The journal of a version's saves: who changed a cell last, and what others did since."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from projects.drafting.operations import Conflict, Set
from projects.models import Save, TableVersion

_DEEP = 1000  # saves to look through for who changed a cell; beyond, the table's last change is told


@dataclass(frozen=True, slots=True)
class Changed:
    """Who changed something, and when; nobody where it stands as it came."""

    by: str
    at: datetime.datetime


def changes_since(version: TableVersion, revision: int, until: int | None = None) -> list[dict[str, Any]]:
    """The operations of all saves after `revision` (and before `until`), oldest first."""
    saves = version.saves.filter(revision__gt=revision)
    if until is not None:
        saves = saves.filter(revision__lt=until)
    return [one for operations in saves.values_list("operations", flat=True) for one in operations]


def moved(changes: Iterable[dict[str, Any]]) -> set[UUID]:
    """Rows that these operations moved."""
    return {UUID(one["row"]) for one in changes if one["op"] == "move"}


def removed(version: TableVersion, rows: set[UUID]) -> dict[UUID, UUID]:
    """The lineages of rows that were deleted from a version, by id: a row put back goes on with its own."""
    found: dict[UUID, UUID] = {}
    if rows:
        for one in _operations(version):
            if one["op"] == "delete" and (row := UUID(one["row"])) in rows and row not in found:
                found[row] = UUID(one["lineage"])
    return found


def who(version: TableVersion, conflicts: Sequence[Conflict]) -> list[Changed]:
    """Who did what a save is in conflict with, and when, of each conflict; the journal is read once."""
    if not conflicts:
        return []
    nobody = Changed(str(version.changed_by or version.created_by), version.changed_at)
    found = [nobody] * len(conflicts)
    wanted: dict[str | None, set[int]] = defaultdict(set)  # places in `found`, by row
    for place, conflict in enumerate(conflicts):
        wanted[_row(conflict)].add(place)
    for save in _recent(version).select_related("user").iterator(chunk_size=50):
        for one in save.operations:
            asked = wanted.get(one["row"], set())
            for place in [place for place in asked if _touches(one, conflicts[place])]:
                found[place] = Changed(str(save.user), save.saved_at)
                asked.remove(place)
        if not any(wanted.values()):
            break
    return found


def _row(conflict: Conflict) -> str | None:
    return str(conflict.operation.row) if conflict.operation.row else None


def _touches(operation: dict[str, Any], conflict: Conflict) -> bool:
    """Whether an operation on the conflict's row is what it is in conflict with."""
    mine, name = conflict.operation, operation["op"]
    if isinstance(mine, Set) and conflict.kind == "cell":
        return name == "add" or (name == "set" and operation["cell"] == mine.cell)
    return name == {"deleted": "delete", "moved": "move"}.get(conflict.kind, "set")


def _recent(version: TableVersion):
    return Save.objects.filter(version=version).order_by("-revision")[:_DEEP]


def _operations(version: TableVersion) -> Iterator[dict[str, Any]]:
    """Latest first."""
    for operations in _recent(version).values_list("operations", flat=True):
        yield from reversed(operations)
