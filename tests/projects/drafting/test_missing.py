from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.drafting.missing import Missing, missing
from projects.drafting.sheet import Sheet
from projects.importing.word.reading import read_word
from projects.tables import INDICATOR_HEADS, Amount, Goal, Indicator, PlanStep, ProjectTable
from tests.projects.strategies import indicators, plan_steps, tables
from tests.seed import SEED_DOCX, needs_seed

ROWS = [uuid4() for _ in range(6)]
HEATING = Indicator("产出指标", "数量指标", "取暖面积", "供暖的教室面积", "≥1200平方米", "实测", id=ROWS[3])
WARMTH = Indicator("", "质量指标", "室温达标率", "达标天数的比例", "≥95%", "供热条例", id=ROWS[4])
FULL = Sheet(
    name="校舍取暖",
    total=Amount.of("34.32"),
    fiscal=Amount.of("34.32"),
    purpose="购买取暖用煤",
    plan=(PlanStep("6月底", "0", id=ROWS[0]), PlanStep("12月底", "100", id=ROWS[1])),
    goals=(Goal("目标1", "冬季教室温暖", id=ROWS[2]),),
    indicators=(HEATING, WARMTH),
)


def names(table: Sheet | ProjectTable) -> list[str]:
    return [one.name for one in missing(table)]


def with_rows(*rows: Indicator) -> Sheet:
    return replace(FULL, indicators=rows)


def test_a_complete_table_lacks_nothing():
    assert missing(FULL) == missing(FULL.table()) == []


def test_an_empty_table_lacks_each_of_its_parts():
    assert names(Sheet()) == [
        *("项目名称", "预算数", "财政资金或其他资金", "资金用途"),
        *("资金支出计划", "绩效目标", "绩效指标"),
    ]


def test_the_name_is_called_as_the_form_calls_it():
    assert "专项资金名称" in names(Sheet(name_label="专项资金名称"))


@pytest.mark.parametrize("part", ["fiscal", "other"])
def test_one_source_of_money_is_enough(part):
    sheet = replace(FULL, fiscal=Amount(), other=Amount())
    assert names(sheet) == ["财政资金或其他资金"]
    assert names(replace(sheet, **{part: Amount.of("34.32")})) == []


def test_every_checkpoint_needs_its_progress_and_zero_is_one():
    sheet = replace(FULL, plan=(PlanStep("6月底", "", id=ROWS[0]), PlanStep("12月底", "0", id=ROWS[1])))
    assert missing(sheet) == [Missing("plan", ROWS[0], "percent", "6月底 累计进度")]
    assert names(replace(FULL, plan=(PlanStep("", "%"),))) == ["第1个时间节点 累计进度"]


def test_one_goal_with_a_text_is_enough():
    empty = Goal("", "", id=ROWS[2])
    assert missing(replace(FULL, goals=(empty,))) == [Missing("goals", ROWS[2], "text", "绩效目标")]
    assert names(replace(FULL, goals=(Goal("目标1", ""), Goal("目标2", "冬季教室温暖")))) == []


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("description", "数量指标“取暖面积”的绩效指标描述"),
        ("value", "数量指标“取暖面积”的指标值"),
        ("basis", "数量指标“取暖面积”的指标值确定依据"),
        ("level3", "数量指标（第1行）的三级指标"),
    ],
)
def test_an_empty_cell_of_an_indicator_is_named_by_its_place(cell, name):
    sheet = with_rows(replace(HEATING, **{cell: ""}), WARMTH)
    assert missing(sheet) == [Missing("indicators", ROWS[3], cell, name)]


def test_a_row_without_class_labels_is_named_by_the_class_above_as_the_print_shows_it():
    assert names(with_rows(HEATING, Indicator(level3="围栏数量", description="围栏", basis="实测"))) == [
        "数量指标“围栏数量”的指标值"
    ]


def test_a_long_name_of_an_indicator_is_cut_short():
    [name] = names(with_rows(replace(HEATING, level3="按照协议约定时间完成\n建设任务的企业", value="")))
    assert name == "数量指标“按照协议约定时间完成建设任务的…”的指标值"


@pytest.mark.parametrize("value", ["%", "≥", "元", "平方米", "≥__%"])
def test_a_unit_without_a_number_is_no_value_yet(value):
    assert names(with_rows(replace(HEATING, value=value))) == ["数量指标“取暖面积”的指标值"]


def test_a_row_with_nothing_but_its_class_counts_once_and_not_in_each_cell():
    unused = Indicator("产出指标", "时效指标", id=ROWS[5])
    assert missing(with_rows(HEATING, unused)) == [Missing("indicators", ROWS[5], "", "时效指标 本行未填")]


def test_an_unused_row_beside_a_filled_one_of_its_class_is_told_since_the_print_shows_it_empty():
    assert names(with_rows(HEATING, Indicator("产出指标", "数量指标"))) == ["数量指标 本行未填"]


def test_rows_that_the_print_does_not_show_are_not_missed():
    sheet = replace(
        FULL,
        plan=(*FULL.plan, PlanStep()),
        goals=(*FULL.goals, Goal()),
        indicators=(HEATING, Indicator(), Indicator(*INDICATOR_HEADS), WARMTH),
    )
    assert missing(sheet) == []


@needs_seed
def test_the_real_disclosure_lacks_progress_at_thirteen_checkpoints_and_nothing_else():
    lacking = [one for reading in read_word(SEED_DOCX).tables for one in missing(reading.table)]
    assert {(one.part, one.cell) for one in lacking} == {("plan", "percent")}
    assert len(lacking) == 13


@st.composite
def sheets(draw) -> Sheet:
    """Rows as they are while being typed: empty ones and ones without class labels among them."""
    table = draw(tables())
    return Sheet(
        **{name: getattr(table, name) for name in ("name", "name_label", "total", "fiscal", "purpose")},
        plan=tuple(draw(st.lists(plan_steps(), max_size=4))),
        goals=tuple(
            draw(st.lists(st.builds(Goal, st.sampled_from(["", "目标"]), st.text(max_size=3)), max_size=3))
        ),
        indicators=tuple(draw(st.lists(indicators(), max_size=5))),
    )


@given(sheets())
def test_what_is_missing_depends_on_what_the_print_shows_alone(sheet):
    assert names(sheet) == names(sheet.table())
