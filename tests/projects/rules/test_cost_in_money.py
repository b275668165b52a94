"""成本 is said in money, and money is no output."""

import pytest

from projects.rules.examples import add_row, changed, set_cells
from projects.rules.finding import Level
from tests.projects.rules.looking import flags


def cost(value, level3):
    return changed(set_cells("成本指标", level3=level3, description="", value=value))


@pytest.mark.parametrize(
    ("typed", "level3"),
    [
        ("100%", "区级财政投入"),
        ("≥９０％", "预算执行率"),
        ("＞90%", "预算执行率"),
        ("百分之九十五", "资金社会化发放率"),
        ("95%以上", "资金到位率"),
        ("12人", "人力成本"),
        ("≤50次", "费用"),
    ],
)
def test_a_rate_or_a_number_is_no_cost(typed, level3):
    (one,) = flags("D2", cost(typed, level3))
    assert one.level is Level.WARNING
    assert one.at.cell == "value"
    assert not flags("D3", cost(typed, level3))


@pytest.mark.parametrize(
    ("typed", "level3"),
    [
        ("≥5%", "采购资金节约率"),
        ("≤3.5%", "债券利率"),
        ("30%", "保费区级补贴比例"),
        ("下降2%", "单位能耗费用"),
        ("≤380元/套", "单价"),
        ("45.6", "财政投入"),
        ("0元", "超支金额"),
    ],
)
def test_costs_that_are_rates_by_nature_and_money_are_right(typed, level3):
    assert not flags("D2", cost(typed, level3))
    assert not flags("D3", cost(typed, level3))


@pytest.mark.parametrize(
    "typed",
    [
        "不超出预算",
        "控制在预算内",
        "控制在预 算范围内",
        "按规定执行",
        "不超过2025年预算",
        "据实结算",
        "合理",
        "严格控制",
        "低于市场价",
        "万元",
    ],
)
def test_a_cost_in_words_says_nothing(typed):
    (one,) = flags("D3", cost(typed, "项目成本"))
    assert one.at.cell == "value"
    assert not flags("D2", cost(typed, "项目成本"))


@pytest.mark.parametrize(
    "typed",
    ["", "45.6万元", "预算控制在45.6万元以内", "每套三百八十元", "按冀财教〔2023〕5号文件标准", "380元/套"],
)
def test_a_cost_with_a_sum_or_a_document_says_how_much(typed):
    assert not flags("D3", cost(typed, "项目成本"))


@pytest.mark.parametrize(
    ("level2", "level3", "typed"),
    [
        ("数量指标", "支付到期利息款", "768万元"),
        ("数量指标", "发放补助", "≥３０万元"),
        ("质量指标", "拨付金额", "45.6万元"),
        ("时效指标", "资金支付", "=456000元"),
        ("数量指标", "资金总量", "不少于100 万元"),
    ],
)
def test_an_output_is_not_the_money(level2, level3, typed):
    (one,) = flags("C8", changed(set_cells(level2, level3=level3, description="", value=typed)))
    assert one.at.cell == "value"


@pytest.mark.parametrize(
    ("level2", "level3", "typed"),
    [
        ("数量指标", "发放创业担保贷款", "≥500万元"),
        ("数量指标", "招商引资到位资金", "≥2亿元"),
        ("数量指标", "审减金额", "≥300万元"),
        ("数量指标", "补助人数", "1.2万人"),
        ("数量指标", "人均补助", "600元/人"),
        ("经济效益指标", "带动消费", "≥800万元"),
        ("社会效益指标", "减轻家庭负担", "≥30万元"),
        ("成本指标", "财政投入", "45.6万元"),
    ],
)
def test_money_that_the_work_brings_about_is_a_result(level2, level3, typed):
    table = changed(add_row("数量指标", "课桌椅", "1200套"), set_cells(level2, level3=level3, value=typed))
    assert not flags("C8", table)
