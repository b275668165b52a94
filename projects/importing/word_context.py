"""What reading one paragraph needs to know of the document around it."""

from dataclasses import dataclass, field
from typing import Any

from projects.importing.limits import Limits
from projects.importing.markup import TOO_BULKY
from projects.importing.refused import ImportRefused
from projects.importing.word_names import attribute
from projects.importing.word_numbers import Numbers
from projects.importing.word_styles import Styles, hiding


@dataclass
class Context:
    """What reading needs to know of the rest of the document, and where it stands."""

    styles: Styles
    numbers: Numbers
    limits: Limits
    table_style: str | None = None
    fields: list[bool] = field(default_factory=list)  # open fields; True in their instruction
    pieces: int = 0

    def hides(self, paragraph_style: str | None, properties: dict[str, Any]) -> bool:
        """Whether a run, or a paragraph's mark, with these parts of its w:rPr is hidden."""
        direct = hiding(properties)
        if direct is not None:
            return direct
        style = attribute(properties["rStyle"]) if "rStyle" in properties else None
        return self.styles.hides(self.table_style, paragraph_style, style)

    def count(self) -> None:
        self.pieces += 1
        if self.pieces > self.limits.pieces:
            raise ImportRefused(TOO_BULKY)
