"""Hits are marked in the text as it was written."""

from itertools import pairwise

import pytest
from hypothesis import given

from projects.searching import highlight, snippet
from projects.searching.words import asked, compared
from tests.projects.searching.texts import anything, holds, queries, texts


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("开通５Ｇ网络，5g基站", "5G", ["５Ｇ", "5g"]),
        ("绩效、目标", "绩效、目标", ["绩效", "目标"]),
        ("绩效目标", "绩效 效目", ["绩效目"]),
        ("面积100㎡以上", "100m", ["100㎡"]),
        ("cafe\u0301", "café", ["cafe\u0301"]),
        ("ｶﾞｽ", "ガ", ["ｶﾞ"]),
        ("aaaa", "aaa", ["aaaa"]),
        ("妇女“两癌”筛查", "两癌筛查", ["两癌", "筛查"]),
        ("养老", "安保", []),
        ("养老", "", []),
        ("", "养老", []),
    ],
)
def test_marked(text, query, marked):
    assert [piece for piece, hit in highlight(text, query) if hit] == marked


@given(texts | anything, queries)
def test_the_pieces_are_the_text_and_alternate(text, query):
    pieces = highlight(text, query)
    assert "".join(piece for piece, _ in pieces) == text
    assert all(piece for piece, _ in pieces)
    assert all(one[1] != other[1] for one, other in pairwise(pieces))


@given(texts | anything, queries)
def test_every_word_that_is_there_is_marked(text, query):
    marked = compared("".join(piece for piece, hit in highlight(text, query) if hit))
    if holds(text, query):
        assert all(word in marked for word in asked(query))
    if not any(word in compared(text) for word in asked(query)):
        assert not marked


def test_a_snippet_begins_shortly_before_the_first_hit_and_says_where_it_was_cut():
    text = "甲" * 200 + "\n\n取暖" + "乙" * 300
    pieces = snippet(text, "取暖")
    assert pieces[0] == ("…", False)
    assert pieces[-1] == ("…", False)
    assert ("取暖", True) in pieces
    assert "".join(piece for piece, _ in pieces[1:-1]) in text.replace("\n\n", " ")
    assert sum(len(piece) for piece, _ in pieces[1:-1]) == 140


@pytest.mark.parametrize("text", ["取暖费", "甲" * 100 + "取暖"])
def test_a_short_text_is_shown_whole(text):
    assert "".join(piece for piece, _ in snippet(text, "取暖")) == text
    assert "".join(piece for piece, _ in snippet(text, "没有")) == text


def test_without_a_hit_the_beginning_is_shown():
    assert snippet("甲" * 200, "取暖") == [("甲" * 140, False), ("…", False)]
