"""How a generation was made, as it lies beside it: which folders show which edition, and what drew them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from disclosures.models import PublicEdition
from disclosures.public import addresses
from disclosures.public.catalog import READABLE
from disclosures.public.generating import drawn_by

Shown = Mapping[str, Sequence[str]]  # by token: the folders of a generation that show what the edition holds


def told(public: Iterable[PublicEdition]) -> Mapping[str, Any]:
    """Of the generation that these rows are shown by."""
    chains = defaultdict(list)
    for one in public:
        chains[one.chain].append(one)
    rows = (row for chain in chains.values() for row in chain if row.state in READABLE)
    return {"shows": {row.token: folders(row, chains[row.chain]) for row in rows}, "by": drawn_by()}


def folders(row: PublicEdition, beside: Iterable[PublicEdition]) -> list[str]:
    """Where pages show what it holds: its own, what the next one changed; the last of a year there too.

    `beside` are the editions of the same chain.
    """
    own = [
        addresses.edition(row, row.year, row.number),
        addresses.changes(row, row.year, row.number + 1),
        addresses.file(row.token, ""),  # no page shows it there, but the notice stands for its files
    ]
    if any(one.year == row.year and one.number > row.number for one in beside):
        return own
    later = sorted({one.year for one in beside if one.year > row.year})
    return [*own, addresses.year(row, row.year), *(addresses.compare(row, one, row.year) for one in later)]


def shown(place: Path) -> Shown | None:
    """None where it is not known."""
    found = _made(place).get("shows")
    return found if isinstance(found, dict) else None


def by(place: Path) -> str:
    """As `drawn_by` said; empty where it is not known."""
    return _made(place).get("by", "")


def _made(place: Path) -> Mapping[str, Any]:
    try:
        found = place.stat()
        return _read(place, found.st_mtime_ns, found.st_ino, found.st_size)
    except (FileNotFoundError, ValueError):
        return {}


@lru_cache(maxsize=4)
def _read(place: Path, *as_it_lies: int) -> Mapping[str, Any]:
    """Once: of a province it is long, and every step of a settlement asks."""
    return json.loads(place.read_text())
