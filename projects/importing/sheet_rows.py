"""A plain list in a workbook (departments, people, projects): one head row, one thing a row below it.

The reader finds everything that is wrong with a file, never the first thing only. What a cell means is for
the caller to say, who adds what does not fit by `Rows.problem`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from projects.importing.excel.book import Book
from projects.importing.excel.cells import Fault
from projects.importing.excel.lines import Line, Spot, lines_of
from projects.importing.excel.names import column_letters, place
from projects.importing.excel.sheet import read_sheet
from projects.importing.limits import Limits
from projects.importing.refused import ImportRefused
from projects.official.words import compact
from projects.tables import typed

NO_HEAD = "文件里没有找到名单的标题行。标题行应有这些列：{}。请下载模板填写，或把标题行补上，再重新导入。"
_MISSING = "是标题行，但没有“{}”这一列，请补上。"
_TWICE = "与前面的列重复，请只保留一列。"
_EMPTY = "没有填写“{}”，请补填。"
_FAULTS = {
    Fault.ERROR: "是公式的出错结果，请改正公式，或直接填写内容。",
    Fault.UNCALCULATED: "是公式，但文件里没有保存结果。请用 Excel 或 WPS 打开、保存一次，或直接填写内容。",
}
_NOT_NAMED = re.compile(r"[*＊]|(?:[（(][^（）()]*[）)])+$")  # what a head adds to its name: （必填）
_HEAD_WITHIN = 30  # lines of a sheet; what stands above are titles and remarks
_LONGEST_HEAD = 100  # characters
_LONGEST = 40  # characters of what was typed, in a sentence


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its key, and how its head may be worded, the wording of the template first.

    A `required` column must be there and filled in every row. The `hint` shows in the template.
    """

    key: str
    wordings: tuple[str, ...]
    required: bool = False
    hint: str = ""

    @property
    def name(self) -> str:
        return self.wordings[0]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one place; `column` in letters, empty for a whole row. str() tells it to a person."""

    sheet: str
    row: int
    column: str
    typed: str
    sentence: str

    def __str__(self) -> str:
        where = place(self.sheet, self.row) + (f" {self.column} 列" if self.column else "")
        said = " ".join(self.typed.split())
        said = f"{said[:_LONGEST]}……" if len(said) > _LONGEST else said
        return f"{where}填的是“{said}”，{self.sentence}" if said else f"{where}{self.sentence}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list: where it stands, and its texts by key, empty where nothing was typed."""

    sheet: str
    number: int
    values: dict[str, str]
    columns: dict[str, str]  # the letters of each key's column

    def __getitem__(self, key: str) -> str:
        return self.values.get(key, "")


@dataclass
class Rows:
    """All rows of all sheets that have the head row, and all that is wrong so far.

    By sheet, `heads` are the texts of the head row by key and `above` those that stand above it: they may
    name a unit that counts for the whole sheet.
    """

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    heads: dict[str, dict[str, str]] = field(default_factory=dict)
    above: dict[str, list[str]] = field(default_factory=dict)

    def problem(self, row: Row, key: str, sentence: str) -> None:
        """What the caller finds wrong with a cell; the sentence goes on after 填的是“…”，."""
        self.problems.append(Problem(row.sheet, row.number, row.columns.get(key, ""), row[key], sentence))

    @property
    def ordered(self) -> list[Problem]:
        """The problems as one comes upon them in the file."""
        order = {sheet: at for at, sheet in enumerate(dict.fromkeys(one.sheet for one in self.problems))}
        return sorted(self.problems, key=lambda one: (order[one.sheet], one.row, len(one.column), one.column))


def read_rows(file: BinaryIO, limits: Limits, heads: Sequence[Head]) -> Rows:
    """The rows below the head row of every sheet that has one. ImportRefused where none has, or no workbook.

    Hidden sheets, rows and columns are not there; blank rows do not count; a merged cell counts for each row
    that it covers.
    """
    book, sheets = Book.open(file, limits)
    found = Rows()
    headed = False
    for name, part in sheets:
        reader = _Reader(name, heads, found)
        sheet = read_sheet(name, part, book)
        for line in lines_of(sheet, book.counted):
            reader.take(line)
        headed = reader.headed or headed
    if not headed:
        raise ImportRefused(NO_HEAD.format("、".join(head.name for head in heads)))
    return found


