"""Numbers as officials say them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosures.saying import arranged, change, growth, made_of, percent, rated, rounded

CHANGES = [
    (29, 31, "比上年减少2万元，同比降低6.5%"),
    (100, 98, "比上年增加2万元，同比增长2%"),
    (113, 113, "与上年持平"),
    (5, 0, "比上年增加5万元（上年无此项预算）"),
    (0, 5, "比上年减少5万元，本年未安排"),
    (0, 0, "本年和上年均未安排"),
    (None, None, "本年和上年均未安排"),
    (None, 3, "比上年减少3万元，本年未安排"),
    ("34.32", "30", "比上年增加4.32万元，同比增长14.4%"),
    ("260.00", "250.0", "比上年增加10万元，同比增长4%"),
    (10001, 10000, "比上年增加1万元，同比增长不足0.1%"),
    (300, 100, "比上年增加200万元，同比增长200%"),
    ("100.25", 100, "比上年增加0.25万元，同比增长0.3%"),  # half up, not to even
    ("99.75", 100, "比上年减少0.25万元，同比降低0.3%"),
    (5, -1, "比上年增加6万元"),  # nothing to measure against
]


@pytest.mark.parametrize(("now", "last", "said"), CHANGES)
def test_a_change_is_said_as_officials_say_it(now, last, said):
    assert change(*(None if one is None else Decimal(one) for one in (now, last))) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [("6.45", "6.5%"), ("2.04", "2%"), ("-6.45", "-6.5%"), ("0.04", "0%"), ("100", "100%"), ("19.95", "20%")],
)
def test_percentages_are_rounded_half_up_and_end_in_no_zero(number, said):
    assert percent(Decimal(number)) == said


def test_a_rate_too_small_to_be_rounded_is_no_0():
    """The same in the sentence, in the table and in the rule."""
    assert rated(growth(Decimal(10001), Decimal(10000))) == "不足0.1%"
    assert change(Decimal(10001), Decimal(10000)).endswith(rated(Decimal("0.01")))
    assert rated(Decimal(0)) == "0%"


def test_what_is_not_arranged_is_said_so():
    assert arranged("对下转移支付", Decimal(0)) == "未安排对下转移支付"
    assert arranged("对下转移支付", Decimal("12.50")) == "安排对下转移支付12.5万元"


def test_parts_of_nothing_go_unsaid():
    assert made_of([("本金", Decimal(0)), ("利息", Decimal(768))]) == "（其中：利息768万元）"
    assert made_of([("本金", Decimal(0))]) == ""


amounts = st.decimals(0, 10**9, places=4)


@given(amounts, amounts)
def test_a_change_tells_its_direction_and_difference(now, last):
    said = change(now, last)
    assert ("增加" in said) == (now > last)
    assert ("减少" in said) == (now < last)
    if last and now and now != last:
        assert abs(rounded(growth(now, last)) - (now - last) / last * 100) <= Decimal("0.05")
