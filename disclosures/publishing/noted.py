"""What is noted beside a generation: which of its folders show which edition, and what drew its pages."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from disclosures.models import PublicEdition
from disclosures.public import addresses
from disclosures.public.catalog import READABLE
from disclosures.public.generating import drawn_by

Shown = Mapping[str, list[str]]  # by token: the folders of a generation that show what the edition holds


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


def shown(note: Path) -> Shown | None:
    """None where it is not known."""
    found = _about(note).get("shows")
    return found if isinstance(found, dict) else None


def by(note: Path) -> str:
    """As `drawn_by` said; empty where it is not known."""
    return _about(note).get("by", "")


def _about(note: Path) -> Mapping[str, Any]:
    try:
        return _read(note, note.stat().st_mtime_ns)
    except (FileNotFoundError, ValueError):
        return {}


@lru_cache(maxsize=4)
def _read(note: Path, changed: int) -> Mapping[str, Any]:
    """Once: of a province it is long, and every step of a settlement asks."""
    return json.loads(note.read_text())
