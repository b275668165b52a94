"""A page without scripts, read back: only what somebody typed is a change, and nothing typed is lost."""

from contextlib import suppress
from dataclasses import replace
from itertools import count
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.drafting.operations import BadOperation, Set, merge
from projects.drafting.places import CLASS, class_value, place
from projects.drafting.sheet import PARTS, Sheet, cell_texts, sheet_of
from projects.forms import seen
from projects.forms.buttons import operations
from projects.forms.posting import key_of, read
from projects.tables import ProjectTable, typed
from tests.projects.forms.sheets import a_sheet, fields, sent
from tests.projects.strategies import tables, texts


def sheets() -> st.SearchStrategy[Sheet]:
    """Any table as it is written on: no two rows of it have the same id, whatever their parts."""
    return tables().map(lambda table: sheet_of(_with_own_ids(table)))


def _with_own_ids(table: ProjectTable) -> ProjectTable:
    ids = (UUID(int=number) for number in count(1))
    parts = {part: tuple(replace(row, id=next(ids)) for row in getattr(table, part)) for part in PARTS}
    return replace(table, **parts)


@given(sheets())
def test_a_page_carries_the_table_it_shows(sheet):
    carried = seen.read(seen.said(sheet))
    assert cell_texts(carried) == cell_texts(sheet)
    assert [row.id for _, row in carried.rows()] == [row.id for _, row in sheet.rows()]


@given(sheets())
def test_a_page_sent_as_it_came_changes_nothing(sheet):
    assert operations(sent(sheet), {}) == []


@given(sheets(), st.data())
def test_what_is_typed_into_any_field_stands_in_the_table_after_the_save(sheet, data):
    name = data.draw(st.sampled_from([name for name in fields(sheet) if not name.endswith(CLASS)]))
    text = data.draw(texts())
    merged = merge(sheet, operations(sent(sheet, {name: text}), {}))
    assert not merged.conflicts
    assert fields(merged.sheet) == fields(sheet) | {name: typed(text)}


def test_line_ends_of_a_browser_are_no_change():
    sheet = a_sheet(purpose="第一行\n第二行")
    assert operations(sent(sheet, {"head.purpose": "第一行\r\n第二行"}), {}) == []


def test_another_class_sets_both_labels():
    sheet = a_sheet()
    row = sheet.indicators[0].id
    posted = sent(sheet, {place(row, CLASS): class_value("效益指标", "经济效益指标")})
    assert operations(posted, {}) == [
        Set(row, "level1", "产出指标", "效益指标"),
        Set(row, "level2", "数量指标", "经济效益指标"),
    ]


def test_a_field_that_takes_the_colleagues_text_sends_nothing():
    sheet = a_sheet()
    row = sheet.indicators[0].id
    typed_in = {"head.name": "我的", place(row, CLASS): class_value("效益指标", "经济效益指标")}
    posted = sent(sheet, typed_in, theirs=["head.name", place(row, CLASS)])
    assert operations(posted, {}) == []


def test_the_same_page_sent_twice_has_the_same_key_and_with_other_texts_another():
    sheet = a_sheet()
    once, twice, other = sent(sheet, {"head.name": "甲"}), sent(sheet, {"head.name": "甲"}), sent(sheet)
    assert key_of(once, operations(once, {})) == key_of(twice, operations(twice, {}))
    assert key_of(once, operations(once, {})) != key_of(other, operations(other, {}))


def test_only_the_fields_that_were_typed_in_are_offered_again():
    sheet = a_sheet()
    row = sheet.indicators[0].id
    changed = {"head.name": "新名称", place(row, "value"): "≥1"}
    assert sent(sheet, changed).changed() == changed


def test_the_cell_that_is_confirmed_is_told_with_what_it_says():
    sheet = a_sheet()
    row = sheet.indicators[0].id
    assert sent(sheet, do=f"confirm:{row}.value").confirmed == [(row, "value", "≥5200㎡")]
    assert sent(sheet, do="confirm:head.name").confirmed == [(None, "name", "义务教育学校取暖")]
    assert sent(sheet).confirmed == []


STRANGE = [
    {"key": ["x"]},
    {"key": []},
    {"base": ["-1"]},
    {"base": ["9" * 30]},
    {"base": ["甲"]},
    {"seen": [""]},
    {"seen": ["[]"]},
    {"seen": ["{}"]},
    {"seen": ["null"]},
    {"seen": ['{"head": [], "plan": [], "goals": [], "indicators": []}']},
    {"seen": ['{"head": [1,2,3,4,5,6,7,8,9], "plan": [], "goals": [], "indicators": []}']},
    {"seen": ["[" * 100_000]},
    {"lost": ["[" * 100_000]},
    {"lost": ["{}"]},
    {"lost": ['{"part": "plan", "row": "x", "after": null, "cells": {}}']},
    {"lost": ['{"part": "plan", "row": null, "after": null, "cells": []}']},
]


@pytest.mark.parametrize("strange", STRANGE)
def test_what_is_not_from_our_form_is_refused_in_words(strange):
    with pytest.raises(BadOperation, match="请重新打开填写页面"):
        sent(a_sheet(), **strange)


def test_a_class_that_is_none_and_a_page_without_anything_are_refused():
    sheet = a_sheet()
    with pytest.raises(BadOperation):
        sent(sheet, {place(sheet.indicators[0].id, CLASS): "数量指标"})
    with pytest.raises(BadOperation):
        read({})


@given(
    st.dictionaries(st.sampled_from(["key", "base", "seen", "do", "lost", "head.name"]), st.lists(st.text()))
)
def test_whatever_is_sent_is_read_or_refused(post):
    with suppress(BadOperation):
        operations(read(post), {})


def test_a_row_that_the_page_did_not_show_is_not_invented():
    sheet = a_sheet()
    other = replace(sheet, indicators=sheet.indicators[:1])
    names = fields(sheet)
    assert operations(sent(other, names), {}) == []
