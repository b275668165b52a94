"""Two tables compared: the cells of the head, and every row."""

from dataclasses import dataclass
from itertools import chain

from projects.diff.cells import HEAD, CellChange, cell_changes
from projects.diff.rows import RowChange, row_changes
from projects.drafting.sheet import PARTS
from projects.tables import ProjectTable


@dataclass(frozen=True, slots=True)
class TableDiff:
    """What changed from one table to another: `cells` of the head, and all `rows`, the same ones too."""

    cells: tuple[CellChange, ...]
    rows: tuple[RowChange, ...]

    @property
    def changed_rows(self) -> tuple[RowChange, ...]:
        """The rows to which anything happened."""
        return tuple(row for row in self.rows if not row.is_same)


def diff(old: ProjectTable, new: ProjectTable) -> TableDiff:
    """The difference of two tables whose rows have identities, in O(n log n).

    A row without an id is in one table only: tables from outside go through `matching.matched` first.
    """
    rows = chain.from_iterable(row_changes(part, getattr(old, part), getattr(new, part)) for part in PARTS)
    return TableDiff(cell_changes(HEAD, old, new), tuple(rows))
