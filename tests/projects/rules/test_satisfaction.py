"""What a 满意度 must say: how much, whose, and how it is learnt."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.rules.examples import CONTEXT, SOUND, add_row, changed, set_cells
from projects.rules.settings import Settings
from projects.values import plain
from tests.projects.rules.looking import flags, places

CLASS = "服务对象满意度指标"
CODES = ("C18", "C18a", "C18b", "C18c")


def satisfied(value="≥90%", **cells):
    return changed(set_cells(CLASS, value=value, **cells))


def codes(table, context=CONTEXT):
    return [code for code in CODES if flags(code, table, context)]


@pytest.mark.parametrize(
    "value",
    [
        "≥80%",
        "≥９５％",
        ">=90%",
        "≧90%",
        "＞85%",
        "不低于90%",
        "90%以上",
        "90%及以上",
        "达到95%",
        "85%-95%",
        "=95%",
        "百分之九十以上",
        "≥ 90 %",
        "≥90%（抽样）",
        "满意度达到90%以上",
        "大于等于90%",
        "≥99.5%",
    ],
)
def test_a_share_within_reach_is_sound_in_every_spelling(value):
    assert codes(satisfied(value)) == []


@pytest.mark.parametrize(
    "value",
    [
        "≥79.9%",
        "60％以上",
        "百分之七十以上",
        "70%-90%",
        "100%",
        "=100%",
        "≥１００％",
        "≥120%",
        "≤90%",
        "90%以下",
        "不超过95%",
        "≥90",
        "95",
        "0.95",
        "90分",
        "满意",
        "较满意以上",
        "良好",
        "非常满意",
    ],
)
def test_everything_else_is_flagged_at_the_value_once(value):
    found = flags("C18", satisfied(value))
    assert places(found) == [("indicators", 6, "value")]
    assert codes(satisfied(value)) == ["C18"]


@given(tenths=st.integers(1, 999), least=st.integers(1, 99))
def test_the_limit_is_the_district_s(tenths, least):
    share = Decimal(tenths) / 10
    context = replace(CONTEXT, settings=Settings(thresholds={"satisfaction_least": Decimal(least)}))
    assert bool(flags("C18", satisfied(f"≥{plain(share)}%"), context)) == (share < least)


@pytest.mark.parametrize(
    ("value", "right"), [("95%", "≥95%"), ("９８．５％", "≥98.5%"), ("百分之九十", "≥90%")]
)
def test_a_sign_is_proposed_where_only_it_is_missing(value, right):
    found = flags("C18a", satisfied(value))
    assert [one.remark.proposal for one in found] == [right]
    assert codes(satisfied(right)) == []


@pytest.mark.parametrize(
    ("value", "right"), [("90", "≥90%"), ("≥85", "≥85%"), ("0.95", None), ("150", None), ("90人", None)]
)
def test_a_percent_sign_is_proposed_where_the_number_can_only_be_one(value, right):
    assert [one.remark.proposal for one in flags("C18", satisfied(value))] == [right]


def test_complaints_and_scores_are_other_ways_to_measure():
    assert codes(satisfied("≤3次", level3="家长有效投诉次数")) == []
    assert codes(satisfied("0起", level3="群众信访件数")) == []
    assert codes(satisfied("≤5%", level3="学生不满意率")) == []
    assert codes(satisfied("≥90分", description="师生问卷平均得分")) == []
    assert codes(satisfied("满意", description="由家长代表评议，分优、良、中、差四档")) == []


@pytest.mark.parametrize("value", ["", "不涉及", "无", "/", "——", "不适用"])
def test_an_empty_value_is_left_to_others(value):
    assert flags("C18", satisfied(value)) == []


@pytest.mark.parametrize(
    "name",
    [
        "服务对象满意度",
        "满意度",
        "受益对象满意程度",
        "服务 对象\n满意度",
        "满意率（%）",
        "相关服务对象满意度",
        "受益者满意度调查",
    ],
)
def test_whose_it_is_must_be_said(name):
    found = flags("C18b", satisfied(level3=name, description="问卷中满意份数的比例"))
    assert places(found) == [("indicators", 6, "level3")]


@pytest.mark.parametrize(
    "name",
    [
        "师生满意度",
        "参保农户满意度",
        "受助对象满意度",
        "群众满意率",
        "企业服务对象满意度",
        "社会公众满意度",
        "物业服务对象为业主的满意度",
        "办事群众对窗口服务的满意程度",
    ],
)
def test_a_named_group_is_enough(name):
    assert flags("C18b", satisfied(level3=name, description="问卷中满意份数的比例")) == []


def test_the_group_may_stand_in_the_description():
    for description in ("师生满意度", "抽查的救助对象中满意的比例", "参训学员问卷", "对乘客随机访谈"):
        assert flags("C18b", satisfied(level3="服务对象满意度", description=description)) == []


@pytest.mark.parametrize(
    "description",
    [
        "问卷中满意份数占比",
        "电话回访满意户数÷回访户数",
        "第三方测评得分",
        "学期末座谈会评议结果",
        "12345热线回访",
        "随机抽样访谈",
    ],
)
def test_a_method_is_a_method_in_any_cell(description):
    assert flags("C18c", satisfied(description=description, basis="方案")) == []
    name = f"师生满意度（{description}）"
    assert flags("C18c", satisfied(level3=name, description="满意人数的比例", basis="方案")) == []


@pytest.mark.parametrize("description", ["满意人数的比例", "师生对项目是否满意", "反映师生的满意程度"])
def test_without_a_method_a_hint_stands_at_the_description(description):
    found = flags("C18c", satisfied(description=description, basis="实施方案"))
    assert places(found) == [("indicators", 6, "description")]


def test_an_empty_or_repeated_description_is_left_to_other_rules():
    for description in ("", "师生满意度", "师生 满意度"):
        assert flags("C18c", satisfied(level3="师生满意度", description=description, basis="方案")) == []


def test_other_classes_and_own_labels():
    assert flags("C18", changed(set_cells("社会效益指标", level3="群众满意度", value="100%"))) == []
    rows = tuple(
        replace(row, level2=row.level2.replace("服务对象满意度指标", "公众满意度"))
        for row in SOUND.indicators
    )
    low = tuple(replace(row, value="50%") if "满意" in row.level2 else row for row in rows)
    assert places(flags("C18", replace(SOUND, indicators=low))) == [("indicators", 6, "value")]


def test_each_row_is_told_and_a_level_can_be_off():
    table = changed(set_cells(CLASS, value="60%"), add_row(CLASS, "家长满意度", "50%"))
    assert places(flags("C18", table)) == [("indicators", 6, "value"), ("indicators", 7, "value")]
    off = replace(CONTEXT, settings=Settings(levels={"C18": "off"}))
    assert flags("C18", table, off) == []
