"""What was asked of a table: which rules, as they are written today, under which settings."""

import hashlib
from functools import lru_cache
from importlib.resources import files

from projects.rules import Settings


@lru_cache(maxsize=64)
def asked(settings: Settings) -> str:
    """SHA-256 (hex): where it differs from that of a kept examination, the answers may differ too."""
    return hashlib.sha256(f"{_engine()}{settings.hash}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _engine() -> str:
    """Of the files of the rules and of what reads values: no number that somebody forgets to raise."""
    found = hashlib.sha256()
    for package in ("projects.rules", "projects.rules.lexicons"):
        for file in sorted(files(package).iterdir(), key=lambda one: one.name):
            if file.is_file():
                found.update(file.read_bytes())
    found.update(files("projects").joinpath("values.py").read_bytes())
    return found.hexdigest()
