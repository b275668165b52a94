from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.official.document import Section, read_document
from projects.official.grid import Cell, Grid
from projects.official.marks import Certainty, UnreadableHead
from projects.tables import typed
from tests.projects.official.sheets import FORM, TABLE, cut, sheet
from tests.projects.strategies import FORM_WORDS

UNTITLED = sheet(FORM.strip().partition("\n")[2])
OTHER = sheet("单位 | 合计 | 本年 | 上年 | 增减 | 备注 | \n财政局 | 1 | 2 | 3 | 4 | 无 | ")
HEAD = 8  # the row of the indicator heads in the form


def tables(*blocks):
    return [reading.table for reading in read_document(blocks).tables]


@pytest.mark.parametrize("between", [[], [""], ["", "（2024年度）", "单位：万元", ""]])
def test_a_title_just_above_its_table_is_its_title(between):
    reading = read_document(["区级部门项目绩效目标表", *between, UNTITLED])
    assert [each.table for each in reading.tables] == [TABLE]
    title = reading.tables[0].cells[0]
    assert (title.row, title.field, title.certainty) == (0, "title", Certainty.GUESSED)
    assert [text for section in reading.narrative for text in section.paragraphs] == [
        text for text in between if text
    ]


def test_a_title_may_stand_in_a_box_of_its_own():
    assert tables(sheet("区级部门项目绩效目标表"), UNTITLED) == [TABLE]


@pytest.mark.parametrize("text", ["本表说明项目绩效目标表的填报方法。", "区级部门收支预算表", ""])
def test_any_other_text_above_a_table_is_not_its_title(text):
    assert tables("区级部门项目绩效目标表", "说明", text, UNTITLED)[0].title == ""


def test_a_title_belongs_to_one_table_only():
    assert [table.title for table in tables("区级部门项目绩效目标表", sheet(FORM), "", UNTITLED)] == [
        TABLE.title,
        "",
    ]


def test_a_table_with_an_empty_title_row_has_no_title():
    empty = " | < | < | < | < | < | <\n" + FORM.strip().partition("\n")[2]
    assert tables("区级部门项目绩效目标表", sheet(empty)) == [replace(TABLE, title="")]


def test_paragraphs_are_sections_under_their_headings():
    reading = read_document(
        [
            "关于预算公开的说明",
            "一、三公经费情况",
            "共计 260 万元。",
            "",
            sheet(FORM),
            "减少 2 万元。",
            "二、债务情况",
            "一、二是句子。",
        ]
    )
    assert reading.narrative == (
        Section("", ("关于预算公开的说明",)),
        Section("一、三公经费情况", ("共计 260 万元。", "减少 2 万元。")),
        Section("二、债务情况", ("一、二是句子。",)),
    )


def test_other_tables_are_counted_and_left_alone():
    reading = read_document([OTHER, "", sheet(FORM), OTHER, sheet(FORM)])
    assert ([each.table for each in reading.tables], reading.other_grids) == ([TABLE, TABLE], 2)


@pytest.mark.parametrize("row", [HEAD, HEAD - 1, HEAD + 1, HEAD + 2])
@pytest.mark.parametrize("between", [[], ["", " "]])
def test_a_table_cut_in_two_is_one_table(row, between):
    assert tables(*_cut(row, between), "后文") == [TABLE]


def test_a_table_cut_with_its_head_repeated_is_one_table():
    head = cut(cut(sheet(FORM), HEAD)[1], 1)[0]
    upper, lower = cut(sheet(FORM.replace("^ | 质量指标", "产出指标 | 质量指标")), HEAD + 2)
    grown = Grid(
        lower.rows + 1,
        lower.columns,
        (*head.cells, *(replace(cell, row=cell.row + 1) for cell in lower.cells)),
    )
    assert tables(upper, "", grown, "", sheet(FORM)) == [TABLE, TABLE]


def test_text_between_two_pieces_keeps_them_apart():
    with pytest.raises(UnreadableHead, match="第 1 张绩效目标表没有找到“一级指标"):
        tables(*_cut(HEAD, ["以下为指标"]))


def _cut(row, between):
    form = FORM.replace("^ | 质量指标", "产出指标 | 质量指标") if row == HEAD + 2 else FORM
    upper, lower = cut(sheet(form), row)
    return [upper, *between, lower]


def test_indicators_without_a_project_are_refused_rather_than_half_read():
    lower = cut(sheet(FORM), HEAD)[1]
    with pytest.raises(UnreadableHead, match="第 2 张绩效目标表没有找到完整的“项目编码、项目名称”"):
        tables(sheet(FORM), "附表", lower)


@given(st.data())
def test_no_grid_is_too_strange_to_be_read_or_refused(data):
    """Cells over one another, gaps, ragged rows; and what was read is all in the report."""
    word = st.sampled_from(("", *FORM_WORDS))
    cells = st.builds(Cell, st.integers(0, 9), st.integers(0, 6), word, st.integers(1, 3), st.integers(1, 4))
    noise = {(cell.row, cell.column): cell for cell in data.draw(st.lists(cells, max_size=30))}
    form = {(cell.row, cell.column): cell for cell in sheet(FORM).cells} if data.draw(st.booleans()) else {}
    grid = Grid(
        data.draw(st.integers(10, 13)), 7, tuple((form | noise)[place] for place in sorted(form | noise))
    )
    grid = replace(grid, cells=tuple(cell for cell in grid.cells if cell.row < grid.rows))
    try:
        reading = read_document([grid, ""])
    except UnreadableHead:
        return
    places = [(cell.row, cell.column) for table in reading.tables for cell in table.cells]
    filled = [(cell.row + 1, cell.column + 1) for cell in grid.cells if typed(cell.text)]
    assert len(places) == len(set(places))
    assert not reading.tables or set(filled) <= set(places)
