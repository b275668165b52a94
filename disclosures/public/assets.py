"""The few files that public pages need besides themselves, under names that change with their content."""

import hashlib
from functools import cache
from pathlib import Path

from budget_site.env import BASE_DIR

NAMES = ("public.css", "icon.svg", "js/public/large.js", "js/public/verify.js", "js/public/sha256.js")


@cache
def read() -> dict[str, tuple[str, bytes]]:
    """Name → name in `assets/`, and content. From the source folder: no collected copy is needed."""
    return {name: _hashed(name) for name in NAMES}


def names() -> dict[str, str]:
    return {name: hashed for name, (hashed, _) in read().items()}


def _hashed(name: str) -> tuple[str, bytes]:
    content = (BASE_DIR / "static" / name).read_bytes()
    base = Path(name)
    return f"{base.stem}.{hashlib.sha256(content).hexdigest()[:12]}{base.suffix}", content
