"""成本 is money, and the budget's own: by its total, or made up of the table's numbers."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from projects.rules.examples import CONTEXT, add_row, changed, drop_rows, set_cells
from projects.rules.finding import Level
from projects.rules.settings import Settings
from projects.values import plain
from tests.projects.rules.looking import findings, flags, passes, unchecked


def cost(value, level3="区级财政投入", description="", **head):
    return changed(set_cells("成本指标", level3=level3, description=description, value=value), **head)


@pytest.mark.parametrize(
    "typed", ["45.6万元", "≤45.6万元", "456000元", "４５．６万元", "456,000元", "不超过45.6万元", "45.60万元"]
)
def test_a_cost_that_is_the_budget_passes_however_it_is_typed(typed):
    table = cost(typed, purpose="更换课桌椅。")
    assert not flags("D1", table)
    assert "预算数45.6万元" in passes("D1", table)[0].remark.evidence


@pytest.mark.parametrize("typed", ["50万元", "≤45.7万元", "4560000元", "45.6元", "控制在40万元以内"])
def test_a_whole_cost_that_is_not_the_budget_is_an_error_at_its_cell(typed):
    (one,) = flags("D1", cost(typed))
    assert one.level is Level.ERROR
    assert (one.at.part, one.at.cell, one.at.number) == ("indicators", "value", 3)
    assert one.remark.expected == "45.6万元"


@pytest.mark.parametrize(
    ("level3", "typed"),
    [
        ("课桌椅采购单价", "≤380元/套"),
        ("补助标准", "600元"),
        ("人均成本", "0.5万元"),
        ("项目总投资", "1200万元"),
        ("工程造价概算", "≤300万元"),
        ("资金节约额", "≥2万元"),
        ("市级财政资金", "20万元"),
        ("监理费", "3万元"),
        ("财政投入", "≥10万元"),
    ],
)
def test_a_price_or_a_part_of_the_cost_is_no_wrong_total(level3, typed):
    assert not flags("D1", cost(typed, level3))


def test_costs_that_add_up_pass_with_their_sum():
    table = changed(
        set_cells("成本指标", level3="设备费", value="≤30万元"),
        add_row("成本指标", "安装费", "≤10.6万元"),
        add_row("成本指标", "监理费", "≤5万元"),
        purpose="更换设备。",
    )
    assert not flags("D1", table)
    assert passes("D1", table)[0].remark.evidence.endswith("= 预算数45.6万元")


def test_a_cost_that_is_the_fiscal_part_is_right():
    table = cost("40万元", fiscal="40", other="5.6", purpose="更换课桌椅。")
    assert not flags("D1", table)
    assert "资金来源40万元" in passes("D1", table)[0].remark.evidence


@pytest.mark.parametrize("total", ["", "约45万元"])
def test_a_budget_that_cannot_be_read_leaves_the_cost_unchecked(total):
    table = changed(total=total)
    assert unchecked("D1", table)
    assert not passes("D1", table)


def test_the_tree_of_2021_has_its_costs_on_level_one():
    table = changed(
        drop_rows("成本指标"),
        lambda rows: (*rows, type(rows[0])("成本指标", "经济成本指标", "财政投入", "", "50万元", "预算")),
    )
    assert flags("D1", table)
    table = changed(
        drop_rows("成本指标"),
        lambda rows: (*rows, type(rows[0])("成本指标", "社会成本指标", "财政投入", "", "50万元", "预算")),
    )
    assert not findings("D2", table)
    assert not flags("D1", table)


@pytest.mark.parametrize(
    ("purpose", "right"),
    [
        ("13人×2200元×12月=34.32万元", True),
        ("１３人×２２００元×１２月＝３４．３２万元", True),
        ("13人*2200元*12个月=343200元", True),
        ("13人×每月2200元×12个月=34.3万元", True),
        ("13人×2200元×12月+5人×1800元×12月=45.12万元", True),
        ("50元×60%×100人=3000元", True),
        ("（13+5）人×2200元=3万元", True),  # what brackets is left alone
        ("30万元+15.6万元=45.6万元", True),
        ("13人×2200元×12月=33.32万元", False),
        ("13人×2200元×12月=3.432万元", False),
        ("1200套×380元=456万元", False),
        ("10人×1000元+5人×2000元=3万元", False),
    ],
)
def test_a_calculation_that_is_written_out_must_be_right(purpose, right):
    assert [one.at.cell for one in flags("D1", changed(purpose=purpose))] == ([] if right else ["purpose"])


PRICES = [
    ("2200元/人/月", "13人", "34.32", "13人 × 2200元 × 12月 = 34.32万元"),
    ("每人每月2200元", "13名", "34.32", "13名 × 2200元 × 12月 = 34.32万元"),
    ("2200元/人·月", "13", "34.32", "13 × 2200元 × 12月 = 34.32万元"),
    ("20元/课时", "≤38398课时", "76.796", "38398课时 × 20元 = 76.796万元"),
    ("0.5万元/村", "20个", "10", "20个 × 0.5万元 = 10万元"),
    ("68.5元/吨", "1.46万吨", "100.01", "1.46万吨 × 68.5元 = 100.01万元"),
    ("447.46元/人", "≥1640人", "73.38", "1640人 × 447.46元 = 73.38344万元 ≈ 73.38万元"),
    ("2.4万元/公里", "140.5公里", "337.2", "140.5公里 × 2.4万元 = 337.2万元"),
    ("每套380元", "1,200套", "45.6", "1200套 × 380元 = 45.6万元"),
    ("月工资2200元", "13人", "34.32", "13人 × 2200元 × 12月 = 34.32万元"),
]


@pytest.mark.parametrize(("price", "number", "total", "evidence"), PRICES)
def test_price_times_number_times_periods_is_shown_where_it_is_the_budget(price, number, total, evidence):
    table = changed(
        set_cells("数量指标", level3="数量", description="", value=number),
        set_cells("成本指标", level3="支付成本", description="", value=price),
        purpose="购买服务。",
        goals=["按期完成。"],
        total=total,
        fiscal=total,
    )
    assert [one.remark.evidence for one in passes("D1", table)] == [evidence]


def test_a_price_by_day_and_head_takes_both_from_the_text():
    table = changed(
        set_cells("数量指标", level3="供餐天数", description="", value="≥200天"),
        set_cells("成本指标", level3="膳食补助", description="", value="5元/生/天"),
        purpose="为1800名学生提供营养餐。",
        goals=["按期完成。"],
        total="180",
        fiscal="180",
    )
    assert "1800名 × 5元 × 200天 = 180万元" in passes("D1", table)[0].remark.evidence


def test_two_prices_with_two_numbers_are_added_up():
    table = changed(
        set_cells("数量指标", level3="保安人数", description="", value="13人"),
        add_row("数量指标", "服装套数", "26套"),
        set_cells("成本指标", level3="保安单价", description="", value="2200元/人/月"),
        add_row("成本指标", "服装单价", "300元/套"),
        purpose="购买服务。",
        goals=["按期完成。"],
        total="35.1",
        fiscal="35.1",
    )
    assert [one.remark.evidence for one in passes("D1", table)] == [
        "13人 × 2200元 × 12月 + 26套 × 300元 = 35.1万元"
    ]


def test_a_lump_beside_a_price_is_added_up():
    table = changed(
        set_cells("数量指标", level3="武装部数量", description="", value="6个"),
        set_cells("成本指标", level3="建设标准", description="", value="4万元/个"),
        add_row("成本指标", "训练经费", "2万元"),
        purpose="建设武装部。",
        goals=["按期完成。"],
        total="26",
        fiscal="26",
    )
    assert [one.remark.evidence for one in passes("D1", table)] == ["6个 × 4万元 + 2万元 = 26万元"]


def services(price, number, months, total):
    return changed(
        set_cells("数量指标", level3="保安人数", description="", value=f"{number}人"),
        set_cells(
            "成本指标", level3="服务单价", description=f"服务{months}个月", value=f"{plain(price)}元/人/月"
        ),
        purpose="购买服务。",
        goals=["按期完成。"],
        total=plain(total / 10_000),
        fiscal=plain(total / 10_000),
    )


_price = st.decimals(100, 9999, places=1)
_number = st.integers(2, 3000)
_months = st.integers(2, 12)


@given(_price, _number, _months)
def test_any_price_number_and_months_that_make_the_budget_are_found_and_shown(price, number, months):
    table = services(price, number, months, price * number * months)
    (one,) = passes("D1", table)
    assert f"{number}人 × {plain(price)}元 × {months}" in one.remark.evidence
    assert not flags("D1a", table)


@given(_price, _number, _months, st.decimals("0.9", "1.1", places=3))
def test_a_budget_that_is_off_is_never_confirmed(price, number, months, factor):
    product = price * number * months
    total = (product * factor).quantize(Decimal("0.01"))
    assume(abs(total - product) > product / 500)
    assume(abs(total - price * number * 12) > product / 500)
    assert not passes("D1", services(price, number, months, total))


def test_the_district_sets_how_far_a_rounded_budget_may_be_off():
    table = services(Decimal("2201"), 13, 12, Decimal(343_400))
    assert passes("D1", table)
    strict = Settings(thresholds={"money_rounding": Decimal(0)})
    assert not passes("D1", table, type(CONTEXT)(2025, settings=strict))


def test_words_of_the_district_decide_which_cost_is_the_whole():
    table = cost("50万元", "专款", purpose="更换课桌椅。")
    assert not flags("D1", table)
    context = type(CONTEXT)(2025, settings=Settings(lexicons={"whole_cost": ("专款",)}))
    assert flags("D1", table, context)


def test_a_rule_that_is_off_says_nothing():
    context = type(CONTEXT)(2025, settings=Settings(levels={"D1": "off", "D3": "off"}))
    assert not findings("D1", cost("50万元"), context)
    assert not findings("D3", cost("不超出预算"), context)
