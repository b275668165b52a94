"""Which file of the public tree an address means, and its answer: cached, packed, conditional.

The tree is all that is looked at. A web server may hand out the same files itself and leave to this what it
does not find: searches, and what is gone or never was.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from disclosures.public import branches

POINTER = "current"
GONE, NOT_FOUND = "410.html", "404.html"
_GENERATION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")
_HASHED = re.compile(r"[^/]+\.[0-9a-f]{12}\.[a-z]+")  # a name that changes with its content
_FOR_EVER = "public, max-age=31536000, immutable"
_AN_HOUR = "public, max-age=3600"  # files of editions never change, but may be withdrawn or erased
SHORTLY = "public, max-age=60"
_SMALL = 256 * 1024  # bytes that are read at once
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".py": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_RELATIVE = re.compile(rb' (href|src|action)="(?!#|[a-z]+:)')


@dataclass(frozen=True, slots=True)
class Gone:
    """The notice for a folder that was withdrawn; `depth` is how far below the notice's the address is."""

    page: bytes
    depth: int


def generation(root: Path) -> Path | None:
    """The folder of pages that is read now."""
    try:
        name = (root / POINTER).read_text(encoding="utf-8").strip()
    except OSError:
        return None
    folder = root / "g" / name
    return folder if _GENERATION.fullmatch(name) and folder.is_dir() else None


def parts_of(path: str) -> list[str] | None:
    """The names of an address; None where it could lead out of the tree or to what is hidden."""
    if not path:
        return []
    parts = path.removesuffix("/").split("/")
    bad = any(not part or part.startswith(".") or "\\" in part or "\0" in part for part in parts)
    return None if bad else parts


def found(root: Path, parts: list[str]) -> Path | None:
    """A file or folder of the tree: below `e/` a frozen file, else a page of the generation."""
    base = root if parts[:1] == ["e"] else generation(root)
    return None if base is None else _within(root, base, parts)


def _within(root: Path, base: Path, parts: list[str]) -> Path | None:
    """Below `base`, or in a branch to which it leads; other links are not followed."""
    try:
        path = base.joinpath(*parts).resolve(strict=True)
    except (OSError, ValueError):
        return None
    ours = (base.resolve(), (root / branches.FOLDER).resolve())
    return path if any(map(path.is_relative_to, ours)) else None


def kept(parts: list[str]) -> str:
    """How long a browser, or a proxy on the way, may show what it has without asking again."""
    if parts[0:1] == ["assets"] and _HASHED.fullmatch(parts[-1]):
        return _FOR_EVER
    return _AN_HOUR if parts[0:1] == ["e"] else SHORTLY


def gone(root: Path, parts: list[str]) -> Gone | None:
    """The nearest notice at an address or above it; of an edition's files it stands in the generation too."""
    base = generation(root)
    for count in range(len(parts), 0, -1):
        if base and (notice := _within(root, base, [*parts[:count], GONE])):
            return Gone(notice.read_bytes(), len(parts) - count)
    return None


def moved(page: bytes, deeper: int) -> bytes:
    """A page with relative links as they must read so many folders further down."""
    return _RELATIVE.sub(rb' \1="' + b"../" * deeper, page) if deeper else page


def answer(request: HttpRequest, path: Path, kept: str) -> HttpResponse:
    """The file, or its packed copy, or 304; `kept` is its Cache-Control."""
    packed = path.with_name(f"{path.name}.gz")
    has_packed = packed.is_file()
    zipped = has_packed and _takes_gzip(request)
    shown = packed if zipped else path
    stat = shown.stat()
    etag = quote_etag(_digest(str(shown), stat.st_mtime_ns, stat.st_size, stat.st_ino))
    told = {
        "Content-Type": type_of(path.name),
        "Cache-Control": kept,
        "ETag": etag,
        "Last-Modified": http_date(stat.st_mtime),
    }
    told |= {"Content-Encoding": "gzip"} if zipped else {}
    told |= {"Vary": "Accept-Encoding"} if has_packed else {}
    plain = HttpResponse(headers=told)
    conditional = get_conditional_response(request, etag, int(stat.st_mtime), plain)
    if conditional.status_code != 200:
        return conditional
    return _with_content(request, shown, stat.st_size, told)


def type_of(name: str) -> str:
    return TYPES.get(PurePosixPath(name).suffix, "application/octet-stream")


def _with_content(request: HttpRequest, path: Path, size: int, told: dict[str, str]) -> HttpResponse:
    told |= {"Content-Length": str(size)}
    if request.method == "HEAD":
        return HttpResponse(headers=told)
    if size > _SMALL:
        return FileResponse(path.open("rb"), headers=told)
    return HttpResponse(path.read_bytes(), headers=told)


def with_slash(request: HttpRequest) -> HttpResponse:
    """A folder's address without its last slash; kept on this site whatever the path begins with."""
    return HttpResponsePermanentRedirect(f"/{request.path.strip('/')}/")


def _takes_gzip(request: HttpRequest) -> bool:
    offered = request.headers.get("Accept-Encoding", "").lower().replace(" ", "").split(",")
    return any(
        one == "gzip" or (one.startswith("gzip;q=") and one[7:] not in ("0", "0.0")) for one in offered
    )


@lru_cache(maxsize=4096)
def _digest(path: str, changed: int, size: int, inode: int) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
