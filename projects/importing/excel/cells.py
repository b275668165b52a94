"""One cell of a workbook: the text that a person sees in it."""

import re
from datetime import datetime
from decimal import Context, Decimal
from enum import StrEnum
from typing import Any

from budget_site.formulas import unguarded
from projects.importing.excel.book import Book, Text, text_of
from projects.importing.excel.names import short, unescaped, whole
from projects.importing.excel.styles import Style
from projects.importing.markup import DAMAGED
from projects.importing.refused import ImportRefused

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,3})?")
_FIGURES = Context(prec=15)  # of a number in a workbook; what follows is noise of its binary form
_LARGEST = 308  # power of ten of the largest double
_BEGINNING = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
_MICROSECONDS = 86_400_000_000  # of a day


class Fault(StrEnum):
    """Why a cell's text is not what somebody typed or a workbook worked out."""

    NONE = ""
    ERROR = "error"  # #REF!, #N/A, …
    UNCALCULATED = "uncalculated"  # a formula whose result the file does not hold


def read_cell(cell: Any, style: Style, book: Book, zeros: bool) -> tuple[str, Fault]:
    """What a c element shows, empty where nothing; of a formula without a result the formula."""
    parts = {short(part.tag): part for part in cell}
    if not parts:
        return "", Fault.NONE
    kind = cell.get("t", "n")
    value = parts["v"].text or "" if "v" in parts else ""
    if "f" in parts and not value and kind != "str":
        return f"={parts['f'].text or ''}", Fault.UNCALCULATED
    if kind == "e":
        return value, Fault.ERROR
    text = _words(kind, value, parts, style, book)
    if text is None:
        text = _number(kind, value, style, book, computed="f" in parts, zeros=zeros) if value else ""
    if style.white and not style.ground:
        return "", Fault.NONE
    return book.counted.text(text), Fault.NONE


def _words(kind: str, value: str, parts: dict[str, Any], style: Style, book: Book) -> str | None:
    """The text of a cell that holds one; None where it holds a number or a date."""
    if kind in ("n", "d"):
        return None
    if kind == "b":
        return "FALSE" if value == "0" else "TRUE"
    if kind == "s":
        if not value:
            return ""
        place = whole(value, len(book.texts) - 1)
        text = book.texts[place]
    elif kind == "inlineStr":
        text = text_of(parts["is"]) if "is" in parts else Text("", "")
    elif kind == "str":
        text = Text(unescaped(value), unescaped(value))
    else:
        raise ImportRefused(DAMAGED)
    shown = style.format.text(text.whole if style.ground else text.on_white)
    return shown if style.quoted else unguarded(shown)


def _number(kind: str, value: str, style: Style, book: Book, computed: bool, zeros: bool) -> str:
    number = _day(value, book.date1904) if kind == "d" else _plain(value)
    if not number and not zeros:
        return ""
    return style.format.number(number, book.date1904, computed).strip()


def _plain(value: str) -> Decimal:
    if not _NUMBER.fullmatch(value):
        raise ImportRefused(DAMAGED)
    number = _FIGURES.create_decimal(value)
    if number and number.adjusted() > _LARGEST:
        raise ImportRefused(DAMAGED)
    return number


def _day(value: str, date1904: bool) -> Decimal:
    """A date written out, as the number that it would otherwise be."""
    try:
        since = datetime.fromisoformat(value).replace(tzinfo=None) - _BEGINNING[date1904]
    except ValueError as error:
        raise ImportRefused(DAMAGED) from error
    return _FIGURES.create_decimal(
        (since.days * _MICROSECONDS + since.seconds * 10**6) / Decimal(_MICROSECONDS)
    )
