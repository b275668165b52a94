"""The operations that turn one sheet into another: what a restore or an import does to a table."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from projects.drafting.operations import Add, Delete, Move, Operation, Set
from projects.drafting.sheet import HEAD_CELLS, PARTS, Row, Sheet, head_text, texts


def between(before: Sheet, after: Sheet) -> list[Operation]:
    """In the order in which they apply; merging them into `before` gives `after`, ids and all."""
    operations: list[Operation] = [
        Set(None, cell, head_text(before, cell), head_text(after, cell))
        for cell in HEAD_CELLS
        if head_text(before, cell) != head_text(after, cell)
    ]
    for part in PARTS:
        operations += _between_rows(part, getattr(before, part), getattr(after, part))
    return operations


def _between_rows(part: str, before: Sequence[Row], after: Sequence[Row]) -> list[Operation]:
    kept = {row.id for row in after}
    operations: list[Operation] = [Delete(row.id, texts(part, row)) for row in before if row.id not in kept]
    standing = {row.id: row for row in before if row.id in kept}
    order = list(standing)
    above: UUID | None = None
    for place, row in enumerate(after):
        if row.id not in standing:
            operations.append(Add(part, row.id, above, texts(part, row), row.lineage))
            order.insert(place, row.id)
        elif order[place] != row.id:
            operations.append(Move(row.id, above))
            order.remove(row.id)
            order.insert(place, row.id)
        above = row.id
    for row in after:
        if old := standing.get(row.id):
            operations += _between_cells(row.id, texts(part, old), texts(part, row))
    return operations


def _between_cells(row: UUID, before: Mapping[str, str], after: Mapping[str, str]) -> list[Operation]:
    return [Set(row, cell, before[cell], after[cell]) for cell in before if before[cell] != after[cell]]
