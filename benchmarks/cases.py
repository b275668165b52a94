"""What is measured. A case is one function: it prepares, and returns the work that is timed."""

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.urls import reverse

from benchmarks.data import YEAR
from benchmarks.tables import make_table
from benchmarks.world import World
from budget_site.accounts.models import District
from projects.diff import diff
from projects.drafting.missing import missing
from projects.models import Project
from projects.storing import load, working

Work = Callable[[], Any]
Prepare = Callable[[World], Work]
CASES: dict[str, Prepare] = {}


def remembering(cases: dict[str, Prepare]) -> Callable[[str], Callable[[Prepare], Prepare]]:
    def case(name: str) -> Callable[[Prepare], Prepare]:
        return lambda prepare: cases.setdefault(name, prepare)

    return case


case = remembering(CASES)


def _year(world: World, district: District, **query: str) -> Work:
    address = reverse("year", args=[district.code, YEAR])
    return lambda: world.client.get(address, query)


@case("List of 300 projects")
def few(world: World) -> Work:
    return _year(world, world.small)


@case("List of 30,000 projects")
def many(world: World) -> Work:
    return _year(world, world.large)


@case("List of one department's 300 among the 30,000")
def own(world: World) -> Work:
    address = reverse("year", args=[world.large.code, YEAR])
    return lambda: world.officers_client.get(address)


@case("List of 30,000, last page")
def last(world: World) -> Work:
    return _year(world, world.large, page="9999")


@case("List of 30,000, by sound of the name")
def by_name(world: World) -> Work:
    return _year(world, world.large, sort="name")


@case("List of 30,000, those with something missing")
def to_be_filled(world: World) -> Work:
    return _year(world, world.large, todo="missing")


@case("Search of two characters among 30,000")
def search(world: World) -> Work:
    return _year(world, world.large, q="供暖")


@case("Search of two characters among 30,000, in vain")
def search_in_vain(world: World) -> Work:
    return _year(world, world.large, q="航天")


@case("Reading page of one of 30,000")
def reading(world: World) -> Work:
    address = Project.objects.filter(district=world.large, position__gte=99).first().get_absolute_url()
    return lambda: world.client.get(address)


@case("Opening the form of a 15-row table")
def form(world: World) -> Work:
    return _form(world, 15)


@case("Opening the form of a 60-row table")
def long_form(world: World) -> Work:
    return _form(world, 60)


def _form(world: World, rows: int) -> Work:
    address = reverse("draft", args=[world.project(rows).pk])
    return lambda: world.client.get(address)


@case("Autosave of one cell of a 15-row table")
def save_cell(world: World) -> Work:
    return _save(world, rows=15, cells=1)


@case("Save of a 15-row table, a cell in every row")
def save_table(world: World) -> Work:
    return _save(world, rows=15, cells=15)


def _save(world: World, rows: int, cells: int) -> Work:
    """Types something new each time, as a browser that knows what it saved before."""
    project, turn = world.project(rows), count(1)
    address, base = reverse("draft_save", args=[project.pk]), 0
    stands = {str(row.id): row.value for row in working(project.versions.get()).indicators[:cells]}

    def save() -> HttpResponse:
        nonlocal base
        new = f"≥{next(turn)}%"
        sets = [
            {"op": "set", "row": row, "cell": "value", "seen": seen, "new": new}
            for row, seen in stands.items()
        ]
        said = {"key": str(uuid4()), "tab": str(uuid4()), "base": base, "operations": sets}
        answer = _post(world, address, said)
        base = answer.json()["revision"]
        stands.update(dict.fromkeys(stands, new))
        return answer

    return save


@case("Presence report of an open form")
def presence(world: World) -> Work:
    address = reverse("draft_presence", args=[world.project(15).pk])
    said = {"tab": str(uuid4()), "revision": 0}
    return lambda: _post(world, address, said)


def _post(world: World, address: str, said: dict[str, Any]) -> HttpResponse:
    return world.client.post(address, json.dumps(said), "application/json")


@case("Missing cells of a 15-row table (no request)")
def completeness(world: World) -> Work:
    table = make_table(1, 15)
    return lambda: missing(table)


@case("Difference of two 60-row tables (no request)")
def difference(world: World) -> Work:
    """Every third row typed on, every seventh gone, the last ten moved up."""
    old = load(world.project(60).versions.get())
    typed = [
        replace(row, value=f"{row.value}以上") if place % 3 == 0 else row
        for place, row in enumerate(old.indicators)
        if place % 7
    ]
    new = replace(old, indicators=(*typed[-10:], *typed[:-10]))
    return lambda: diff(old, new)
