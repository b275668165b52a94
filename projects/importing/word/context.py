"""What reading one paragraph needs to know of the document around it."""

from dataclasses import dataclass, field
from typing import Any

from projects.importing.limits import Limits, Room
from projects.importing.markup import TOO_BULKY
from projects.importing.refused import ImportRefused
from projects.importing.word.ink import Sight, ink, shade
from projects.importing.word.names import attribute
from projects.importing.word.numbers import Numbers
from projects.importing.word.styles import Setting, Styles


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
    room: Room = field(init=False)

    def __post_init__(self) -> None:
        self.room = Room(self.limits)

    def setting(self, style: str | None, properties: dict[str, Any], mark: dict[str, Any]) -> Setting:
        """Of a paragraph of that style with these parts of its w:pPr, and of the w:rPr of its mark."""
        shaded = shade(properties["shd"]) if "shd" in properties else None
        mark_style = attribute(mark["rStyle"]) if "rStyle" in mark else None
        return self.styles.setting(self.table_style, style, mark_style, ink(mark), shaded, self.ground)

    def unsaid(self, style: str | None, ground: bool | None) -> Setting:
        """Of a paragraph of that style, in a cell of that ground, that says nothing of its own."""
        return self.styles.unsaid(self.table_style, style, ground)

    def sight(self, style: str | None, properties: dict[str, Any], ground: bool | None) -> Sight:
        """Of a run in a paragraph of that style and ground, with these parts of its w:rPr."""
        run_style = attribute(properties["rStyle"]) if "rStyle" in properties else None
        return self.styles.sight(self.table_style, style, run_style, ink(properties), ground)

    def count(self, more: int = 1) -> None:
        self.pieces += more
        if self.pieces > self.room.most or self.pieces > self.limits.pieces:
            raise ImportRefused(TOO_BULKY)
