"""≥ and ≤ point the way that a name means, and rates ask enough."""

from decimal import Decimal

import pytest

from projects.rules.context import Context
from projects.rules.examples import SOUND, changed, set_cells
from projects.rules.finding import Level
from projects.rules.settings import Settings
from tests.projects.rules.looking import flags, places


def quantity(value, level3):
    return changed(set_cells("数量指标", level3=level3, value=value))


def quality(value, level3="课桌椅验收合格率"):
    return changed(set_cells("质量指标", level3=level3, value=value))


def with_settings(**parts) -> Context:
    return Context(year=2025, settings=Settings(**parts))


@pytest.mark.parametrize("typed", ["≤95%", "不超过95%", "<９５％", "95%以内", "小于95%"])
@pytest.mark.parametrize(
    "level3", ["验收合格率", "补助发放及时率", "任务完成率", "应保尽保率", "医保覆盖率（居民）"]
)
def test_a_rate_that_should_be_high_is_no_upper_bound(typed, level3):
    (one,) = flags("C11", quality(typed, level3))
    assert (one.level, one.at.cell, one.remark.expected) == (Level.WARNING, "value", "≥95%")


@pytest.mark.parametrize(
    "level3",
    [
        "群众投诉件数",
        "资金支付逾期次数",
        "逾期天数",
        "安全责任事故数",
        "学生流失率",
        "设备故障率",
        "违约事件",
        "产品不合格率",
    ],
)
@pytest.mark.parametrize("typed", ["≥3", "不低于3", "3以上", "＞３", "超过3"])
def test_what_should_not_happen_is_no_lower_bound(level3, typed):
    assert places(flags("C11", quality(typed, level3))) == [("indicators", 1, "value")]


@pytest.mark.parametrize(
    ("level3", "value"),
    [
        ("产品不合格率", "≤2%"), ("投诉办结率", "≥95%"), ("事故起数下降率", "≥5%"),
        ("隐患整改率", "≥98%"), ("逾期天数", "≤0天"),
        ("逾期贷款回收率", "≥60%"), ("平均无故障时间", "≥5000小时"), ("故障间隔时间", "≥720小时"),
        ("出生缺陷筛查人数", "≥3000人"),
        ("超标电动车置换数量", "≥800辆"), ("火灾隐患排查家数", "≥1200家"), ("床位空置率", "≤5%"),
        ("未办结率", "≤5%"), ("合格率", "95%"),
        ("合格率", "=95%"), ("失业率", "≤4.5%"), ("逾期未报的项目整改完成数", "≥5个"),
    ],
)  # fmt: skip
def test_names_that_only_sound_the_other_way_are_left_alone(level3, value):
    assert not flags("C11", quality(value, level3))


@pytest.mark.parametrize(
    ("level3", "value", "told"),
    [
        ("区级财政投入", "≥50万元", True),
        ("运行费用", "不低于68.5元/吨", True),
        ("运行费用", "68.5元/吨以内", False),
        ("低保标准", "≥8160元/人/年", False),
        ("采购资金节约额", "≥3万元", False),
        ("采购节约率", "≥3%", False),
        ("区级财政投入", "=50万元", False),
    ],
)
@pytest.mark.parametrize("labels", [("产出指标", "成本指标"), ("成本指标", "经济成本指标")])
def test_a_cost_is_an_upper_bound_in_either_tree(level3, value, told, labels):
    cells = {"level1": labels[0], "level2": labels[1], "level3": level3, "description": "", "value": value}
    assert bool(flags("C11", changed(set_cells("成本指标", **cells)))) == told


@pytest.mark.parametrize("typed", ["≤38398课时", "不超过１２课时", "12课时以内", "<12课时"])
def test_an_output_that_nobody_needs_to_reach_is_a_hint(typed):
    (one,) = flags("C11a", quantity(typed, "课后服务课时数"))
    assert one.level is Level.HINT


@pytest.mark.parametrize("level3", ["会议次数", "编外聘用人数", "责任事故数", "公务接待批次", "办公用房面积"])
def test_outputs_that_are_kept_small_may_have_an_upper_bound(level3):
    assert not flags("C11a", quantity("≤12次", level3))


