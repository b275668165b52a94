"""A generation: all pages of the public site, as files in one folder, from public rows and frozen bodies.

It is made beside the one that is read and takes its place by a pointer, so a reader sees one or the other.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from disclosures import verifier
from disclosures.document import dump
from disclosures.models import PublicEdition
from disclosures.public import addresses, assets, card, feeds, files, years
from disclosures.public.catalog import READABLE, Catalog, Chain, Issue, Shelf, catalog
from disclosures.public.edition_pages import gone, of_year, preview
from disclosures.public.pages import Page, Tree
from disclosures.public.shell import Site
from disclosures.public.site_pages import above, compared, known, pairs
from projects.sources import found

_SOURCES = (  # of all code and templates that pages are drawn by
    "templates/public/**/*.html",
    "disclosures/*.py",
    "disclosures/charts/*.py",
    "disclosures/models/*.py",
    "disclosures/public/*.py",
    "disclosures/rendering/*.py",
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
    that lies there, and makes again what is not as it was made. The answer are the new folders of years.
    """
    root = Path(settings.PUBLIC_ROOT)
    site = Site(settings.PUBLIC_SITE, assets.names(), pictured=_pictured())
    public = catalog(PublicEdition.objects.all() if rows is None else rows)
    last = files.generation(root)
    pages = years.Years(root, (last and years.led(last)) or {}, checked)
    made, new = {}, []
    for chain in public.chains:
        of, shelf = _fingerprint(chain), Shelf(root)
        for issue in chain.issues:
            one = pages.kept(issue.address, of)
            if one is None:
                one = pages.make(issue.address, of, _of_issue(shelf, site, chain, issue))
                new.append(root / years.FOLDER / one["in"])
            made[issue.address] = one
            years.lead(root, folder, issue.address, one)
    tree = Tree(folder)
    hashes = tree.fill((*above(site, public), *_beside(site, public), *_gone_files(site, public)))
    tree.write(years.MADE, dump({"years": made, "files": hashes}), packed=False)
    return new


def damage(folder: Path) -> dict[str, str]:
    """By path what is wrong with a generation as it lies there. ValueError where nobody knows how it was."""
    root = Path(settings.PUBLIC_ROOT)
    try:
        known = json.loads((folder / years.MADE).read_bytes())["files"].items()
    except (OSError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise ValueError(str(error)) from error
    links, wrong = years.led(folder) or {}, {}
    for address, one in links.items():
        place = folder / address.rstrip("/")
        if not place.is_symlink():
            wrong[address] = verifier.CHANGED if place.exists() else verifier.MISSING
        elif place.resolve() != (root / years.FOLDER / one["in"]).resolve():
            wrong[address] = verifier.CHANGED
        else:
            wrong |= {f"{address}{path}": found for path, found in years.damage(root, one).items()}
    wrong |= years.differing(folder, dict(known), [address.rstrip("/") for address in links])
    return dict(sorted(wrong.items()))


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
    for path, content in (*above(site, public), *_assets()):
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
    yield "editions.json", dump(known(public))
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


def _fingerprint(chain: Chain) -> str:
    """Of everything that a publisher's pages say or are made by; of manifests their hashes."""
    rows = [
        [str(getattr(row, one.attname)) for one in row._meta.fields if one.name not in ("id", "manifest")]
        for issue in chain.issues
        for row in issue.editions
    ]
    return hashlib.sha256(dump([rows, drawn_by()])).hexdigest()


def drawn_by() -> str:
    """A hash of what pages are made by, besides their rows: settings, assets, code and templates."""
    return hashlib.sha256(dump([repr(settings.PUBLIC_SITE), assets.names(), _sources()])).hexdigest()


@cache
def _sources() -> list[str]:
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in sources()]


def sources() -> list[Path]:
    """The code and templates that draw pages; where one changes, all are drawn again."""
    return found(*_SOURCES)
