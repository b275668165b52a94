from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.drafting.understanding import Hint, Understood, balance, only_unit, understood
from projects.values import read_amount, read_percent, read_value
from tests.projects.strategies import texts

READ = {"value": read_value, "total": read_amount, "percent": read_percent}


@pytest.mark.parametrize(
    ("typed", "hint", "proposal"),
    [
        (">=95%", "≥ 95 %", "≥95%"),
        ("大于等于95％", "≥ 95 %", "≥95%"),
        ("≧95%", "≥ 95 %", "≥95%"),
        ("95%以上", "≥ 95 %", "≥95%"),
        ("＞90%", "> 90 %", ">90%"),
        ("≥ 90 %", "≥ 90 %", "≥90%"),
        ("≥95%", "≥ 95 %", ""),
        ("百分之九十五", "95 %", "95%"),
        ("不超过5个工作日", "≤ 5 个工作日", "≤5个工作日"),
        ("2200元/人/月", "2200 元/人/月", ""),
        ("2510元/人·月", "2510 元/人/月", ""),
        ("50 件", "50 件", "50件"),
        ("50件。", "50 件", "50件"),
        ("１３人", "13 人", "13人"),
        ("34.40万元", "34.4 万元", ""),
        (">=1,234.50元", "≥ 1234.5 元", "≥1,234.50元"),
        ("80％～90％", "80 至 90 %", ""),
        ("2024.12.31", "2024年12月31日", "2024年12月31日"),
        ("2024-6", "2024年6月30日", "2024年6月"),
        ("2024/6/30前完成", "2024年6月30日前", "2024年6月30日前完成"),
        ("2024.1.1-2024.12.20", "2024年12月20日", "2024年1月1日-2024年12月20日"),
        ("2024-2025", "2025年12月31日", ""),
        ("2024年底前", "2024年12月31日前", ""),
        ("2024年底", "2024年12月31日", ""),
        ("≤2024年6月底", "≤ 2024年6月30日", ""),
    ],
)
def test_a_value_shows_how_it_was_read_and_is_offered_in_one_spelling(typed, hint, proposal):
    assert understood("value", typed) == Understood(hint, proposal, Hint.OK)


@pytest.mark.parametrize("typed", ["合格", "是", "明显增长", "一级A标准", "约50万元", "有序推进" * 30])
def test_words_are_qualitative(typed):
    assert understood("value", typed) == Understood("定性", "", Hint.QUALITATIVE)


@pytest.mark.parametrize("typed", ["95%", "98%", "13人", "0"])
def test_no_operator_is_offered_where_only_the_officer_knows_which(typed):
    assert understood("value", typed).proposal == ""


@pytest.mark.parametrize("typed", ["100%", "100％", "百分之百"])
def test_all_of_it_can_only_be_met_exactly_so_its_sign_is_offered(typed):
    assert understood("value", typed) == Understood("100 %", "=100%", Hint.OK)


@pytest.mark.parametrize(
    "typed", ["%", "≥", "≥%", "元", "万元", "元/人/月", "不低于", "至少 人", "≥__%", "XX%", "。", "百分之"]
)
def test_a_sign_or_unit_alone_waits_for_its_number(typed):
    assert only_unit(typed)
    assert understood("value", typed) == Understood("还没有填数值，例如 ≥95%", "", Hint.UNREAD)


@pytest.mark.parametrize(
    "text", ["", "  ", "0", "5%", "是", "高", "改善", "一次", "无", "达标率%", "人" * 40]
)
def test_what_says_something_is_more_than_a_unit(text):
    assert not only_unit(text)


@pytest.mark.parametrize("cell", ["total", "fiscal", "other"])
@pytest.mark.parametrize(
    ("typed", "hint", "proposal"),
    [
        ("34.32", "34.32 万元", ""),
        ("34.32万元", "34.32 万元", ""),
        ("1,234.5万元", "1234.5 万元", ""),
        ("0", "0 万元", ""),
        ("343200元", "34.32 万元", "34.32万元"),
        ("1.2亿元", "12000 万元", "12000万元"),
        ("50万", "50 万元", "50万元"),
        ("50 万元整。", "50 万元", "50万元"),
        ("￥50", "50 万元", "50"),
        ("５０", "50 万元", "50"),
    ],
)
def test_an_amount_shows_what_it_is_in_ten_thousand_yuan(cell, typed, hint, proposal):
    assert understood(cell, typed) == Understood(hint, proposal, Hint.OK)


