"""Whether all that people were told is done is there: saves (in the table too), steps, remarks."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from projects.models import FeedbackComment, ReviewEvent, Save, TableVersion
from projects.storing import working

Line = dict[str, Any]
DONE = ("save", "step", "remark")  # what somebody was told is done


def told(folder: Path) -> dict[str, list[Line]]:
    """What people wrote down, by kind: DONE, and of each save when it was `sent` and when `heard` of."""
    kinds: dict[str, list[Line]] = defaultdict(list)
    with (folder / "ledger.jsonl").open(encoding="utf-8") as lines:
        for one in map(json.loads, lines):
            kinds[one["kind"]].append(one)
    return kinds


def accepted(told: Mapping[str, list[Line]]) -> int:
    return sum(len(told.get(kind, ())) for kind in DONE)


def lost(told: Mapping[str, list[Line]]) -> Iterator[str]:
    """What is not there of it, in a sentence each."""
    steps = {str(pk) for pk in ReviewEvent.objects.values_list("pk", flat=True)}
    remarks = set(FeedbackComment.objects.values_list("text", flat=True))
    yield from (f"nobody took the step {one}" for one in told.get("step", ()) if one["key"] not in steps)
    yield from (f"nobody said {one}" for one in told.get("remark", ()) if one["text"] not in remarks)
    unheard = {one["key"] for one in told.get("sent", ())} - {one["key"] for one in told.get("heard", ())}
    yield from _lost_saves(sorted(told.get("save", ()), key=lambda one: one["revision"]), unheard)


def _lost_saves(saves: Iterable[Line], unheard: Collection[str]) -> Iterator[str]:
    """In the place of a change may stand another that came later, of somebody who did not hear the answer."""
    last: dict[tuple[str, str, str], Line] = {}
    for one in saves:
        last[one["project"], one["row"], one["cell"]] = one
        if _set_by(Save.objects.filter(key=one["key"], revision=one["revision"]), one) != [one["new"]]:
            yield f"the journal has no {one}"
    stands = {project: _cells(project) for project in {project for project, _, _ in last}}
    for (project, row, cell), one in last.items():
        now = stands[project].get((row, cell))
        later = Save.objects.filter(version__project=project, revision__gt=one["revision"])
        if now != [one["new"], *_set_by(later.filter(key__in=unheard), one)][-1]:
            yield f"the table says “{now}” in the place of {one}; the journal since: {_set_by(later, one)}"


def _set_by(saves: QuerySet[Save], like: Line) -> list[str]:
    """What these saves put into the same cell, in their order."""
    place = ("set", like["row"], like["cell"])
    return [
        each["new"]
        for save in saves.order_by("revision")
        for each in save.operations
        if (each["op"], each["row"], each.get("cell")) == place
    ]


def _cells(project: str) -> dict[tuple[str, str], str]:
    rows = working(TableVersion.objects.with_rows().get(project=project)).indicators
    return {(str(row.id), cell): getattr(row, cell) for row in rows for cell in ("value", "basis")}
