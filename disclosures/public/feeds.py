"""What programs follow: the Atom feed, sitemaps and robots.txt, all of what is public and nothing else."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape

from django.utils import timezone

from budget_site.public_site import PublicSite
from disclosures.models import PublicEdition
from disclosures.public import addresses
from disclosures.public.catalog import READABLE, Catalog, Issue
from disclosures.public.filling import label

SITEMAP, PUBLISHERS = "sitemap.xml", "sitemap-publishers.xml"
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
    """Where the others are: one of publishers, and one beside the pages of each year that is in force.

    One file may hold 50,000 addresses, which a province has more of.
    """
    told = [(PUBLISHERS, "")]
    for chain in catalog.chains:
        told += [(f"{issue.address}{SITEMAP}", _date(issue)) for issue in chain.current]
    return _listed(words, "sitemapindex", "sitemap", told)


def sitemap_of_publishers(words: PublicSite, catalog: Catalog) -> bytes:
    departments = (chain.last for chain in catalog.chains if chain.last.department)
    places = ["", *map(addresses.district, catalog.districts), *map(addresses.publisher, departments)]
    return _listed(words, "urlset", "url", ((place, "") for place in places))


def sitemap_of_year(words: PublicSite, issue: Issue) -> bytes:
    """What is in force; old editions are found from there."""
    pages = (f"{issue.address}{folder}" for folder in folders(issue.current))
    return _listed(words, "urlset", "url", ((page, _date(issue)) for page in pages))


def _date(issue: Issue) -> str:
    return f"<lastmod>{timezone.localtime(issue.current.published_at).date()}</lastmod>"


def _listed(words: PublicSite, kind: str, each: str, places: Iterable[tuple[str, str]]) -> bytes:
    lines = "".join(
        f"<{each}><loc>{escape(words.absolute(address) or './')}</loc>{changed}</{each}>\n"
        for address, changed in places
    )
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{lines}</{kind}>
""".encode()


def folders(row: PublicEdition) -> Iterator[str]:
    """The folders of an edition's pages, as its manifest lists them."""
    for one in row.manifest.get("files", ()):
        if one["path"].startswith("pages/"):
            yield one["path"].removeprefix("pages/").removesuffix("index.html")


def robots(words: PublicSite) -> bytes:
    told = f"Sitemap: {words.absolute(SITEMAP)}\n" if words.address else ""
    return f"User-agent: *\nDisallow: /search/\nDisallow: /e/*/pages/\n{told}".encode()
