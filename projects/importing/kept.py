"""A reading kept as lines of JSON and read back: first what a list tells of every table, then a line a table.

So a list of hundreds of tables reads one line, and the page of one table that table alone.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, BinaryIO

from projects.official.document import DocumentReading, Section
from projects.official.marks import Certainty, Mapped, Reading
from projects.tables import content_hash, from_canonical, to_canonical


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list tells of one table, as typed; the last three count its cells."""

    sheet: str
    title: str
    code: str
    name: str
    total: str
    content_hash: str
    certain: int
    guessed: int
    not_understood: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds, without the tables themselves."""

    file_hash: str
    narrative: tuple[Section, ...]
    other_grids: int
    tables: tuple[Summary, ...]


def pack(file_hash: str, reading: DocumentReading) -> bytes:
    """The reading of the file with this SHA-256."""
    head = {
        "file_hash": file_hash,
        "narrative": [[section.heading, section.paragraphs] for section in reading.narrative],
        "other_grids": reading.other_grids,
        "tables": [asdict(_summary(one)) for one in reading.tables],
    }
    return b"".join(_lines([head, *map(_packed, reading.tables)]))


def contents(file: BinaryIO) -> Contents:
    head = json.loads(_text(file.readline()))
    narrative = tuple(Section(heading, tuple(paragraphs)) for heading, paragraphs in head["narrative"])
    tables = tuple(Summary(**one) for one in head["tables"])
    return Contents(head["file_hash"], narrative, head["other_grids"], tables)


def table(file: BinaryIO, index: int) -> Reading:
    """One table, from 0. IndexError where there is none."""
    line = next(islice(iter(file.readline, b""), index + 1, None), b"")
    if not line:
        raise IndexError(index)
    return _unpacked(line)


def unpack(file: BinaryIO) -> tuple[str, DocumentReading]:
    """The file's hash and the reading, equal to the one that was kept, row identities included."""
    head = contents(file)
    # Not by iterating: a Django File begins anew then.
    tables = tuple(map(_unpacked, iter(file.readline, b"")))
    return head.file_hash, DocumentReading(tables, head.narrative, head.other_grids)


def _summary(reading: Reading) -> Summary:
    table = reading.table
    marks = [cell.certainty for cell in reading.cells]
    return Summary(
        sheet=reading.sheet,
        title=table.title,
        code=table.code,
        name=table.name,
        total=table.total.raw,
        content_hash=content_hash(table),
        certain=marks.count(Certainty.CERTAIN),
        guessed=marks.count(Certainty.GUESSED),
        not_understood=marks.count(Certainty.NOT_UNDERSTOOD),
    )


def _packed(reading: Reading) -> dict[str, Any]:
    cells = [[cell.row, cell.column, cell.field, cell.text, cell.certainty.value] for cell in reading.cells]
    return {"table": to_canonical(reading.table).decode(), "cells": cells, "sheet": reading.sheet}


def _unpacked(line: bytes) -> Reading:
    kept = json.loads(_text(line))
    cells = tuple(Mapped(*cell, Certainty(certainty)) for *cell, certainty in kept["cells"])
    return Reading(from_canonical(kept["table"].encode()), cells, kept["sheet"])


def _lines(parts: Iterable[dict[str, Any]]) -> Iterable[bytes]:
    """JSON escapes every line end within a text."""
    for part in parts:
        text = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
        yield text.encode("utf-8", "surrogatepass") + b"\n"


def _text(line: bytes) -> str:
    return line.decode("utf-8", "surrogatepass")
