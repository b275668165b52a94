"""The printed table: every cell as typed, on pages an office would hand in."""

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given, settings

from projects.importing.word.reading import read_word
from projects.official.compose import compose
from projects.rendering import fonts, pdf
from projects.rendering.failure import RenderError
from projects.tables import INDICATOR_CELLS, INDICATOR_HEADS, Goal
from tests import pdfs
from tests.projects.rendering.examples import ORDINARY, forty_indicators, ordinary
from tests.projects.strategies import tables
from tests.seed import SEED_DOCX, needs_seed

RARE = "镕堃喆𬭎𫖯㎡m³☑≧≥＞≦±℃〔2021〕《》“”—…①Ⅱ×％‰￥∶ﬁé㈱"
HEAD = "".join(INDICATOR_HEADS)
FORM = "项目编码项目名称预算规模及资金用途预算数其中：财政资金其他资金资金用途绩效目标"


@pytest.fixture(scope="module")
def forty():
    return pdf.render([forty_indicators()])


def squeezed(text):
    return re.sub(r"\s", "", text)


def lacking(table, text):
    """The cells of a table whose text a page layer does not hold."""
    return [cell.text for cell in compose(table).cells if squeezed(cell.text) not in text]


def test_every_cell_is_printed_and_nothing_is_complained_of(caplog):
    signs = ordinary(name=RARE, purpose="<b>甲</b> & \"乙\" '丙'\n第二行", title="标题 " + RARE)
    pages = pdfs.page_texts(pdf.render([signs, ORDINARY]))
    assert not lacking(signs, pages[1])
    assert not lacking(ORDINARY, pages[2])
    assert not caplog.records


def test_every_face_is_one_of_ours_and_embedded():
    for font in pdfs.embedded_fonts(pdf.render([ordinary(name=RARE)])):
        assert re.fullmatch(r"/[A-Z]{6}\+official-[\w-]+", font)


@settings(max_examples=20)
@given(tables())
def test_any_table_can_be_printed(table):
    with pdfs.opened(pdf.render([table])) as printed:
        rows = pdfs.elements(printed, "TR")
    assert len(rows) >= compose(table).rows - 1  # the title is a caption


@needs_seed
def test_every_table_of_the_disclosure_fits_a_page_with_every_cell(caplog):
    disclosed = [reading.table for reading in read_word(SEED_DOCX).tables]
    pages = pdfs.page_texts(pdf.render(disclosed))[2:]
    for table, page in zip(disclosed, pages, strict=True):
        assert not lacking(table, page)
    assert not caplog.records


def test_each_project_starts_a_page_and_can_be_found_by_its_name():
    data = pdf.render([ORDINARY, forty_indicators(), ordinary(name="第\n三"), ordinary(name="", title="")])
    assert pdfs.bookmarks(data) == [
        ("目录", 1),
        ("农业保险保费补贴", 2),
        ("四十项指标", 3),
        ("第 三", 6),
        ("（未填项目名称）", 7),
    ]


def test_pages_are_a4_with_the_margins_and_page_numbers_of_official_documents(forty):
    for number, words in enumerate(pdfs.page_words(forty), 1):
        text, digits = [word for word in words if word.top < 262], [word for word in words if word.top >= 262]
        assert min(word.left for word in text) >= 28
        assert max(word.right for word in text) <= 210 - 26
        assert min(word.top for word in text) >= 37
        assert max(word.bottom for word in text) <= 297 - 35
        assert "".join(word.text for word in digits) == f"—{number}—"
        assert digits[0].left > 150 if number % 2 else digits[-1].right < 60
    with pdfs.opened(forty) as printed:
        assert [round(float(edge) / pdfs.MM) for edge in printed.pages[0].MediaBox] == [0, 0, 210, 297]


def test_forty_indicators_take_three_pages_each_under_the_indicator_head(forty):
    pages = pdfs.page_texts(forty)
    assert len(pages) == 3
    assert [page.startswith(HEAD) for page in pages] == [False, True, True]
    assert all(page.count(HEAD) == 1 for page in pages)
    for indicator in forty_indicators().indicators:
        assert [indicator.level3 in page for page in pages].count(True) == 1


def test_a_page_says_again_what_its_first_rows_belong_to(forty):
    second, third = pdfs.page_texts(forty)[1:]
    assert second.startswith(HEAD + "产出指标数量指标〔数量指标")
    assert third.startswith(HEAD + "效益指标")


# A thousand characters, none of which stands elsewhere in the table: a sign of each line and its place.
LONG = [sign for sign in map(chr, range(0x5E00, 0x6300)) if sign not in str(ORDINARY) + HEAD + FORM][:1000]


def read_through(pages):
    """The long text, as one finds it turning the pages."""
    return [sign for sign in "".join(pages) if sign in LONG]


@pytest.mark.parametrize("cell", INDICATOR_CELLS)
def test_a_row_longer_than_a_page_goes_on_under_the_head_and_loses_nothing(cell):
    first, second, *rest = ORDINARY.indicators
    long = replace(second, **{cell: "".join(LONG)})
    pages = pdfs.page_texts(pdf.render([ordinary(indicators=(first, long, *rest))]))
    assert len(pages) > 2
    assert all(page.startswith(HEAD) for page in pages[1:])
    assert read_through(pages) == LONG
    assert lacking(ordinary(indicators=rest), "".join(pages)) == []


@pytest.mark.parametrize("cell", ["title", "code", "name", "purpose", "plan_label"])
def test_a_long_text_above_the_indicators_loses_nothing_either(cell):
    assert read_through(pdfs.page_texts(pdf.render([ordinary(**{cell: "".join(LONG)})]))) == LONG


def test_many_goals_break_between_and_keep_their_label():
    goals = tuple(Goal(f"目标{number}", f"〔{number}〕" + "内容" * 60) for number in range(60))
    pages = pdfs.page_texts(pdf.render([ordinary(goals=goals)]))
    assert len(pages) > 2
    assert all(page.startswith("绩效目标目标") for page in pages[1:-1])
    assert all(f"〔{number}〕" in "".join(pages) for number in range(60))


def test_two_people_may_print_at_once():
    orders = [[ORDINARY], [forty_indicators()]] * 3
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(pdf.render, orders))
    assert made[::2] == [pdf.render([ORDINARY])] * 3


def test_no_tables_make_a_page_that_says_so():
    assert pdfs.page_texts(pdf.render([])) == ["没有项目绩效目标表。—1—"]


PRESENT = fonts.folder()


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A folder for fonts of its own."""
    monkeypatch.setenv("BUDGET_FONTS", str(tmp_path))
    return tmp_path


def test_without_fonts_one_is_told_what_to_run(elsewhere):
    with pytest.raises(RenderError, match=r"NotoSerifCJKsc-Regular.*make fonts"):
        pdf.render([ORDINARY])


def test_a_font_that_leads_out_of_its_folder_is_not_printed_with(elsewhere):
    for font in PRESENT.glob("*.[ot]tf"):
        (elsewhere / font.name).symlink_to(font)
    with pytest.raises(RenderError, match="不能读取"):
        pdf.render([ORDINARY])


def test_without_fandol_everything_is_printed_in_noto(elsewhere, caplog):
    for font in PRESENT.glob("Noto*.otf"):
        shutil.copy(font, elsewhere)
    data = pdf.render([ORDINARY])
    assert not lacking(ORDINARY, pdfs.page_texts(data)[0])
    assert all("Noto" in font for font in pdfs.embedded_fonts(data))
    assert not caplog.records
