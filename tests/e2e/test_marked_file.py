"""The file of a draft in a browser: it says on the screen and on every printed page what it is."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from projects.rendering import html
from tests import pdfs
from tests.projects.rendering.examples import ORDINARY, forty_indicators, ordinary
from tests.projects.rendering.marks import LONG, MARK

pytestmark = pytest.mark.browser

TABLES = [ORDINARY, forty_indicators(), ordinary(name="第三")]


@pytest.fixture
def opened(page, tmp_path):
    """The browser at a marked file."""

    def open_file(tables=TABLES, mark=MARK):
        path = tmp_path / "official.html"
        path.write_bytes(html.render(tables, "2025年项目绩效目标表", mark))
        page.goto(path.as_uri())
        return page

    return open_file


def print_of(page):
    return page.pdf(prefer_css_page_size=True)


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_the_file_is_open_to_everyone_and_as_wide_as_the_screen(opened, page, size):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    opened(mark=LONG)
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.locator(".official-mark").count() == 4
    assert not page.locator(".official-across").is_visible()


def test_every_printed_page_carries_the_mark_once_and_the_words_across(opened):
    pages = pdfs.page_texts(print_of(opened()))
    assert len(pages) == 5
    for page in pages:
        assert page.count(re.sub(r"\s", "", MARK)) == 1
        assert sorted(page.replace(re.sub(r"\s", "", MARK), "")).count("稿") == 1


def test_the_tables_stand_where_they_would_without_it(opened):
    plain, marked = (pdfs.page_words(print_of(opened(mark=mark))) for mark in ("", MARK))
    for before, after in zip(plain, marked, strict=True):
        for word in before:
            assert any(stands_at(other, word) for other in after), word


def stands_at(word, other):
    """Within a third of a millimetre: a browser lays out in whole pixels."""
    return word.text == other.text and abs(word.left - other.left) + abs(word.top - other.top) < 0.3


def test_a_file_of_no_tables_is_marked_in_print_too(opened):
    (page,) = pdfs.page_texts(print_of(opened([])))
    assert re.sub(r"\s", "", MARK) in page
