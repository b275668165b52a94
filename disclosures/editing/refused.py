"""Why something was not written, and how a page says which state of it was seen."""

import hashlib
from typing import Any

from disclosures.document import dump


class EditRefused(Exception):
    """Nothing was written; the sentence says why and what to do."""


class EditMoved(EditRefused):
    """Somebody else was faster: `current` is what stands there now."""

    def __init__(self, sentence: str, current: Any = None) -> None:
        super().__init__(sentence)
        self.current = current


def seen(value: Any) -> str:
    """A short mark of what a page showed, which its form gives back. Any value that JSON can hold."""
    return hashlib.sha256(dump(value)).hexdigest()[:16]
