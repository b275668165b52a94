"""A workbook that is not public says so on every printed page and on the screen, and in no cell."""

import io
import re
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook

from projects import demo
from projects.importing.excel.reading import read_excel
from projects.rendering.excel import render
from projects.rendering.marking import line
from projects.tables import ProjectTable
from tests.projects.rendering.examples import forty_indicators, ordinary
from tests.projects.rendering.marks import LONG, MARK, SPOILING

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MOST = 255  # characters of a header, with its codes
TABLES = [ordinary(), forty_indicators()]


def sheets(workbook):
    with ZipFile(io.BytesIO(workbook)) as package:
        names = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        return [etree.fromstring(package.read(name)) for name in names]


def header(sheet):
    return sheet.findtext(f"{S}headerFooter/{S}oddHeader")


def printed(header):
    """What Excel prints of a header: codes carried out, && as a sign, escapes undone. No code may be left."""
    codes, text = re.fullmatch(r"(&C&9 &K555555)(.*)", header).groups()
    assert not re.search("&(?!&)", text.replace("&&", ""))
    assert not re.search(r"&\[", text)
    assert len(codes + text) <= MOST
    text = text.replace("&&", "&")
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def cells(workbook):
    return [
        [(cell.coordinate, cell.value, cell.style) for row in sheet.iter_rows() for cell in row]
        for sheet in load_workbook(io.BytesIO(workbook))
    ]


@pytest.mark.parametrize("mark", [MARK, *SPOILING, LONG, "&" * 200, "_x0041_" * 20])
def test_every_sheet_prints_the_mark_above_each_page(mark):
    for sheet in sheets(render(TABLES, "2025年", mark)):
        assert printed(header(sheet)) == line(mark).replace("&[", "& [")
        assert sheet.find(f"{S}headerFooter").get("differentOddEven", "0") == "0"
        assert sheet.find(f"{S}headerFooter").get("differentFirst", "0") == "0"


def test_excel_opens_every_sheet_as_pages_which_show_it():
    for sheet in sheets(render(TABLES, mark=MARK)):
        (view,) = sheet.iter(f"{S}sheetView")
        assert view.get("view") == "pageLayout"
        assert view.find(f"{S}pane") is None, "pages and frozen rows exclude each other"


def test_its_cells_are_those_of_a_workbook_without_it():
    assert cells(render(TABLES, "2025年", MARK)) == cells(render(TABLES, "2025年"))


def test_a_whole_volume_comes_back_unchanged():
    volume = [table for table, _ in demo.tables()]
    reading = read_excel(io.BytesIO(render(volume, "2025年", MARK)))
    assert [found.table for found in reading.tables] == volume


def test_what_goes_on_on_another_sheet_is_marked_there_too():
    contents, first, second = sheets(render([ProjectTable()] * 1001, mark=MARK))
    assert printed(header(contents)) == printed(header(first)) == printed(header(second)) == MARK
