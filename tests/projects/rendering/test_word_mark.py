"""A Word file that is not public says so in its headers, on odd pages and even; its tables are the same."""

import io
import re
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from projects import demo
from projects.importing.word.reading import read_word
from projects.rendering.marking import line
from projects.rendering.word import render
from tests.office import pdf_of
from tests.pdfs import page_texts, page_words
from tests.projects.rendering.examples import forty_indicators, ordinary
from tests.projects.rendering.marks import LONG, MARK, SPOILING
from tests.projects.strategies import tables

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"
HEADERS = ("word/header1.xml", "word/header2.xml")


def parts(document):
    with ZipFile(io.BytesIO(document)) as package:
        return {name: package.read(name) for name in package.namelist()}


def read_back(document):
    return [reading.table for reading in read_word(io.BytesIO(document)).tables]


def squeezed(text):
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("mark", [MARK, *SPOILING, LONG])
def test_both_headers_say_it_as_text_and_have_a_watermark_of_their_own(mark):
    found = parts(render([ordinary()], mark=mark))
    headers = [etree.fromstring(found[name]) for name in HEADERS]
    assert ["".join(header.itertext(f"{W}t")) for header in headers] == [line(mark)] * 2
    shapes = [header.find(f".//{V}shape") for header in headers]
    assert [shape.find(f"{V}textpath").get("string") for shape in shapes] == ["草稿 未公开"] * 2
    assert len({shape.get("id") for shape in shapes}) == 2
    assert not any(b"rFonts" in found[name] for name in HEADERS), "faces stand in styles only"


def test_the_document_calls_for_its_headers_and_is_else_the_same():
    plain, marked = parts(render([ordinary()])), parts(render([ordinary()], mark=MARK))
    assert {*marked} - {*plain} == {*HEADERS}
    kinds = re.findall(rb'<w:headerReference w:type="(\w+)"', marked["word/document.xml"])
    assert kinds == [b"default", b"even"]
    bodies = [files["word/document.xml"].rpartition(b"<w:sectPr")[0] for files in (plain, marked)]
    assert bodies[0] == bodies[1]
    changed = {name for name in plain if plain[name] != marked[name]}
    assert changed == {
        "[Content_Types].xml",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
    }


@given(st.lists(tables(), min_size=1, max_size=2), st.sampled_from([MARK, *SPOILING, LONG]))
@settings(max_examples=30)
def test_marked_tables_come_back_unchanged(some, mark):
    assert read_back(render(some, mark=mark)) == some


def test_a_whole_volume_comes_back_unchanged():
    volume = [table for table, _ in demo.tables()]
    assert read_back(render(volume, "2025年", MARK)) == volume


@pytest.mark.office
def test_every_page_of_a_volume_is_printed_with_the_mark(tmp_path):
    pages = page_texts(pdf_of(render([table for table, _ in demo.tables()], mark=MARK), tmp_path))
    assert len(pages) >= 37
    assert all(page.count(squeezed(MARK)) == 1 for page in pages)


@pytest.mark.office
@pytest.mark.parametrize("mark", [MARK, LONG, "草稿 未公开 · " + "W" * 300])
def test_no_row_moves_for_it(tmp_path, mark):
    """Not for one that takes two lines either. LibreOffice centres merged labels now here, now there."""
    volume = [ordinary(), forty_indicators(), ordinary()]
    plain, marked = (
        [rows(page) for page in page_words(pdf_of(render(volume, mark=text), tmp_path))]
        for text in ("", mark)
    )
    assert marked == plain


def rows(page):
    """The words of a page that stand beside the labels, from its text area downwards."""
    return sorted(word for word in page if word.top > 37 and word.left > 72)
