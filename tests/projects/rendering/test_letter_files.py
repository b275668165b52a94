"""批复通知 as Word and PDF: the letter, then every table as approved; the same bytes at any time."""

import hashlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from projects.importing.word.reading import read_word
from projects.official.compose import compose
from projects.rendering import letter_pdf, letter_word, pdf
from projects.rendering.letter import LIST_HEAD
from projects.rendering.marking import ACROSS
from tests import pdfs
from tests.office import pdf_of, text_of
from tests.projects.rendering.examples import forty_indicators, ordinary
from tests.projects.rendering.letter_examples import ISSUER, a_letter, some_tables
from tests.projects.rendering.test_word_markup import W, check_grid, out_of_order, parts

ROOT = Path(__file__).resolve().parents[3]
AWKWARD = "<甲> & \"乙\" ≥95% ＞ '丙'\n第二行\t尾"
LONG = "农村义务教育阶段学校冬季清洁取暖设施维修养护及运行经费补助" * 6
ELSEWHERE = """
import hashlib
from projects.rendering import letter_pdf, letter_word
from tests.projects.rendering.letter_examples import a_letter
for form in (letter_word, letter_pdf):
    print(hashlib.sha256(form.render(a_letter(remark="甲"))).hexdigest())
"""


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def is_attached(page: str) -> bool:
    """Whether 附件 stands in the margin of a page, which is drawn first or last."""
    return re.search(r"^附件(?!：)|附件(—\d+—)?$", page) is not None


def words_of(letter) -> list[str]:
    """Everything of the letter itself that any file of it must hold, without blanks."""
    said = (letter.issuer, letter.number, letter.title, letter.addressee, letter.attached, letter.day)
    cells = [cell for row in letter.rows() for cell in row]
    return [squeezed(text) for text in (*said, *letter.paragraphs(), *LIST_HEAD, *cells)]


@pytest.fixture(scope="module")
def awkward():
    return a_letter(
        ordinary(name=AWKWARD, purpose=AWKWARD, title="<表> & ≥"),
        ordinary(name=LONG, code="1" * 60),
        issuer="<芦台> & 经济开发区财政局",
        addressee="教育局 & <体育局>",
        remark=AWKWARD,
    )


def test_the_pdf_holds_the_letter_and_every_cell_of_every_table(awkward, caplog):
    pages = pdfs.page_texts(letter_pdf.render(awkward))
    tables = [place for place, page in enumerate(pages) if is_attached(page)]
    text = "".join(pages[: tables[0]])
    for words in words_of(awkward):
        assert words in re.sub(r"—\d+—", "", text)
    for table, page in zip(awkward.tables, tables, strict=True):
        for cell in compose(table).cells:
            assert squeezed(cell.text) in pages[page]
    assert not caplog.records


