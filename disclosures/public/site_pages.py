"""The pages above editions: the start, each publisher's years, comparisons, 核验, what helps the lost."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.template.loader import render_to_string

from disclosures import verifier
from disclosures.document import dump
from disclosures.models import PublicEdition
from disclosures.public import addresses
from disclosures.public.catalog import READABLE, Catalog, Chain, Issue, Shelf, State
from disclosures.public.comparing import compare
from disclosures.public.filling import NAMES, beside, label
from disclosures.public.pages import Page
from disclosures.public.shell import Link, Meta, Navigation, Site, day, page
from disclosures.public.standing import way

NOT_FOUND = "404.html"


def above(site: Site, catalog: Catalog) -> Iterator[Page]:
    """What depends on several districts."""
    yield _drawn(site, "", "home", {"districts": [_own(chains, "") for chains in catalog.districts.values()]})
    yield _verify(site, catalog)
    context = {"search": addresses.search(""), "portable": site.portable}
    yield NOT_FOUND, _drawn(site, "", "not_found", context, hidden=True)[1]


def of_district(site: Site, chains: tuple[Chain, ...]) -> Iterator[Page]:
    """What depends on several publishers of it."""
    code = chains[0].last.district
    yield _of_district(site, code, chains)
    for chain in chains:
        if chain.last.department:
            yield _of_department(site, chain)
    here = addresses.verify(code)
    known = known_of(chains, here)
    yield _drawn(site, here, "verify", {"known": known}, way(chains[0].last, here)[:2], scripts=_VERIFYING)
    if not site.portable:
        yield f"{here}{addresses.LIST}", dump(known)


_VERIFYING = ("js/public/sha256.js", "js/public/verify.js")


def _verify(site: Site, catalog: Catalog) -> Page:
    """Of one district the tool itself; of several first which: a province has a million files."""
    here, districts = addresses.VERIFY, catalog.districts
    if len(districts) > 1:
        names = [
            {"name": chains[0].last.district_name, "at": addresses.link(here, addresses.verify(code))}
            for code, chains in districts.items()
        ]
        return _drawn(site, here, "verify_where", {"districts": names})
    return _drawn(site, here, "verify", {"known": known_of(catalog.chains, here)}, scripts=_VERIFYING)


def ways_to_lists(catalog: Catalog) -> Mapping[str, Any]:
    """For programs: where the list of each district's editions and files stands."""
    return {
        "districts": [
            {
                "code": code,
                "name": chains[0].last.district_name,
                "at": f"{addresses.verify(code)}{addresses.LIST}",
            }
            for code, chains in catalog.districts.items()
        ]
    }


def _drawn(
    site: Site,
    here: str,
    template: str,
    context: Mapping[str, Any],
    trail: tuple[Link, ...] = (),
    **more: Any,
) -> Page:
    body = render_to_string(f"public/{template}.html", context).encode()
    if here and not trail:
        trail = (Link("首页", addresses.link(here, "")),)
    return f"{here}index.html", page(body, None, Navigation(trail), Meta(site, here, **more))


def _own(chains: tuple[Chain, ...], here: str) -> dict[str, Any]:
    """What a district publishes itself, and how many of its departments do too."""
    own = [chain for chain in chains if not chain.last.department]
    return {
        "name": chains[0].last.district_name,
        "at": addresses.link(here, addresses.district(chains[0].last.district)),
        "issues": [_issue(issue, here) for chain in own for issue in chain.issues],
        "department_count": len(chains) - len(own),
    }


def _departments(chains: tuple[Chain, ...], here: str) -> list[Mapping[str, str]]:
    return [
        {
            "name": chain.last.department_name,
            "at": addresses.link(here, addresses.publisher(chain.last)),
            "years": "、".join(f"{issue.year}年" for issue in chain.issues),
        }
        for chain in chains
        if chain.last.department
    ]


