"""The official tables of a workbook, as a person sees them on its sheets."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import BinaryIO

from projects.importing.excel.blocks import blocks_of
from projects.importing.excel.book import Book
from projects.importing.excel.cells import Fault
from projects.importing.excel.lines import lines_of
from projects.importing.excel.names import place
from projects.importing.excel.sheet import Runs, Sheet, read_sheet
from projects.importing.limits import Limits
from projects.importing.refused import ImportRefused
from projects.official.document import DocumentReading, read_document
from projects.official.marks import Certainty, Mapped, Reading, UnreadableHead
from projects.tables import INDICATOR_CELLS, ProjectTable

NO_TABLE = (
    "文件里没有找到项目绩效目标表。请确认选对了文件：表格须在没有隐藏的工作表上，并保留官方表样的各栏名称。"
)
NOT_FILLED = "文件里的项目绩效目标表还没有填写内容。请填好后再导入。"
TOO_MANY = "文件里的表格超过 {} 张，超出导入上限。请拆分成几个文件后分别导入。"
_UNCALCULATED = "{}是公式，但文件里没有保存算出的结果。请用 Excel 或 WPS 打开、保存一次，再重新导入。"
_HEAD = "工作表“{}”中，{}。请对照官方表样改好后再导入。"
_NAMED = 5  # places that a sentence names before it says 等


def read_excel(file: BinaryIO, limits: Limits | None = None) -> DocumentReading:
    """The official tables of an .xlsx, sheet by sheet. ImportRefused, and nothing else, for all else.

    What is hidden (sheets, rows, columns, white letters) is not there. A table in which nothing was filled in
    is a form, not a project, and is left out; in one that was, a row with class labels alone stays, as the
    print shows it too. Text outside the tables counts where the sheet has a table.
    """
    limits = limits or Limits()
    book, sheets = Book.open(file, limits)
    readings: list[DocumentReading] = []
    tables = 0
    for name, part in sheets:
        reading = _read(read_sheet(name, part, book), book)
        readings.append(reading)
        tables += len(reading.tables)
        if tables > limits.tables:
            raise ImportRefused(TOO_MANY.format(limits.tables))
    if not tables:
        raise ImportRefused(NO_TABLE)
    filled = tuple(one for reading in readings for one in reading.tables if _is_filled(one.table))
    if not filled:
        raise ImportRefused(NOT_FILLED)
    told = tuple(section for reading in readings if reading.tables for section in reading.narrative)
    return DocumentReading(filled, told, sum(reading.other_grids for reading in readings))


def _read(sheet: Sheet, book: Book) -> DocumentReading:
    lines = list(lines_of(sheet, book.counted))
    faults = {(spot.row, spot.column): spot.fault for line in lines for spot in line.spots if spot.fault}
    unknown = [where for where, fault in faults.items() if fault is Fault.UNCALCULATED]
    try:
        reading = read_document(blocks_of(lines, Runs.of(sheet.boxed_columns), book.counted))
    except UnreadableHead as problem:
        _refuse_uncalculated(sheet.name, unknown)  # which may well be the reason
        raise ImportRefused(_HEAD.format(sheet.name, problem)) from problem
    within = {(cell.row, cell.column) for table in reading.tables for cell in table.cells}
    _refuse_uncalculated(sheet.name, [where for where in unknown if where in within])
    tables = tuple(
        Reading(table.table, tuple(_marked(table.cells, faults)), sheet.name) for table in reading.tables
    )
    return replace(reading, tables=tables)


def _refuse_uncalculated(sheet: str, places: Collection[tuple[int, int]]) -> None:
    """Better asked for than taken as empty: nobody can tell what the formula would show."""
    if places:
        named = "、".join(place(sheet, *where) for where in sorted(places)[:_NAMED])
        raise ImportRefused(_UNCALCULATED.format(named + ("等处" if len(places) > _NAMED else "")))


def _marked(cells: Iterable[Mapped], faults: dict[tuple[int, int], Fault]) -> Iterable[Mapped]:
    """An error such as #REF! is no content, however well its place is known."""
    for cell in cells:
        broken = faults.get((cell.row, cell.column)) is Fault.ERROR
        yield replace(cell, certainty=Certainty.NOT_UNDERSTOOD) if broken else cell


def _is_filled(table: ProjectTable) -> bool:
    """Whether anything stands in it beside its labels."""
    return any(
        (
            *(table.code, table.name, table.total.raw, table.fiscal.raw, table.other.raw, table.purpose),
            *(step.raw for step in table.plan),
            *(goal.text for goal in table.goals),
            *(getattr(row, name) for row in table.indicators for name in INDICATOR_CELLS[2:]),
        )
    )
