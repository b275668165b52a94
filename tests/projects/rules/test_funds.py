"""Money: a code, amounts that can be read, sources that add up, and no 元 taken for 万元."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.rules.examples import CONTEXT, changed
from projects.rules.finding import Level
from projects.rules.settings import Settings
from projects.values import plain
from tests.projects.rules.looking import findings, flags, places

wan = st.decimals(min_value="0.01", max_value="99999", places=2)


@pytest.mark.parametrize("code", ["", "无", "暂无", "/", "——", "待定", " 待 填 "])
def test_a_code_that_is_none_is_asked_for(code):
    assert places(flags("A1", changed(code=code))) == [("head", None, "code")]


@pytest.mark.parametrize("code", ["13029925P0012", "１３０２", "P-1", "无线2025001", "00000001"])
def test_any_code_is_a_code(code):
    assert flags("A1", changed(code=code)) == []


@pytest.mark.parametrize(
    ("total", "fiscal", "other"),
    [
        ("45.6", "45.6", ""),
        ("45.6万元", "456000元", "0"),
        ("４５．６", "45.60万元", "/"),
        ("1,200", "1000", "200万元"),
        ("1.2亿元", "12000", "——"),
        ("50万元整", "", "50"),
        ("45.6", "无", "45.6"),
        ("0.000001", "0.000001", ""),
        ("100", "33.333333", "66.666667"),
    ],
)
def test_sources_add_up_in_whatever_way_they_are_typed(total, fiscal, other):
    (finding,) = findings("A3", changed(total=total, fiscal=fiscal, other=other))
    assert finding.level is Level.PASSED
    assert finding.remark.evidence


@pytest.mark.parametrize(("fiscal", "other"), [("34.1986", ""), ("34.1993", "0.0012")])
def test_a_rounded_total_agrees_only_where_the_district_allows_it(fiscal, other):
    table = changed(total="34.20", fiscal=fiscal, other=other)
    (strict,) = findings("A3", table)
    assert strict.level is Level.ERROR
    lenient = Settings(thresholds={"rounding": Decimal("0.005")})
    (finding,) = findings("A3", table, replace(CONTEXT, settings=lenient))
    assert finding.level is Level.PASSED
    assert "≈" in finding.remark.evidence


@pytest.mark.parametrize(
    ("total", "fiscal", "other", "away"),
    [
        ("45.6", "44.6", "", "1万元"),
        ("45.6", "45.6", "5", "5万元"),
        ("45.6", "45.61", "", "0.01万元"),
        ("45.60", "45.59", "", "0.01万元"),
        ("45.1234", "45.1235", "", "0.0001万元"),  # equally fine: nothing was rounded
        ("1.2亿元", "1200", "", "10800万元"),
        ("50", "500", "", "450万元"),
    ],
)
def test_sources_that_do_not_add_up_are_told_with_the_difference(total, fiscal, other, away):
    (finding,) = flags("A3", changed(total=total, fiscal=fiscal, other=other))
    assert finding.at.cell == "fiscal"
    assert finding.remark.also.cell == "total"
    assert f"相差{away}" in finding.message
    assert "≠" in finding.remark.evidence


@given(wan, wan)
def test_a_total_is_the_sum_of_its_sources_and_of_nothing_else(fiscal, other):
    right = changed(total=plain(fiscal + other), fiscal=plain(fiscal), other=plain(other))
    assert [finding.level for finding in findings("A3", right)] == [Level.PASSED]
    wrong = changed(total=plain(fiscal + other + 1), fiscal=plain(fiscal), other=plain(other))
    assert len(flags("A3", wrong)) == 1


@pytest.mark.parametrize(("cell", "other_cell"), [("fiscal", "total"), ("total", "fiscal")])
def test_one_source_in_yuan_gets_its_sum_in_wan_proposed(cell, other_cell):
    (finding,) = flags("A3", changed(**{cell: "456000", other_cell: "45.6"}))
    assert finding.at.cell == cell
    assert finding.remark.proposal == "45.6"


@pytest.mark.parametrize(
    "text", ["约45.6", "45.6万元左右", "45.6-50", "见附件", "四十五万元", "45.6（含结转5）"]
)
@pytest.mark.parametrize("cell", ["total", "fiscal", "other"])
def test_an_amount_in_words_is_asked_for_as_a_figure(cell, text):
    assert places(flags("A3", changed(**{cell: text}))) == [("head", None, cell)]


@pytest.mark.parametrize("text", ["45.6000001", "45.1234567万元", "４５．１２３４５６７"])
def test_more_than_six_decimals_are_finer_than_one_fen(text):
    (finding,) = flags("A3", changed(total=text))
    assert "6位小数" in finding.message


@pytest.mark.parametrize(
    ("amounts", "cells"),
    [
        ({"total": "0", "fiscal": "0"}, ["total"]),
        ({"total": "-5", "fiscal": "-5"}, ["total", "fiscal"]),
        ({"fiscal": "46.6", "other": "-1"}, ["other"]),
    ],
)
def test_amounts_are_not_below_zero_and_a_budget_is_above(amounts, cells):
    assert [finding.at.cell for finding in flags("A3", changed(**amounts))] == cells


def test_an_empty_budget_is_not_counted_as_adding_up():
    assert [finding.level for finding in findings("A3", changed(total=""))] == [Level.UNCHECKED]


def test_a_district_may_allow_coarser_rounding_or_none():
    table = changed(total="45.6", fiscal="45.57")
    assert flags("A3", table)
    coarse = replace(CONTEXT, settings=Settings(thresholds={"rounding": Decimal("0.05")}))
    assert flags("A3", table, coarse) == []
    none = replace(CONTEXT, settings=Settings(thresholds={"rounding": Decimal(0)}))
    assert flags("A3", changed(total="45.60", fiscal="45.5968"), none)


def test_a_rule_switched_off_says_nothing():
    off = replace(CONTEXT, settings=Settings(levels={"A3": "off"}))
    assert findings("A3", changed(fiscal="1"), off) == []


@pytest.mark.parametrize(
    "head",
    [
        {"total": "343200", "purpose": "为13名门卫发放工资343200元"},
        {"total": "343200", "purpose": "为13名门卫发放工资34.32万元"},
        {"total": "15600", "purpose": "配备校服120套，每套130元"},
        {"total": "768", "purpose": "支付利息7680000万元"},
        {"total": "12", "purpose": "救助困难群众，共120,000万元"},
    ],
)
def test_ten_thousand_fold_is_a_wrong_unit(head):
    (finding,) = flags("A3a", changed(fiscal=head["total"], **head))
    assert "一万倍" in finding.message


@pytest.mark.parametrize(
    "head",
    [
        {"total": "34.32", "purpose": "为13名门卫发放工资343200元"},
        {"total": "10400", "purpose": "一般债券10.4亿元付息10400万元"},
        {"total": "20000", "purpose": "向20000人各补助1万元，每人1万元"},
        {"total": "12000", "purpose": "奖励12家企业，每家1000元至1000万元，共12000万元"},
        {"total": "5", "purpose": "招商引资完成投资5亿元以上"},
        {"total": "380", "purpose": "购置电脑，每台不超过380元的配件另计"},
    ],
)
def test_large_budgets_and_equal_figures_are_no_wrong_unit(head):
    assert flags("A3a", changed(fiscal=head["total"], **head)) == []


def test_one_amount_in_yuan_is_told_by_one_rule():
    table = changed(total="456000", purpose="更换课桌椅，共45.6万元。")
    assert [len(flags(code, table)) for code in ("A3", "A3a")] == [1, 0]
