"""Pages that were drawn once, by what they say and what draws them, until nobody asks for them any more."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from ctypes import CDLL
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from zlib import crc32

from projects.rendering import fonts
from projects.sources import digest

# What the drawing of a table follows from, besides the table.
_SOURCES = (
    *("projects/rendering/**/*.py", "projects/rendering/**/*.css", "projects/official/*.py"),
    *("projects/tables.py", "projects/values.py"),
)
_LIBRARIES = ("weasyprint", "pydyf", "cssselect2", "tinycss2", "fonttools")
_DAY = 24 * 60 * 60
_SUM = 4  # bytes


def folder() -> Path:
    """Beside the installation's other data."""
    return fonts.data() / "pages"


def key(content: str, setting: str) -> str:
    """The name under which the pages of this content are kept, in this setting."""
    return sha256(f"{setting}\n{content}".encode()).hexdigest()


def setting(folder: Path) -> str:
    """What else the pages follow from: programs, libraries, and the fonts of this folder."""
    return f"{_PROGRAMS} {_libraries()} {fonts.state(folder)}"


@lru_cache(maxsize=1)
def _libraries() -> str:
    pango = CDLL("libpango-1.0.so.0").pango_version()  # the library of the system, which sets the text
    return f"{[version(name) for name in _LIBRARIES]} {pango}"


_PROGRAMS = digest(*_SOURCES)  # of what this process runs, whatever lies there later


class Store:
    """Kept pages in a folder. What cannot be written there is in memory, and drawn again another time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[str, bytes] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._held or self._path(key).is_file()

    def get(self, key: str) -> bytes | None:
        if key in self._held:
            return self._held[key]
        path = self._path(key)
        try:
            kept = path.read_bytes()
            age = time.time() - path.stat().st_mtime
        except OSError:
            return None
        if age > _DAY:
            with suppress(OSError):
                os.utime(path)  # asked for: it stays
        pages = kept[_SUM:]
        return pages if kept[:_SUM] == _sum(pages) else None

    def had(self, key: str, draw: Callable[[], bytes]) -> bytes:
        """What is kept, or else is drawn now and kept; what was lost or cut off meanwhile is drawn anew."""
        kept = self.get(key)
        if kept is None:
            kept = draw()
            self.put(key, kept)
        return kept

    def put(self, key: str, pages: bytes) -> None:
        """Whole or not at all, whoever else writes the same."""
        path, written = self._path(key), None
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # drafts are in it
            path.parent.mkdir(exist_ok=True)
            with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as target:
                written = Path(target.name)
                target.write(_sum(pages) + pages)
            os.replace(written, path)
        except OSError:
            self._held[key] = pages
            if written:
                written.unlink(missing_ok=True)

    def sweep(self, days: float) -> int:
        """Remove what nobody asked for in so many days, and what a killed program left; how many files.

        Once a day is enough: this goes through all that is kept.
        """
        now, count, last = time.time(), 0, self._folder / ".swept"
        try:
            if now - last.stat().st_mtime < _DAY:
                return 0
        except FileNotFoundError:
            pass
        except OSError:
            return 0  # nothing can be kept there
        with suppress(OSError):
            last.touch()
        for path in self._folder.glob("??/*"):
            with suppress(OSError):
                left = path.name.startswith(".")
                if now - path.stat().st_mtime > (_DAY if left else days * _DAY):
                    path.unlink()
                    count += 1
        return count

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key


def _sum(pages: bytes) -> bytes:
    """What tells pages that a failing disk has changed."""
    return crc32(pages).to_bytes(_SUM, "big")
