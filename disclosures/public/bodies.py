"""The frozen `<main>` of every page of an edition: a pure function of the disclosure and its facts.

No date of now, no hash of a file that holds the page: where such stands, a body keeps a place (`Place`) that
the shell fills.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string

from disclosures.document import Chart, DataTable, Disclosure, EditionFacts
from disclosures.public import addresses
from disclosures.public.blocks import drawn, listed
from disclosures.public.places import Place
from disclosures.public.project_page import neighbours, project_page
from disclosures.public.summary import summary
from disclosures.public.words import checked, department_of, told, whose
from disclosures.rendering import numbering
from disclosures.rendering.keeping import kept
from disclosures.rules import FAILED, PASSED, RULES, UNCHECKED
from disclosures.totals import Read, read, total_of, totals_by
from projects.values import plain


def pages(disclosure: Disclosure, facts: EditionFacts) -> Iterator[tuple[str, bytes]]:
    """Path below `pages/` and bytes of every body; addresses are theirs with `index.html` taken off."""
    reads = read(disclosure.projects)
    for folder, template, context in _pages(disclosure, facts, reads):
        yield f"{folder}index.html", _drawn(disclosure, folder, template, context | {"facts": facts})
    for place, one in enumerate(reads):
        folder = addresses.project(one.project.number)
        yield f"{folder}index.html", _project(disclosure, folder, reads, place)


def _project(disclosure: Disclosure, folder: str, reads: tuple[Read, ...], place: int) -> bytes:
    """The page of one project. Neither the edition's number nor the other tables are anything to it."""
    told = (whose(disclosure), disclosure.year, reads[place].project, *neighbours(reads, place))
    return kept(
        f"project page {told}",
        lambda: _drawn(disclosure, folder, "project", project_page(reads, place, disclosure.year)),
    )


def _drawn(disclosure: Disclosure, folder: str, template: str, context: Mapping[str, Any]) -> bytes:
    shared = {
        "whose": whose(disclosure),
        "places": {one.name: one.markup for one in Place},
        "up": addresses.up(folder),
        "year": str(disclosure.year),
    }
    return render_to_string(f"public/body/{template}.html", shared | context).encode()


_Page = tuple[str, str, Mapping[str, Any]]


def _pages(disclosure: Disclosure, facts: EditionFacts, reads: tuple[Read, ...]) -> Iterator[_Page]:
    yield "", "home", _home(disclosure, facts, reads)
    for place, section in enumerate(disclosure.sections, 1):
        beside = {
            "before": _neighbour(disclosure, place - 2),
            "after": _neighbour(disclosure, place),
            "title": numbering.section(place) + section.title,
            "blocks": list(drawn(section.blocks)),
        }
        yield addresses.section(section.key), "section", beside | {"projects": listed(reads)}
    yield addresses.PROJECTS, "projects", {"projects": listed(reads), "total": told(total_of(reads))}
    if not disclosure.publisher.department:
        yield from _departments(reads)
    yield addresses.DOWNLOADS, "downloads", {}
    yield addresses.NOTES, "notes", {"checks": list(_checked(disclosure))}


def _checked(disclosure: Disclosure) -> Iterator[Mapping[str, Any]]:
    """What each rule asked, and what it found: sign, word and sentence."""
    signs = {PASSED: "✓", FAILED: "✗", UNCHECKED: "○"}
    for code, checks in groupby(disclosure.checks, lambda one: one.code):
        found = [
            {"state": one.state, "told": f"{signs[one.state]} {checked(one.state)}", "said": one.message}
            for one in checks
        ]
        yield {"asked": RULES[code].title if code in RULES else code, "found": found}


def _home(disclosure: Disclosure, facts: EditionFacts, reads: tuple[Read, ...]) -> Mapping[str, Any]:
    contents = [
        {
            "title": numbering.section(place) + section.title,
            "at": f"{addresses.section(section.key)}index.html",
        }
        for place, section in enumerate(disclosure.sections, 1)
    ]
    return {
        "title": disclosure.title,
        "summary": summary(disclosure, reads),
        "contents": contents,
        "departments": not disclosure.publisher.department and len(_codes(reads)) > 1,
        "blocks": list(drawn(_pictured(disclosure))),
    }


def _pictured(disclosure: Disclosure) -> Iterator[DataTable | Chart]:
    """The charts of all sections, each with the table it is drawn from."""
    for section in disclosure.sections:
        for before, block in zip((None, *section.blocks), section.blocks, strict=False):
            if isinstance(block, Chart):
                if isinstance(before, DataTable):
                    yield before
                yield block


def _neighbour(disclosure: Disclosure, place: int) -> Mapping[str, str] | None:
    if not 0 <= place < len(disclosure.sections):
        return None
    section = disclosure.sections[place]
    return {"title": section.title, "at": f"{addresses.section(section.key)}index.html"}


def _codes(reads: tuple[Read, ...]) -> list[str]:
    return list(dict.fromkeys(one.project.department for one in reads))


def _departments(reads: tuple[Read, ...]) -> Iterator[_Page]:
    groups = {code: tuple(one for one in reads if one.project.department == code) for code in _codes(reads)}
    totals = {code: totals_by(group, lambda one: one.department_name)[0] for code, group in groups.items()}
    rows = [
        {
            "name": department_of(groups[code][0]),
            "at": f"{addresses.department(code)}index.html",
            "sum": plain(total.total),
            "count": str(total.count),
            "unread": str(len(total.unread)) if total.unread else "",
        }
        for code, total in totals.items()
    ]
    whole = total_of(reads)
    context = {"departments": rows, "total": told(whole), "unread": bool(whole.unread)}
    yield addresses.DEPARTMENTS, "departments", context
    for code, group in groups.items():
        context = {"name": department_of(group[0]), "projects": listed(group), "total": told(total_of(group))}
        yield addresses.department(code), "department", context
