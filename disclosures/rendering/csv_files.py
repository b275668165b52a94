"""The disclosure as CSV files for programs: every cell as typed, and as understood. See docs/formats.md.

Nothing is made safe for a spreadsheet here, or -5% would not come back as it went: people have the XLSX.
"""

import csv
import io
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from disclosures import figures
from disclosures.document import Block, Chart, DataTable, Disclosure, Heading, Paragraph, PublishedProject
from disclosures.rendering.open_columns import (
    FIGURES,
    FILES,
    GOALS,
    INDICATORS,
    PLAN,
    PROJECTS,
    SECTIONS,
    File,
)
from projects.tables import INDICATOR_CELLS, ProjectTable
from projects.values import plain, read_value

Row = tuple[Any, ...]
Read = list[tuple[PublishedProject, ProjectTable]]


def render(disclosure: Disclosure) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each file, in the order of FILES."""
    read = [(one, one.table) for one in disclosure.projects]
    for file in FILES:
        yield file.path, _written(file, _ROWS[file.name](disclosure, read))


def _written(file: File, rows: Iterator[Row]) -> bytes:
    """RFC 4180, with the mark by which spreadsheets know UTF-8."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([column.name for column in file.columns])
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    return plain(cell) if isinstance(cell, Decimal) else str(cell)


def _projects(disclosure: Disclosure, read: Read) -> Iterator[Row]:
    for one, table in read:
        amounts = (table.total, table.fiscal, table.other)
        yield (
            *(one.id, one.lineage, one.number, one.version, one.hash),
            *(one.department, one.department_name, one.sector),
            *(table.title, table.code, table.name_label, table.name),
            *(cell for amount in amounts for cell in (amount.raw, amount.value)),
            *(table.purpose, table.plan_label),
        )


def _parts(read: Read, part: str) -> Iterator[tuple[Row, Any]]:
    """Every row of a part of every table, behind what says where it belongs."""
    for one, table in read:
        for position, row in enumerate(getattr(table, part), 1):
            yield (one.id, position, row.id, row.lineage), row


def _plan(disclosure: Disclosure, read: Read) -> Iterator[Row]:
    for place, step in _parts(read, "plan"):
        yield *place, step.label, step.raw, step.percent


def _goals(disclosure: Disclosure, read: Read) -> Iterator[Row]:
    for place, goal in _parts(read, "goals"):
        yield *place, goal.label, goal.text


def _indicators(disclosure: Disclosure, read: Read) -> Iterator[Row]:
    for place, row in _parts(read, "indicators"):
        value = read_value(row.value)
        yield (
            *place,
            *(getattr(row, cell) for cell in INDICATOR_CELLS),
            *(value.kind, value.operator, value.number, value.upper, value.unit, value.date),
        )


def _figures(disclosure: Disclosure, read: Read) -> Iterator[Row]:
    """What was filled in, in the order of the form, and then the sums of which every part was."""
    given = figures.from_json(disclosure.figures or {})
    for field in figures.FIELDS:
        if field.key in given.texts:
            yield field.key, field.part, field.label, "text", given.text(field.key), None
        elif field.key in given.amounts:
            amount = given.amounts[field.key]
            yield field.key, field.part, field.label, "amount", amount.raw, amount.value
    for key, (label, parts) in figures.SUMS.items():
        if (value := given.value(key)) is not None:
            yield key, figures.BY_KEY[parts[0]].part, label, "sum", "", value


def _sections(disclosure: Disclosure, read: Read) -> Iterator[Row]:
    for number, section in enumerate(disclosure.sections, 1):
        yield number, 0, 0, 0, section.key, "section", "", "", section.title
        for place, block in enumerate(section.blocks, 1):
            for row, column, kind, unit, head, text in _block(block):
                yield number, place, row, column, section.key, kind, unit, head, text


def _block(block: Block) -> Iterator[tuple[int, int, str, str, str, str]]:
    match block:
        case Paragraph(text):
            yield 0, 0, "paragraph", "", "", text
        case Heading(text):
            yield 0, 0, "heading", "", "", text
        case Chart():
            yield 0, 0, "chart", block.unit, "", block.title
        case DataTable():
            yield 0, 0, "table", block.unit, "", block.title
            for number, row in enumerate(block.rows, 1):
                for column, (head, text) in enumerate(zip(block.heads, row, strict=True), 1):
                    yield number, column, "cell", block.unit, head, text
        case _:
            yield 0, 0, "projects", "", "", ""


_ROWS: dict[str, Callable[[Disclosure, Read], Iterator[Row]]] = {
    PROJECTS.name: _projects,
    PLAN.name: _plan,
    GOALS.name: _goals,
    INDICATORS.name: _indicators,
    FIGURES.name: _figures,
    SECTIONS.name: _sections,
}
