"""The spend plan: filled, cumulative, on the form's checkpoints, at a likely pace, and as the text says."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.rules.examples import CONTEXT, SOUND, changed, set_cells
from projects.rules.finding import Level
from projects.rules.settings import Settings
from projects.tables import PlanStep
from tests.projects.rules.looking import findings, flags, places

shares = st.decimals(min_value=0, max_value=100, places=1)


def cells(code, *figures, **head):
    """At which checkpoints a rule flags a plan, from 0."""
    return [finding.at.number for finding in flags(code, changed(plan=figures, **head))]


def on(labels, figures):
    return replace(SOUND, plan=tuple(PlanStep.of(*step) for step in zip(labels, figures, strict=True)))


@pytest.mark.parametrize(
    ("figures", "empty"),
    [
        (("", "", "50", "100"), [0, 1]),
        (("/", "—", "－－", "100"), [0, 1, 2]),
        (("%", "30", "70", "100"), [0]),
        (("25", "", "75", "100"), [1]),
        (("25", "50", "75", ""), [3]),
        (("", "", "", ""), [0, 1, 2, 3]),
    ],
)
def test_every_empty_checkpoint_is_told(figures, empty):
    assert cells("B1", *figures) == empty


def test_a_checkpoint_after_all_is_spent_is_proposed_as_it_is_typed_before():
    found_empty = flags("B1", changed(plan=("50%", "100%", "", "")))
    assert [finding.remark.proposal for finding in found_empty] == ["100%", "100%"]
    assert flags("B1", changed(plan=("", "50", "75", "100")))[0].remark.proposal is None


def test_a_table_without_a_plan_is_told_once():
    assert places(flags("B1", replace(SOUND, plan=()))) == [("plan", None, "")]
    assert findings("B2", replace(SOUND, plan=())) == []


@pytest.mark.parametrize("zero", ["0", "０", "0%", "0.0", "百分之零"])
def test_nought_is_filled(zero):
    assert cells("B1", zero, "30", "70", "100") == []


@pytest.mark.parametrize(
    ("figures", "astray"),
    [
        (("20", "40", "70", "90"), [3]),
        (("20", "60", "40", "100"), [2]),
        (("20", "90", "40", "50"), [2, 3]),
        (("-5", "40", "70", "100"), [0]),
        (("20", "40", "170", "100"), [2]),
        (("20", "40", "70", "1000"), [3]),
        (("20", "四成", "70", "100"), [1]),
        (("20", "40-50", "70", "100"), [1]),
        (("25", "25", "25", "25"), [3]),  # told once, not at each figure
        (("40", "30", "20", "10"), [3]),
        (("0.25", "0.5", "0.75", "1"), [3]),
        (("0", "13.68", "31.92", "45.6"), [3]),  # money
        (("", "60", "50", "100"), [2]),
        (("0", "0", "0", "0"), [3]),
    ],
)
def test_a_plan_that_does_not_accumulate_is_told_at_its_cell(figures, astray):
    assert cells("B2", *figures) == astray


@pytest.mark.parametrize(
    "figures", [("０％", "３０", "百分之七十", "100%"), ("33.3", "33.3", "99.99", "100.00")]
)
def test_a_plan_that_accumulates_is_confirmed_with_its_figures(figures):
    (finding,) = findings("B2", changed(plan=figures))
    assert finding.level is Level.PASSED
    assert " → ".join(figures) == finding.remark.evidence


def test_a_plan_with_gaps_is_not_counted_as_sound():
    assert [one.level for one in findings("B2", changed(plan=("", "30", "70", "100")))] == [Level.UNCHECKED]


@given(st.lists(shares, min_size=3, max_size=3))
def test_sorted_shares_that_end_at_100_are_sound_and_no_other_order_is(figures):
    plan = [str(figure) for figure in sorted(figures)]
    assert cells("B2", *plan, "100") == []
    assert bool(cells("B2", *map(str, figures), "100")) == (figures != sorted(figures))


@pytest.mark.parametrize(
    ("figures", "odd", "proposal"),
    [
        (("0", "40%", "65%", "100%"), [0], "0%"),
        (("0", "40", "65", "100％"), [3], "100"),
        (("0", "", "65%", "100"), [2], "65"),
    ],
)
def test_the_odd_percent_sign_is_told_with_the_other_spelling(figures, odd, proposal):
    assert cells("B3", *figures) == odd
    assert flags("B3", changed(plan=figures))[0].remark.proposal == proposal


@pytest.mark.parametrize(
    "labels",
    [
        ("3月底", "6月底", "9月底", "12月底"),
        ("3月末", "6月末", "9月末", "12月末"),
        ("３月底", "6月\n底", "9 月底", "截至12月底"),
        ("一季度", "上半年", "前三季度", "全年"),
        ("第一季度", "第二季度", "第三季度", "第四季度"),
    ],
)
def test_checkpoints_of_the_same_months_are_those_of_the_form(labels):
    assert flags("B4", on(labels, ("0", "30", "70", "100"))) == []


@pytest.mark.parametrize(
    ("labels", "other"),
    [
        (("3月底", "6月底", "10月底", "12月底"), [("plan", 2, "label")]),
        (("1月底", "6月底", "9月底", "11月底"), [("plan", 0, "label"), ("plan", 3, "label")]),
        (("6月底", "12月底"), [("plan", None, "")]),
    ],
)
def test_other_checkpoints_are_told(labels, other):
    assert places(flags("B4", on(labels, ("0", "30", "70", "100")[-len(labels) :]))) == other


def test_without_a_form_the_checkpoints_cannot_be_looked_at():
    (finding,) = findings("B4", SOUND, replace(CONTEXT, plan_labels=()))
    assert finding.level is Level.UNCHECKED


def test_a_form_with_other_checkpoints_is_followed():
    october = replace(CONTEXT, plan_labels=("3月底", "6月底", "10月底", "12月底"))
    assert places(flags("B4", SOUND, october)) == [("plan", 2, "label")]


@pytest.mark.parametrize(
    "figures",
    [
        ("25", "25", "25", "25"),
        ("10", "20", "30", "40"),
        ("40%", "30%", "20%", "10%"),
        ("0", "50", "0", "50"),
        ("33.3", "33.3", "33.3", "0.1"),
        ("20", "20", "20", "100"),
        ("33.3", "33.3", "33.3", "100"),
    ],
)
def test_figures_of_each_quarter_alone_are_suspected(figures):
    assert cells("B5", *figures) == [1]


@pytest.mark.parametrize(
    "figures",
    [
        ("25", "50", "75", "100"),
        ("0", "0", "0", "100"),
        ("100", "100", "100", "100"),
        ("90", "90", "90", "100"),
        ("50", "50", "50", "100"),
        ("0", "30", "30", "100"),
        ("20", "30", "50", "100"),
        ("", "", "50", "50"),
    ],
)
def test_cumulative_figures_are_not_suspected(figures):
    assert cells("B5", *figures) == []


@given(st.lists(st.integers(1, 40), min_size=3, max_size=3).filter(lambda parts: sum(parts) < 100))
def test_parts_of_a_whole_are_told_with_what_they_add_up_to(parts):
    parts = [*parts, 100 - sum(parts)]
    (finding,) = flags("B5", changed(plan=[str(part) for part in parts]))
    assert finding.remark.expected.endswith("→ 100")


@pytest.mark.parametrize(
    ("figures", "late"),
    [
        (("0", "20", "69.9", "100"), [2]),
        (("0", "0", "0", "100"), [2]),
        (("0", "20", "70", "100"), []),
        (("20", "40", "", "100"), []),  # B1
        (("25", "25", "25", "25"), []),  # not cumulative: B2
    ],
)
def test_less_than_70_percent_after_the_third_checkpoint_is_told(figures, late):
    assert cells("B6", *figures) == late


def test_a_form_with_october_is_looked_at_in_october_and_one_without_autumn_not_at_all():
    october = on(("3月底", "6月底", "10月底", "12月底"), ("0", "20", "60", "100"))
    assert places(flags("B6", october)) == [("plan", 2, "percent")]
    assert flags("B6", on(("3月底", "6月底", "12月底"), ("0", "20", "100"))) == []


def test_a_district_may_ask_for_less_and_knows_other_reasons():
    late = changed(plan=("0", "20", "60", "100"), purpose="秋季造林500亩，验收合格付款。")
    assert flags("B6", late)
    assert not flags(
        "B6", late, replace(CONTEXT, settings=Settings(thresholds={"third_checkpoint": Decimal(60)}))
    )
    assert not flags(
        "B6", late, replace(CONTEXT, settings=Settings(lexicons={"late_spending_words": ("秋季造林",)}))
    )
    assert flags("B6", late, replace(CONTEXT, settings=Settings(lexicons={"late_spending_words": ()})))


@pytest.mark.parametrize(
    ("cells", "late"),
    [
        ({"timeliness": "2025年11月20日前"}, False),
        ({"timeliness": "2025.10.31"}, False),
        ({"timeliness": "2025年12月31日前"}, True),  # what everybody writes
        ({"timeliness": "2025年8月31日前"}, True),
        ({"goals": ["更换1200套，9月底累计支付60%。"]}, False),
        ({"goals": ["更换1200套，9月底累计支付65%。"]}, True),
        ({"name": "老旧小区供暖管网改造"}, False),
        ({"purpose": "改造3个小区管网，按进度支付。"}, True),
        ({"purpose": "改造3个小区管网，竣工决算后付清。"}, False),
    ],
)
def test_a_table_that_says_why_it_spends_late_is_left_alone(cells, late):
    edits = [set_cells("时效指标", value=cells["timeliness"])] if "timeliness" in cells else []
    head = {cell: text for cell, text in cells.items() if cell != "timeliness"}
    assert bool(flags("B6", changed(*edits, plan=("0", "20", "60", "100"), **head))) == late


@pytest.mark.parametrize(
    ("name", "figures", "suspected"),
    [
        ("公益性岗位人员工资", ("0", "30", "70", "100"), [0]),
        ("乡村医生养老金", ("0", "0", "70", "100"), [1]),
        ("专项债券付息", ("0", "0", "100", "100"), [1]),
        ("专项债券付息", ("0", "50", "100", "100"), []),
        ("优抚对象抚恤", ("0%", "0%", "70%", "100%"), [1]),
        ("环卫工人工资", ("20", "50", "75", "100"), []),
        ("环卫工人工资", ("", "50", "75", "100"), []),  # B1
        ("农民工工资保证金", ("0", "0", "100", "100"), []),
        ("工资调整预留", ("0", "0", "80", "100"), []),
        ("农机购置补贴", ("0", "0", "80", "100"), []),
        ("退役士兵一次性生活补贴", ("0", "0", "80", "100"), []),
        ("道路维修", ("0", "0", "80", "100"), []),
    ],
)
def test_pay_that_runs_through_the_year_begins_early(name, figures, suspected):
    assert cells("B7", *figures, name=name) == suspected
