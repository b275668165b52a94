"""Which labels name which cells of a grid: the same for a screen reader on the web and in a tagged PDF."""

from dataclasses import dataclass
from functools import cached_property

from projects.official.grid import Cell, Grid, Role


@dataclass(frozen=True)
class Naming:
    """The header cells of one grid."""

    grid: Grid

    @cached_property
    def blocks(self) -> tuple[range, ...]:
        """The grid's rows in groups that no spanning cell leaves."""
        edges = []
        reach = 0
        for row, cells in enumerate(self.grid.starting):
            if row >= reach:
                edges.append(row)
            reach = max([reach, *(cell.row + cell.rowspan for cell in cells)])
        return tuple(range(*pair) for pair in zip(edges, [*edges[1:], self.grid.rows], strict=True))

    @cached_property
    def _block_of(self) -> dict[int, range]:
        return {row: block for block in self.blocks for row in block}

    def is_header(self, cell: Cell) -> bool:
        """Whether a cell names others. An empty label does not, nor an indicator head over nothing."""
        if not cell.text or cell.role not in (Role.LABEL, Role.HEAD):
            return False
        return cell.row != self.grid.head or cell.row + 1 < self.grid.rows

    def scope(self, cell: Cell) -> str:
        """HTML's scope of a header cell. Only a label beside all rows of its block names a row group."""
        if cell.role is Role.HEAD:
            return "col"
        return "rowgroup" if 1 < cell.rowspan == len(self._block_of[cell.row]) else "row"

    def names(self, cell: Cell) -> list[Cell]:
        """The header cells of a typed cell above the indicators, outermost first; none elsewhere.

        There scope alone would mislead: the spend plan's heads stand over its percentages and over the goals.
        """
        if cell.role is not Role.TEXT or self.grid.head is None or cell.row > self.grid.head:
            return []
        left = [other for other in self.grid.covering[cell.row] if other.column < cell.column]
        found = [other for other in left[:1] if other.rowspan > 1]
        found += [other for other in _adjacent_labels(left) if other not in found]
        if cell.row - 1 in self._block_of[cell.row]:
            above = self.grid.starting[cell.row - 1]
            found += [other for other in above if other.role is Role.HEAD and _over(other, cell)]
        return [other for other in found if self.is_header(other)]


def _adjacent_labels(left: list[Cell]) -> list[Cell]:
    """The labels directly before a cell, without one between them that is not."""
    start = len(left)
    while start and left[start - 1].role is Role.LABEL:
        start -= 1
    return left[start:]


def _over(head: Cell, cell: Cell) -> bool:
    return head.column < cell.column + cell.colspan and cell.column < head.column + head.colspan
