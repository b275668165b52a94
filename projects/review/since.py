"""What changed since the last return, or against the version in force: what a reviewer looks at first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from projects.diff import TableDiff, diff, sentences
from projects.drafting.sheet import PARTS, Row, rows_of
from projects.models import ReturnItem, Snapshot, TableVersion
from projects.review.adjusting import adjusted
from projects.review.naming import Place, cell_name
from projects.review.returning import Line, last_return, lines
from projects.storing import table_of
from projects.tables import ProjectTable, from_canonical

RETURNED = "自上次退回以来"
IN_FORCE = "与现行版本相比"


@dataclass(frozen=True)
class Since:
    """`lines` is the checklist, `others` the changes that no line asked for, `was` each cell's old text."""

    title: str
    lines: tuple[Line, ...]
    names: dict[int, str]
    others: tuple[str, ...]
    was: dict[Place, str]


def since(version: TableVersion, table: ProjectTable) -> Since | None:
    """None where there is nothing to compare with."""
    title, before = _before(version)
    if before is None:
        return None
    change = diff(before, table)
    told = tuple(lines(version, table)) if title == RETURNED else ()
    asked = {(line.item.row, line.item.cell) for line in told if line.item.cell}
    others = tuple(sentences(_without(change, asked)))
    return Since(title, told, line_names(told, table, before), others, _was(change))


def _before(version: TableVersion) -> tuple[str, ProjectTable | None]:
    if (event := last_return(version)) is not None:
        kept = version.events.filter(snapshot__isnull=False, number__lte=event.number).last()
        return RETURNED, _said(kept.snapshot) if kept else None
    if replied := adjusted(version):
        return IN_FORCE, table_of(replied)
    return "", None


def _said(snapshot: Snapshot) -> ProjectTable:
    return from_canonical(bytes(snapshot.content))


def line_names(told: Iterable[Line], *tables: Any) -> dict[int, str]:
    """What each line of a checklist is about; a row that is gone is called by what it said."""
    rows = {row.id: (part, row) for table in reversed(tables) for part, row in rows_of(table)}
    return {line.item.position: _line_name(line.item, rows) for line in told}


def _line_name(item: ReturnItem, rows: Mapping[UUID | None, tuple[str, Row]]) -> str:
    if item.row is None or item.row in rows:
        return cell_name(*rows.get(item.row, (item.part, None)), item.cell)
    said = item.thread.text if item.thread else item.text
    return f"“{said}”（已删除）" if said else "一行（已删除）"


def _without(change: TableDiff, asked: set[Place]) -> TableDiff:
    """Without the cells that the checklist shows itself."""
    rows = (
        replace(row, cells=tuple(cell for cell in row.cells if (row.id, cell.cell) not in asked))
        for row in change.rows
    )
    cells = tuple(cell for cell in change.cells if (None, cell.cell) not in asked)
    return TableDiff(cells, tuple(rows))


def _was(change: TableDiff) -> dict[Place, str]:
    found: dict[Place, str] = {(None, cell.cell): cell.old for cell in change.cells}
    for row in change.rows:
        if row.new is None:
            continue
        found |= {(row.id, cell.cell): cell.old for cell in row.cells}
        if row.old is None:  # a new row: every cell is
            found |= {(row.id, cell): "" for cell in PARTS[row.part]}
    return found