def _issue(issue: Issue, here: str) -> Mapping[str, Any]:
    row = issue.current or issue.last
    return {
        "year": f"{issue.year}年",
        "title": row.title,
        "at": addresses.link(here, issue.address),
        "told": _state(row),
        "state": row.state,
        "editions": addresses.link(here, addresses.editions(row, row.year)),
        "several": str(len(issue.editions)) if len(issue.editions) > 1 else "",
    }


def _state(row: PublicEdition) -> str:
    if row.state in READABLE:
        return f"第{row.number}版，{day(row.published_at)}公开"
    return f"第{row.number}版{label(row)}"


def _of_district(site: Site, code: str, chains: tuple[Chain, ...]) -> Page:
    here = addresses.district(code)
    comparing = [chain for chain in chains if not chain.last.department]
    context = {
        "one": _own(chains, here),
        "departments": _departments(chains, here),
        "compares": [one for c in comparing for one in _pairs(c, here)],
    }
    return _drawn(site, here, "publisher", context)


def _of_department(site: Site, chain: Chain) -> Page:
    here = addresses.publisher(chain.last)
    issues = [_issue(issue, here) for issue in chain.issues]
    context = {"one": {"name": chain.name, "issues": issues}, "compares": list(_pairs(chain, here))}
    above = addresses.district(chain.last.district)
    steps = (("首页", ""), (chain.last.district_name, above))
    trail = tuple(Link(name, addresses.link(here, there)) for name, there in steps)
    return _drawn(site, here, "publisher", context, trail)


def _pairs(chain: Chain, here: str) -> Iterator[Mapping[str, str]]:
    """Each year with those before it, as links."""
    for new, old in pairs(chain):
        there = addresses.compare(new.last, new.year, old.year)
        yield {"name": f"{new.year}年与{old.year}年对比", "at": addresses.link(here, there)}


def pairs(chain: Chain) -> Iterator[tuple[Issue, Issue]]:
    for place, new in enumerate(chain.current):
        yield from ((new, old) for old in chain.current[place + 1 :])


def compared(shelf: Shelf, site: Site, new: Issue, old: Issue) -> Page:
    """The editions in force of two years beside each other."""
    row = new.current
    here = addresses.compare(row, new.year, old.year)
    context = {
        "title": f"{new.year}年与{old.year}年对比",
        "whose": f"{row.district_name}{row.department_name}",
        "compared": compare(shelf.disclosure(old.current), shelf.disclosure(row)),
        "old": f"{old.year}年",
        "new": f"{new.year}年",
        "new_at": addresses.link(here, new.address)[: -len("index.html")],
        "old_at": addresses.link(here, old.address)[: -len("index.html")],
    }
    return _drawn(site, here, "compare", context, way(row, here))


def known_of(chains: tuple[Chain, ...], here: str) -> Mapping[str, Any]:
    """For 核验文件: each file's hash with [edition, path, size]; what came to the editions is said once."""
    rows = sorted((row for chain in chains for row in chain.rows), key=_weight)
    editions, files = [], {}
    for place, row in enumerate(rows):
        editions.append(
            {
                "name": f"{row.district_name}{row.department_name}{row.year}年预算公开第{row.number}版",
                "state": row.state,
                "label": label(row),
                "published": day(row.published_at),
                "notice": row.notice,
                "at": addresses.link(here, addresses.edition(row, row.year, row.number)),
                "now": addresses.link(here, addresses.year(row, row.year)),
                "manifest": row.manifest_hash,
            }
        )
        files |= {one["sha256"]: [place, one["path"], one["size"]] for one in _of(row)}
    whose = chains[0].last.district_name if chains else "这里"
    return {"whose": whose, "editions": editions, "files": files, "names": NAMES}


def _weight(row: PublicEdition) -> tuple[bool, bool, int, int]:
    """Where a file is the same in several editions, the last is told: one in force, if there is one."""
    return row.state == State.PUBLISHED, row.state in READABLE, row.year, row.number


def _of(row: PublicEdition) -> Iterator[Mapping[str, Any]]:
    yield from (one for one in row.manifest.get("files", ()) if not one["path"].startswith("pages/"))
    for path, content in beside(row).items():
        yield {"path": path, "size": len(content), "sha256": verifier.sha256(content)}
