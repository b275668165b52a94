"""SpreadsheetML by short names, for the usual and the strict ISO namespace alike."""

import re
from functools import lru_cache
from typing import Any

from projects.importing.markup import DAMAGED
from projects.importing.refused import ImportRefused

_SHEET = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
)
_LINK = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # Excel's own bounds

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_OFF = ("0", "false", "off")


@lru_cache(maxsize=1024)
def short(tag: Any) -> str:
    """row, c, v … for a workbook's elements; empty for all others."""
    if not isinstance(tag, str):
        return ""
    space, _, name = tag.rpartition("}")
    return name if f"{space}}}" in _SHEET else ""


def tags(*names: str) -> list[str]:
    return [space + name for name in names for space in _SHEET]


def child(element: Any, name: str) -> Any:
    """The first child of that name, or None; also where there is no element to look in."""
    if element is not None:
        for each in element:
            if short(each.tag) == name:
                return each
    return None


def link(element: Any) -> str:
    """The id of the relationship that an element names."""
    return element.get(_LINK[0]) or element.get(_LINK[1]) or ""


def switch(element: Any, name: str, default: bool = False) -> bool:
    value = element.get(name)
    return default if value is None else value not in _OFF


def whole(text: str | None, most: int, default: int | None = None) -> int:
    """A whole number from 0 to `most`. ImportRefused for anything else; `default` where there is none."""
    if text is None and default is not None:
        return default
    if text is None or not text.isascii() or not text.isdecimal() or len(text) > 9 or int(text) > most:
        raise ImportRefused(DAMAGED)
    return int(text)


def reference(text: str) -> tuple[int, int]:
    """Row and column of a cell such as B5, both from 1."""
    found = _REFERENCE.fullmatch(text)
    if not found:
        raise ImportRefused(DAMAGED)
    row, column = int(found[2]), column_number(found[1])
    if row > MOST_ROWS or column > MOST_COLUMNS:
        raise ImportRefused(DAMAGED)
    return row, column


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def unescaped(text: str) -> str:
    """A text as it was typed: signs that XML cannot carry stand in a workbook as _x000D_."""
    if "_x" not in text:
        return text
    found = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return found.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")


def place(sheet: str, row: int, column: int | None = None) -> str:
    """工作表“人员”第5行 C 列: how a message names a place that its reader has to find."""
    where = f"工作表“{sheet}”第{row}行"
    return where if column is None else f"{where} {column_letters(column)} 列"
