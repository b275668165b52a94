"""What a reading says of itself: the mapping report for people and scripts, and the doubts that are kept."""

import re
from typing import Any

from projects.official.document import DocumentReading
from projects.official.marks import Certainty, Mapped, Reading
from projects.tables import ProjectTable

_ROW = re.compile(r"(plan|goals|indicators)\[(\d+)\]\.(\w+)")


def narrative(reading: DocumentReading) -> list[dict[str, Any]]:
    """The text around the tables, by its headings."""
    return [
        {"heading": section.heading, "paragraphs": list(section.paragraphs)} for section in reading.narrative
    ]


def report(reading: DocumentReading) -> dict[str, Any]:
    """How each cell of each table was understood, and the text around the tables."""
    return {
        "tables": [
            {"index": index, "title": part.table.title, "cells": [_cell(cell) for cell in part.cells]}
            for index, part in enumerate(reading.tables, 1)
        ],
        "narrative": narrative(reading),
    }


def counts(reading: DocumentReading) -> dict[str, int]:
    """How many cells are certain, guessed and not understood."""
    marks = [cell.certainty for part in reading.tables for cell in part.cells]
    return {certainty.name.lower(): marks.count(certainty) for certainty in Certainty}


def doubts(part: Reading, table: ProjectTable) -> list[dict[str, Any]]:
    """The cells that are not certain; those of rows by the row's id in `table`, since rows move."""
    return [_cell(cell) | _anchor(cell, table) for cell in part.cells if cell.certainty != Certainty.CERTAIN]


def _cell(cell: Mapped) -> dict[str, Any]:
    return {
        "row": cell.row,
        "column": cell.column,
        "field": cell.field,
        "text": cell.text,
        "certainty": cell.certainty.value,
    }


def _anchor(cell: Mapped, table: ProjectTable) -> dict[str, str]:
    found = _ROW.fullmatch(cell.field)
    if not found:
        return {}
    part, index, name = found.groups()
    return {"field": name, "part": part, "id": str(getattr(table, part)[int(index)].id)}
