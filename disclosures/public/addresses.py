"""Where everything public stands, relative to the root of the public site; folders end in `/`.

Pages link to each other by relative addresses with `index.html` written out, so that the same bytes work
under any prefix, in any portal and from a disk.
"""

import re
from posixpath import relpath
from typing import Protocol

from django.utils.http import urlencode

# The first parts of addresses that are no district; a district or department called so gets a `~`.
RESERVED = {"e", "g", "assets", "search", "verify", "about"}
_YEAR = re.compile("[0-9]{4}")


class Publishes(Protocol):
    """A document.Publisher or a row that names one by its codes."""

    district: str
    department: str


def district(code: str) -> str:
    return f"{'~' if code in RESERVED else ''}{code}/"


def publisher(who: Publishes) -> str:
    """`lutai/`, or `lutai/finance/` of a department: where its years are listed."""
    if not who.department:
        return district(who.district)
    mark = "~" if _YEAR.fullmatch(who.department) or f"{who.department}/" == VERIFY else ""
    return f"{district(who.district)}{mark}{who.department}/"


def verify(code: str) -> str:
    """Where a file of a district's publishers is verified."""
    return f"{district(code)}{VERIFY}"


def year(who: Publishes, of: int) -> str:
    """The edition in force of a year; withdrawn without another, it answers 410."""
    return f"{publisher(who)}{of}/"


def editions(who: Publishes, of: int) -> str:
    """更正历史."""
    return f"{year(who, of)}editions/"


def edition(who: Publishes, of: int, number: int) -> str:
    """One edition for ever, whether it is in force or not."""
    return f"{editions(who, of)}{number}/"


def changes(who: Publishes, of: int, number: int) -> str:
    """What this edition changed against the one before it."""
    return f"{edition(who, of, number)}changes/"


def compare(who: Publishes, of: int, other: int) -> str:
    return f"{year(who, of)}compare/{other}/"


def file(token: str, path: str) -> str:
    """A frozen file of an edition."""
    return f"e/{token}/{path}"


# Within an edition: the same below a year's address and below an edition's.


def section(key: str) -> str:
    return f"sections/{key}/"


def project(number: int) -> str:
    return f"projects/{number}/"


def indicator(number: int, place: int) -> str:
    """`place` counts from 1, as the rows of the table."""
    return f"{project(number)}#i{place}"


def department(code: str) -> str:
    """Projects of no department stand under `-`."""
    return f"departments/{code or '-'}/"


WHOLE = "all.zip"  # below an edition's address: all its files
DOWNLOADS, NOTES, PROJECTS, DEPARTMENTS = "downloads/", "about/", "projects/", "departments/"
SEARCH, VERIFY, FEED = "search/", "verify/", "feed.xml"
LIST = "editions.json"  # what a program needs to know a file again
PREVIEW = "preview.png"  # of the site, and of each year: what is shown with a link that is passed on


def link(here: str, there: str) -> str:
    """From a page in the folder `here` to the address `there`, relative."""
    there, mark, anchor = there.partition("#")
    target = f"{there}index.html" if there.endswith("/") or not there else there
    return f"{relpath(target, here or '.')}{mark}{anchor}"


def search(here: str, **query: str) -> str:
    """A search, which the application answers and no file does."""
    address = f"{up(here)}{SEARCH}"
    return f"{address}?{urlencode(query)}" if query else address


def up(here: str) -> str:
    """From a folder to the site's root: ``, `../`, `../../`."""
    return "../" * here.count("/")
