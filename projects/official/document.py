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
        readings = read(block, len(tables) + 1)
        if readings and 0 in table_starts(block):
            readings[0] = _with_title_above(readings[0], block, above)
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


def _with_title_above(reading: Reading, grid: Grid, above: list[str]) -> Reading:
    """A table whose own first row is its code row takes a paragraph just above it that names such a table."""
    if reading.table.title or len(grid.covering[0]) == 1:
        return reading  # it has a title row, if perhaps an empty one
    for place in reversed(range(len(above))):
        text = typed(above[place])
        if words.is_title(text):
            del above[place]
            mapped = Mapped(0, 1, "title", text, Certainty.GUESSED)
            return Reading(replace(reading.table, title=text), (mapped, *reading.cells))
        if text and not words.YEAR_OR_UNIT.fullmatch(words.compact(text)):
            break
    return reading


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