@pytest.mark.parametrize("typed", ["五十万元", "约50万元", "万元", "50件"])
def test_an_amount_in_words_is_asked_for_in_figures(typed):
    assert understood("total", typed) == Understood("没有读出金额，请填数字，例如 34.32", "", Hint.UNREAD)


@pytest.mark.parametrize(("cell", "typed"), [("total", "34.1234567"), ("percent", "33.33333%")])
def test_a_number_too_long_to_be_kept_is_told_as_such(cell, typed):
    assert understood(cell, typed) == Understood("数字太长或小数位太多，没有读出，请核对", "", Hint.UNREAD)


@pytest.mark.parametrize(
    ("typed", "hint", "proposal", "outcome"),
    [
        ("20", "20 %", "", Hint.OK),
        ("20%", "20 %", "", Hint.OK),
        ("20 ％", "20 %", "20%", Hint.OK),
        ("百分之二十", "20 %", "20", Hint.OK),
        ("二十", "没有读出进度，请填数字，例如 50", "", Hint.UNREAD),
    ],
)
def test_progress_is_a_percentage_with_or_without_its_sign(typed, hint, proposal, outcome):
    assert understood("percent", typed) == Understood(hint, proposal, outcome)


@pytest.mark.parametrize("cell", ["value", "total", "fiscal", "other", "percent"])
def test_an_empty_cell_says_nothing(cell):
    assert understood(cell, " \n") == Understood("", "", Hint.EMPTY)


def test_cells_of_words_are_not_asked_about():
    with pytest.raises(KeyError):
        understood("purpose", "34.32")


FIGURES = ["95", "100", "1,234.50", "34.3200", "０．５", "2024.12.31", "2024-6", "-5", "百分之十五", "80%-90"]
SPELLED = st.tuples(
    st.sampled_from(["", " ", ">=", "大于等于", "≦", "＜", "不超过", "=", "约"]),
    st.sampled_from(FIGURES),
    st.sampled_from(["", " "]),
    st.sampled_from(["", "%", "％", "元", "万", "万元", "圆整", "亿元", "元/人·月", "元每人", "人次"]),
    st.sampled_from(["", "。", "以上", "前完成", " 以内", "左右"]),
).map("".join)


@given(st.sampled_from(list(READ)), SPELLED | texts())
def test_taking_a_proposal_keeps_the_meaning_and_is_done_once(cell, text):
    proposal = understood(cell, text).proposal
    if proposal:
        before, after = READ[cell](text), READ[cell](proposal)
        if cell == "value" and before.operator == "":
            after = replace(after, operator="")
        assert after == before
        assert understood(cell, proposal).proposal == ""
        assert understood(cell, proposal).kind is Hint.OK


@given(st.sampled_from(list(READ)), SPELLED | texts())
def test_every_cell_that_is_read_shows_what_was_read_and_no_other_is_offered_anything(cell, text):
    told = understood(cell, text)
    assert bool(told.text) == bool(text.strip()) or told.kind is Hint.EMPTY
    assert not told.proposal or told.kind is Hint.OK


def test_equal_sums_are_said_to_agree_whatever_their_units():
    told = balance("34.32", "343200元", "")
    assert (told.sum, told.difference) == (Decimal("34.32"), 0)
    assert told.sentence == "合计 34.32 万元，与预算数一致"


@pytest.mark.parametrize(
    ("fiscal", "other", "sentence"),
    [
        ("30", "", "财政资金与其他资金合计 30 万元，比预算数少 4.32 万元"),
        ("30", "10", "财政资金与其他资金合计 40 万元，比预算数多 5.68 万元"),
        ("三十", "", "财政资金没有读出金额，暂时无法核对合计"),
        ("三十", "x", "财政资金、其他资金没有读出金额，暂时无法核对合计"),
        ("", "", ""),
    ],
)
def test_a_difference_is_told_with_both_figures(fiscal, other, sentence):
    assert balance("34.32万元", fiscal, other).sentence == sentence


def test_nothing_is_said_before_the_budget_is_typed():
    told = balance("", "30", "4")
    assert (told.sum, told.difference, told.sentence) == (34, None, "")


amounts = st.decimals(0, 10**8, places=4, allow_nan=False)


@given(amounts, amounts)
def test_parts_of_any_budget_agree_with_their_sum(fiscal, other):
    told = balance(f"{fiscal + other:f}", f"{fiscal:f}万元", f"{other:f}")
    assert told.difference == 0
    assert told.sentence.endswith("与预算数一致")
