"""A web page that is not public says so above each table, and its mark is never more than text."""

import re

import pytest
import tinyhtml5

from projects.rendering import html
from projects.rendering.marking import line
from tests.projects.rendering.examples import ORDINARY, ordinary
from tests.projects.rendering.marks import LONG, MARK, SPOILING


def parsed(data):
    return tinyhtml5.parse(data.decode(), namespace_html_elements=False)


def said(element):
    return ["".join(part.itertext()) for part in element.iter("p") if part.get("class") == "official-mark"]


@pytest.mark.parametrize("mark", [MARK, *SPOILING, LONG])
def test_each_table_stands_under_the_mark_and_so_does_the_list(mark):
    page = parsed(html.render([ORDINARY, ordinary(name="第二")], "2025年", mark))
    sections = list(page.iter("section"))
    assert [said(section) for section in sections] == [[line(mark)]] * 2
    assert all(section[0].get("class") == "official-mark" for section in sections)
    assert said(page.find("body/header")) == [line(mark)]
    assert not list(page.iter("script"))


def test_a_file_of_one_table_or_none_says_it_once():
    assert said(parsed(html.render([ORDINARY], mark=MARK))) == [MARK]
    assert said(parsed(html.render([], mark=MARK))) == [MARK]


def test_the_words_across_are_seen_and_not_heard():
    (across,) = [
        part
        for part in parsed(html.render([ORDINARY] * 2, mark=MARK)).iter("p")
        if part.get("class") == "official-across"
    ]
    assert (across.text, across.get("aria-hidden")) == ("草稿 未公开", "true")


def test_the_tables_are_those_of_a_page_without_it():
    plain, marked = (html.render([ORDINARY], mark=mark).decode() for mark in ("", MARK))
    assert "official-mark" not in plain
    assert re.findall("<article.*?</article>", plain, re.DOTALL) == re.findall(
        "<article.*?</article>", marked, re.DOTALL
    )
    assert not re.search(r"<script|<link|<img|src=|://|url\(|@import|style=", marked)
