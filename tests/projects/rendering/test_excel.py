"""The workbook: every cell as typed at its place, money as numbers, nothing ever calculated."""

import html
import io
import re
from decimal import Decimal
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from projects.importing.word.reading import read_word
from projects.official.compose import compose
from projects.rendering.excel import render
from projects.rendering.excel_styles import written
from projects.tables import Amount, ProjectTable
from tests.projects.rendering.examples import forty_indicators, ordinary
from tests.projects.strategies import tables
from tests.seed import SEED_DOCX, needs_seed

MOST = 32_767


def opened(tables: list[ProjectTable], title: str = "") -> Workbook:
    return load_workbook(io.BytesIO(render(tables, title)))


def check_as_typed(sheet: Worksheet, tables: list[ProjectTable]) -> None:
    """Every cell of the grids stands at its place, merged as there, as text."""
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    top = 1
    for table in tables:
        grid = compose(table)
        for cell in grid.cells:
            place = (top + cell.row, cell.column + 1)
            found = sheet.cell(*place)
            assert unescape(found.value or "") == cell.text
            assert not cell.text or found.data_type == "s"
            if cell.rowspan > 1 or cell.colspan > 1:
                area = merged.pop(place)
                assert area.size == {"rows": cell.rowspan, "columns": cell.colspan}
        top += grid.rows
    assert not merged
    assert sheet.max_row == top - 1


@needs_seed
def test_the_disclosed_tables_stand_in_the_workbook_as_typed():
    seed = [reading.table for reading in read_word(SEED_DOCX).tables]
    workbook = opened(seed)
    check_as_typed(workbook["绩效目标表"], seed)
    contents = workbook["目录"]
    assert contents.cell(40, 1).value == "合计"
    assert contents.cell(40, 4).value == pytest.approx(float(sum(table.total.value for table in seed)))


@given(st.lists(tables(), min_size=1, max_size=3))
@settings(max_examples=40)
def test_any_tables_stand_in_the_workbook_as_typed(some):
    check_as_typed(opened(some)["绩效目标表"], some)


@pytest.mark.parametrize(
    "text", ["=1+1", "+50万元", "-5%", "@甲", "=cmd|' /C calc'!A0", "_x0041_", "#N/A", "0012"]
)
def test_nothing_typed_is_ever_calculated_or_changed(text):
    table = ordinary(name=text, purpose=text, total=Amount.of(text))
    workbook = opened([table])
    check_as_typed(workbook["绩效目标表"], [table])
    cell = workbook["绩效目标表"].cell(4, 5)
    assert cell.quotePrefix == (text[0] in "=+-@")
    with ZipFile(io.BytesIO(render([table]))) as package:
        assert not [name for name in package.namelist() if b"<f>" in package.read(name)]


def test_the_list_counts_what_was_understood_and_says_what_was_not():
    tables = [
        ordinary(total=Amount.of("34.32万元"), fiscal=Amount.of("34.32"), other=Amount.of("")),
        ordinary(total=Amount.of("0.000001"), fiscal=Amount.of("约50万"), other=Amount.of("")),
    ]
    contents = opened(tables, "2025年项目")["目录"]
    rows = list(contents.iter_rows(values_only=True))
    assert rows[0][0] == "2025年项目"
    assert [cell.replace("\n", "") for cell in rows[1]] == [
        "序号",
        "项目编码",
        "项目名称",
        "预算数（万元）",
        "财政资金（万元）",
        "其他资金（万元）",
    ]
    assert rows[3][3:] == (0.000001, "约50万", None)
    assert Decimal(str(rows[4][3])) == Decimal("34.320001")
    assert rows[4][4:] == (34.32, None)
    assert "1 处金额未能识别" in rows[5][0]
    assert contents.cell(3, 4).alignment.horizontal == "right"


def test_a_name_leads_to_its_table_and_every_table_begins_a_page():
    workbook = opened([ordinary(), forty_indicators(), ordinary()])
    contents, sheet = workbook["目录"], workbook["绩效目标表"]
    first, second = compose(ordinary()).rows, compose(forty_indicators()).rows
    tops = [1, 1 + first, 1 + first + second]
    assert [contents.cell(row, 3).hyperlink.location for row in (3, 4, 5)] == [
        f"'绩效目标表'!A{top}" for top in tops
    ]
    assert [mark.id for mark in sheet.row_breaks.brk] == [top - 1 for top in tops[1:]]
    for top in tops:
        assert sheet.cell(top, 1).value == "预算项目绩效目标表"


def test_more_tables_than_excel_can_break_into_pages_go_on_on_another_sheet():
    """Two sheets of a thousand and one; the first breaks 999 times, which Excel still bears."""
    with ZipFile(io.BytesIO(render([*[ProjectTable()] * 1000, ordinary(name="第一千零一个")]))) as package:
        contents, first, second = (
            html.unescape(package.read(f"xl/worksheets/sheet{number}.xml").decode()) for number in (1, 2, 3)
        )
    assert "location=\"'绩效目标表（2）'!A1\"" in contents
    assert first.count("<brk ") == 999
    assert second.count("<brk ") == 0
    assert "第一千零一个" in second


def test_a_row_higher_than_excel_allows_is_drawn_as_several_merged():
    table = ordinary(purpose="很长的用途\n" * 100)
    sheet = opened([table])["绩效目标表"]
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert max(heights) <= 409
    (area,) = [area for area in sheet.merged_cells.ranges if (area.min_row, area.min_col) == (4, 5)]
    assert sum(heights[area.min_row - 1 : area.max_row]) >= 100 * 14
    assert sheet.cell(area.max_row + 1, 3).value == "3月底"


@pytest.mark.parametrize("letter", ["字", "𠮷", "_x0041_"])
def test_a_text_too_long_for_a_cell_is_cut_and_the_cell_says_so(letter):
    text = (letter * 40_000)[:40_000]
    cell = opened([ordinary(purpose=text)])["绩效目标表"].cell(4, 5)
    assert len(cell.value.encode("utf-16-le")) // 2 <= MOST
    assert unescape(cell.value)[:1000] == text[:1000]
    assert cell.value.endswith(
        "……（本格共 40,000 字，超出电子表格单格上限，此处未列完，全文请看 Word 或 PDF 文件。）"
    )
    assert written("字" * MOST) == "字" * MOST


def test_it_prints_on_upright_a4_one_page_wide():
    workbook = opened([ordinary()])
    for sheet in workbook:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("portrait", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    sheet = workbook["绩效目标表"]
    for cell in (sheet.cell(place.row + 1, place.column + 1) for place in compose(ordinary()).cells):
        assert cell.alignment.wrap_text
        assert cell.border.bottom.style == "thin"
        assert cell.row == 1 or cell.border.left.style == "thin"


def test_no_tables_make_an_empty_list():
    workbook = opened([])
    assert workbook.sheetnames == ["目录"]
    assert workbook["目录"].cell(3, 1).value == "合计"


def test_the_workbook_says_nothing_about_who_made_it_and_when():
    with ZipFile(io.BytesIO(render([ordinary()], "甲 & 乙"))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = package.read("docProps/core.xml").decode()
    assert "<dc:title>甲 &amp; 乙</dc:title>" in properties
    assert not re.search("creator|created|modified|openpyxl", properties)
