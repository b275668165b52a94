"""How the tests look at a small workbook: what a person sees in each cell, by its place."""

import io

from projects.importing.excel.book import Book
from projects.importing.excel.lines import Line, lines_of
from projects.importing.excel.names import column_letters
from projects.importing.excel.sheet import read_sheet
from projects.importing.limits import Limits


def lines(data: bytes) -> dict[str, list[Line]]:
    """The lines of each sheet that is seen, by its name."""
    book, sheets = Book.open(io.BytesIO(data), Limits())
    return {name: list(lines_of(read_sheet(name, part, book), book.counted)) for name, part in sheets}


def seen(data: bytes) -> dict[str, str]:
    """Texts of the only sheet by place, as {"B2": "50万元"}; only what is filled."""
    (found,) = lines(data).values()
    return {
        f"{column_letters(spot.column)}{spot.row}": spot.text
        for line in found
        for spot in line.spots
        if spot.text
    }
