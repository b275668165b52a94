"""What people type as a code: six digits from the phone, or sixteen from paper."""

import re
import unicodedata

CODE = re.compile(r"\d{6}", re.ASCII)
RECOVERY = re.compile(r"\d{16}", re.ASCII)
_BETWEEN = re.compile(r"[\s\-–—_]+")


def tidy(typed: str) -> str:
    """Full width, spaces and hyphens are how people write numbers, and no mistake."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", typed))
