"""What was drawn once of one project or chart, for the next edition that says the same of it."""

from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from projects.rendering.paper.store import Store, folder, key

_ROOT = Path(__file__).resolve().parents[2]
# What draws: all of the program, so that nothing is forgotten.
_PACKAGES = "disclosures", "projects", "budget_site"
_SOURCES = (*(f"{package}/**/*.py" for package in _PACKAGES), "templates/public/**/*.html")
_LIBRARIES = ("django", "pillow")


def kept(content: str, draw: Callable[[], bytes]) -> bytes:
    """The bytes kept for what decides them, or those drawn now. `content` tells all but the program."""
    store, name = Store(folder()), key(content, drawn_by())
    found = store.get(name)
    if found is None:
        found = draw()
        store.put(name, found)
    return found


@cache
def drawn_by() -> str:
    """Of the program that this process runs, whatever lies there later."""
    digest = sha256(repr([version(name) for name in _LIBRARIES]).encode())
    for path in _sources():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for pattern in _SOURCES:
        yield from sorted(_ROOT.glob(pattern))
