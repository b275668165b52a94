"""Which cells a person must still look at before the table is submitted."""

from collections.abc import Iterable

from projects.drafting.sheet import Sheet, cell_texts
from projects.models import Recheck, TableVersion


def open_rechecks(version: TableVersion, sheet: Sheet) -> list[Recheck]:
    """Those nobody confirmed and whose cell still says what it said."""
    unconfirmed = list(version.rechecks.filter(confirmed_at=None))
    now = cell_texts(sheet) if unconfirmed else {}
    return [one for one in unconfirmed if now.get((one.row, one.cell)) == one.text]


def count_open(version: TableVersion, sheet: Sheet) -> int:
    return cells(open_rechecks(version, sheet))


def cells(rechecks: Iterable[Recheck]) -> int:
    """How many cells of one version these are about: one may be asked about for two reasons."""
    return len({(one.row, one.cell) for one in rechecks})
