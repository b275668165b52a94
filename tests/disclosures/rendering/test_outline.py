"""The order in which Word and PDF set a disclosure, and its numbers."""

import pytest

from disclosures.document import Heading, Paragraph, ProjectTables, Section
from disclosures.rendering import closing, columns, numbering
from disclosures.rendering.lining import line_count
from disclosures.rendering.outline import Captioned, Head, outline
from tests.disclosures.rendering.examples import (
    PLAN_CHART,
    TABLES,
    beside,
    departments,
    disclosure,
    facts,
)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"), (101, "一百零一"),
        (110, "一百一十"), (111, "一百一十一"), (1000, "一千"), (1001, "一千零一"), (1010, "一千零一十"),
    ],
)  # fmt: skip
def test_numbers_in_words(number, told):
    assert numbering.numeral(number) == told


def test_sections_headings_tables_and_figures_are_numbered_by_their_order():
    order = outline(disclosure())
    heads = [one.text for one in (*order.before, *order.after) if isinstance(one, Head)]
    assert heads[:2] == ["一、安排“三公”经费预算情况", "二、政府债务及还本付息情况"]
    assert heads[3:6] == ["四、预算绩效管理工作开展情况", "（一）绩效目标管理", "（二）事前绩效评估"]
    assert heads[-1] == "七、其他说明"
    captions = [one.caption.split("　")[0] for one in order.before if isinstance(one, Captioned)]
    assert captions == ["表1", "图1", "表2", "图2", "表3", "图3", "表4", "图4"]


def test_the_contents_lead_to_sections_and_every_project_in_the_order_of_the_pages():
    entries = list(outline(disclosure()).contents())
    assert [one.text for one in entries][-6:] == [
        "六、重大政策和重点项目绩效目标", *(table.name for table in TABLES), "七、其他说明", "版本说明"
    ]  # fmt: skip
    assert len({one.anchor for one in entries}) == len(entries)


def test_tables_stand_where_they_are_asked_for_and_once():
    asking = Section("tables", "表", (Paragraph("前"), ProjectTables(), Paragraph("后"), ProjectTables()))
    order = outline(disclosure(sections=(asking, Section("free-1", "其他", (Heading("甲"),)))))
    assert [one.text for one in order.before] == ["一、表", "前"]
    assert len(order.projects) == len(TABLES)
    assert [one.text for one in order.after] == ["后", "二、其他", "（一）甲"]


def test_without_a_section_for_them_no_tables_are_set():
    order = outline(disclosure(sections=(Section("free-1", "其他", (Paragraph("甲"),)),)))
    assert (order.projects, order.after) == ((), ())


def test_no_heading_is_left_alone_before_the_tables():
    bare = (Section("tables", "表", (ProjectTables(),)),)
    assert outline(disclosure(sections=bare)).before[-1] == Paragraph("公开项目绩效目标表3张，附后。")
    none = disclosure(sections=bare, projects=())
    assert outline(none).before[-1] == Paragraph("本次没有列入公开的项目绩效目标表。")


def test_a_paragraph_of_several_lines_is_several_and_an_empty_one_none():
    lines = (Section("free-1", "其他", (Paragraph("甲\n\n乙"), Paragraph(" "))),)
    assert [one.text for one in outline(disclosure(sections=lines)).before[1:]] == ["甲", "乙"]


@pytest.mark.parametrize("table", [beside(departments(3)), beside(PLAN_CHART)], ids=["long", "short"])
def test_the_columns_of_a_data_table_fill_the_text_and_hold_their_figures(table):
    widths = columns.widths(table)
    assert sum(widths) == pytest.approx(columns.WIDTH)
    for row in table.rows:
        assert columns.row_height(row, widths) == columns.LEAST


def test_the_closing_page_of_an_edition_and_of_its_preview_differ_in_the_edition_alone():
    made = disclosure()
    edition, preview = (dict(closing.rows(made, facts(made, number=n))) for n in (2, 0))
    assert edition.pop("版本") == "第2版"
    assert preview.pop("版本") == "预览稿"
    assert edition == preview
    assert edition["更正的版本"] == "第1版"


def test_a_first_edition_says_that_there_was_none_before():
    rows = dict(closing.rows(disclosure(), facts(number=1, previous="", note="", corrects=None)))
    assert rows["上一版本清单 SHA-256"].startswith("无")
    assert "更正说明" not in rows


def test_a_hash_is_read_in_groups_of_four():
    assert closing.grouped("0123456789abcdef" * 4).split() == ["0123", "4567", "89ab", "cdef"] * 4


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("汉" * 27, 1),
        ("汉" * 28, 2),
        ("汉" * 27 + "。", 1),  # hangs in the margin
        ("汉" * 27 + "）", 2),
        ("汉" * 26 + "（甲）", 2),
        ("汉" * 26 + "12345", 2),
        ("1" * 200, 4),
        ("", 1),
    ],
)
def test_lines_break_as_word_breaks_them(text, lines):
    assert line_count(text, 156, 16) == lines
