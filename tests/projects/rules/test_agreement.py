"""The same fact in two cells is the same number; different facts are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.rules.examples import CONTEXT, add_row, changed, set_cells
from projects.rules.finding import Level
from projects.rules.settings import Settings
from tests.projects.rules.looking import flags


def table(level3, value, purpose="购买服务。", description="", goals=("按期完成。",), **head):
    return changed(
        set_cells("数量指标", level3=level3, description=description, value=value),
        purpose=purpose,
        goals=goals,
        **head,
    )


@pytest.mark.parametrize(
    ("level3", "value", "purpose"),
    [
        ("保安人数", "≥28人", "为15所中小学幼儿园配备专职保安人员24名。"),
        ("保安人数", "28人", "配备24名保安。"),
        ("保安人数", "28人", "聘用２４名专职保安，维护校园安全。"),
        ("保安数量", "=28名", "为学校配备保安共24名"),
        ("配备保安人数", "28人", "配备保安24名。"),
        ("保安人数", "28", "配备保安人员 24 人。"),
        ("网格员人数", "≥15人", "13名网格员的补助。"),
        ("路灯数量", "120盏", "安装路灯100盏。"),
        ("安装路灯数量", "≤90盏", "在3个村安装路灯100盏"),
        ("监控点位数", "≥260个", "建设监控点位200个。"),
        ("养护公路里程", "140公里", "养护公路130公里。"),
        ("低保对象户数", "320户", "保障低保对象300户。"),
        ("校车数量", "≥7辆", "租用校车\n5辆接送学生。"),
    ],
)
def test_a_number_promised_and_another_planned_contradict(level3, value, purpose):
    (one,) = flags("D5", table(level3, value, purpose))
    assert one.level is Level.ERROR
    assert one.at.cell == "value"
    assert one.remark.also.cell == "purpose"


SOUND_PAIRS = [
    ("课桌椅数量", "1200套", "一中更换课桌椅500套，其余两校更换700套。"),
    ("课桌椅数量", "1200套", "更换课桌椅500套（一中）、400套（二中）、300套（三中）。"),
    ("课桌椅数量", "1200套", "已更换课桌椅800套，今年再更换课桌椅1200套。"),
    ("课桌椅数量", "≥1200套", "备用课桌椅60套，更换课桌椅1140套。"),
    ("路灯数量", "≥1500盏", "维修路灯800盏，更换路灯700盏。"),
    ("网格员人数", "=13人", "12名专职网格员和1名兼职网格员的补助。"),
    ("采购设备数量", "30台", "采购设备28台及配套设备2台。"),
    ("保安人数", "24人", "配备专职保安人员24名。"),
    ("保安人数", "≥24人", "配备保安28名。"),  # more is planned than must be
    ("保安人数", "≤30人", "配备保安28名。"),
    ("学生人数", "28人", "为24名教师发放补助。"),
    ("教室数量", "24间", "为3所学校修缮教室。"),
    ("学校数量", "3所", "修缮24间教室。"),
    ("保安人数", "24人", "东校区配备12名保安，西校区配备12名保安。"),
    ("保安人数", "24人", "配备24名保安，其中专职保安20名。"),
    ("保安人数", "28人", "原有保安24名，不足部分购买服务。"),
    ("保安人数", "28人", "每所学校配备2名保安。"),
    ("保安人数", "28人", "每校2名保安。"),
    ("保安人数", "28人", "2024年配备保安24名。"),
    ("保安人数", "28人", "约24名保安。"),
    ("保安人数", "28人", "新增保安4名。"),
    ("保安人数", "28人", "保安由24名增加到28名。"),
    ("保安人数", "28人", "发放24套保安服装。"),
    ("保安人次", "280人次", "配备28名保安。"),
    ("培训教师人数", "120人", "全区1200名教师，分批培训。"),
    ("培训教师人数", "120人", "培训120名教师，全区共有1200名教师。"),
    ("资助学生人数", "120人", "学校有1200名学生，对困难学生发放补助。"),
    ("月均保障人数", "300人", "保障低保对象约320人。"),
    ("学生人数", "730人", "2100名学生中有730名学生领取校服。"),
    ("路灯数量", "120盏", "安装路灯100余盏。"),
    ("路灯数量", "120盏", "路灯120盏，灯杆100根。"),
    ("清运次数", "365次", "清运垃圾1.46万吨。"),
    ("公路里程", "140公里", "养护公路130公里。"),  # not all of it need be 养护
    ("养护里程", "140公里", "养护县道40公里、乡道60公里、村道40公里。"),
    ("机井数量", "20眼", "新打机井12眼，维修机井8眼。"),
    ("救护车数量", "2辆", "购置救护车1辆、救护车1辆。"),
    ("检查企业数量", "≥50家", "辖区企业200家。"),
    ("补助农户数", "500户", "农户每户补助300元，500户。"),
    ("演出场次", "24场", "每月演出2场。"),
    ("合格率", "95%", "合格率98%。"),
    ("保安服务满意", "满意", "配备24名保安。"),
    ("保安人数", "20-28人", "配备24名保安。"),
    ("护林员人数", "60人", "护林员60名，防火员24名。"),
    ("消防栓数量", "80个", "更换消防栓水带200条。"),
]


@pytest.mark.parametrize(("level3", "value", "purpose"), SOUND_PAIRS)
def test_different_facts_and_agreeing_ones_are_left_alone(level3, value, purpose):
    assert not flags("D5", table(level3, value, purpose))
    assert not flags("D5", table(level3, value, goals=(purpose,)))
    assert not flags("D5a", table(level3, value, purpose))


def test_the_parts_may_stand_in_two_goals():
    goals = ("为一中配备12名保安。", "为二中配备16名保安。")
    assert not flags("D5", table("保安人数", "28人", goals=goals))
    assert not flags("D5a", table("保安人数", "28人", "为一中、二中配备28名保安。", goals=goals))


def test_a_row_that_is_about_fewer_things_by_its_description_is_not_compared():
    assert not flags(
        "D5", table("学生人数", "730人", "保障2100名学生用餐。", description="一年级和七年级新生")
    )


def test_evidence_says_which_number_the_budget_speaks_for():
    guards = table("保安人数", "≥28人", "配备保安24名。", total="84.336", fiscal="84.336")
    (one,) = flags("D5", guards)
    assert "2510元/人·月×12个月×28人=84.336万元" in one.remark.evidence
    priced = changed(
        set_cells("成本指标", level3="单价", description="", value="380元/套"),
        purpose="更换课桌椅1000套。",
    )
    (one,) = flags("D5", priced)
    assert "380元/套×1200套=45.6万元" in one.remark.evidence


def test_where_the_budget_decides_nothing_the_passage_is_the_evidence():
    (one,) = flags("D5", table("保安人数", "28人", "配备保安24名。", total="50", fiscal="50"))
    assert "配备保安24名" in one.remark.evidence


@given(st.integers(2, 5000), st.integers(2, 5000))
def test_an_exact_number_is_flagged_exactly_where_the_plan_is_another(promised, planned):
    found = flags("D5", table("保安人数", f"{promised}人", f"配备{planned}名保安。"))
    assert bool(found) is (promised != planned)


@given(st.integers(2, 5000), st.integers(2, 5000))
def test_a_lower_bound_is_flagged_exactly_where_less_is_planned(promised, planned):
    found = flags("D5", table("保安人数", f"≥{promised}人", f"配备{planned}名保安。"))
    assert bool(found) is (planned < promised)


def test_purpose_and_goal_name_one_number():
    assert flags("D5a", changed(goals=("为3所高中更换1000套旧课桌椅。",)))
    assert not flags("D5a", changed(goals=("为3所高中更换1200套旧课桌椅。",)))
    assert not flags("D5a", changed(goals=("更换4000张旧课桌。",)))


def test_the_district_says_which_words_tell_another_fact():
    row = table("保安人数", "28人", "临聘保安24名。")
    assert not flags("D5", row)  # 临聘保安 may be some of them
    neutral = Settings(lexicons={"neutral_modifiers": ("临聘",)})
    assert flags("D5", row, type(CONTEXT)(2025, settings=neutral))
    other = Settings(lexicons={"neutral_modifiers": ("临聘",), "other_facts": ("临聘",)})
    assert not flags("D5", row, type(CONTEXT)(2025, settings=other))


def test_many_rows_are_each_compared_on_their_own():
    two = changed(
        set_cells("数量指标", level3="保安人数", description="", value="28人"),
        add_row("数量指标", "保洁员人数", "10人"),
        purpose="配备保安24名，聘用保洁员10名。",
    )
    assert [one.at.number for one in flags("D5", two)] == [0]
