"""A PDF that is not public says so on every page, and is otherwise the PDF it would have been."""

import re

import pytest
from pikepdf import Name, parse_content_stream

from projects import demo
from projects.rendering import pdf
from projects.rendering.marking import line
from tests import pdfs
from tests.projects.rendering.examples import ORDINARY, forty_indicators
from tests.projects.rendering.marks import LONG, MARK, SPOILING

TABLES = [ORDINARY, forty_indicators()]


@pytest.fixture(scope="module")
def plain():
    return pdf.render(TABLES)


@pytest.fixture(scope="module")
def marked():
    return pdf.render(TABLES, mark=MARK)


def squeezed(text):
    return re.sub(r"\s", "", text)


def heard(data):
    """Every structure element and every cell, as a screen reader meets them."""
    with pdfs.opened(data) as printed:
        return [str(part.S) for part in pdfs.elements(printed, *KINDS)], [t for _, t in pdfs.heard(printed)]


KINDS = ("Document", "Sect", "Part", "Div", "P", "H1", "H2", "Table", "Caption", "TR", "TH", "TD", "Span")


def test_every_page_of_a_volume_carries_the_mark_once():
    tables = [table for table, _ in demo.tables()]
    assert len(tables) == 37
    pages = pdfs.page_texts(pdf.render([*tables, forty_indicators()], "2025年", MARK))
    assert len(pages) >= 40
    assert all(page.startswith(squeezed(MARK)) and page.count("未公开") == 1 for page in pages)


def test_nothing_else_on_a_page_moves_or_changes(plain, marked):
    for before, after in zip(pdfs.page_words(plain), pdfs.page_words(marked), strict=True):
        assert [word for word in after if word.top > 37] == before
        assert all(22 <= word.top < word.bottom < 27 for word in after if word not in before)
    assert [page.removeprefix(squeezed(MARK)) for page in pdfs.page_texts(marked)] == pdfs.page_texts(plain)
    assert pdfs.bookmarks(marked) == pdfs.bookmarks(plain)


def test_a_screen_reader_hears_the_tables_and_no_mark(plain, marked):
    assert heard(marked) == heard(plain)


def test_the_mark_is_drawn_first_and_as_a_watermark(marked):
    with pdfs.opened(marked) as printed:
        for page in printed.pages:
            begin, *_, end = list(parse_content_stream(page))[:5]
            kind, properties = begin.operands
            assert (kind, properties.Subtype) == (Name.Artifact, Name.Watermark)
            assert (str(begin.operator), str(end.operator)) == ("BDC", "EMC")
        drawings = {page.Resources.XObject.Mark.objgen for page in printed.pages}
        assert len(drawings) == 1, "every page shows the same drawing"


def test_the_words_across_are_light_and_no_text(marked):
    with pdfs.opened(marked) as printed:
        drawing = printed.pages[0].Resources.XObject.Mark
        fills = [
            [float(part) for part in parts]
            for parts, sign in parse_content_stream(drawing)
            if str(sign) == "rg"
        ]
        text = [sign for _, sign in parse_content_stream(drawing) if str(sign) in ("Tj", "TJ")]
    assert min(fills[0]) > 0.85
    assert len(text) == 1


@pytest.mark.parametrize("mark", [MARK, *SPOILING, LONG])
def test_its_glyphs_are_ours_and_embedded_whatever_is_written(mark):
    with pdfs.opened(pdf.render([ORDINARY], mark=mark)) as printed:
        fonts = list(printed.pages[0].Resources.XObject.Mark.Resources.Font.values())
        for font in fonts:
            assert re.fullmatch(r"/[A-Z]{6}\+official-[\w-]+", str(font.BaseFont))
            assert {"/FontFile2", "/FontFile3"} & set(font.DescendantFonts[0].FontDescriptor.keys())
    assert fonts


@pytest.mark.parametrize("mark", [*SPOILING, LONG])
def test_whatever_is_written_is_only_text(mark, caplog):
    (page,) = pdfs.page_texts(pdf.render([ORDINARY], mark=mark))
    assert page.startswith(squeezed(line(mark)))
    assert not caplog.records


def test_no_tables_are_marked_too():
    (page,) = pdfs.page_texts(pdf.render([], mark=MARK))
    assert page == squeezed(MARK) + "没有项目绩效目标表。—1—"
