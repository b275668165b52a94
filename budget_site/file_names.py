"""Names of files that leave the site: one function for all, whatever was typed into a title. Pure."""

import re
import unicodedata

from django.utils.http import content_disposition_header

UNNAMED = "文件"
MOST = 200  # bytes of UTF-8; file systems take 255, and a browser adds (1)
_NEVER = re.compile(r'[<>:"/\\|?*]')  # Windows takes none of them, and the last words of a path are no name
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?=[ .]|$)", re.IGNORECASE)
_ENDING = re.compile(r"\.[0-9A-Za-z]{1,8}$")


def safe(name: str) -> str:
    """A name that every system takes, that hides no ending and leads nowhere; a sensible one as it is."""
    kept = "".join(_shown(one) for one in _NEVER.sub("_", name))
    kept = " ".join(kept.split()).lstrip(". ").rstrip(". ")
    if _RESERVED.match(kept):
        kept = f"_{kept}"
    ending = found[0] if (found := _ENDING.search(kept)) else ""
    stem = kept.removesuffix(ending).encode()[: MOST - len(ending)].decode("utf-8", "ignore")
    return (stem.rstrip(". ") or UNNAMED) + ending


def attachment(name: str) -> str:
    """The Content-Disposition of a file to be kept under its name."""
    return content_disposition_header(True, safe(name))


def _shown(one: str) -> str:
    """Nothing that is not seen: control characters, halves of characters, what turns the order of writing."""
    category = unicodedata.category(one)
    if category in ("Zs", "Zl", "Zp") or one in "\t\r\n":
        return " "
    return "" if category[0] == "C" else one
