"""The difference of two tables, part by part, as a page shows it: rows that changed, old text and new."""

from collections.abc import Iterator
from dataclasses import dataclass

from projects.diff import CELL_NAMES, HEAD, CellChange, ChangeKind, RowChange, TableDiff
from projects.drafting.sheet import texts

PART_NAMES = {HEAD: "项目", "plan": "资金支出计划", "goals": "绩效目标", "indicators": "绩效指标"}
_MARKS = {
    ChangeKind.ADDED: "新增",
    ChangeKind.REMOVED: "删除",
    ChangeKind.MOVED: "移动",
    ChangeKind.CHANGED: "修改",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell: what it said (`old`) and says (`new`); one text where it stayed, both where it changed."""

    old: str
    new: str
    change: CellChange | None = None

    @property
    def same(self) -> bool:
        return self.old == self.new or (self.change is None and bool(self.old and self.new))


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row to which something happened, in words, with all its cells."""

    marks: tuple[str, ...]
    cells: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part in which something changed: its heads, its changed rows, and how many rows stayed."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    same: int


def shown(diff: TableDiff) -> list[ShownPart]:
    """The parts that differ, in the order of the form; of the head, a row for each cell that changed."""
    found = list(_head(diff))
    for part in ("plan", "goals", "indicators"):
        rows = [row for row in diff.rows if row.part == part]
        changed = tuple(_row(row) for row in rows if not row.is_same)
        if changed:
            heads = tuple(CELL_NAMES[part].values())
            found.append(ShownPart(PART_NAMES[part], heads, changed, len(rows) - len(changed)))
    return found


def _head(diff: TableDiff) -> Iterator[ShownPart]:
    rows = tuple(ShownRow((change.name,), (Shown(change.old, change.new, change),)) for change in diff.cells)
    if rows:
        yield ShownPart(PART_NAMES[HEAD], ("内容",), rows, 0)


def _row(row: RowChange) -> ShownRow:
    changes = {change.cell: change for change in row.cells}
    old = texts(row.part, row.old) if row.old else {}
    new = texts(row.part, row.new) if row.new else {}
    cells = (Shown(old.get(cell, ""), new.get(cell, ""), changes.get(cell)) for cell in CELL_NAMES[row.part])
    return ShownRow(tuple(_MARKS[kind] for kind in row.kinds), tuple(cells))
