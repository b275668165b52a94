"""The pages of one edition: its frozen bodies in their shells, and where it is gone, what says so."""

from collections.abc import Iterator

from django.template.loader import render_to_string

from disclosures import verifier
from disclosures.document import PublishedProject
from disclosures.models import PublicEdition
from disclosures.public import addresses, filling, whole
from disclosures.public.catalog import READABLE, Chain, Issue, Shelf
from disclosures.public.comparing import compare
from disclosures.public.pages import Page
from disclosures.public.shell import Link, Meta, Navigation, Site, page
from disclosures.public.standing import navigation, number_of, status, way

GONE = "410.html"  # what answers for a folder that is gone, and for all below it


def of_year(shelf: Shelf, site: Site, chain: Chain, issue: Issue) -> Iterator[Page]:
    """The edition in force at the year's address, each edition at its own, and the record of them."""
    for row in issue.editions:
        root = addresses.edition(row, row.year, row.number)
        yield from _records(row, root)
        if row.state not in READABLE:
            yield from gone(site, row, root)
            continue
        yield from _shown(shelf, site, chain, issue, row, root)
        yield f"{root}{addresses.WHOLE}", whole.packed(shelf.root, row)
        if before := issue.before(row):
            yield _changed(shelf, site, issue, before, row)
    shown = issue.current or issue.last  # of an export that holds an old edition alone, that one
    if shown.state in READABLE:
        yield from _shown(shelf, site, chain, issue, shown, issue.address)
    else:
        yield from gone(site, shown, issue.address)
    yield _history(site, issue)


def _records(row: PublicEdition, root: str) -> Iterator[Page]:
    """What stays of every edition, readable or not."""
    beside = filling.beside(row)
    yield from ((f"{root}{path}", beside[path]) for path in (verifier.MANIFEST, verifier.SUMS))


def _shown(
    shelf: Shelf, site: Site, chain: Chain, issue: Issue, row: PublicEdition, root: str
) -> Iterator[Page]:
    projects = {one.number: one for one in shelf.disclosure(row).projects}
    for path in shelf.bodies(row):
        folder = path.removesuffix("index.html")
        yield f"{root}{path}", _page(shelf, site, (chain, issue, row), root, folder, projects)


def _page(
    shelf: Shelf,
    site: Site,
    whose: tuple[Chain, Issue, PublicEdition],
    root: str,
    folder: str,
    projects: dict[int, PublishedProject],
) -> bytes:
    chain, issue, row = whose
    here = f"{root}{folder}"
    in_force = row is issue.current
    meta = Meta(
        site,
        here,
        row.published_at,
        f"{row.district_name}{row.department_name}",
        (row.title,),
        instead=f"{issue.address}{folder}" if in_force else None,
        hidden=not in_force,
        picture=preview(issue),
    )
    project = projects.get(number_of(folder))
    return page(
        shelf.body(row, f"{folder}index.html"),
        status(shelf, site, issue, row, folder, here),
        navigation(shelf, chain.current, row, root, folder),
        meta,
        lambda name: filling.fill(name, site, issue, row, here, project),
    )


def preview(issue: Issue) -> Link | None:
    """The picture of a year, while an edition of it is in force."""
    row = issue.current
    name = f"{row.district_name}{row.department_name}{row.year}年预算公开：{row.title}" if row else ""
    return Link(name, f"{issue.address}{addresses.PREVIEW}") if row else None


def _changed(shelf: Shelf, site: Site, issue: Issue, old: PublicEdition, new: PublicEdition) -> Page:
    here = addresses.changes(new, new.year, new.number)
    context = {
        "title": f"第{new.number}版与第{old.number}版相比",
        "whose": f"{new.district_name}{new.department_name}{new.year}年",
        "note": new.note,
        "compared": compare(shelf.disclosure(old), shelf.disclosure(new)),
        "old": f"第{old.number}版",
        "new": f"第{new.number}版",
        "new_at": addresses.link(here, addresses.edition(new, new.year, new.number))[: -len("index.html")],
        "old_at": addresses.link(here, addresses.edition(old, old.year, old.number))[: -len("index.html")],
    }
    trail = (*way(new, here), Link("各版记录", addresses.link(here, addresses.editions(new, new.year))))
    body = render_to_string("public/compare.html", context).encode()
    return f"{here}index.html", page(body, None, Navigation(trail), Meta(site, here, new.published_at))


def gone(site: Site, row: PublicEdition, here: str) -> Iterator[Page]:
    """The notice that stands where a withdrawn edition stood, with what can be read instead."""
    context = {
        "row": row,
        "whose": f"{row.district_name}{row.department_name}{row.year}年",
        "number": str(row.number),
        "label": filling.label(row),
        "erased": row.state == "erased",
        "history": addresses.link(here, addresses.editions(row, row.year)),
        "publisher": addresses.link(here, addresses.publisher(row)),
        "manifest": addresses.link(here, filling.manifest(row)),
    }
    body = render_to_string("public/gone.html", context).encode()
    trail = way(row, here)
    trail = trail[:-1] if here == addresses.year(row, row.year) else trail
    whole = page(body, None, Navigation(trail), Meta(site, here, hidden=True))
    yield f"{here}{'index.html' if site.portable else GONE}", whole


def _history(site: Site, issue: Issue) -> Page:
    row = issue.last
    here = addresses.editions(row, row.year)
    whose = f"{row.district_name}{row.department_name}{row.year}年"
    context = {"whose": whose, **filling.record(site, issue, here)}
    body = render_to_string("public/editions.html", context).encode()
    return f"{here}index.html", page(body, None, Navigation(way(row, here)), Meta(site, here))