def test_the_pages_of_a_pdf_count_on_and_lead_to_letter_and_tables():
    data = letter_pdf.render(a_letter(ordinary(name="甲"), forty_indicators(), ordinary(name="乙")))
    pages = pdfs.page_texts(data)
    assert [f"—{number}—" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    first = next(number for number, page in enumerate(pages, 1) if is_attached(page))
    assert all(is_attached(page) for page in pages[first - 1 :])
    assert pdfs.bookmarks(data) == [
        ("关于批复2025年项目绩效目标的通知", 1),
        ("甲", first),
        ("四十项指标", first + 1),
        ("乙", first + 4),
    ]


def test_a_table_stands_in_a_letter_as_it_prints_alone():
    """附件 stands in the margin: no word of a table moves for it."""
    table = ordinary()
    alone = pdfs.page_words(pdf.render([table]))[0]
    attached = pdfs.page_words(letter_pdf.render(a_letter(table)))[-1]
    bodies = [[word for word in words if 37 <= word.top < 262] for words in (alone, attached)]
    assert bodies[0] == bodies[1]
    assert [word.text for word in attached if word.top < 37] == ["附件"]


def test_no_word_of_a_draft_stands_on_a_letter():
    letter = a_letter()
    assert squeezed(ACROSS) not in "".join(pdfs.page_texts(letter_pdf.render(letter)))
    with ZipFile(io.BytesIO(letter_word.render(letter))) as package:
        for name in package.namelist():
            assert "草稿".encode() not in package.read(name), name


def test_the_list_of_a_pdf_is_read_out_with_its_heads():
    with pdfs.opened(letter_pdf.render(a_letter())) as pdf:
        rows = pdfs.elements(pdf, "TR")
        heads = pdfs.kids(rows[0])
        assert [str(head.A.Scope) for head in heads] == ["/Column"] * 4
        assert all("/ID" not in cell for row in rows[:4] for cell in pdfs.kids(row))
        ids = list(pdfs.header_ids(pdf))
        assert len(ids) == len(set(ids))


def test_the_word_file_is_sound_and_its_letter_is_on_pages_without_a_head(awkward):
    data = letter_word.render(awkward)
    document = Document(io.BytesIO(data))
    letter, tables = document.sections
    assert letter.header.is_linked_to_previous
    assert not letter.header.paragraphs or not letter.header.paragraphs[0].text
    assert tables.header.paragraphs[0].text == "附件"
    assert (letter.page_height, letter.top_margin) == (tables.page_height, tables.top_margin)
    found = parts(data)
    for name in ("document", "styles", "header1", "header2"):
        assert list(out_of_order(found[f"word/{name}.xml"])) == []
    for table in found["word/document.xml"].iter(f"{W}tbl"):
        check_grid(table)
    with ZipFile(io.BytesIO(data)) as package:
        properties = package.read("docProps/core.xml").decode()
    assert "关于批复2025年项目绩效目标的通知（芦财绩〔2025〕3号）" in properties
    assert "created" not in properties
    named = {style.style_id for style in document.styles}
    assert {paragraph.style.style_id for paragraph in document.paragraphs} <= named


def test_the_tables_of_a_word_letter_can_be_read_back_as_they_were_approved(awkward):
    read = [one.table for one in read_word(io.BytesIO(letter_word.render(awkward))).tables]
    approved = list(awkward.tables)
    assert [one.name for one in read] == [table.name for table in approved]
    assert [one.indicators for one in read] == [table.indicators for table in approved]


@pytest.mark.parametrize("form", [letter_word, letter_pdf], ids=["word", "pdf"])
def test_forty_tables_and_forty_lines(form, tmp_path):
    letter = a_letter(*some_tables(40))
    data = form.render(letter)
    assert data == form.render(a_letter(*some_tables(40)))
    if form is letter_pdf:
        pages = pdfs.page_texts(data)
        assert sum(is_attached(page) for page in pages) == 40
        assert "合计2,000" in "".join(pages)
        assert sum("序号项目名称" in page for page in pages) > 1  # the head of the list on each of its pages
    else:
        assert len(read_word(io.BytesIO(data)).tables) == 40


def test_the_same_letter_gives_the_same_bytes_in_any_process_and_another_letter_others():
    letter = a_letter(remark="甲")
    made = [form.render(letter) for form in (letter_word, letter_pdf)]
    for form, data in zip((letter_word, letter_pdf), made, strict=True):
        assert form.render(a_letter(remark="乙")) != data
    told = subprocess.check_output(
        [sys.executable, "-c", ELSEWHERE],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "1", "TZ": "UTC"},
        text=True,
    )
    assert told.split() == [hashlib.sha256(data).hexdigest() for data in made]


@pytest.mark.office
def test_a_real_office_prints_the_letter_and_the_tables_each_from_a_new_page(tmp_path):
    letter = a_letter(*some_tables(12), remark="请于3月底前报送第一季度监控情况。")
    pages = pdfs.page_texts(pdf_of(letter_word.render(letter), tmp_path))
    first = next(place for place, page in enumerate(pages) if is_attached(page))
    assert len(pages) - first == 12
    text = re.sub(r"—\d+—", "", "".join(pages[:first]))
    for words in words_of(letter):
        assert words in text
    for table, page in zip(letter.tables, pages[first:], strict=True):
        assert table.name in page
    assert ISSUER in pages[first - 1]  # issuer and date are not alone on a page
    assert letter.day in pages[first - 1]


@pytest.mark.office
def test_a_real_office_reads_whatever_was_typed(awkward, tmp_path):
    text = squeezed(text_of(letter_word.render(awkward), tmp_path))
    for words in words_of(awkward):
        assert words in text