@pytest.mark.parametrize(
    ("level3", "value", "told"),
    [
        ("验收合格率", ">80%", True), ("验收合格率", "８５％以上", True), ("验收合格率", "≥89.9%", True),
        ("验收合格率", "≥90%", False),
        ("养护工程完成率", "60%", True), ("养护工程完成率", "≥95%", False),
        ("抽检不合格率", "≤5%", False), ("验收合格率", "≤80%", False),
        ("断面水质达标率", "≥75%", False), ("工程累计完成率", "≥60%", False), ("覆盖率", "≥60%", False),
        ("验收合格率", "≥900‰", False),
        ("验收合格率", "≥80套", False),
    ],
)  # fmt: skip
def test_a_low_target_of_a_pass_or_completion_rate_is_a_hint(level3, value, told):
    found = flags("C17", quality(value, level3))
    assert [one.level for one in found] == [Level.HINT] * told


def test_what_is_low_is_the_districts_to_say():
    lower = with_settings(thresholds={"lowest_pass_rate": Decimal(75)})
    higher = with_settings(thresholds={"lowest_pass_rate": Decimal("99.5")})
    assert not flags("C17", quality("≥80%"), lower)
    (one,) = flags("C17", quality("≥99%"), higher)
    assert "99.5%" in one.message


@pytest.mark.parametrize("code", ["C11", "C11a", "C17"])
def test_the_sound_table_points_the_right_way(code):
    assert not flags(code, SOUND)


@pytest.mark.parametrize(
    ("level3", "value", "told"),
    [
        ("小学生课后服务参加比例", "＜85%", True), ("理赔案件结案金额占比", "≤98%", False),
        ("网上办件量", "≤11.2万件", True), ("优良天数比例", "不超过73%", True),
        ("细颗粒物年均浓度", "不低于38微克/立方米", True), ("细颗粒物年均浓度", "≤38微克/立方米", False),
        ("溶解氧浓度", "≥5毫克/升", False), ("单位产品能耗", "≤0.3吨", False),
        ("候诊等待时间", "≤20分钟", False), ("群众信访件数", "≤5件", False),
        ("森林火灾受害率", "≤0.9‰", False), ("设施使用年限", "≤8年", True),
        ("贫困发生率", "≤1%", False), ("施工工期", "≤90天", False),
        ("就业人数", "120人", False), ("就业人数", "=120人", False),
    ],
)  # fmt: skip
def test_a_benefit_that_needs_no_more_is_a_question(level3, value, told):
    found = flags("C11b", changed(set_cells("社会效益指标", level3=level3, value=value)))
    assert [one.level for one in found] == [Level.HINT] * told


@pytest.mark.parametrize(
    ("level3", "value", "told"),
    [
        ("故障修复时间", "＞24小时", True), ("坑槽修补时限", "48小时以上", True), ("上架时间", "≥30天", True),
        ("故障修复时间", "≤24小时", False), ("平均无故障运行时间", "≥5000小时", False),
        ("每周开放时间", "≥42小时", False), ("运维服务期限", "≥12个月", False), ("公示时间", "≥7天", False),
        ("保修时间", "≥24个月", False), ("项目实施周期", "≥3个月", False), ("提前报送天数", "≥5天", False),
    ],
)  # fmt: skip
def test_a_limit_of_time_is_an_upper_bound(level3, value, told):
    assert bool(flags("C11", changed(set_cells("时效指标", level3=level3, value=value)))) is told


def test_a_norm_of_at_least_so_much_is_a_question_where_it_spends_the_budget():
    assert flags("C11b", changed(set_cells("成本指标", level3="补助标准", value="≥380元/套")))
    assert not flags("C11b", changed(set_cells("成本指标", level3="补助标准", value="≥370元/套")))


@pytest.mark.parametrize("code", ["C11", "C11a", "C11b"])
def test_one_row_is_told_of_its_direction_once(code):
    told = [one for one in ("C11", "C11a", "C11b") if flags(one, quantity("≤12课时", "课后服务课时数"))]
    assert told == ["C11a"]
    assert not flags(code, SOUND)
