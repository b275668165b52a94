"""Links of an exported part: what leads to a page that is not in it leads to the public site, or nowhere."""

import re
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

from django.conf import settings

_LINK = re.compile(r' (href|src|action)="([^"]*)"')


def loosen(folder: Path, page: str) -> None:
    path = folder / page

    def mended(match: re.Match[str]) -> str:
        name, target = match.groups()
        where = urlsplit(target)
        if where.scheme or where.netloc or not where.path:
            return match.group()
        inside = normpath(join(page.rpartition("/")[0], unquote(where.path)))
        if (folder / inside).is_file():
            return match.group()
        address = settings.PUBLIC_SITE.address
        return f' {name}="{address}{inside}"' if address else ""

    path.write_text(_LINK.sub(mended, path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
