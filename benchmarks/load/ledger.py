"""Whether all that people were told is done is there: saves (in the table too), steps, remarks."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from projects.models import FeedbackComment, ReviewEvent, Save, TableVersion
from projects.storing import working


def accepted(folder: Path) -> list[dict[str, Any]]:
    """What people were told that it is saved, in their words."""
    with (folder / "ledger.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def lost(told: Iterable[dict[str, Any]]) -> Iterator[str]:
    """What is not there of it, in a sentence each."""
    kinds: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in told:
        kinds[one["kind"]].append(one)
    steps = {str(pk) for pk in ReviewEvent.objects.values_list("pk", flat=True)}
    remarks = set(FeedbackComment.objects.values_list("text", flat=True))
    yield from (f"nobody took the step {one}" for one in kinds["step"] if one["key"] not in steps)
    yield from (f"nobody said {one}" for one in kinds["remark"] if one["text"] not in remarks)
    yield from _lost_saves(sorted(kinds["save"], key=lambda one: one["revision"]))


def _lost_saves(saves: Iterable[dict[str, Any]]) -> Iterator[str]:
    last: dict[tuple[str, str, str], dict[str, Any]] = {}
    for one in saves:
        last[one["project"], one["row"], one["cell"]] = one
        saved = Save.objects.filter(key=one["key"], revision=one["revision"]).first()
        sets = {(each["row"], each["cell"]): each["new"] for each in saved.operations} if saved else {}
        if sets.get((one["row"], one["cell"])) != one["new"]:
            yield f"the journal has no {one}"
    stands = {project: _cells(project) for project in {project for project, _, _ in last}}
    for (project, row, cell), one in last.items():
        now = stands[project].get((row, cell))
        if now != one["new"]:
            yield f"the table says “{now}” in the place of {one}; later saves said {_said_since(one)}"


def _said_since(one: dict[str, Any]) -> list[str]:
    """What the journal has put in its place since: by saves whose answer nobody heard."""
    later = Save.objects.filter(version__project=one["project"], revision__gt=one["revision"])
    return [
        each["new"]
        for save in later.order_by("revision")
        for each in save.operations
        if (each["op"], each["row"], each.get("cell")) == ("set", one["row"], one["cell"])
    ]


def _cells(project: str) -> dict[tuple[str, str], str]:
    rows = working(TableVersion.objects.with_rows().get(project=project)).indicators
    return {(str(row.id), cell): getattr(row, cell) for row in rows for cell in ("value", "basis")}
