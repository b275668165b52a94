"""An indicator stands under the class that it is about."""

from dataclasses import replace

import pytest

from projects.rules.context import Context
from projects.rules.examples import CONTEXT, SOUND, changed, set_cells
from projects.rules.finding import Level
from projects.rules.reading import Reading
from projects.rules.settings import Settings
from projects.rules.single import classing, directions, fitting, measures, naming, repeating
from projects.tables import Indicator
from tests.projects.rules.looking import ends, flags, places


def quality(level3, **head):
    return changed(set_cells("质量指标", level3=level3), **head)


def benefit(level3, level2="社会效益指标", **head):
    return changed(set_cells("社会效益指标", level2=level2, level3=level3), **head)


@pytest.mark.parametrize(
    "level3",
    [
        "资金使用合格率",
        "资金 使用\n合规率",
        "专款专用率",
        "预算执行率",
        "资金到位率",
        "专项经费支付合规率",
        "财务管理规范性",
    ],
)
def test_quality_is_not_how_money_was_used(level3):
    (one,) = flags("C14", quality(level3))
    assert (one.level, one.at.number, one.at.cell) == (Level.WARNING, 1, "level3")


@pytest.mark.parametrize(
    "level3",
    [
        "验收合格率",
        "补助资金发放准确率",
        "补助对象认定准确率",
        "工资发放精准性",
        "持证上岗率",
        "日产日清率",
        "",
    ],
)
def test_quality_of_what_is_delivered_is_quality_even_of_payments(level3):
    assert not flags("C14", quality(level3))


@pytest.mark.parametrize("head", [{"name": "财政资金绩效评价"}, {"purpose": "对12个专项开展审计"}])
def test_where_looking_after_money_is_the_work_it_has_a_quality(head):
    assert not flags("C14", quality("资金使用问题查出率", **head))
    assert not flags("C15", benefit("资金使用效率提高比例", **head))


def test_money_use_under_timeliness_is_not_of_this_rule():
    assert not flags("C14", changed(set_cells("时效指标", level3="资金拨付及时率")))


@pytest.mark.parametrize(
    "level3",
    ["养护工程完成率", "任务完成及时率", "验收合格率（一次）", "补贴发放率", "群众满意度",
     "受益群众满意率", "资金利用率", "预算执行率",
     "采购数量"],
)  # fmt: skip
@pytest.mark.parametrize("level2", ["社会效益指标", "经济效果", "可持续性影响"])
def test_a_benefit_is_no_output_no_satisfaction_and_no_use_of_money(level3, level2):
    assert places(flags("C15", benefit(level3, level2))) == [("indicators", 4, "level3")]


@pytest.mark.parametrize(
    "level3",
    ["受益师生人数", "减排目标完成率", "应保尽保率", "政策知晓率", "新增就业人数", "群众安全感",
     "优良路率", "产业增加值同比增长率", ""],
)  # fmt: skip
def test_a_change_that_the_work_brings_is_a_benefit(level3):
    assert not flags("C15", benefit(level3))


def test_an_indicator_named_both_output_and_benefit_is_told_with_its_twin():
    (one,) = flags("C15", benefit("更换 课桌椅数量"))
    assert (one.at.number, one.remark.also.number) == (4, 0)
    assert not flags("C15", benefit("更换课桌椅受益人数"))


def test_a_stock_phrase_under_output_and_benefit_is_only_a_stock_phrase():
    table = changed(
        set_cells("时效指标", level3="按年度工作计划"), set_cells("社会效益指标", level3="按年度工作计划")
    )
    assert not flags("C15", table)
    assert len(flags("C5", table)) == 2


@pytest.mark.parametrize("label", ["满意度指标", "社会公众或服务对象满意度指标", "效益满意度"])
def test_satisfaction_may_stand_under_any_class_that_names_it(label):
    assert not flags("C15", benefit("群众满意度", label))


@pytest.mark.parametrize(
    ("level2", "level3", "better"),
    [
        ("社会效益指标", "河流水质达标率", "生态效益"),
        ("经济效益指标", "空气质量优良天数比例", "生态效益"),
        ("社会效益指标", "企业税收增长率", "经济效益"),
        ("生态效益指标", "节约费用", "经济效益"),
    ],
)
def test_a_benefit_of_another_kind_is_a_hint_that_names_the_kind(level2, level3, better):
    (one,) = flags("C16", benefit(level3, level2))
    assert (one.level, one.remark.expected, one.at.cell) == (Level.HINT, better, "level3")


@pytest.mark.parametrize(
    ("level2", "level3"),
    [
        ("生态效益指标", "河流水质达标率"),
        ("社会效益指标", "农村饮用水水质达标率"),
        ("社会效益指标", "生态环境保护知晓率"),
        ("社会效益指标", "扬尘投诉件数"),
        ("经济效益指标", "企业税收增长率"),
        ("可持续影响指标", "污水设施使用年限"),
        ("满意度指标", "水质满意度"),
    ],
)
def test_a_benefit_of_its_own_kind_is_left_alone(level2, level3):
    assert not flags("C16", benefit(level3, level2))


def test_a_class_that_the_form_does_not_have_is_not_recommended():
    table = benefit("河流水质达标率")
    poor = Context(year=2025, classes=(("效益指标", "社会效益指标"), ("效益指标", "经济效益指标")))
    assert flags("C16", table, CONTEXT)
    assert not flags("C16", table, poor)


def test_the_words_that_decide_are_the_districts():
    words = {"use_of_funds": ("公款",), "output_names": (), "ecological_words": ("水位",)}
    own = Context(year=2025, settings=Settings(lexicons=words))
    assert not flags("C14", quality("资金使用合格率"), own)
    assert flags("C14", quality("公款支出合规率"), own)
    assert not flags("C15", benefit("养护工程完成率"), own)
    assert flags("C16", benefit("地下水位回升高度"), own)


@pytest.mark.parametrize(("code", "table"), [("C14", quality("专款专用率")), ("C15", benefit("资金利用率"))])
def test_a_level_is_the_districts(code, table):
    for level in ("hint", "error"):
        context = Context(year=2025, settings=Settings(levels={code: level}))
        assert [one.level for one in flags(code, table, context)] == [level]
    assert not flags(code, table, Context(year=2025, settings=Settings(levels={code: "off"})))


RULES = [
    rule
    for module in (naming, repeating, measures, fitting, directions, classing)
    for rule in module.REGISTER.rules
]


@pytest.mark.parametrize(
    "text",
    ["按" * 60_000, "一" * 60_000, "1 " * 30_000, "(人) " * 15_000, "≥95%以上" * 9_000, "；\n" * 30_000],
)
def test_a_table_of_long_cells_takes_no_longer_than_reading_it(text):
    row = Indicator("产出指标", "数量指标", text, text, text, text)
    rows = (row, replace(row, level2="质量指标"), replace(row, level1="效益指标", level2="社会效益指标"))
    table = replace(SOUND, purpose=text, indicators=rows)
    reading = Reading(table)
    for row in reading.rows:
        assert row.cells["value"].quantities is not None
        assert row.cells["description"].quantities is not None
    with ends():
        for rule in RULES:
            list(rule.look(reading, CONTEXT))


def test_rows_without_class_or_text_are_left_to_others():
    strange = tuple(Indicator(basis=f"依据{number}", level3="？" * number) for number in range(60))
    for rule in RULES:
        assert list(rule.look(Reading(replace(SOUND, indicators=strange)), CONTEXT)) == []
