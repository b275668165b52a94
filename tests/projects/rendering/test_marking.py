"""The line that says a file is not public: one line whatever it is made of, and what matters is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.rendering.marking import line
from projects.tables import typed
from tests.projects.rendering.marks import LONG, MARK, SPOILING

MOST = 96  # halves of an em: 48 characters of 9 points are 152 mm, and the text is 156 mm wide


def halves(text):
    return sum(1 if sign.isascii() else 2 for sign in text)


@pytest.mark.parametrize("mark", [MARK, *SPOILING])
def test_an_ordinary_mark_stands_as_it_was_made(mark):
    assert line(mark) == mark


def test_a_long_name_gives_way_to_version_and_time():
    cut = line(LONG)
    assert cut.startswith("草稿 未公开 · 第2版（修订 37）· 名名名")
    assert cut.endswith("名… · 2025年3月1日 14:03")
    assert MOST - 2 <= halves(cut) <= MOST


def test_breaks_and_what_nobody_sees_are_gone():
    assert line("草稿\r\n未公开\t· \u202e李\u200b河桃\x07 ·\u3000 14:03") == "草稿 未公开 · 李河桃 · 14:03"


@pytest.mark.parametrize("mark", [" ", "\n", "\u200b\u202e"])
def test_a_mark_of_nothing_still_marks(mark):
    assert line(mark) == "草稿 未公开"


def test_no_mark_is_none():
    assert line("") == ""


@given(st.text() | st.lists(st.text(max_size=80), min_size=2).map("·".join))
def test_whatever_it_is_made_of_it_is_one_line_that_fits(mark):
    found = line(mark)
    assert halves(found) <= MOST
    assert found == " ".join(typed(found).split())
    assert bool(found) == bool(mark)
    assert line(found) == found
