"""A generation: all pages of the public site, as files in one folder, from public rows and frozen bodies.

It is made beside the one that is read and takes its place by a pointer, so a reader sees one or the other.
"""

import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

from disclosures.document import dump
from disclosures.models import PublicEdition
from disclosures.public import assets, feeds, files
from disclosures.public.catalog import Catalog, Chain, Shelf, catalog
from disclosures.public.edition_pages import Page, of_year
from disclosures.public.shell import Site
from disclosures.public.site_pages import above, compared, known, pairs

TEXTS = {".html", ".css", ".js", ".json", ".xml", ".txt", ".svg"}
_MADE = ".made.json"  # of what each publisher's pages were made; no address leads to it
_SOURCES = (Path(__file__).parent, Path(__file__).parents[2] / "templates" / "public")


def build(folder: Path, rows: Iterable[PublicEdition] | None = None) -> None:
    """The whole site as the rows say; of the generation that is read, what did not change is linked.

    `rows` are those whose files are laid; without them, those that there are now.
    """
    root = Path(settings.PUBLIC_ROOT)
    site = Site(settings.PUBLIC_SITE, assets.names())
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
            pages = _of_chain(Shelf(root), site, chain)
            made[key] = {"of": of, "files": {path: tree.write(path, content) for path, content in pages}}
    for path, content in (*above(site, public), *_beside(site, public)):
        tree.write(path, content)
    tree.write(_MADE, dump(made), packed=False)


def export(folder: Path, rows: Iterable[PublicEdition]) -> None:
    """The pages of these editions alone, to be laid into any portal or read from a disk.

    Links lead to `e/<token>/…` beside the pages, as on the public site.
    """
    site = Site(settings.PUBLIC_SITE, assets.names(), portable=True)
    public, shelf = catalog(rows), Shelf(Path(settings.PUBLIC_ROOT))
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
    for new, old in pairs(chain):
        yield compared(shelf, site, new, old)


def _beside(site: Site, public: Catalog) -> Iterator[Page]:
    """What programs read."""
    yield "editions.json", dump(known(public))
    yield "feed.xml", feeds.atom(site.words, public)
    yield "sitemap.xml", feeds.sitemap(site.words, public)
    yield "robots.txt", feeds.robots(site.words)
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
    """The hashes of the code and templates that draw pages."""
    paths = sorted(
        path for folder in _SOURCES for path in folder.rglob("*") if path.suffix in (".py", ".html")
    )
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]


class Tree:
    """A folder that is filled, texts with packed copies beside them; equal contents make equal bytes."""

    def __init__(self, folder: Path, last: Path | None = None) -> None:
        self.folder, self.last = folder, last

    def write(self, path: str, content: bytes, packed: bool = True) -> str:
        """Returns the SHA-256."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)  # never into a file that the last generation has too
        target.write_bytes(content)
        if packed and target.suffix in TEXTS:
            _packed(target).unlink(missing_ok=True)
            _packed(target).write_bytes(gzip.compress(content, 6, mtime=0))
        return hashlib.sha256(content).hexdigest()

    def link(self, path: str, known: str) -> bool:
        """The file as the last generation has it; False where that has another or none."""
        try:
            same = hashlib.sha256((self.last / path).read_bytes()).hexdigest() == known
            if not same:
                return False
            pairs = [(self.last / path, self.folder / path)]
            if pairs[0][0].suffix in TEXTS:
                pairs.append((_packed(pairs[0][0]), _packed(pairs[0][1])))
            for source, target in pairs:
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
            return json.loads((self.last / _MADE).read_bytes())
        except (OSError, ValueError):
            return {}


def _packed(path: Path) -> Path:
    return path.with_name(f"{path.name}.gz")
