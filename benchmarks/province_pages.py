"""What people of one county ask of a province's database: `python -m benchmarks.province_pages DATABASE_URL`.

A process for each database, which does one case for each line that it is told and answers with seconds and
queries; who tells the lines lets the databases take turns (growing.py).
"""

import json
import sys
import time
from collections.abc import Callable
from functools import cache
from itertools import count
from typing import Any
from uuid import uuid4

from benchmarks.place import throw_away

CASES: dict[str, Callable[[str], Callable[[], Any]]] = {}


def page(name: str):
    return lambda prepare: CASES.setdefault(name, prepare)


@cache
def _client(username: str):
    from django.test import Client

    from budget_site.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def _asking(role: str, name: str, *arguments: Any, **query: str):
    """A page, as a role of the county asks for it."""
    from django.urls import reverse

    from benchmarks.data import YEAR

    def prepare(county: str) -> Callable[[], Any]:
        address = reverse(name, args=[county, YEAR, *arguments])
        client = _client(f"{county}-{role}")
        return lambda: client.get(address, query)

    return prepare


def _project(county: str, status: str):
    from projects.models import Project

    here = Project.objects.filter(district__code=county, versions__status=status)
    return here.order_by("position").first()


@page("List of the county's year (1,000 projects)")
def whole(county: str):
    return _asking("performance_reviewer", "year")(county)


@page("List of one department")
def own(county: str):
    return _asking("drafter0", "year")(county)


@page("Search of two characters in the list")
def search(county: str):
    return _asking("performance_reviewer", "year", q="供暖")(county)


@page("Search of a rare word in the list")
def rare(county: str):
    return _asking("performance_reviewer", "year", q="（523）")(county)


@page("Board of 40 departments")
def board(county: str):
    return _asking("performance_reviewer", "board")(county)


@page("Findings of the year")
def findings(county: str):
    return _asking("performance_reviewer", "findings")(county)


@page("Inbox of a reviewer")
def inbox(county: str):
    return lambda: _client(f"{county}-performance_reviewer").get("/inbox/")


@page("Review page")
def review(county: str):
    from django.urls import reverse

    address = reverse("review", args=[_project(county, "performance_review").pk])
    return lambda: _client(f"{county}-performance_reviewer").get(address)


@page("Reading page")
def reading(county: str):
    address = _project(county, "replied").get_absolute_url()
    return lambda: _client(f"{county}-performance_reviewer").get(address)


@page("Opening the form")
def form(county: str):
    from django.urls import reverse

    address = reverse("draft", args=[_project(county, "draft").pk])
    return lambda: _client(f"{county}-drafter0").get(address)


@page("Autosave of one cell, with examining")
def save(county: str):
    from django.urls import reverse

    project, turn = _project(county, "draft"), count(1)
    address, row = reverse("draft_save", args=[project.pk]), None
    version = project.versions.get()
    row, base = version.indicators.first(), version.revision
    seen = row.value

    def work():
        nonlocal base, seen
        new = f"≥{next(turn)}个"
        one = {"op": "set", "row": str(row.id), "cell": "value", "seen": seen, "new": new}
        said = {"key": str(uuid4()), "tab": str(uuid4()), "base": base, "operations": [one]}
        answer = _client(f"{county}-drafter0").post(address, json.dumps(said), "application/json")
        base, seen = answer.json()["revision"], new
        return answer

    return work


@page("Disclosure of the county (publish)")
def publish(county: str):
    from django.urls import reverse

    from benchmarks.data import YEAR

    _client(f"{county}-publisher").post(reverse("disclosure_begin", args=[county, YEAR]))
    return _asking("publisher", "disclosure_overview")(county)


@page("Public search, a common word")
def public_search(county: str):
    from disclosures.public.searching import search_public

    return lambda: search_public("课桌椅")


@page("Public search within the county")
def public_county(county: str):
    from disclosures.public.searching import search_public

    return lambda: search_public("课桌椅", district=county)


@page("Public search, a word in vain")
def public_vain(county: str):
    from disclosures.public.searching import search_public

    return lambda: search_public("航天")


@page("Public search, its page")
def public_page(county: str):
    from django.test import RequestFactory

    from disclosures.public.views import search

    return lambda: search(RequestFactory().get("/search/", {"q": "课桌椅"}))


@page("What is due in all counties (a worker's sweep)")
def due(county: str):
    from projects.jobs.examining import ask_where_due

    return ask_where_due


def main(database: str) -> None:
    with throw_away(True, database=database):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        from budget_site.accounts.models import District

        counties = District.objects.filter(code__startswith="county").order_by("code")
        county = counties[counties.count() // 2].code
        works: dict[str, Callable[[], Any]] = {}
        for line in sys.stdin:
            name, _, counts = line.rstrip("\n").partition("\t")
            work = works.get(name) or works.setdefault(name, CASES[name](county))
            if counts:
                with CaptureQueriesContext(connection) as captured:
                    _timed(work)
                print(len(captured), flush=True)
            else:
                print(_timed(work), flush=True)


def _timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    answer = work()
    taken = time.perf_counter() - start
    if getattr(answer, "status_code", 200) != 200:
        raise RuntimeError(f"answered {answer.status_code}: {answer.content.decode()[:300]}")
    return taken


if __name__ == "__main__":
    main(*sys.argv[1:])
