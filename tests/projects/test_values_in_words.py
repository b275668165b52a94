"""Values that are words, or say two things: they are read to their end and left to people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.values import Kind, Value, read_amount, read_percent, read_value


@pytest.mark.parametrize(
    "text",
    [
        "明显增长",
        "高于去年",
        "不超出预算",
        "一级A标准",
        "示范园370元/人/月，普通园210元/人/月",
        "约50万元",
        "5个左右",
        "10余次",
        "10月底",
        "2024年13月",
        "2024.02.30",
        "50 60",
        "90%-80%",
        "3天-5人",
        "≥80%-90%",
        "2025-2024",
        "≥3个以上",
        "≤3个以上",
        "3个以上/年",
        "3个至少",
        "3个以上以上",
        "5²",
        "1" + "/a" * 6,
        "有序推进" * 20,
        "50" + " 件" * 60,
        "9" * 20,
        "<",
        "百分之",
    ],
)
def test_words_and_what_says_two_things_are_left_to_people(text):
    assert read_value(text).kind is Kind.QUALITATIVE


PIECES = ["a/", "元/", "1", "·", "每", "%", "至", "-", "年", ",", "百分之", "以上", "2024", "—", "个"]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join), st.integers(1, 400))
def test_a_text_that_repeats_itself_is_read_to_its_end(piece, times):
    """A pattern that tries every way to divide such a text would not come back from it."""
    repeated = piece * times
    for text in (repeated, f"1{repeated}", f"1{repeated}元"):
        kind = read_value(text).kind
        assert len(text) <= 60 or kind is Kind.QUALITATIVE
    assert read_value(f"1{repeated}!").kind is Kind.QUALITATIVE
    assert read_amount(f"1{repeated}!") is None
    assert read_percent(f"1{repeated}!") is None


@given(st.text())
def test_no_text_is_too_strange_to_be_read(text):
    read_amount(text)
    read_percent(text)
    assert isinstance(read_value(text), Value)
