"""Numbers and their units in running words, as officers type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.rules.reading.quantities import find_quantities, find_years, kin
from tests.projects.rules.looking import ends


def found(text):
    return [(str(one.number), one.measure, one.per) for one in find_quantities(text)]


@pytest.mark.parametrize(
    "typed",
    [
        "2200元/人/月",
        "２２００元／人／月",
        "2,200元/人·月",
        "2200元/人•月",
        "2200元/人.月",
        "2200元/人*月",
        "2200元/人月",
        "2200元/（人·月）",
        "2200元每人每月",
        "每人每月2200元",
        "每人/每月2200元",
        "每人每月 2200 元",
        "每人每月补助标准为2200元",
        "每人每月不低于2200元",
    ],
)
def test_a_monthly_pay_is_read_alike_however_it_is_typed(typed):
    assert found(typed) == [("2200", "元", ("人", "月"))]
    assert find_quantities(typed)[0].yuan == 2200


@pytest.mark.parametrize(
    ("typed", "quantities"),
    [
        ("配备专职保安24名", [("24", "名", ())]),
        ("13人×2510元×12个月", [("13", "人", ()), ("2510", "元", ()), ("12", "个月", ())]),
        ("书记5.9万/人，委员2.3万／人", [("5.9", "万", ("人",)), ("2.3", "万", ("人",))]),
        ("人均500元", [("500", "元", ("人",))]),
        ("户均补贴0.3万元", [("0.3", "万元", ("户",))]),
        ("100 万元", [("100", "万元", ())]),
        ("24\n名保安", [("24", "名", ())]),
        ("2000.1元/人", [("2000.1", "元", ("人",))]),
        ("2024.5万元", [("2024.5", "万元", ())]),
        ("3 5", [("3", "", ()), ("5", "", ())]),
        ("20元/课时", [("20", "元", ("课时",))]),
        ("1.46万吨", [("1.46", "万吨", ())]),
        ("3000余套", [("3000", "套", ())]),
        ("每年3次", [("3", "次", ("年",))]),
        ("380元/套年底前付清", [("380", "元", ("套",))]),
        ("养护里程140.992公里", [("140.992", "公里", ())]),
        ("30台、套件20个", [("30", "台", ()), ("20", "个", ())]),
        ("合格率100%", [("100", "%", ())]),
    ],
)
def test_numbers_keep_their_units_and_what_they_count_by(typed, quantities):
    assert found(typed) == quantities


@pytest.mark.parametrize(
    "typed", ["", "无数字", "第3小学", "2025年3月底前", "2025.12.31", "6月份", "2025年12月31日", "第二批"]
)
def test_dates_and_ordinals_are_no_quantities(typed):
    assert found(typed) == []


def test_a_number_with_a_unit_names_no_year():
    assert find_years("2025.6月，2024.5万元，2023-12人，2025年") == (2025, 2025)


def test_a_class_of_a_school_is_no_number_of_years():
    assert found("3年级学生") == [("3", "", ())]
    assert found("使用3年") == [("3", "年", ())]


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [("34.32万元", 343200), ("0.5亿元", 50_000_000), ("5.9万/人", 59000), ("1.46万吨", None), ("3万", None)],
)
def test_money_is_read_in_yuan_and_what_is_no_money_is_not(typed, yuan):
    assert find_quantities(typed)[0].yuan == yuan


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("名", "人", True),
        ("套", "台", True),
        ("所", "个", True),
        ("月", "个月", True),
        ("人", "户", False),
        ("人", "人次", False),
        ("人", "月", False),
        ("亩", "平方米", False),
        ("盏", "只", False),
    ],
)
def test_only_units_of_one_family_may_be_set_against_each_other(one, other, same):
    assert (kin(one)[0] == kin(other)[0]) is same


def test_a_family_counts_in_its_first_unit():
    assert kin("万吨") == ("吨", Decimal(10_000))
    assert kin("公里") == ("米", Decimal(1000))
    assert kin("公顷") == ("亩", Decimal(15))
    assert kin("千克") == ("吨", Decimal("0.001"))


@given(st.text(alphabet="0123456789.,，每人月元万/·年个×（）一 约名-", max_size=80))
def test_quantities_stand_where_they_say_and_never_overlap(text):
    last = 0
    for one in find_quantities(text):
        assert last <= one.start < one.end <= len(text)
        assert one.number >= 0
        last = one.end


@pytest.mark.parametrize("part", ["1", "1个每人每月/", "每人", "12,345.", "20", "1元/人·月", "2025年"])
def test_a_very_long_cell_is_read_in_no_time(part):
    text = (part * 60_000)[:60_000]
    with ends():
        find_quantities.__wrapped__(text)
        find_years.__wrapped__(text)
