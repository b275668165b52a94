"""Whether every save that was answered with 200 is there: in the journal, and in the table unless overtyped."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from projects.models import Save, TableVersion
from projects.storing import working


def accepted(folder: Path) -> list[dict[str, Any]]:
    """What people were told that it is saved, in their words."""
    with (folder / "ledger.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def lost(told: Iterable[dict[str, Any]]) -> Iterator[str]:
    """What is not there of it, in a sentence each."""
    last: dict[tuple[str, str, str], dict[str, Any]] = {}
    for one in sorted(told, key=lambda one: one["revision"]):
        last[one["project"], one["row"], one["cell"]] = one
        saved = Save.objects.filter(key=one["key"], revision=one["revision"]).first()
        sets = {(each["row"], each["cell"]): each["new"] for each in saved.operations} if saved else {}
        if sets.get((one["row"], one["cell"])) != one["new"]:
            yield f"the journal has no {one}"
    stands = {project: _cells(project) for project in {project for project, _, _ in last}}
    for (project, row, cell), one in last.items():
        if stands[project].get((row, cell)) != one["new"]:
            yield f"the table does not say {one}"


def _cells(project: str) -> dict[tuple[str, str], str]:
    rows = working(TableVersion.objects.with_rows().get(project=project)).indicators
    return {(str(row.id), cell): getattr(row, cell) for row in rows for cell in ("value", "basis")}
