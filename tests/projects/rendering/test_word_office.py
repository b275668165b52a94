"""A real LibreOffice opens the Word file and prints it as meant."""

import re

import pytest

from projects.importing.word.reading import read_word
from projects.official.compose import compose
from projects.rendering.word import render
from tests.office import pdf_of, text_of
from tests.pdfs import bookmarks, page_texts
from tests.projects.rendering.examples import forty_indicators, ordinary
from tests.projects.rendering.test_word import AWKWARD
from tests.seed import SEED_DOCX, needs_seed

pytestmark = pytest.mark.office


def printed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_forty_indicators_over_three_pages_keep_their_head_and_leave_no_empty_page(tmp_path):
    tables = [ordinary(name="第一个"), forty_indicators(), ordinary(name="第三个")]
    document = pdf_of(render(tables), tmp_path)
    pages = page_texts(document)
    assert len(pages) == 5
    for page in pages:
        assert "一级指标二级指标三级指标" in page
    assert [number for number, page in enumerate(pages, 1) if f"—{number}—" in page] == [1, 2, 3, 4, 5]
    assert bookmarks(document) == [("第一个", 1), ("四十项指标", 2), ("第三个", 5)]
    printed_rows = [re.findall(r"〔[^〕]+〕", page) for page in pages[1:4]]
    assert all(printed_rows)
    wanted = [row.level3.removesuffix("工作") for row in forty_indicators().indicators]
    assert [row for page in printed_rows for row in page] == wanted


def test_the_text_survives_whatever_signs_it_has(tmp_path):
    table = ordinary(purpose=AWKWARD, name='<甲> & "乙" ≥ ＞')
    text = text_of(render([table]), tmp_path)
    for cell in compose(table).cells:
        assert printed(cell.text) in printed(text)


@needs_seed
def test_each_disclosed_table_prints_on_a_page_of_its_own_with_all_its_text(tmp_path):
    tables = [reading.table for reading in read_word(SEED_DOCX).tables]
    pages = page_texts(pdf_of(render(tables), tmp_path))
    assert len(pages) == len(tables)
    for number, (table, page) in enumerate(zip(tables, pages, strict=True), 1):
        written = printed("".join(cell.text for cell in compose(table).cells)) + f"—{number}—"
        assert sorted(page) == sorted(written)
