"""The Word file that goes out: complete, read back the same, always the same bytes, nobody's traces in it."""

import io
import re
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.importing.word.reading import read_word
from projects.rendering.word import render
from projects.tables import Amount, Goal, Indicator, ProjectTable
from tests.projects.rendering.examples import forty_indicators, ordinary
from tests.projects.strategies import tables
from tests.seed import SEED_DOCX, needs_seed

AWKWARD = "a<b & c>d ≥95% ＞90% \"引号\" '单' ]]> &amp;  两个空格\t制表\n\n换行 ㎡ 𠮷 镕\u3000全角"


def read_back(document: bytes) -> list[ProjectTable]:
    return [reading.table for reading in read_word(io.BytesIO(document)).tables]


def body(document: bytes) -> str:
    with ZipFile(io.BytesIO(document)) as package:
        return package.read("word/document.xml").decode()


@needs_seed
def test_the_disclosed_tables_come_back_from_our_word_file_unchanged():
    seed = [reading.table for reading in read_word(SEED_DOCX).tables]
    document = render(seed)
    assert read_back(document) == seed
    assert body(document).count("<w:tbl>") == 37


@given(st.lists(tables(), min_size=1, max_size=3))
def test_any_tables_come_back_from_our_word_file_unchanged(some):
    assert read_back(render(some)) == some


@given(tables(), st.integers(20, 45))
@settings(max_examples=20)
def test_a_table_over_several_pages_comes_back_unchanged(table, lines):
    rows = [Indicator(r.level1, r.level2, r.level3, "行\n" * lines + "末", r.value) for r in table.indicators]
    long = ordinary(indicators=(*table.indicators, *rows, *forty_indicators().indicators))
    assert read_back(render([long, ordinary()])) == [long, ordinary()]


def test_every_cell_is_printed_as_typed():
    row = Indicator(*[AWKWARD] * 6)
    table = ordinary(
        title=AWKWARD,
        code=AWKWARD,
        name=AWKWARD,
        purpose=AWKWARD,
        total=Amount.of(AWKWARD),
        indicators=(row,),
    )
    assert read_back(render([table])) == [table]


def test_nothing_hidden_carries_data():
    """All that the reader took stood in the visible text."""
    text = "".join(re.findall(r"<w:t [^>]*>([^<]*)</w:t>", body(render([ordinary()]))))
    assert "vanish" not in body(render([ordinary()]))
    for cell in ("农业保险保费补贴", "13020025P00001", "≥1.2万亩", "＞90%", "引导农户参保"):
        assert text.count(cell) == 1


def test_a_table_that_fits_on_a_page_is_one_word_table_and_a_longer_one_repeats_its_head():
    document = body(render([ordinary(), forty_indicators()]))
    short, upper, lower = re.findall(r"<w:tbl>.*?</w:tbl>", document, re.DOTALL)
    assert "tblHeader" not in short + upper
    first, *others = re.findall(r"<w:tr>.*?</w:tr>", lower, re.DOTALL)
    assert "<w:tblHeader/>" in first
    assert "一级指标" in first
    assert not any("tblHeader" in row for row in others)


def test_a_row_stays_whole_unless_it_is_longer_than_a_page():
    endless = ordinary(goals=(Goal("目标", "很长\n" * 80), Goal("目标", "不长")))
    rows = re.findall(r"<w:tr>.*?</w:tr>", body(render([endless, forty_indicators()])), re.DOTALL)
    broken = [row for row in rows if "<w:cantSplit/>" not in row]
    assert len(broken) == 1
    assert "很长" in broken[0]


def test_each_project_begins_a_page_and_can_be_found():
    document = body(render([ordinary(name="甲"), ordinary(name=""), forty_indicators()]))
    assert document.count("<w:pageBreakBefore/>") == 2
    assert re.findall(r'<w:bookmarkStart w:id="(\d)" w:name="(\w+)"/>', document) == [
        ("1", "table_1"),
        ("2", "table_2"),
        ("3", "table_3"),
    ]
    outlined = re.findall(r"<w:outlineLvl w:val=\"0\"/></w:pPr>(.*?)</w:p>", document)
    assert [re.sub("<[^>]+>", "", text) for text in outlined] == ["甲", "预算项目绩效目标表", "四十项指标"]


def test_no_tables_make_an_empty_document():
    assert "<w:tbl>" not in body(render([]))


def test_the_file_says_nothing_about_who_made_it_and_when():
    with ZipFile(io.BytesIO(render([ordinary()], "2025年 <绩效目标> & 说明"))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        parts = {name: package.read(name).decode() for name in package.namelist()}
    assert "<dc:title>2025年 &lt;绩效目标&gt; &amp; 说明</dc:title>" in parts["docProps/core.xml"]
    for name, text in parts.items():
        assert not re.search(r"creator|lastModifiedBy|created|modified|python-docx|rsid", text), name
    assert not [name for name in parts if re.search("thumbnail|customXml|theme|app.xml|numbering", name)]


@pytest.mark.parametrize("face", ["方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"])
def test_the_official_faces_stand_in_the_east_asian_slot_of_styles_only(face):
    with ZipFile(io.BytesIO(render([ordinary()]))) as package:
        styles = package.read("word/styles.xml").decode()
        assert f'w:name="{face}"><w:altName' in package.read("word/fontTable.xml").decode()
        for name in ("word/document.xml", "word/footer1.xml", "word/footer2.xml"):
            assert b"rFonts" not in package.read(name)
    assert f'w:eastAsia="{face}"' in styles
    assert "Theme" not in styles
    assert '<w:lang w:val="zh-CN" w:eastAsia="zh-CN"' in styles
