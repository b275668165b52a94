"""The structural difference of two tables, by row identity: of two revisions, two editions, two years."""

from projects.diff.cells import CELL_NAMES, HEAD, CellChange, Delta
from projects.diff.rows import ChangeKind, RowChange
from projects.diff.tables import TableDiff, diff
from projects.diff.telling import sentences

__all__ = [
    "CELL_NAMES",
    "HEAD",
    "CellChange",
    "ChangeKind",
    "Delta",
    "RowChange",
    "TableDiff",
    "diff",
    "sentences",
]
