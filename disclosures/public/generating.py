"""A generation: all pages of the public site, as files, from public rows and frozen bodies.

It is made beside the one that is read and takes its place by a pointer, so a reader sees one or the other.
"""

import logging
from collections.abc import Iterable, Iterator
from functools import cache
from operator import attrgetter
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from disclosures import verifier
from disclosures.document import dump
from disclosures.models import PublicEdition
from disclosures.public import addresses, assets, branches, card, feeds, files
from disclosures.public.branches import Branch, Branches
from disclosures.public.catalog import READABLE, Catalog, Chain, Issue, Shelf, catalog
from disclosures.public.edition_pages import gone, of_year, preview
from disclosures.public.pages import Page, Tree
from disclosures.public.shell import Site
from disclosures.public.site_pages import above, compared, of_district, pairs, ways_to_lists
from projects.sources import found

logger = logging.getLogger(__name__)

_SOURCES = (  # of all code and templates that pages are drawn by
    "templates/public/**/*.html",
    "disclosures/*.py",
    "disclosures/charts/*.py",
    "disclosures/models/*.py",
    "disclosures/public/*.py",
    "disclosures/rendering/*.py",
    "projects/days.py",
    "projects/diff/*.py",
    "projects/matching/*.py",
    "projects/drafting/sheet.py",
    "projects/official/*.py",
    "projects/rendering/*.py",
    "projects/rules/telling.py",
    "projects/sources.py",
    "projects/spelling.py",
    "projects/tables.py",
    "projects/values.py",
    "budget_site/env.py",
    "budget_site/public_site.py",
)


def build(folder: Path, rows: Iterable[PublicEdition] | None = None, *, checked: bool = False) -> list[Path]:
    """The whole site as the rows say; to what did not change since the generation that is read it leads.

    `rows` are those whose files are laid; without them, those that there are now. `checked` believes nothing
    that lies there, and makes again what is not as it was made. The answer is the new folders beside it.
    """
    root = Path(settings.PUBLIC_ROOT)
    site = Site(settings.PUBLIC_SITE, assets.names(), pictured=_pictured())
    public = catalog(PublicEdition.objects.defer("manifest") if rows is None else rows)
    last = files.generation(root)
    _, before = (last and branches.made(last)) or ({}, {})
    made, by = Branches(root, checked), f"{drawn_by()} {site.pictured}"
    districts = {
        here: _branch_of(made, before.get(here), site, here, chains, by)
        for here, chains in ((addresses.district(code), chains) for code, chains in public.districts.items())
    }
    if len(districts) == 1:
        _read_manifests(public.chains)  # the start's 核验文件 is the district's own
    pages = (*above(site, public), *_beside(site, public), *_gone_files(site, public))
    branches.write(root, folder, pages, districts)
    return made.new


def _branch_of(
    made: Branches, last: Branch | None, site: Site, here: str, chains: tuple[Chain, ...], by: str
) -> Branch:
    """Of a district, with its years below; `by` what they are made, as `drawn_by` says."""
    of_chains = [_fingerprint(chain, by) for chain in chains]
    of = verifier.sha256(dump(of_chains))
    if kept := made.kept(last, of):
        return kept
    forged = _read_manifests(chains)
    shelf, below, before = Shelf(made.root), {}, last["below"] if last else {}
    for chain, of_chain in zip(chains, of_chains, strict=True):
        for issue in chain.issues:
            path = issue.address.removeprefix(here)
            below[path] = made.kept(before.get(path), of_chain) or made.make(
                f"{of_chain}{forged}", issue.address, _of_issue(shelf, site, chain, issue)
            )
    return made.make(f"{of}{forged}", here, of_district(site, chains), below)


def _read_manifests(chains: Iterable[Chain]) -> str:
    """They are long, and where nothing is drawn their hash is enough.

    Something where one is not what its hash says: what is drawn of it is not taken over another time.
    """
    rows = [row for chain in chains for row in chain.rows]
    wanted = [row.pk for row in rows if "manifest" in row.get_deferred_fields()]
    known = dict(PublicEdition.objects.filter(pk__in=wanted).values_list("pk", "manifest"))
    for row in rows:
        if row.pk in known:
            row.manifest = known[row.pk]
    forged = [row for row in rows if verifier.sha256(dump(row.manifest)) != row.manifest_hash]
    for row in forged:
        logger.error("The manifest of edition %s of %s is not what its hash says", row.number, row.chain)
    return " of a forged manifest" if forged else ""


