"""What may be asked to stand in a volume besides its tables. Saying it loads nothing that draws."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in the contents, and the name of the place to which it leads; `level` is 1 or 2."""

    text: str
    anchor: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Front:
    """The first pages: a title and lines under it, where there are any, and the contents."""

    entries: Sequence[Entry]
    title: str = ""
    under: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Running:
    """`edition` stands beside the page number on every page, `header` above the text of tables alone."""

    edition: str = ""
    header: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands on pages of its own: a front, `<section>`s before and after the tables, their styles.

    Tables have bookmarks of this level. In the sections `volume:` and a name links to any place of the file:
    an entry of the front, an id, or `project-` and the number of a table.
    """

    front: Front | None = None
    before: str = ""
    after: str = ""
    styles: str = ""
    running: Running = field(default_factory=Running)
    level: int = 1


def place_of(table: int) -> str:
    """The name of a table's place in the file, the tables counted from 1."""
    return f"project-{table}"
