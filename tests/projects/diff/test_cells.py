from dataclasses import replace
from decimal import Decimal

import pytest

from projects.diff import Delta, diff, sentences
from projects.tables import Amount
from projects.values import Kind
from tests.projects.identified import TABLE, indicator, is_empty, of_indicators, step


def told(old, new):
    return sentences(diff(old, new))


def value_change(old, new):
    """The change of an indicator's value, or None."""
    found = diff(of_indicators(indicator(1, "甲", old)), of_indicators(indicator(1, "甲", new)))
    return found.rows[0].cells[0] if found.rows[0].cells else None


def test_a_raised_budget_is_told_with_its_difference_and_percentage():
    new = replace(TABLE, total=Amount.of("60万元"))
    assert told(TABLE, new) == ["预算数由 50万元 改为 60万元（增加10万元，+20%）"]
    [change] = diff(TABLE, new).cells
    assert (change.cell, change.name, change.old, change.new) == ("total", "预算数", "50万元", "60万元")
    assert change.delta == Delta(Kind.NUMBER, Decimal(10), "万元", Decimal("0.2"))
    assert told(new, TABLE) == ["预算数由 60万元 改为 50万元（减少10万元，-16.67%）"]


def test_amounts_in_different_units_are_compared_in_wan():
    assert told(TABLE, replace(TABLE, total=Amount.of("600000元"))) == [
        "预算数由 50万元 改为 600000元（增加10万元，+20%）"
    ]
    assert is_empty(diff(TABLE, replace(TABLE, total=Amount.of("500000元"))))


@pytest.mark.parametrize(
    ("old", "new", "by"),
    [
        ("≥90%", "≥95%", "（+5个百分点）"),
        ("95%", "≥92.5%", "（-2.5个百分点）"),
        ("2‰", "3‰", "（增加1个千分点）"),
        ("≥50件", "≥60件", "（增加10件，+20%）"),
        ("0起", "2起", "（增加2起）"),
        ("3", "2", "（减少1，-33.33%）"),
        ("-2", "2", "（增加4）"),
        ("100000辆", "100001辆", "（增加1辆）"),
        ("1元", "5000元", "（增加4999元）"),
        ("≥5年", "≥8年", "（增加3年，+60%）"),
        ("2024年11月底", "2024年12月底", "（推迟31天）"),
        ("2024年底", "2023年12月31日", "（提前1年）"),
        ("2024年2月底", "2025年2月底", "（推迟365天）"),
        ("不超过2024年底", "2024年底", ""),
        ("≤5%", "≥5%", ""),
        ("≤5%", "≥95%", ""),
        ("≥95%", ">95%", ""),
        ("95%", "95", ""),
        ("50件", "50个", ""),
        ("50件", "大幅提高", ""),
        ("80%-90%", "90%", ""),
        ("80%-90%", "85%-90%", ""),
        ("2023年—2024年", "2024年", ""),
        ("2024年1月至2024年6月", "2024年5月至2024年6月", ""),
    ],
)
def test_a_changed_value_is_told_with_what_can_be_reckoned(old, new, by):
    tables = of_indicators(indicator(1, "甲", old)), of_indicators(indicator(1, "甲", new))
    assert told(*tables) == [f"“甲”的指标值由 {old} 改为 {new}{by}"]


@pytest.mark.parametrize(
    "spelling", [">=95%", "≥95％", "≥ 95 %", "≧９５%", "=>95.0%", "不低于95%", "95%及以上"]
)
def test_another_spelling_of_the_same_value_is_no_change(spelling):
    assert value_change("≥95%", spelling) is None
    assert value_change(spelling, "≥95%") is None


@pytest.mark.parametrize(
    "spelling", ["2024年12月31日", "2024.12.31", "2024年12月底", "2024年底前", "2024 年底"]
)
def test_another_spelling_of_the_same_date_is_no_change(spelling):
    assert value_change("2024年底", spelling) is None


@pytest.mark.parametrize("spelling", ["36%", "36.0", "36 ％", "百分之三十六"])
def test_another_spelling_of_a_percentage_of_the_plan_is_no_change(spelling):
    assert is_empty(diff(TABLE, replace(TABLE, plan=(step(1, "6月底", spelling), TABLE.plan[1]))))


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("年度 工作计划", "年度工作计划", True),
        ("一是修路；\n二是架桥", "一是修路；二是架桥", True),
        ("《办法》(试行),第3条", "《办法》（试行），第 3 条", True),
        ("3\n5", "3 5", True),
        ("3 5", "35", False),
        ("1. 5公里", "1.5公里", False),
        ("GB T", "GBT", False),
        ("10²", "102", False),
        ("定性", "定量", False),
    ],
)
def test_of_words_only_blanks_and_widths_that_nobody_reads_are_no_change(old, new, same):
    assert is_empty(diff(replace(TABLE, purpose=old), replace(TABLE, purpose=new))) == same
    basis = (of_indicators(indicator(1, "甲", basis=text)) for text in (old, new))
    assert is_empty(diff(*basis)) == same


def test_an_empty_cell_is_not_nought():
    assert told(TABLE, replace(TABLE, other=Amount.of("0"))) == ["其他资金由空白改为 0"]
    emptied = replace(TABLE, plan=(step(1, "6月底", ""), TABLE.plan[1]), purpose="")
    assert told(TABLE, emptied) == ["资金用途由“租用校车”改为空白", "“6月底”的累计进度由 36 改为空白"]


def test_an_amount_in_words_is_compared_by_its_words():
    words = replace(TABLE, total=Amount.of("约50万元"))
    assert told(TABLE, words) == ["预算数由 50万元 改为 约50万元"]
    assert is_empty(diff(words, replace(TABLE, total=Amount.of("约 50 万元"))))


def test_the_percentages_of_the_plan_differ_by_points():
    new = replace(TABLE, plan=(step(1, "5月底", "40%"), TABLE.plan[1]))
    assert told(TABLE, new) == [
        "时间节点由“6月底”改为“5月底”",
        "“6月底”的累计进度由 36 改为 40%（+4个百分点）",
    ]


def test_of_long_texts_the_first_and_the_last_difference_are_told():
    text = "{}名专家对项目开展评审，" + "支付评审费用，" * 12 + "共{}万元，按时付清全部费用。"
    old, once, twice = (
        replace(TABLE, purpose=text.format(*figures)) for figures in (("3", 50), ("3", 60), ("5", 60))
    )
    assert told(old, once) == [
        "资金用途由“…支付评审费用，共50万元，按时付清…”改为“…支付评审费用，共60万元，按时付清…”"
    ]
    start, end = (
        "名专家对项目开展评审，支付评审费用，支付评审费用，支付评审…",
        "付评审费用，支付评审费用，支付评审费用，共",
    )
    assert told(old, twice) == [
        f"资金用途由“3{start}{end}50万元，按时付清…”改为“5{start}{end}60万元，按时付清…”"
    ]
