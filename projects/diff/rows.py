"""The rows of one part compared: which are the same row, which stayed in place, what changed in them."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from projects.diff.cells import CellChange, cell_changes
from projects.drafting.sheet import Row


class ChangeKind(StrEnum):
    """What happened to a row. One may be both moved and changed; where nothing happened it has no kind."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of either table; positions count from 0 within its part, None on the side where it is not.

    `id` is the row's in the new table, or the old one's where it was removed.
    """

    part: str
    kinds: tuple[ChangeKind, ...]
    id: UUID | None
    old_position: int | None
    new_position: int | None
    old: Row | None
    new: Row | None
    cells: tuple[CellChange, ...] = ()

    @property
    def is_same(self) -> bool:
        return not self.kinds


def row_changes(part: str, old: Sequence[Row], new: Sequence[Row]) -> Iterator[RowChange]:
    """Every row, in the order of the new table.

    A removed row comes after the nearest row above it that is still in its place, so that it stands where
    it stood.
    """
    partners = _partners(old, new)
    still = staying(partners)
    removed = _removed(old, partners, still)
    for position in range(-1, len(new)):
        if position >= 0:
            yield _compared(part, old, new, partners.get(position), position, position in still)
        for gone in removed[position]:
            row = old[gone]
            yield RowChange(part, (ChangeKind.REMOVED,), row.id, gone, None, row, None)


def _compared(
    part: str, old: Sequence[Row], new: Sequence[Row], was: int | None, position: int, stays: bool
) -> RowChange:
    row = new[position]
    if was is None:
        return RowChange(part, (ChangeKind.ADDED,), row.id, None, position, None, row)
    cells = cell_changes(part, old[was], row)
    kinds = () if stays else (ChangeKind.MOVED,)
    kinds += (ChangeKind.CHANGED,) if cells else ()
    return RowChange(part, kinds, row.id, was, position, old[was], row, cells)


def _partners(old: Sequence[Row], new: Sequence[Row]) -> dict[int, int]:
    """New position → old position of the same row, by id and then by lineage, in the new order.

    Never by text: two rows that read alike are still two. A lineage that several rows of a table share
    does not tell which of them is meant.
    """
    found: dict[int, int] = {}
    for identity in (lambda row: row.id), (lambda row: row.lineage or row.id):
        taken = set(found.values())
        olds = _alone(old, identity)
        for key, position in _alone(new, identity).items():
            if position not in found and key in olds and olds[key] not in taken:
                found[position] = olds[key]
    return dict(sorted(found.items()))


def _alone(rows: Sequence[Row], identity: Callable[[Row], UUID | None]) -> dict[UUID, int]:
    """The identities that exactly one row has, and its position."""
    count = Counter(map(identity, rows))
    return {
        key: position
        for position, row in enumerate(rows)
        if (key := identity(row)) is not None and count[key] == 1
    }


def staying(partners: dict[int, int]) -> set[int]:
    """New positions of the rows that did not move: a longest rising subsequence of the old positions.

    All others did, and fewer moves cannot turn the old order into the new one.
    """
    places = list(partners)
    lowest: list[int] = []  # the lowest old position that ends a rising subsequence of each length
    ends: list[int] = []  # the new position where it stands
    before: dict[int, int | None] = {}
    for place in places:
        length = bisect_left(lowest, partners[place])
        before[place] = ends[length - 1] if length else None
        lowest[length : length + 1] = [partners[place]]
        ends[length : length + 1] = [place]
    still: set[int] = set()
    place = ends[-1] if ends else None
    while place is not None:
        still.add(place)
        place = before[place]
    return still


def _removed(old: Sequence[Row], partners: dict[int, int], staying: set[int]) -> dict[int, list[int]]:
    """Old positions of removed rows, by the new position they come after; -1 is before the first row."""
    now = {was: position for position, was in partners.items()}
    removed: dict[int, list[int]] = defaultdict(list)
    above = -1
    for position in range(len(old)):
        if position not in now:
            removed[above].append(position)
        elif now[position] in staying:
            above = now[position]
    return removed
