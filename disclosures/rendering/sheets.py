"""A plain worksheet, line by line: headings across it, cells as text or as the number that the text says."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from projects.official.grid import Role
from projects.rendering.excel_styles import (
    AMOUNT,
    HEADING,
    LINK,
    NOTE,
    SETTINGS,
    column_width,
    set_page,
    text_cell,
)
from projects.rendering.excel_table import TALLEST, Place
from projects.rendering.looks import NAMES, Look
from projects.rendering.measure import line_count
from projects.tables import typed

TITLE, HEAD, TEXT, NUMBER, WHOLE = HEADING, NAMES[Look.LABEL], NAMES[Look.PROSE], AMOUNT, NOTE
_LEAST = 22.0  # points of a row
_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.([0-9]{1,12}))?")
_MOST_DIGITS = 15  # of a number that a workbook keeps exactly


@dataclass(frozen=True, slots=True)
class Cell:
    """`place` is where a click leads."""

    style: str
    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row; a `whole` one is a single cell across all columns."""

    cells: tuple[Cell, ...]
    whole: bool = False


def title(text: str) -> Line:
    return Line((Cell(TITLE, text),), whole=True)


def note(text: str) -> Line:
    return Line((Cell(WHOLE, text),), whole=True)


def heads(*texts: str) -> Line:
    return Line(tuple(Cell(HEAD, text) for text in texts))


def prepare(sheet: Worksheet, widths: Sequence[float], mark: str = "") -> None:
    """What a sheet must know before its first row; widths in mm."""
    set_page(sheet, mark)
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column_width(width)


def write(sheet: Worksheet, widths: Sequence[float], lines: Iterable[Line]) -> None:
    for row, line in enumerate(lines, 1):
        sheet.row_dimensions[row].height = _height(line, widths)
        sheet.append([_drawn(sheet, cell, row, column) for column, cell in enumerate(line.cells, 1)])
        if line.whole:
            sheet.merged_cells.ranges.add(CellRange(None, 1, row, len(widths), row))


def _drawn(sheet: Worksheet, cell: Cell, row: int, column: int) -> WriteOnlyCell:
    text = typed(cell.text)  # a workbook cannot hold what nobody sees
    found = _NUMBER.fullmatch(text) if cell.style == NUMBER else None
    if found and sum(map(str.isdigit, text)) <= _MOST_DIGITS:
        return _number(sheet, text, len(found[1] or ""))
    drawn = text_cell(sheet, cell.style, text)
    if cell.place:
        drawn.row, drawn.column = row, column  # or it cannot hold a link
        drawn.hyperlink = Hyperlink(ref="", location=f"'{cell.place.sheet}'!A{cell.place.row}")
    return drawn


def _number(sheet: Worksheet, text: str, places: int) -> WriteOnlyCell:
    """The number itself, shown with as many places as it was told with."""
    drawn = WriteOnlyCell(sheet, float(text.replace(",", "")) if places else int(text.replace(",", "")))
    drawn.style = NUMBER
    drawn.number_format = ("#,##0" if "," in text else "0") + ("." + "0" * places if places else "")
    return drawn


def _height(line: Line, widths: Sequence[float]) -> float:
    """Points, for the cell with the most lines."""
    setting = SETTINGS[Role.TITLE if line.cells[0].style == TITLE else Role.TEXT]
    room = [sum(widths)] if line.whole else widths
    lines = max(
        line_count(cell.text, width - 2 * setting.beside, setting.size)
        for cell, width in zip(line.cells, room, strict=False)
    )
    return min(TALLEST, max(_LEAST, lines * setting.line + 8))


def link(text: str, place: Place) -> Cell:
    return Cell(LINK, text, place)
