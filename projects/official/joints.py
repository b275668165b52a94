"""Tables that a document holds in pieces: cut by Word's users, or by us so the indicator head repeats."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from projects.official.grid import Grid
from projects.official.landmarks import edges, head_row, is_head, table_starts
from projects.tables import typed


@dataclass
class Pile:
    """A table so far: its pieces, and whether its last project table has the head of its indicators yet."""

    pieces: list[Grid]
    begun: bool  # a project's code row is among them
    headed: bool
    blanks: list[str] = field(default_factory=list)  # empty paragraphs since, which a joint swallows

    @classmethod
    def of(cls, grid: Grid) -> "Pile":
        starts = table_starts(grid)
        headed = bool(starts) and head_row(grid, starts[-1], grid.rows) is not None
        return cls([grid], bool(starts), headed)

    def continues_in(self, lower: Grid) -> bool:
        """A grid without a name of its own that begins with indicators belongs to the table above it."""
        if not (self.begun and lower.rows and lower.covering[0]):
            return False
        starts = table_starts(lower)
        if starts[:1] == [0]:
            return False
        if is_head(lower.starting[0]):
            return True
        if not self.headed:
            return head_row(lower, 0, starts[0] if starts else lower.rows) is not None
        upper = self.pieces[-1]
        same = lower.columns == upper.columns and edges(lower, 0) == edges(upper, upper.rows - 1)
        return same and len(lower.covering[0]) >= 5

    def add(self, lower: Grid) -> None:
        starts = table_starts(lower)
        self.headed = head_row(lower, starts[-1], lower.rows) is not None if starts else True
        self.pieces.append(lower)
        self.blanks = []

    def whole(self) -> Grid:
        if len(self.pieces) == 1:
            return self.pieces[0]
        cells, rows = [], 0
        for piece in self.pieces:
            cells += [replace(cell, row=cell.row + rows) for cell in piece.cells]
            rows += piece.rows
        return Grid(rows, max(piece.columns for piece in self.pieces), tuple(cells))


def joined(blocks: Iterable[str | Grid]) -> Iterator[str | Grid]:
    """The blocks, with the pieces of a table put under one another where no text stands between them."""
    pile: Pile | None = None
    for block in blocks:
        if isinstance(block, Grid):
            if pile is not None and pile.continues_in(block):
                pile.add(block)
                continue
            yield from _closed(pile)
            pile = Pile.of(block)
        elif pile is not None and not typed(block):
            pile.blanks.append(block)
        else:
            yield from _closed(pile)
            pile = None
            yield block
    yield from _closed(pile)


def _closed(pile: Pile | None) -> Iterator[str | Grid]:
    if pile is not None:
        yield pile.whole()
        yield from pile.blanks
