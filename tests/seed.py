"""Where the real disclosure lies during development; tests that want it skip where it is absent."""

from pathlib import Path

import pytest

SEED = Path(__file__).resolve().parents[2] / "shared" / "seed"
SEED_DOCX = SEED / "disclosure.docx"
SEED_TEXT = SEED / "disclosure.txt"

needs_seed = pytest.mark.skipif(not SEED_DOCX.exists(), reason="the seed disclosure is not on this machine")
