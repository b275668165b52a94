"""One worksheet, row by row as it unpacks: what its cells show, which are merged, which rows are hidden."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from projects.importing.excel.book import Book
from projects.importing.excel.cells import Fault, read_cell
from projects.importing.excel.names import (
    MOST_COLUMNS,
    MOST_ROWS,
    place,
    reference,
    short,
    switch,
    tags,
    whole,
)
from projects.importing.markup import DAMAGED, Stream
from projects.importing.refused import ImportRefused
from projects.tables import typed

_ROW, _AREA = 2, 4  # empty cells that a row, or merged cells, take as long as
_WATCHED = ("sheetView", "sheetFormatPr", "col", "row", "mergeCell")


class Entry(NamedTuple):
    """What one cell shows."""

    column: int
    text: str
    fault: Fault


class Area(NamedTuple):
    """Merged cells, all bounds from 1 and included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Runs:
    """Rows or columns, as runs of first and last in order: few, however many rows they are."""

    runs: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, numbers: Iterable[int]) -> "Runs":
        made = cls()
        for number in sorted(numbers):
            made.add(number, number)
        return made

    def add(self, first: int, last: int) -> None:
        if self.runs and first <= self.runs[-1][1] + 1:
            self.runs[-1] = (self.runs[-1][0], max(last, self.runs[-1][1]))
        else:
            self.runs.append((first, last))

    def past(self, number: int) -> int:
        """The first from there on that is not among them."""
        at = bisect_right(self.runs, (number, MOST_ROWS)) - 1
        return self.runs[at][1] + 1 if at >= 0 and number <= self.runs[at][1] else number

    def __contains__(self, number: int) -> bool:
        return self.past(number) != number


@dataclass
class Sheet:
    """A worksheet's filled cells by row; `boxed`: the rows, and the columns, in which lines are drawn."""

    name: str
    rows: dict[int, list[Entry]] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)
    hidden_rows: Runs = field(default_factory=Runs)
    hidden_columns: Runs = field(default_factory=Runs)
    boxed_rows: set[int] = field(default_factory=set)
    boxed_columns: set[int] = field(default_factory=set)
    zeros: bool = True  # whether a zero is shown

    def place(self, row: int, column: int | None = None) -> str:
        return place(self.name, row, column)


def read_sheet(name: str, part: str, book: Book) -> Sheet:
    """The sheet of that part. ImportRefused where it is broken or asks too much."""
    sheet = Sheet(name)
    book.counted.sheet = name
    columns: list[tuple[int, int]] = []
    last = 0
    stream = Stream(book.package.chunks(part), tags(*_WATCHED), book.counted.limits.held_bytes)
    for element in stream:
        kind = short(element.tag)
        if kind == "row":
            last = _row(sheet, element, last, book)
            stream.forget(element)
        elif kind == "mergeCell":
            book.counted.piece(effort=_AREA)
            sheet.areas += _area(element.get("ref", ""))
            stream.forget(element)
        elif kind == "col":
            columns += _hidden_columns(element)
        elif kind == "sheetView":
            sheet.zeros = sheet.zeros and switch(element, "showZeros", default=True)
    for run in sorted(columns):
        sheet.hidden_columns.add(*run)
    return sheet


def _row(sheet: Sheet, element: Any, last: int, book: Book) -> int:
    """Take a row in; its number. Rows, and the cells of each, come in order, with or without numbers."""
    book.counted.piece(effort=_ROW)
    book.counted.piece(len(element))
    number = whole(element.get("r"), MOST_ROWS, last + 1)
    if number <= last:
        raise ImportRefused(DAMAGED)
    if switch(element, "hidden") or element.get("ht") in ("0", "0.0"):
        sheet.hidden_rows.add(number, number)
    entries = []
    column = 0
    for cell in element:
        if short(cell.tag) != "c":
            continue
        row, column = reference(cell.get("r")) if cell.get("r") else (number, column + 1)
        if row != number or column > MOST_COLUMNS or (entries and column <= entries[-1].column):
            raise ImportRefused(DAMAGED)
        style = book.styles.of(cell.get("s"))
        if style.boxed:
            sheet.boxed_rows.add(number)
            sheet.boxed_columns.add(column)
        text, fault = read_cell(cell, style, book, sheet.zeros)
        if typed(text):
            entries.append(Entry(column, text, fault))
    if entries:
        sheet.rows[number] = entries
        book.counted.room.begins(entries[0].text)
    return number


def _area(text: str) -> Iterator[Area]:
    first, _, last = text.partition(":")
    if last:
        (top, left), (bottom, right) = reference(first), reference(last)
        if top > bottom or left > right:
            raise ImportRefused(DAMAGED)
        if (top, left) != (bottom, right):
            yield Area(top, left, bottom, right)


def _hidden_columns(element: Any) -> Iterator[tuple[int, int]]:
    if switch(element, "hidden") or element.get("width") in ("0", "0.0"):
        first = whole(element.get("min"), MOST_COLUMNS)
        yield first, max(first, whole(element.get("max"), MOST_COLUMNS))
