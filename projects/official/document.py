"""A whole document, paragraphs and grids in order, read into tables and narrative sections."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from projects.official import words
from projects.official.grid import Grid
from projects.official.joints import joined
from projects.official.landmarks import head_row, table_starts
from projects.official.marks import Certainty, Mapped, Reading, UnreadableHead
from projects.official.read import NO_START, read
from projects.tables import typed

_HEADING = re.compile(r"[一二三四五六七八九十百]+、[^。；]{1,40}")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the narrative (empty for text before the first) and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """What a document holds: official tables in order, the text around them, and how many other tables."""

    tables: tuple[Reading, ...]
    narrative: tuple[Section, ...]
    other_grids: int


def read_document(blocks: Iterable[str | Grid]) -> DocumentReading:
    """Read paragraphs (strings) and grids in document order. UnreadableHead names the table it met."""
    tables: list[Reading] = []
    told: list[str] = []
    above: list[str] = []  # the paragraphs since the last grid
    others = 0
    for block in joined(blocks):
        text = block if isinstance(block, str) else _boxed_title(block)
        if isinstance(block, str) or text:
            above.append(text)
            continue
        title = _title_place(above) if 0 in table_starts(block) else None
        readings = read(block, len(tables) + 1, _unit_above(above), title is not None)
        if readings and title is not None and _lacks_title(readings[0], block):
            readings[0] = _titled(readings[0], typed(above.pop(title)))
        if not readings and head_row(block, 0, block.rows) is not None:
            # Parts of the form without the rows that name the project: better refused than half read.
            raise UnreadableHead(len(tables) + 1, NO_START)
        tables += readings
        others += not readings
        told += above
        above = []
    return DocumentReading(tuple(tables), tuple(_sections(told + above)), others)


def _boxed_title(grid: Grid) -> str:
    """The title in a table of its own, which is but a paragraph with a frame; empty where it is none."""
    texts = [text for cell in grid.cells if (text := typed(cell.text))] if grid.rows <= 2 else []
    return texts[0] if len(texts) == 1 and words.is_title(texts[0]) else ""


def _title_place(above: list[str]) -> int | None:
    """Which of the paragraphs above a grid names such a table, with at most a year or unit below it."""
    for place in reversed(range(len(above))):
        if words.is_title(above[place]):
            return place
        if typed(above[place]) and not words.beside_title(above[place]):
            break
    return None


def _unit_above(above: list[str]) -> str:
    """The unit of money that is named between the text and a grid."""
    for text in reversed(above):
        if unit := words.money_unit(text) if words.beside_title(text) else "":
            return unit
        if typed(text) and not words.is_title(text) and not words.beside_title(text):
            break
    return ""


def _lacks_title(reading: Reading, grid: Grid) -> bool:
    """Whether the first row is the code row, or a mere unit: an empty title row is a title left empty."""
    first = grid.covering[0]
    return not reading.table.title and (len(first) > 1 or words.beside_title(first[0].text))


def _titled(reading: Reading, title: str) -> Reading:
    mapped = Mapped(0, 1, "title", title, Certainty.GUESSED)
    return Reading(replace(reading.table, title=title), (mapped, *reading.cells))


def _sections(texts: list[str]) -> Iterator[Section]:
    heading, paragraphs = "", []
    for text in filter(None, map(typed, texts)):
        if _HEADING.fullmatch(text):
            if heading or paragraphs:
                yield Section(heading, tuple(paragraphs))
            heading, paragraphs = text, []
        else:
            paragraphs.append(text)
    if heading or paragraphs:
        yield Section(heading, tuple(paragraphs))
