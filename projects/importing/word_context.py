"""What reading one paragraph needs to know of the document around it."""

from dataclasses import dataclass, field
from typing import Any

from projects.importing.limits import Limits
from projects.importing.markup import TOO_BULKY
from projects.importing.refused import ImportRefused
from projects.importing.word_ink import Ink, first, ink, shade
from projects.importing.word_names import attribute
from projects.importing.word_numbers import Numbers
from projects.importing.word_styles import Styles


@dataclass
class Context:
    """What reading needs to know of the rest of the document, and where it stands."""

    styles: Styles
    numbers: Numbers
    limits: Limits
    coloured_page: bool = False  # whether the colour of the page, if it has one, is shown
    table_style: str | None = None
    ground: bool | None = None  # whether the page, cell or box that is being read is other than white
    fields: list[bool] = field(default_factory=list)  # open fields; True in their instruction
    pieces: int = 0

    def ink(self, paragraph_style: str | None, properties: dict[str, Any]) -> Ink:
        """The letters of a run, or of a paragraph's mark, with these parts of its w:rPr."""
        style = attribute(properties["rStyle"]) if "rStyle" in properties else None
        return self.styles.ink(self.table_style, paragraph_style, style, ink(properties))

    def under(self, style: str | None, properties: dict[str, Any]) -> bool | None:
        """Whether a paragraph with these parts of its w:pPr stands on other than white."""
        return first(shade(properties.get("shd")), self.styles.ground(style, "paragraph"), self.ground)

    def count(self) -> None:
        self.pieces += 1
        if self.pieces > self.limits.pieces:
            raise ImportRefused(TOO_BULKY)
