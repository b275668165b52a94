"""A list as a workbook: the template to fill in, or the answer to one that was."""

import re
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from projects.importing.excel.names import MOST_ROWS
from projects.importing.sheet_rows import Head
from projects.rendering.excel import saved
from projects.rendering.excel_styles import add_styles, column_width, set_page, text_cell
from projects.rendering.looks import NAMES, Look

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")  # of sheets
_LONGEST_NAME = 31
_EM = 3.6  # mm of a 汉字 of 10 points, with room
_NARROW, _WIDE = 16.0, 80.0  # mm of a column
_REQUIRED = "（必填）"
_SPARE = 1_000  # rows of a template whose cells take what is typed as text


def write_rows(heads: Sequence[Head], rows: Iterable[Mapping[str, str]], title: str) -> bytes:
    """One sheet, named by the title: the head row, which stays in sight, and a row for each texts by key.

    `read_rows` with the same heads reads the same texts. Every cell is text, also those still to be filled,
    so that 0012 stays 0012.
    """
    workbook = Workbook(write_only=True)
    add_styles(workbook)
    name = _NOT_IN_NAMES.sub(" ", title).strip().strip("'")[:_LONGEST_NAME]
    sheet = workbook.create_sheet(name or "名单")
    set_page(sheet)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    texts = [[row.get(head.key, "") for head in heads] for row in rows]
    for place, head in enumerate(heads):
        letter = get_column_letter(place + 1)
        longest = max([_width(_head(head)), *(_width(row[place]) for row in texts)])
        sheet.column_dimensions[letter].width = column_width(min(_WIDE, max(_NARROW, longest)))
        if head.hint:
            sheet.data_validations.append(_hint(head, f"{letter}2:{letter}{MOST_ROWS}"))
    sheet.append([text_cell(sheet, NAMES[Look.LABEL], _head(head)) for head in heads])
    for row in [*texts, *[[""] * len(heads)] * (0 if texts else _SPARE)]:
        sheet.append([text_cell(sheet, NAMES[Look.TEXT], text) for text in row])
    return saved(workbook, title)


def _head(head: Head) -> str:
    return head.name + (_REQUIRED if head.required else "")


def _width(text: str) -> float:
    return _EM * max((len(line) for line in text.split("\n")), default=0) + 4


def _hint(head: Head, places: str) -> DataValidation:
    return DataValidation(
        sqref=places,
        showInputMessage=True,
        promptTitle=head.name[:32],
        prompt=head.hint[:255],
        allow_blank=True,
    )
