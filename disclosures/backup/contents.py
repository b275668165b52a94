"""What a backup holds besides the database's copy: what is counted in it, and the files its rows name."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from disclosures.backup.database import Query, tables

_HEADS = (
    "SELECT {group}, {number}, {hash} FROM {table} AS t WHERE {number} ="
    " (SELECT max({number}) FROM {table} AS l WHERE l.{group} = t.{group}) ORDER BY {group}"
)
_TRAIL = _HEADS.format(group="chain", number="number", hash="hash", table="trail_trailseal")
_EDITIONS = _HEADS.format(group="chain", number="position", hash="manifest_hash", table="disclosures_edition")
_PASSING = (  # files that come and go: a row whose file has gone is told so by its page
    "SELECT result FROM projects_job WHERE result <> ''"
    " UNION SELECT file FROM projects_incomingfile WHERE file <> ''"
    " UNION SELECT reading FROM projects_incomingfile WHERE reading <> ''"
)


@dataclass(frozen=True)
class Files:
    """What must be there: assessment files by name with their SHA-256, editions by id; and what may be."""

    papers: dict[str, str]
    editions: dict[int, bool]  # whether it is erased
    passing: list[str]


def facts(query: Query, vendor: str) -> dict[str, Any]:
    """What a restored database is compared with."""
    return {
        "counts": {name: query(f'SELECT count(*) FROM "{name}"')[0][0] for name in tables(query, vendor)},
        "trail": {chain: f"{number}:{known}" for chain, number, known in query(_TRAIL)},
        "editions": {chain: f"{number}:{known}" for chain, number, known in query(_EDITIONS)},
        "migrations": sorted(f"{app}.{name}" for app, name in _migrations(query)),
    }


def _migrations(query: Query) -> list[tuple[Any, ...]]:
    return query("SELECT app, name FROM django_migrations")


def files(query: Query) -> Files:
    editions = query("SELECT id, state FROM disclosures_edition WHERE position IS NOT NULL ORDER BY id")
    return Files(
        dict(query("SELECT file, file_hash FROM projects_assessmentfile ORDER BY file")),
        {pk: state == "erased" for pk, state in editions},
        sorted(name for (name,) in query(_PASSING)),
    )


def differences(should: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    """In sentences what a restored database has otherwise than the one that was backed up."""
    for name in sorted(should["counts"] | found["counts"]):
        before, after = should["counts"].get(name), found["counts"].get(name)
        if before != after:
            yield f"表{name}备份时有{before}行，恢复后有{after}行。"
    for key, called in (("trail", "审计记录的链头"), ("editions", "公开链的链头")):
        if should[key] != found[key]:
            told = json.dumps([should[key], found[key]], ensure_ascii=False)
            yield f"{called}与备份时不同：{told}。"
