"""A save as a list of operations, merged cell by cell into what the table says by now.

Rows go by their ids, so that moves and edits of different people do not disturb each other. Nothing here
decides silently between two people: where both changed the same thing, a Conflict keeps both.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from projects.drafting.sheet import (
    HEAD_CELLS,
    PARTS,
    Row,
    Sheet,
    head_text,
    new_row,
    texts,
    with_cell,
    with_head,
)
from projects.tables import typed

MOST_ROWS = 1000  # of one part; a table of more is no table
LONGEST = 50_000  # characters of one cell


class BadOperation(ValueError):
    """What was sent is no operation; the whole save is refused, with a sentence."""


@dataclass(frozen=True, slots=True)
class Set:
    """One cell typed anew. `row` is None for the table's own cells; `seen` is what stood there before."""

    row: UUID | None
    cell: str
    seen: str
    new: str


@dataclass(frozen=True, slots=True)
class Add:
    """A new row below `after`, or at the top of its part; or a deleted one put back with its id."""

    part: str
    row: UUID
    after: UUID | None
    cells: Mapping[str, str] = field(default_factory=dict)
    lineage: UUID | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A row to below `after`, or to the top of its part."""

    row: UUID
    after: UUID | None


@dataclass(frozen=True, slots=True)
class Delete:
    """A row away, if it still says what was seen."""

    row: UUID
    seen: Mapping[str, str]


Operation = Set | Add | Move | Delete


@dataclass(frozen=True, slots=True)
class Conflict:
    """An operation that somebody else was faster with; nothing of it was done.

    `kind`: cell (another value stands there), deleted (the row is gone), edited (the row to delete says
    something new), moved (the row was moved elsewhere). `theirs` is what stands there now.
    """

    kind: str
    operation: Operation
    theirs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Merged:
    """The sheet after a save, the operations that changed it (with what they replaced), and the conflicts."""

    sheet: Sheet
    applied: tuple[Operation, ...]
    conflicts: tuple[Conflict, ...]


def merge(sheet: Sheet, operations: Sequence[Operation], moved: Collection[UUID] = ()) -> Merged:
    """Apply a save to what the table says now; `moved` are rows that others moved since it was made.

    BadOperation for what no form can send: an unknown part or cell, too many rows or too long a text. A
    neighbour that is not there, or of another part, is none: the row stands at the end.
    """
    applied: list[Operation] = []
    conflicts: list[Conflict] = []
    contested = _contested_classes(sheet, operations)
    for operation in operations:
        step = _STEPS[type(operation)](sheet, operation, moved)
        if step is not None and _is_class(operation) and operation.row in contested:
            step = _kept(sheet, operation)
        if isinstance(step, Conflict):
            conflicts.append(step)
        elif step is not None:
            sheet, done = step
            applied.append(done)
    return Merged(sheet, tuple(applied), tuple(conflicts))


def _is_class(operation: Operation) -> bool:
    return isinstance(operation, Set) and operation.cell in ("level1", "level2")


def _contested_classes(sheet: Sheet, operations: Sequence[Operation]) -> set[UUID]:
    """Rows whose 一级 or 二级 somebody else changed: both are one choice, and are decided together."""
    return {
        operation.row
        for operation in operations
        if _is_class(operation)
        and _find(sheet, operation.row)[0] is not None
        and isinstance(_set(sheet, operation, ()), Conflict)
    }


def _kept(sheet: Sheet, operation: Set) -> Conflict:
    """The conflict of a class cell with what stands there, whoever typed it."""
    part, place = _find(sheet, operation.row)
    if part is None:
        return Conflict("deleted", operation)
    return Conflict(
        "cell", operation, {operation.cell: texts(part, getattr(sheet, part)[place])[operation.cell]}
    )


Step = tuple[Sheet, Operation] | Conflict | None  # None: nothing to do, it is so already


def _set(sheet: Sheet, operation: Set, moved: Collection[UUID]) -> Step:
    new = _text(operation.new)
    if operation.row is None:
        if operation.cell not in HEAD_CELLS:
            raise BadOperation(f"没有“{operation.cell}”这一格。")
        now = head_text(sheet, operation.cell)
    else:
        part, place = _find(sheet, operation.row)
        if part is None:
            return Conflict("deleted", operation)
        row = getattr(sheet, part)[place]
        if operation.cell not in PARTS[part]:
            raise BadOperation(f"没有“{operation.cell}”这一格。")
        now = texts(part, row)[operation.cell]
    if now == new:
        return None
    if now != typed(operation.seen):
        return Conflict("cell", operation, {operation.cell: now})
    done = replace(operation, seen=now, new=new)
    if operation.row is None:
        return with_head(sheet, operation.cell, new), done
    changed = with_cell(part, row, operation.cell, new)
    return _with_rows(
        sheet, part, [*_rows(sheet, part)[:place], changed, *_rows(sheet, part)[place + 1 :]]
    ), done


def _add(sheet: Sheet, operation: Add, moved: Collection[UUID]) -> Step:
    if operation.part not in PARTS or set(operation.cells) - set(PARTS[operation.part]):
        raise BadOperation("新增的行不属于这张表。")
    if _find(sheet, operation.row)[0] is not None:
        return None
    rows = _rows(sheet, operation.part)
    if len(rows) >= MOST_ROWS:
        raise BadOperation(f"一张表最多{MOST_ROWS}行，请删去不用的行再添加。")
    cells = {cell: _text(text) for cell, text in operation.cells.items()}
    row = new_row(operation.part, cells, operation.row, operation.lineage)
    return _inserted(sheet, operation.part, rows, row, operation.after), replace(operation, cells=cells)


def _move(sheet: Sheet, operation: Move, moved: Collection[UUID]) -> Step:
    part, place = _find(sheet, operation.row)
    if part is None:
        return Conflict("deleted", operation)
    rows = _rows(sheet, part)
    row = rows.pop(place)
    after = _inserted(sheet, part, rows, row, operation.after)
    if getattr(after, part)[place].id == operation.row:
        return None
    return Conflict("moved", operation) if operation.row in moved else (after, operation)


def _delete(sheet: Sheet, operation: Delete, moved: Collection[UUID]) -> Step:
    part, place = _find(sheet, operation.row)
    if part is None:
        return None
    rows = _rows(sheet, part)
    now = texts(part, rows[place])
    seen = {cell: typed(text) for cell, text in operation.seen.items()}
    if any(now[cell] != seen.get(cell, now[cell]) for cell in now):
        return Conflict("edited", operation, now)
    del rows[place]
    return _with_rows(sheet, part, rows), replace(operation, seen=now)


_STEPS = {Set: _set, Add: _add, Move: _move, Delete: _delete}


def _text(text: str) -> str:
    if len(text) > LONGEST:
        raise BadOperation(f"一格最多{LONGEST}字，请把内容分开填写。")
    return typed(text)


def _find(sheet: Sheet, row: UUID) -> tuple[str | None, int]:
    """Which part a row is in, and at which place; (None, 0) where it is gone."""
    for part in PARTS:
        for place, one in enumerate(getattr(sheet, part)):
            if one.id == row:
                return part, place
    return None, 0


def _rows(sheet: Sheet, part: str) -> list[Row]:
    return list(getattr(sheet, part))


def _with_rows(sheet: Sheet, part: str, rows: Sequence[Row]) -> Sheet:
    return replace(sheet, **{part: tuple(rows)})


def _inserted(sheet: Sheet, part: str, rows: list[Row], row: Row, after: UUID | None) -> Sheet:
    """`row` below `after`; at the end where that one is gone, at the top where none was named."""
    ids = [one.id for one in rows]
    place = 0 if after is None else ids.index(after) + 1 if after in ids else len(rows)
    return _with_rows(sheet, part, [*rows[:place], row, *rows[place:]])
