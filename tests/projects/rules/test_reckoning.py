"""What a table reckons in words comes to its budget, and its cost rows are what it reckons with."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.rules.examples import SOUND, add_row, changed, set_cells
from projects.rules.finding import Level
from tests.projects.rules.looking import flags, places


def cost(value, description="", level3="课桌椅采购单价", **head):
    return changed(set_cells("成本指标", level3=level3, description=description, value=value), **head)


@pytest.mark.parametrize(
    ("value", "description"),
    [
        ("≤360元/套", "380元×1200套=45.6万元"),
        ("≤190元/套", "含运输和安装，380元/套×1200套=45.6万元"),
        ("≤54.6万元", "380元×1200套=45.6万元"),
        ("≤14.52元/套", "66元/套×20%=13.2元/套，13.2元/套×1200套=1.584万元"),
    ],
)
def test_a_cost_that_its_own_description_does_not_reckon_with_is_a_warning(value, description):
    (one,) = flags("D1b", cost(value, description))
    assert (one.level, one.at.cell, one.remark.also.cell) == (Level.WARNING, "value", "description")


@pytest.mark.parametrize(
    ("value", "description"),
    [
        ("≤380元/套", "380元×1200套=45.6万元"),
        ("≤45.6万元", "380元×1200套=45.6万元"),
        ("≤27.6万元", "230元×1200套+150元×1200套=45.6万元"),
        ("≤13.2元/套", "66元/套×20%=13.2元/套"),
        ("≤0.038万元/套", "380元×1200套=45.6万元"),
        ("≤380元/套", "每套含运输和安装的采购价"),
        ("≤380元/套", "2024年为365元/套"),
        ("300元/套-380元/套", "360元×1200套"),
        ("≤22800元/套", "每月1900元×12月"),
        ("≤380元/套", "课桌200元、椅子180元，合计（200元+180元）×1200套=45.6万元"),
    ],
)
def test_a_cost_that_stands_in_the_calculation_is_left_alone(value, description):
    assert not flags("D1b", cost(value, description))


def test_a_price_that_the_budgets_calculation_does_not_know_is_a_warning():
    roads = changed(
        set_cells(
            "成本指标", level3="养护费用合计", description="400元×900套+80元×1200套", value="≤45.6万元"
        ),
        add_row("成本指标", "县道养护单价", "≤440元/套", description="全年费用"),
        purpose="养护。",
    )
    assert places(flags("D1b", roads)) == [("indicators", 4, "value")]
    known = changed(
        set_cells(
            "成本指标", level3="养护费用合计", description="400元×900套+80元×1200套", value="≤45.6万元"
        ),
        add_row("成本指标", "县道养护单价", "≤400元/套", description="全年费用"),
        purpose="养护。",
    )
    assert not flags("D1b", known)


@pytest.mark.parametrize(
    "purpose",
    [
        "更换课桌椅1200套，每套380元，共45.6万元。",
        "更换课桌椅1200套，合计４５．６万元。",
        "更换课桌椅380元×1200套=45.6万元。",
    ],
)
def test_a_sum_that_is_called_the_whole_must_be_the_budget(purpose):
    table = cost("≤380元/套", purpose=purpose, total="48", fiscal="48")
    (one,) = flags("D1c", table)
    assert (one.at.cell, one.remark.actual, one.remark.expected) == ("purpose", "45.6万元", "48万元")
    assert not flags("D1c", cost("≤380元/套", purpose=purpose))


@pytest.mark.parametrize(
    "purpose",
    [
        "更换课桌椅380元×1200套=45.6万元，运输费2.4万元。",
        "三年总投资共45.6万元。",
        "2024年结算共45.6万元。",
        "其中区级共45.6万元。",
        "项目共45.6万元，其他2.4万元为捐赠。",
        "更换课桌椅20套×5000元=10万元。",  # a part, and far from the budget
        "更换课桌椅。",
    ],
)
def test_parts_and_other_sums_are_no_contradiction(purpose):
    assert not flags("D1c", cost("≤380元/套", purpose=purpose, total="48", fiscal="48"))


def test_the_fiscal_part_may_be_what_is_reckoned():
    table = cost("≤380元/套", purpose="共45.6万元。", total="50", fiscal="45.6", other="4.4")
    assert not flags("D1c", table)


def test_where_a_cost_row_is_the_whole_the_rule_on_costs_speaks_alone():
    table = cost("≤45.6万元", level3="项目总成本", purpose="共45.6万元。", total="48", fiscal="48")
    assert flags("D1", table)
    assert not flags("D1c", table)


def test_a_sum_of_bare_numbers_counts_in_the_unit_of_its_result():
    wrong = cost("≤25元/册", description="三项合计25.2+9+12.3=49.2万元")
    (one,) = flags("D1", wrong)
    assert (one.remark.actual, one.remark.expected) == ("49.2万元", "46.5万元")
    assert not flags("D1", cost("≤25元/册", description="三项合计25.2+9+12.3=46.5万元"))


@pytest.mark.parametrize(
    "text",
    [
        "13人×2200元=28600元×12月=343200元",
        "13人×2200元=2.86万元/月×12月=34.32万元",
        "66元/亩×20%=13.2元/亩，13.2元/亩×8.6万亩=113.52万元",
    ],
)
def test_a_calculation_may_go_on_from_its_result(text):
    assert not flags("D1", cost("≤380元/套", description=text))
    assert flags("D1", cost("≤380元/套", description=re.sub("=([0-9.]+)(?=[^=]*$)", "=1\\1", text)))


def test_sums_on_both_sides_of_the_sign_are_compared_to_their_last_figure():
    wrong = cost("≤37万元", level3="物资费", description="86元×530件+25.5万元=4.3万元+25.5万元=29.8万元")
    assert flags("D1", wrong)
    rounded = cost("≤37万元", level3="物资费", description="86元×501件+25.5万元=4.3万元+25.5万元=29.8万元")
    assert not flags("D1", rounded)


@given(st.integers(50, 900), st.integers(50, 900))
def test_a_product_in_words_is_flagged_exactly_where_it_is_not_the_budget_but_near(price, number):
    purpose, budget = f"购置{price}元×{number}套。", Decimal(price * number) / 10_000
    for share, told in (("1", False), ("1.05", True), ("0.95", True), ("1.5", False)):
        total = f"{budget * Decimal(share):.4f}"
        table = cost("≤1元/套", purpose=purpose, total=total, fiscal=total)
        assert bool(flags("D1c", table)) is told


@pytest.mark.parametrize(
    ("level3", "value", "told"),
    [
        ("人均补助标准", "45.6万元", True), ("课桌椅采购单价", "≤456000元", True),
        ("人均补助标准", "600元/人", False), ("人均补助标准", "0.06万元", False),
        ("项目总成本", "45.6万元", False), ("每套不超过", "380元", False),
    ],
)  # fmt: skip
def test_a_price_is_not_the_whole_budget(level3, value, told):
    table = cost(value, level3=level3)
    assert bool(flags("D1d", table)) is told


@pytest.mark.parametrize("code", ["D1b", "D1c", "D1d"])
def test_the_sound_table_is_well_reckoned(code):
    assert not flags(code, SOUND)
