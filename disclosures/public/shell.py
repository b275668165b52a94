"""The whole page around a body: where one is, whether this is in force, other years and editions, the foot.

Shells are made anew with every generation; the bodies in them never change.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe

from budget_site.public_site import PublicSite
from disclosures.public import addresses
from disclosures.public.words import of_html
from projects import days

_H1 = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_LEAD = re.compile(r'<p class="lead">(.*?)</p>', re.DOTALL)
_FILL = re.compile(r'<div data-fill="([a-z]+)"></div>')
_DESCRIBED = 150  # characters of a description
PICTURED = (1200, 630)  # how wide and how tall the picture is that is shown with a link


@dataclass(frozen=True, slots=True)
class Link:
    """`current` is where one is."""

    name: str
    to: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """What an edition is now: `kind` is an Edition.State; `links` lead on, `note` says why."""

    kind: str
    text: str
    note: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Navigation:
    """`trail` is the way here without the page itself; `years` and `parts` stand beside the body."""

    trail: tuple[Link, ...] = ()
    parts: tuple[Link, ...] = ()
    years: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages of a generation share; `exported` says when they were taken from the site.

    Such are portable: they have no search, which files cannot answer, and do not learn what became of them.
    """

    words: PublicSite
    assets: Mapping[str, str] = field(default_factory=dict)  # name → name with its hash
    exported: datetime | None = None
    pictured: bool = False  # links that are passed on have a picture: it has to be named by a whole address

    @property
    def portable(self) -> bool:
        return self.exported is not None

    @property
    def until(self) -> str:
        """Up to when an export knows what became of editions."""
        return f"截至导出时（{day(self.exported)}）" if self.exported else ""

    def latest(self, address: str) -> tuple[Link, ...]:
        """From an export, the way to what holds now; none where the site does not know its own address."""
        known = self.portable and self.words.address
        return (Link("在公开网站上看最新情况", self.words.absolute(address)),) if known else ()


@dataclass(frozen=True, slots=True)
class Meta:
    """`here` is the page's folder; `instead` the folder whose page says the same and is the one to cite."""

    site: Site
    here: str
    published_at: datetime | None = None
    source: str = ""
    keywords: tuple[str, ...] = ()
    instead: str | None = None
    picture: Link | None = None  # shown where a link to the page is passed on; else the site's own
    scripts: tuple[str, ...] = ()
    searches: bool = False  # the page has a search form of its own
    hidden: bool = False  # not for search engines


def page(body: bytes, status: Status | None, navigation: Navigation, meta: Meta, fill=None) -> bytes:
    """`fill(name)` gives the markup of a place that a body keeps; without it such places stay empty."""
    whole = body.decode()
    heading = _H1.search(whole)
    lead = _LEAD.search(whole)
    title = of_html(heading.group(1)) if heading else meta.site.words.name
    context = {
        "meta": meta,
        "words": meta.site.words,
        "title": title,
        "described": of_html(lead.group(1))[:_DESCRIBED] if lead else title,
        "published": "" if meta.published_at is None else minute(meta.published_at),
        "address": meta.site.words.absolute(meta.here if meta.instead is None else meta.instead),
        "body": mark_safe(filled(whole, fill) if fill else whole),
        "status": status,
        "navigation": navigation,
        "to": {name: addresses.link(meta.here, to) for name, to in _FIXED.items()},
        "search": addresses.search(meta.here),
        "asset": {key: _asset(meta, name) for key, name in _ASSETS.items()},
        "picture": _picture(meta),
        "latest": meta.site.latest(""),
        "scripts": [_asset(meta, name) for name in meta.scripts],
    }
    return render_to_string("public/page.html", context).encode()


def _picture(meta: Meta) -> Mapping[str, object] | None:
    if not meta.site.pictured:
        return None
    words, (width, height) = meta.site.words, PICTURED
    shown = meta.picture or Link(words.name, addresses.PREVIEW)
    at, alt = words.absolute(shown.to), shown.name
    return {"at": at, "alt": alt, "width": str(width), "height": str(height)}


def filled(body: str, fill: Callable[[str], str]) -> str:
    """In one pass: what is put in is not looked at again."""
    return _FILL.sub(lambda found: fill(found.group(1)), body)


def minute(moment: datetime) -> str:
    """2025-03-10 09:30, in the site's time zone."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def day(moment: datetime) -> str:
    return days.day(timezone.localtime(moment))


_FIXED = {"home": "", "verify": addresses.VERIFY, "feed": addresses.FEED}
_ASSETS = {"style": "public.css", "large": "js/public/large.js", "icon": "icon.svg"}


def _asset(meta: Meta, name: str) -> str:
    return f"{addresses.up(meta.here)}assets/{meta.site.assets.get(name, name)}"