def damage(folder: Path) -> dict[str, str]:
    """By path what is wrong with a generation as it lies there. ValueError where nobody knows how it was."""
    made = branches.made(folder)
    if made is None:
        raise ValueError(f"{folder} does not say how it was made")
    return dict(sorted(branches.differing(Path(settings.PUBLIC_ROOT), folder, *made).items()))


def notices(row: PublicEdition) -> Iterator[Page]:
    """That an edition is gone, for the year's address, its own, and that of its files."""
    site, own = Site(settings.PUBLIC_SITE, assets.names()), addresses.edition(row, row.year, row.number)
    for here in (addresses.year(row, row.year), own, addresses.file(row.token, "")):
        yield from gone(site, row, here)


def export(folder: Path, rows: Iterable[PublicEdition], elsewhere: Iterable[PublicEdition] = ()) -> None:
    """The pages of these editions alone, to be laid into any portal or read from a disk.

    Links lead to `e/<token>/…` beside the pages, as on the public site. `elsewhere` are other editions of the
    same years, of which the record tells.
    """
    site = Site(settings.PUBLIC_SITE, assets.names(), timezone.now(), _pictured())
    public, shelf = catalog(rows, elsewhere), Shelf(Path(settings.PUBLIC_ROOT))
    tree = Tree(folder)
    for chain in public.chains:
        for issue in chain.issues:
            for path, content in _of_issue(shelf, site, chain, issue):
                tree.write(path, content, packed=False)
    of_districts = (page for chains in public.districts.values() for page in of_district(site, chains))
    for path, content in (*above(site, public), *of_districts, *_assets()):
        if path != "404.html":
            tree.write(path, content, packed=False)


def _of_issue(shelf: Shelf, site: Site, chain: Chain, issue: Issue) -> Iterator[Page]:
    """All that stands below a year's address."""
    yield from of_year(shelf, site, chain, issue)
    if issue.current and not site.portable:
        yield f"{issue.address}{feeds.SITEMAP}", feeds.sitemap_of_year(site.words, issue)
        if site.pictured:
            yield preview(issue).to, card.of_year(site.words, issue.current)
    for new, old in pairs(chain):
        if new is issue:
            yield compared(shelf, site, new, old)


def _gone_files(site: Site, public: Catalog) -> Iterator[Page]:
    """Where a file of an edition stood that is gone: what was passed on is the address of a file."""
    for row in public.rows:
        if row.state not in READABLE:
            yield from gone(site, row, addresses.file(row.token, ""))


def _pictured() -> bool:
    """A link's picture has to have a whole address, and a face to write it in."""
    return bool(settings.PUBLIC_SITE.address) and card.can_draw()


def _beside(site: Site, public: Catalog) -> Iterator[Page]:
    """What programs read."""
    yield addresses.LIST, dump(ways_to_lists(public))
    yield "feed.xml", feeds.atom(site.words, public)
    yield feeds.SITEMAP, feeds.sitemap(site.words, public)
    yield feeds.PUBLISHERS, feeds.sitemap_of_publishers(site.words, public)
    yield "robots.txt", feeds.robots(site.words)
    if site.pictured:
        yield addresses.PREVIEW, card.of_site(site.words)
    yield from _assets()


def _assets() -> Iterator[Page]:
    yield "assets/names.json", dump(assets.names())
    yield from ((f"assets/{name}", content) for name, content in assets.read().values())


def _fingerprint(chain: Chain, by: str) -> str:
    """Of everything that a publisher's pages say or are made by."""
    return verifier.sha256(dump([list(map(words_of, chain.rows)), by]))


def words_of(row: PublicEdition) -> list[str]:
    """All that its pages say, in short: of its manifest the hash."""
    return [str(one) for one in _fields()(row)]


@cache
def _fields() -> attrgetter:
    fields = (one for one in PublicEdition._meta.concrete_fields if one.name not in ("id", "manifest"))
    return attrgetter(*(one.attname for one in fields))


def drawn_by() -> str:
    """A hash of what pages are made by, besides their rows: settings, assets, code and templates."""
    return verifier.sha256(dump([repr(settings.PUBLIC_SITE), assets.names(), _sources()]))


@cache
def _sources() -> list[str]:
    return [verifier.sha256(path.read_bytes()) for path in sources()]


def sources() -> list[Path]:
    """The code and templates that draw pages; where one changes, all are drawn again."""
    return found(*_SOURCES)
