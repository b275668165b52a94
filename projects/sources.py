"""A hash of the program, or of a part of it, as it lies there: for what was made by it and is kept."""

from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def found(*patterns: str) -> list[Path]:
    """The files of these patterns below the program's folder, each once, in order."""
    return sorted({path for pattern in patterns for path in ROOT.glob(pattern)})


def digest(*patterns: str) -> str:
    """To be asked for while a program is loaded: what lies there later may not be what runs."""
    told = sha256(repr(patterns).encode())
    for path in found(*patterns):
        told.update(path.read_bytes())
    return told.hexdigest()
