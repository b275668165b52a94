"""What is one word, what finds what, and that the tokens of a text never miss a word of it."""

import pytest
from hypothesis import given

from projects.searching.words import ANYTHING, MOST_ASKED, asked, compared, needed, tokens, words
from tests.projects.searching.texts import anything, holds, parts, queries, texts


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("绩效、目标", ["绩效", "目标"]),
        ("５Ｇ基站（二期）", ["5g基站", "二期"]),
        ("≥90%，＋3.5℃", ["≥90%", "+3.5°c"]),
        ("共3.5.万元。.5", ["共3.5", "万元", "5"]),
        ("13020025P00001-2024", ["13020025p00001", "2024"]),
        ("a_b\u200bc\u3000d", ["a", "b", "c", "d"]),
        ("——“”…", []),
        ("“两癌”筛查、‘三支一扶’", ["两癌筛查", "三支一扶"]),
    ],
)
def test_blanks_and_punctuation_separate_and_signs_that_mean_something_do_not(text, split):
    assert words(compared(text)) == split


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("开通５Ｇ网络", "5g"),
        ("5G基站", "5G基站"),
        ("5G基站", "G基"),
        ("2024年", "2024"),
        ("13020025P00001", "P00001"),
        ("13020025P00001", "p0000"),
        ("绩效，目标", "绩效、目标"),
        ("目标和绩效", "绩效 目标"),
        ("养老", "老"),
        ("指标值≥90%", "≥90"),
        ("13.55万元", "3.5"),
        ("从严控制“三公”经费", "三公经费"),
        ("2025年安排“三公”经费260万元", "2025年 三公经费"),
        ("三公经费260万元", "“三公”经费"),
        ("兜牢“三保”支出底线", "三保支出"),
        ("农村妇女“两癌”筛查", "两癌筛查"),
        ("农村妇女两癌筛查", "“两癌”筛查"),
        ('"一老一小"服务', "一老一小服务"),
        ("「互联网+」医疗", "互联网＋医疗"),
        ('65"显示屏', "65显示屏"),
    ],
)
def test_a_text_is_found_by(text, query):
    assert holds(text, query)
    assert set(needed(asked(query))) <= set(tokens(compared(text)))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("绩效、目标", "绩效目标"),
        ("绩目效目标绩", "绩效"),
        ("养老", "养老 安保"),
        ("3、5", "3.5"),
        ("养老", ""),
        ("养老、", "、"),
        ("第三公交站", "三公经费"),
        ("公开经费，周三", "周三公开"),
        ("“一控”、“双达标”", "一控双达标"),
        ("养老", " "),
    ],
)
def test_a_text_is_not_found_by(text, query):
    assert not holds(text, query)


@given(texts | anything, queries)
def test_the_index_never_misses_what_holds_the_words(text, query):
    if holds(text, query):
        assert set(needed(asked(query))) <= set(tokens(compared(text)))


@given(parts())
def test_whatever_is_copied_out_of_a_text_finds_it(part):
    """Unless it was cut between a letter and what is set upon it, which only fold together."""
    text, copied = part
    if compared(copied) in compared(text) and words(compared(copied[:MOST_ASKED])):
        assert holds(text, copied)
        assert set(needed(asked(copied))) <= set(tokens(compared(text)))


@given(anything)
def test_no_token_can_be_mistaken_for_the_language_of_a_database(text):
    for token in tokens(compared(text)):
        assert not set(token) & set("\"'\\() \t\n*:&!" + ANYTHING)
        assert len(token) <= 2


def test_a_text_of_too_many_tokens_is_always_compared():
    endless = "".join(map(chr, range(0x4E00, 0x9FFF))) * 3
    other = "".join(chr(0x20000 + n) for n in range(60_000))
    assert len(tokens(endless)) > 1
    assert tokens(other) == [ANYTHING]


def test_a_query_is_cut_where_nobody_types_on_and_repeats_nothing():
    assert asked("绩" * 200) == ["绩" * MOST_ASKED]
    assert asked("目标 绩效目标 目标") == ["绩效目标", "目标"]
