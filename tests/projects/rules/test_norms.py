"""Prices and norms against the budget: hints where they are far off, silence where money is shared."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.rules.examples import CONTEXT, changed, set_cells
from projects.rules.finding import Level
from projects.rules.reading.splits import split
from projects.rules.reading.sums import Near
from projects.rules.settings import Settings
from projects.tables import Amount
from tests.projects.rules.looking import findings, flags, unchecked


def table(number, price, total="45.6", purpose="购买服务。", level3="服务单价", goals=("按期完成。",)):
    return changed(
        set_cells("数量指标", level3="数量", description="", value=number),
        set_cells("成本指标", level3=level3, description="", value=price),
        purpose=purpose,
        goals=goals,
        total=total,
        fiscal=total,
    )


@pytest.mark.parametrize(
    ("number", "price", "shown"),
    [
        ("28人", "2200元/人/月", "28人 × 2200元 × 12月 = 73.92万元"),
        ("≥28人", "每人每月 2200元", "28人 × 2200元 × 12月 = 73.92万元"),
        ("13人", "２２００元／人·月", "13人 × 2200元 × 12月 = 34.32万元"),
        ("1.46万吨", "68.5元/吨", "1.46万吨 × 68.5元 = 100.01万元"),
        ("1200套", "480元/套", "1200套 × 480元 = 57.6万元"),
    ],
)
def test_a_price_that_does_not_make_the_budget_is_a_hint_with_its_product(number, price, shown):
    (one,) = flags("D1a", table(number, price))
    assert one.level is Level.HINT
    assert one.remark.evidence == f"{shown}，预算数45.6万元"


@pytest.mark.parametrize(
    ("number", "price", "purpose"),
    [
        ("1200套", "380元/套", "更换课桌椅。"),  # it ties
        ("2万人", "670元/人", "居民医保补助，区级承担部分。"),
        ("28人", "2200元/人/月", "保安服务费，缺口由上级补足。"),
        ("28人", "45.6万元", "购买服务。"),
        ("28人", "20元/课时", "购买服务。"),  # no number of 课时
        ("28人", "100元/人", "购买服务。"),  # one small part of the cost
    ],
)
def test_a_price_that_fits_or_is_shared_or_has_no_number_is_no_hint(number, price, purpose):
    assert not flags("D1a", table(number, price, purpose=purpose))


def test_a_price_without_its_number_is_unchecked_and_never_passed():
    (one,) = unchecked("D1a", table("28人", "20元/课时"))
    assert one.remark.actual == "20元/课时"
    assert not findings("D1a", table("28人", "45.6万元"))


def test_the_rest_of_a_small_part_is_unchecked():
    (one,) = unchecked("D1a", table("28人", "1000元/人"))
    assert "42.8万元" in one.message


def test_the_district_sets_from_which_share_a_product_is_compared():
    low = Settings(thresholds={"norm_share": Decimal(5)})
    assert flags("D1a", table("28人", "1000元/人"), type(CONTEXT)(2025, settings=low))


@pytest.mark.parametrize(
    ("purpose", "product"),
    [
        ("为24名保安发放工资，每人每月2200元。", "63.36万元"),
        ("为2000名学生按300元/生补助。", "60万元"),
        ("为320户困难家庭发放取暖补助，每户1000元。", "32万元"),
        ("为３２０户困难家庭发放取暖补助，户均１０００元。", "32万元"),
        ("清运垃圾1.46万吨，68.5元/吨。", "100.01万元"),
    ],
)
def test_a_norm_in_the_text_times_its_number_is_compared_with_the_budget(purpose, product):
    (one,) = flags("D4", table("1项", "45.6万元", purpose=purpose))
    assert one.level is Level.HINT
    assert one.at.cell == "purpose"
    assert product in one.message
    (one,) = flags("D4", table("1项", "45.6万元", goals=(purpose,)))
    assert one.at.part == "goals"


@pytest.mark.parametrize(
    "purpose",
    [
        "为1200户农户补助，每户380元。",  # it ties
        "为24名保安发放工资，每人每月2200元，省级承担60%。",
        "高龄津贴最高每人每月2200元，共240人。",
        "标准由每人每月600元提高到650元，涉及1000人。",
        "为24名保安发放补贴，每人每月50元，并维修校舍。",
        "培训240人。",
        "每人每天100元伙食费，培训240人。",
        "小学650元/生、初中850元/生，共2000名学生。",
        "贷款每户最高5万元，支持200户。",
    ],
)
def test_norms_of_a_part_or_shared_or_several_are_left_alone(purpose):
    assert not flags("D4", table("1项", "45.6万元", purpose=purpose))


def kinds(number, prices, total):
    return table(number, prices, total, level3="补助标准")


@pytest.mark.parametrize(
    ("number", "prices", "total"),
    [
        ("65人", "书记主任5.9万/人，副主任3.5万/人，委员2.3万/人", "33.4"),  # the lowest is too much
        ("730套", "一年级140元/套，七年级180元/套", "11.282"),  # no whole numbers
        ("730套", "一年级１４０元/套、七年级１８０元/套", "20"),  # the highest is too little
        ("10人", "示范岗3000元/人/月，普通岗2000元/人/月", "45"),
    ],
)
def test_kinds_that_cannot_make_the_budget_are_a_hint(number, prices, total):
    (one,) = flags("D6", kinds(number, prices, total))
    assert one.remark.also.cell == "value"


@pytest.mark.parametrize(
    ("number", "prices", "total"),
    [
        ("730套", "一年级140元/套，七年级180元/套", "11.26"),
        ("≥730套", "一年级140元/套，七年级180元/套", "11.282"),
        ("10人", "示范岗3000元/人/月，普通岗2000元/人/月", "30"),
        ("730人", "一年级140元/套，七年级180元/套", "11.282"),  # sets are no heads
        ("730套", "一年级140元/套", "11.282"),
        ("65人", "主任5.9万/人，委员2.3万/人，区级承担20%", "33.4"),
        ("若干", "一年级140元/套，七年级180元/套", "11.282"),
    ],
)
def test_kinds_that_can_or_whose_numbers_are_not_named_are_left_alone(number, prices, total):
    assert not flags("D6", kinds(number, prices, total))


@given(st.lists(st.tuples(st.integers(50, 900), st.integers(0, 300)), min_size=2, max_size=3))
def test_a_sum_of_whole_numbers_is_always_found_to_be_one(parts):
    prices = [Decimal(price) for price, _ in parts]
    count = sum(number for _, number in parts)
    goal = Near(Decimal(sum(price * number for price, number in parts)), Decimal(0))
    for operator in ("", "=", "≥", "≤"):
        assert split(prices, Decimal(count), operator, goal) is not None


@given(st.integers(2, 60), st.integers(2, 60), st.integers(1, 40), st.integers(1, 2400))
def test_two_prices_are_split_as_trying_every_number_would(one, other, count, total):
    possible = any(one * number + other * (count - number) == total for number in range(count + 1))
    found = split([Decimal(one), Decimal(other)], Decimal(count), "=", Near(Decimal(total), Decimal(0)))
    assert (found is not None) is possible


@pytest.mark.parametrize("kept", ["73.38", "73.380000", "73.3800"])
def test_a_budget_says_the_same_as_typed_and_as_a_column_keeps_it(kept):
    table = changed(
        set_cells("成本指标", level3="人均成本", description="", value="447.46元/套"),
        set_cells("数量指标", value="≥1640套"),
        purpose="保洁。",
        total="73.38",
        fiscal="73.38",
    )
    kept_table = replace(table, total=Amount("73.38", Decimal(kept)))
    assert not flags("D1a", kept_table)
