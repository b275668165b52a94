"""What was not certain in a table: named, with its place in the source, and marked on the picture."""

import io
import re
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.importing.doubting import doubts_of, notes_on
from projects.importing.excel.reading import read_excel
from projects.importing.word.reading import read_word
from projects.official.compose import compose
from projects.official.marks import Certainty, Mapped, Reading
from projects.rendering import html
from projects.tables import Amount
from tests.messy import MESSES, Mess, make_table, messy_docx
from tests.people import make_table as plain_table
from tests.projects.importing.uploads import a_file
from tests.projects.strategies import tables, texts


def read(*tables, name="x.xlsx") -> list[Reading]:
    reader = read_excel if name.endswith("xlsx") else read_word
    return list(reader(io.BytesIO(a_file(*tables, name=name).read())).tables)


def test_a_sum_that_is_none_is_named_with_sheet_row_column_and_what_was_typed():
    [reading] = read(plain_table(total=Amount.of("见附件")))
    [doubt] = doubts_of(reading)
    assert (doubt.word, doubt.name, doubt.text, doubt.field) == ("未识别", "预算数", "见附件", "total")
    assert re.fullmatch(r"工作表“绩效目标表”第\d+行 D 列", doubt.place)


def test_in_a_word_file_the_row_of_its_table_is_named():
    [reading] = read(plain_table(total=Amount.of("见附件")), name="x.docx")
    assert [doubt.place for doubt in doubts_of(reading)] == ["原表第3行"]


def test_a_title_above_the_table_is_said_to_stand_there():
    data = messy_docx([make_table(Random(3))], Mess(title_outside=True), Random(2))
    [reading] = read_word(io.BytesIO(data)).tables
    assert [(one.name, one.place) for one in doubts_of(reading)] == [("表名", "表格上方")]


def test_what_was_read_otherwise_than_typed_is_told():
    [reading] = read(plain_table())
    guess = Mapped(3, 4, "total", "343200", Certainty.GUESSED)
    table = replace(reading.table, total=Amount.of("343200元"))
    [doubt] = doubts_of(replace(reading, table=table, cells=(guess,)))
    assert (doubt.text, doubt.read_as) == ("343200", "343200元")


def test_what_found_no_place_is_listed_first_and_leads_nowhere():
    [reading] = read(plain_table())
    guess = Mapped(3, 4, "total", "5", Certainty.GUESSED)
    lost = Mapped(9, 9, "", "备注：另附", Certainty.NOT_UNDERSTOOD)
    doubts = doubts_of(replace(reading, cells=(guess, lost)))
    assert [(one.text, one.field, one.name) for one in doubts] == [
        ("备注：另附", "", ""),
        ("5", "total", "预算数"),
    ]
    assert list(notes_on(doubts)) == ["total"]


def test_a_class_label_shared_by_rows_is_marked_where_it_is_drawn():
    [reading] = read(plain_table())
    guess = Mapped(9, 1, "indicators[1].level2", "", Certainty.GUESSED)
    [doubt] = doubts_of(replace(reading, cells=(guess,)))
    assert doubt.field == "indicators[0].level2"
    assert doubt.name == "“取暖学校”的二级指标"


@pytest.mark.parametrize("mess", MESSES)
def test_each_word_on_the_picture_leads_to_its_entry_and_back(mess):
    data = messy_docx([make_table(Random(n)) for n in range(2)], Mess(**{mess: True}), Random(2))
    for reading in read_word(io.BytesIO(data)).tables:
        doubts = doubts_of(reading)
        picture = html.fragment(reading.table, notes=notes_on(doubts))
        ids = {one.id for one in doubts}
        words = re.findall(r'<a class="official-note" id="(cell-\d+)" href="#(doubt-\d+)">推测</a>', picture)
        assert {to for _, to in words} <= ids
        assert len(words) == len({one.field for one in doubts if one.field})


_fields = st.sampled_from(("", "label", "title", "total", "purpose", "plan_label", "name_label")) | st.builds(
    "{}[{}].{}".format,
    st.sampled_from(("indicators",)),
    st.integers(0, 7),
    st.sampled_from(("level1", "level2", "level3", "value", "basis")),
)


@given(tables(), st.lists(st.tuples(_fields, texts(), st.sampled_from(Certainty)), max_size=6))
def test_whatever_was_doubtful_is_told_and_what_is_marked_is_drawn(table, cells):
    there = [cell for cell in cells if "[" not in cell[0] or int(cell[0][11]) < len(table.indicators)]
    reading = Reading(table, tuple(Mapped(1, 1, *cell) for cell in there), "表")
    doubts = doubts_of(reading)
    assert len(doubts) == sum(certainty is not Certainty.CERTAIN for *_, certainty in there)
    drawn = {cell.field for cell in compose(table).cells}
    assert {one.field for one in doubts} <= drawn | {""}
    assert html.fragment(table, notes=notes_on(doubts)).count("official-note") == len(notes_on(doubts))