def named(text: str) -> str:
    """A head without blanks and without what it adds to its name; a long text is none."""
    return text if len(text) > _LONGEST_HEAD else _NOT_NAMED.sub("", compact(text)).lower()


class _Reader:
    """One sheet, line by line."""

    def __init__(self, sheet: str, heads: Sequence[Head], found: Rows) -> None:
        self._sheet = sheet
        self._heads = heads
        self._keys = {named(wording): head for head in heads for wording in head.wordings}
        self._found = found
        self._columns: dict[str, int] = {}
        self._carried: dict[int, Spot] = {}  # merged cells that may reach further down, by column
        self._lines = 0
        self._first = 0  # the first row below the head
        self.headed = False

    def take(self, line: Line) -> None:
        self._lines += 1
        if not self.headed:
            self._seek(line)
        elif line.number >= self._first and self._columns:
            self._read(line)

    def _seek(self, line: Line) -> None:
        """Take the line as the head row where it names all required columns, or more of all than it lacks."""
        spots = [spot for spot in line.texts if named(spot.text) in self._keys]
        present = {self._keys[named(spot.text)].key for spot in spots}
        missing = [head for head in self._heads if head.required and head.key not in present]
        enough = len(present) >= min(2, len(self._heads)) and len(present) > len(missing)
        if self._lines > _HEAD_WITHIN or not spots or not enough:
            if self._lines <= _HEAD_WITHIN:
                self._found.above.setdefault(self._sheet, []).extend(spot.text for spot in line.texts)
            return
        self.headed = True
        self._found.heads[self._sheet] = {self._keys[named(one.text)].key: one.text for one in spots[::-1]}
        self._first = max(spot.bottom for spot in spots) + 1
        for spot in spots:
            key = self._keys[named(spot.text)].key
            if key in self._columns:
                self._add(line.number, spot.column, spot.text, _TWICE)
            self._columns.setdefault(key, spot.column)
        for head in missing:
            self._add(line.number, 0, "", _MISSING.format(head.name))
        if missing:
            self._columns = {}

    def _read(self, line: Line) -> None:
        own = {spot.column: spot for spot in line.spots if spot.text}
        if not any(column in own for column in self._columns.values()):
            return
        self._carried = {column: spot for column, spot in self._carried.items() if spot.bottom >= line.number}
        self._carried |= {spot.column: spot for spot in line.spots if spot.bottom > line.number}
        cells = {key: own.get(at) or self._carried.get(at) for key, at in self._columns.items()}
        if all(cell is None or self._repeats(key, cell) for key, cell in cells.items()):
            return
        letters = {key: column_letters(column) for key, column in self._columns.items()}
        values = {key: "" if cell is None or cell.fault else typed(cell.text) for key, cell in cells.items()}
        self._found.rows.append(Row(self._sheet, line.number, values, letters))
        self._check(line.number, cells)

    def _repeats(self, key: str, cell: Spot) -> bool:
        """Whether a cell only says its head again, as on a list put together from several."""
        head = self._keys.get(named(cell.text))
        return head is not None and head.key == key

    def _check(self, number: int, cells: dict[str, Spot | None]) -> None:
        for head in self._heads:
            cell = cells.get(head.key)
            if cell is not None and cell.fault:
                self._add(number, cell.column, cell.text, _FAULTS[cell.fault])
            elif head.required and cell is None:
                self._add(number, self._columns[head.key], "", _EMPTY.format(head.name))

    def _add(self, row: int, column: int, text: str, sentence: str) -> None:
        letters = column_letters(column)
        self._found.problems.append(Problem(self._sheet, row, letters, text, sentence))
