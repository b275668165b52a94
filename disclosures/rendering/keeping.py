"""What was drawn once of one project or chart, for the next edition that says the same of it."""

import sys
from collections.abc import Callable
from importlib.metadata import version

from projects.rendering.paper.store import Store, folder, key
from projects.sources import digest

# All of the program, so that nothing is forgotten: of what this process runs, whatever lies there later.
_PACKAGES = "disclosures", "projects", "budget_site"
_PROGRAM = digest(*(f"{package}/**/*.py" for package in _PACKAGES), "templates/public/**/*.html")
_LIBRARIES = [version(name) for name in ("django", "pillow")]
DRAWN_BY = f"{sys.version} {_LIBRARIES} {_PROGRAM}"


def kept(content: str, draw: Callable[[], bytes]) -> bytes:
    """The bytes kept for what decides them, or those drawn now. `content` tells all but the program."""
    return Store(folder()).had(key(content, DRAWN_BY), draw)
