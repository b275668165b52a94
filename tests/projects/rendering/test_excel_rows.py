"""Rows written as XML text are what openpyxl would have written, in the order that Excel demands."""

import io
import tracemalloc
from itertools import product
from zipfile import ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.worksheet.cell_range import MultiCellRange

from projects.official.compose import compose
from projects.official.grid import Cell, Grid
from projects.rendering import excel_table
from projects.rendering.blank import template
from projects.rendering.excel import render, saved
from projects.rendering.excel_rows import Rows
from projects.rendering.excel_styles import add_styles, text_cell
from projects.rendering.excel_table import draw, write_tables
from projects.rendering.looks import NAMES, look
from projects.tables import ProjectTable, typed
from tests.projects.rendering.examples import forty_indicators, ordinary
from tests.projects.rendering.marks import MARK
from tests.projects.rendering.test_excel import check_as_typed

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ORDER = (
    *("sheetPr", "sheetViews", "sheetFormatPr", "cols", "sheetData", "mergeCells", "dataValidations"),
    *("hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks"),
)
_HARD = st.sampled_from([*"=+-@<&>\"'\t\n 字", "]]>", "_x000D_"])
TEXTS = st.lists(_HARD | st.text(max_size=4), max_size=6).map("".join).map(typed)


def new() -> Workbook:
    workbook = Workbook(write_only=True)
    add_styles(workbook)
    return workbook


def seen(cell: SheetCell) -> tuple:
    told = cell.value, cell.data_type, cell.style, cell.number_format, cell.quotePrefix
    return *told, repr(cell.font), repr(cell.border), repr(cell.alignment)


def opened(workbook: Workbook, *rows: Rows):
    return load_workbook(io.BytesIO(saved(workbook, "", rows))).worksheets[0]


def parts(workbook: bytes) -> list[etree._Element]:
    with ZipFile(io.BytesIO(workbook)) as package:
        names = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        return [etree.fromstring(package.read(name)) for name in names]


@given(TEXTS)
@example("=_x0041_\t ]]>\n甲")
@settings(max_examples=60)
def test_a_cell_is_the_one_that_openpyxl_would_have_written(text):
    ours, theirs = new(), new()
    cells = (Cell(0, 0, text, field="purpose"), Cell(0, 1, text, colspan=2), Cell(1, 0, "", colspan=3))
    rows = Rows(ours.create_sheet())
    draw(rows, Grid(2, 3, cells))
    sheet = theirs.create_sheet()
    for row in (0, 1):
        drawn = []
        for cell in cells:
            if cell.row == row:
                style = NAMES[look(cell)]
                drawn += [text_cell(sheet, style, cell.text), *[text_cell(sheet, style)] * (cell.colspan - 1)]
        sheet.append(drawn)
    sheet.merged_cells = MultiCellRange("B1:C1 A2:C2")
    ours, theirs = opened(ours, rows), opened(theirs)
    assert ours.dimensions == theirs.dimensions
    for row, column in product((1, 2), (1, 2, 3)):
        assert seen(ours.cell(row, column)) == seen(theirs.cell(row, column))
    assert ours.merged_cells == theirs.merged_cells


@pytest.mark.parametrize(
    "drawn",
    [
        lambda: render([ordinary(purpose="很长的用途\n" * 100), forty_indicators()]),
        lambda: render([ordinary(), ProjectTable()], "2025年", MARK),
        lambda: template(ordinary()),
    ],
    ids=["plain", "marked", "blank"],
)
def test_every_sheet_keeps_to_the_order_of_the_schema(drawn):
    for sheet in parts(drawn()):
        names = [etree.QName(part).localname for part in sheet]
        assert names == [name for name in ORDER if name in names]
        rows = sheet.findall(f"{S}sheetData/{S}row")
        assert [int(row.get("r")) for row in rows] == [*range(1, len(rows) + 1)]
        for row in rows:
            places = zip("ABCDEFGHIJKL", row, strict=False)
            assert all(cell.get("r") == f"{letter}{row.get('r')}" for letter, cell in places)
        for merged in sheet.findall(f"{S}mergeCells"):
            assert int(merged.get("count")) == len(merged) == len({area.get("ref") for area in merged})


def test_a_sheet_without_merged_cells_has_no_empty_list_of_them():
    workbook = new()
    rows = Rows(workbook.create_sheet())
    draw(rows, Grid(1, 1, (Cell(0, 0, "甲"),)))
    (sheet,) = parts(saved(workbook, "", [rows]))
    assert sheet.find(f"{S}mergeCells") is None
    assert sheet.findtext(f".//{S}t") == "甲"


def test_a_program_is_told_to_keep_the_blanks_around_a_text():
    workbook = new()
    rows = Rows(workbook.create_sheet())
    draw(rows, Grid(1, 3, (Cell(0, 0, " 甲"), Cell(0, 1, "乙\n"), Cell(0, 2, "甲 乙"))))
    (sheet,) = parts(saved(workbook, "", [rows]))
    kept = [text.get("{http://www.w3.org/XML/1998/namespace}space") for text in sheet.iter(f"{S}t")]
    assert kept == ["preserve", "preserve", None]


def test_every_sheet_of_a_long_workbook_holds_its_own_tables(monkeypatch):
    monkeypatch.setattr(excel_table, "MOST_TABLES", 2)
    tables = [
        ordinary(),
        forty_indicators(),
        ordinary(name="第三个"),
        ProjectTable(),
        ordinary(name="第五个"),
    ]
    workbook = load_workbook(io.BytesIO(render(tables)))
    assert workbook.sheetnames == ["目录", "绩效目标表", "绩效目标表（2）", "绩效目标表（3）"]
    for first, sheet in zip((0, 2, 4), workbook.worksheets[1:], strict=True):
        here = tables[first : first + 2]
        check_as_typed(sheet, here)
        assert [mark.id for mark in sheet.row_breaks.brk] == [compose(here[0]).rows] * (len(here) - 1)


def test_rows_are_never_put_into_a_sheet_that_has_some_already():
    workbook = new()
    sheet = workbook.create_sheet()
    rows = Rows(sheet)
    draw(rows, compose(ordinary()))
    sheet.append(["甲"])
    with pytest.raises(ValueError, match="unpack"):
        saved(workbook, "", [rows])


def test_a_volume_is_written_in_less_memory_than_its_rows_take():
    tracemalloc.start()
    _, (rows,) = write_tables(new(), [forty_indicators()] * 400)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    size = sum(map(len, rows.put_into(b"<sheetData/>")))
    assert most < size / 2
