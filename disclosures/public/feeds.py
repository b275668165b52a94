"""What programs follow: the Atom feed, the sitemap and robots.txt, all of what is public and nothing else."""

from collections.abc import Iterator
from datetime import datetime
from html import escape

from django.utils import timezone

from budget_site.public_site import PublicSite
from disclosures.models import PublicEdition
from disclosures.public import addresses
from disclosures.public.catalog import READABLE, Catalog
from disclosures.public.filling import label

_LATEST = 50  # entries of the feed
_EPOCH = "1970-01-01T00:00:00+00:00"


def atom(words: PublicSite, catalog: Catalog) -> bytes:
    """The editions of which something came last, each under an id that stays: the hash of its manifest."""
    rows = sorted(catalog.rows, key=lambda row: (row.changed_at, row.chain, row.position), reverse=True)
    entries = "".join(_entry(words, row) for row in rows[:_LATEST])
    updated = _moment(rows[0].changed_at) if rows else _EPOCH
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<title>{escape(words.name)}</title>
<id>{escape(words.absolute(addresses.FEED)) if words.address else "urn:budget-public:feed"}</id>
<updated>{updated}</updated>
<author><name>{escape(words.sponsor or words.name)}</name></author>
<link rel="self" href="{escape(words.absolute(addresses.FEED))}"/>
<link href="{escape(words.absolute("") or "index.html")}"/>
{entries}</feed>
""".encode()


def _entry(words: PublicSite, row: PublicEdition) -> str:
    there = addresses.edition(row, row.year, row.number)
    link = words.absolute(there) if words.address else f"{there}index.html"
    said = f"更正说明：{row.note}" if row.note else ""
    if row.state not in READABLE:
        said = f"{label(row)}：{row.notice}"
    return f"""\
<entry>
<title>{escape(f"{row.title}（第{row.number}版，{label(row)}）")}</title>
<id>urn:sha256:{row.manifest_hash}</id>
<published>{_moment(row.published_at)}</published>
<updated>{_moment(row.changed_at)}</updated>
<link href="{escape(link)}"/>
<summary>{escape(said or f"{row.district_name}{row.department_name}{row.year}年预算公开")}</summary>
</entry>
"""


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def sitemap(words: PublicSite, catalog: Catalog) -> bytes:
    """What is in force; old editions are found from there."""
    urls = "".join(
        f"<url><loc>{escape(words.absolute(address) or './')}</loc>{changed}</url>\n"
        for address, changed in _places(catalog)
    )
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{urls}</urlset>
""".encode()


def _places(catalog: Catalog) -> Iterator[tuple[str, str]]:
    yield "", ""
    for code in catalog.districts:
        yield addresses.district(code), ""
    for chain in catalog.chains:
        if chain.last.department:
            yield addresses.publisher(chain.last), ""
        for issue in chain.current:
            row = issue.current
            changed = f"<lastmod>{timezone.localtime(row.published_at).date()}</lastmod>"
            for folder in folders(row):
                yield f"{issue.address}{folder}", changed


def folders(row: PublicEdition) -> Iterator[str]:
    """The folders of an edition's pages, as its manifest lists them."""
    for one in row.manifest.get("files", ()):
        if one["path"].startswith("pages/"):
            yield one["path"].removeprefix("pages/").removesuffix("index.html")


def robots(words: PublicSite) -> bytes:
    told = f"Sitemap: {words.absolute('sitemap.xml')}\n" if words.address else ""
    return f"User-agent: *\nDisallow: /search/\nDisallow: /e/*/pages/\n{told}".encode()
