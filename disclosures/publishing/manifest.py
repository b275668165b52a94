"""The manifest of an edition: its files by size and SHA-256, and which manifest came before. Pure."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from disclosures.document import EditionFacts, Publisher, dump

FORMAT = 1

Files = Mapping[str, tuple[int, str]]  # by path within the edition: bytes, SHA-256


@dataclass(frozen=True, slots=True)
class Place:
    """Where an edition stands: `position` in its publisher's chain, over all years."""

    publisher: Publisher
    year: int
    position: int
    published_at: datetime


def make(place: Place, facts: EditionFacts, files: Files) -> bytes:
    """Canonical JSON, so that its SHA-256 is that of what it says."""
    publisher = {name: getattr(place.publisher, name) for name in Publisher.__dataclass_fields__}
    told = {
        "format": FORMAT,
        "publisher": publisher,
        "year": place.year,
        "edition": facts.number,
        "position": place.position,
        "previous": facts.previous,
        "data": facts.data_hash,
        "published_at": place.published_at.isoformat(timespec="seconds"),
        "corrects": facts.corrects,
        "note": digest(facts.note.encode()) if facts.note else "",  # its text is a file that can be erased
        "files": [
            {"path": path, "size": size, "sha256": digest} for path, (size, digest) in sorted(files.items())
        ],
    }
    return dump(told)


def read(manifest: bytes) -> dict[str, Any]:
    """ValueError where it is none that is known here."""
    told = json.loads(manifest)
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise ValueError("不认识的清单格式。")
    return told


def files_of(told: Mapping[str, Any]) -> dict[str, tuple[int, str]]:
    return {one["path"]: (one["size"], one["sha256"]) for one in told["files"]}


def tombstone(told: Mapping[str, Any], why: str) -> bytes:
    """What stands in place of files that were erased: their hashes, and why they are gone."""
    files = [{"path": one["path"], "sha256": one["sha256"], "reason": why} for one in told["files"]]
    return dump({"reason": why, "files": files})


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
