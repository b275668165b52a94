"""A generation: all pages of the public site, as files in one folder, from public rows and frozen bodies.

It is made beside the one that is read and takes its place by a pointer, so a reader sees one or the other.
"""

import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.utils import timezone

from disclosures import verifier
from disclosures.document import dump
from disclosures.models import PublicEdition
from disclosures.public import addresses, assets, card, feeds, files
from disclosures.public.catalog import Catalog, Chain, Shelf, catalog
from disclosures.public.edition_pages import Page, gone, of_year, preview
from disclosures.public.shell import Site
from disclosures.public.site_pages import above, compared, known, pairs
from projects.sources import found

TEXTS = {".html", ".css", ".js", ".json", ".xml", ".txt", ".svg"}
MADE = ".made.json"  # of what each publisher's pages were made, with their hashes; no address leads to it
_SHARED = ""  # in it: the pages above publishers
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


def build(folder: Path, rows: Iterable[PublicEdition] | None = None) -> None:
    """The whole site as the rows say; of the generation that is read, what did not change is linked.

    `rows` are those whose files are laid; without them, those that there are now.
    """
    root = Path(settings.PUBLIC_ROOT)
    site = Site(settings.PUBLIC_SITE, assets.names(), pictured=_pictured())
    public = catalog(PublicEdition.objects.all() if rows is None else rows)
    tree = Tree(folder, files.generation(root))
    before, made = tree.made(), {}
    for chain in public.chains:
        key = f"{chain.last.district}/{chain.last.department}"
        of = _fingerprint(chain)
        kept = before.get(key, {})
        if kept.get("of") == of and all(tree.link(*one) for one in kept["files"].items()):
            made[key] = kept
        else:
            made[key] = {"of": of, "files": tree.fill(_of_chain(Shelf(root), site, chain))}
    made[_SHARED] = {"files": tree.fill((*above(site, public), *_beside(site, public)))}
    tree.write(MADE, dump(made), packed=False)


def damage(folder: Path) -> dict[str, str]:
    """By path what is wrong with a generation as it lies there. ValueError where nobody knows how it was."""
    try:
        made = json.loads((folder / MADE).read_bytes())
        known = {path: digest for part in made.values() for path, digest in part["files"].items()}
    except (OSError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise ValueError(str(error)) from error
    places = (one for one in folder.rglob("*") if one.is_symlink() or not one.is_dir())
    found = {one.relative_to(folder).as_posix() for one in places} - {MADE}
    wrong = dict.fromkeys(found - known.keys(), verifier.EXTRA)
    wrong |= dict.fromkeys(known.keys() - found, verifier.MISSING)
    for path in found & known.keys():
        place = folder / path
        if place.is_symlink() or hashlib.sha256(place.read_bytes()).hexdigest() != known[path]:
            wrong[path] = verifier.CHANGED
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
        for path, content in _of_chain(shelf, site, chain):
            tree.write(path, content, packed=False)
    for path, content in (*above(site, public), *_assets()):
        if path != "404.html":
            tree.write(path, content, packed=False)


def _of_chain(shelf: Shelf, site: Site, chain: Chain) -> Iterator[Page]:
    for issue in chain.issues:
        yield from of_year(shelf, site, chain, issue)
        if site.pictured and not site.portable and (shown := preview(issue)):
            yield shown.to, card.of_year(site.words, issue.current)
    for new, old in pairs(chain):
        yield compared(shelf, site, new, old)


def _pictured() -> bool:
    """A link's picture has to have a whole address, and a face to write it in."""
    return bool(settings.PUBLIC_SITE.address) and card.can_draw()


def _beside(site: Site, public: Catalog) -> Iterator[Page]:
    """What programs read."""
    yield "editions.json", dump(known(public))
    yield "feed.xml", feeds.atom(site.words, public)
    yield "sitemap.xml", feeds.sitemap(site.words, public)
    yield "robots.txt", feeds.robots(site.words)
    if site.pictured:
        yield addresses.PREVIEW, card.of_site(site.words)
    yield from _assets()


def _assets() -> Iterator[Page]:
    yield "assets/names.json", dump(assets.names())
    yield from ((f"assets/{name}", content) for name, content in assets.read().values())


def _fingerprint(chain: Chain) -> str:
    """Of everything that a publisher's pages say or are made by."""
    rows = [
        [str(getattr(row, one.attname)) for one in row._meta.fields if one.name != "id"]
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


class Tree:
    """A folder that is filled, texts with packed copies beside them; equal contents make equal bytes."""

    def __init__(self, folder: Path, last: Path | None = None) -> None:
        self.folder, self.last = folder, last

    def fill(self, pages: Iterable[Page]) -> dict[str, str]:
        """By path the SHA-256 of each file, packed copies too."""
        return {path: known for page in pages for path, known in self.write(*page).items()}

    def write(self, path: str, content: bytes, packed: bool = True) -> dict[str, str]:
        made = {path: content}
        if packed and PurePosixPath(path).suffix in TEXTS:
            made[f"{path}.gz"] = gzip.compress(content, 6, mtime=0)
        for one, data in made.items():
            target = self.folder / one
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)  # never into a file that the last generation has too
            target.write_bytes(data)
        return {one: hashlib.sha256(data).hexdigest() for one, data in made.items()}

    def link(self, path: str, known: str) -> bool:
        """The file as the last generation has it; False where that has another or none."""
        source, target = self.last / path, self.folder / path
        try:
            if hashlib.sha256(source.read_bytes()).hexdigest() != known:
                return False
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(source, target)
        except OSError:
            return False
        return True

    def made(self) -> dict[str, dict]:
        """Of what the last generation's pages were made."""
        if self.last is None:
            return {}
        try:
            return json.loads((self.last / MADE).read_bytes())
        except (OSError, ValueError):
            return {}
