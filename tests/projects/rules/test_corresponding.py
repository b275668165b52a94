"""A number, day or rate that the text says otherwise than the row is found; another thing's is left alone."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.rules.examples import CONTEXT, SOUND, add_row, changed, set_cells
from projects.rules.finding import Level
from projects.rules.settings import Settings
from tests.projects.rules.looking import ends, flags, places


def quantity(level3, value, purpose="购买服务。", goals=("按期完成。",), description="", cost=""):
    edits = [set_cells("数量指标", level3=level3, description=description, value=value)]
    if cost:
        edits.append(set_cells("成本指标", level3="费用", description=cost, value="≤45.6万元"))
    return changed(*edits, purpose=purpose, goals=list(goals))


@pytest.mark.parametrize(
    ("level3", "value", "purpose"),
    [
        ("课后服务课时数", "≥40320课时", "向32所小学教师发放补助，全年38400课时。"),
        ("生活垃圾转运处理量", "≥2.7万吨", "按2.4万吨、每吨72.5元计174万元。"),
        ("运维微型监测站数量", "=27个", "委托运维26个空气质量微型监测站。"),
        ("月均保障人数", "≥1323人", "向城市低保对象发放保障金，月均1260人。"),
        ("服务居民户数", "≥1.4万户", "支付12600户居民生活垃圾的处理费。"),
        ("购置编织袋数量", "≥5万条", "补充编织袋4万条。"),
        ("免费开放天数", "≥325天", "全年免费开放310天以上。"),
    ],
)
def test_a_near_number_of_the_same_thing_is_held_against_the_row(level3, value, purpose):
    for table in (quantity(level3, value, purpose), quantity(level3, value, goals=(purpose,))):
        (one,) = flags("D5b", table)
        assert one.level is Level.WARNING
        assert one.at.cell == "value"
        assert one.remark.also.part in ("head", "goals")


@pytest.mark.parametrize(
    ("level3", "value", "purpose"),
    [
        ("课后服务课时数", "≥38000课时", "全年38400课时。"),  # a margin above the floor
        ("养护里程", "≥412.6公里", "养护县道86.4公里、乡道126.2公里、村道200公里。"),
        ("监测站数量", "=27个", "监测站原有26个。"),
        ("监测站数量", "=27个", "2024年运维监测站26个。"),
        ("监测站数量", "=27个", "约26个监测站。"),
        ("监测站数量", "=27个", "每站配备26个传感器。"),
        ("监测站数量", "=27个", "抽查26个监测站。"),
        ("培训教师人数", "120人", "在全区1800名教师中分批培训。"),
        ("培训教师人数", "≥120人", "配备126台电脑。"),
        ("专职保安人数", "20人", "配备保安24名，其中专职保安20名。"),
        ("改造检查井数量", "≥238座", "维修学校250所。"),
        ("保安人数", "20-28人", "配备保安30名。"),
        ("合格率", "95%", "保安30名。"),
        ("养护里程", "≥380公里", "养护公路超过400公里得满分。"),
        ("单价", "95元/人", "保安100名。"),
    ],
)
def test_another_things_number_a_margin_and_parts_are_left_alone(level3, value, purpose):
    assert not flags("D5b", quantity(level3, value, purpose))
    assert not flags("D5b", quantity(level3, value, goals=(purpose,)))


def test_more_than_the_floor_is_a_slip_where_the_rows_number_stands_elsewhere():
    plain = quantity("运维监测站数量", "≥26个", "委托运维27个监测站。")
    assert not flags("D5b", plain)
    by_goal = quantity("运维监测站数量", "≥26个", "委托运维27个监测站。", goals=("26个监测站全年运行。",))
    by_cost = quantity("运维监测站数量", "≥26个", "委托运维27个监测站。", cost="10455.5元×26个")
    for table in (by_goal, by_cost):
        (one,) = flags("D5b", table)
        assert one.remark.also.cell == "purpose"


def test_a_number_of_another_row_is_that_rows():
    table = changed(
        set_cells("数量指标", level3="新建小学数量", description="", value="3所"),
        add_row("数量指标", "新建幼儿园数量", "4所"),
        purpose="新建学校。",
        goals=["年底前4所幼儿园建成。"],
    )
    assert not flags("D5b", table)


def test_what_d5_says_is_not_said_twice():
    table = quantity("保安人数", "28人", "配备专职保安人员24名。")
    assert flags("D5", table)
    assert not flags("D5b", table)


def test_how_near_is_the_districts_to_say():
    table = quantity("课后服务课时数", "≥40320课时", "全年38400课时。")
    strict = Settings(thresholds={"near_number": Decimal(1)})
    assert not flags("D5b", table, type(CONTEXT)(2025, settings=strict))


@given(st.integers(1000, 9000), st.integers(1000, 9000))
def test_an_exact_number_is_flagged_where_the_text_says_another_within_a_fifth(told, promised):
    found = flags("D5b", quantity("课后服务课时数", f"={promised}课时", f"全年{told}课时。"))
    assert bool(found) is (told != promised and abs(told - promised) <= promised / 5)


def timed(level3, value, goal, **head):
    return changed(set_cells("时效指标", level3=level3, value=value), goals=[goal], **head)


@pytest.mark.parametrize(
    ("level3", "value", "goal"),
    [
        ("管网通水日期", "2025年12月20日前", "11月15日前完成6.7公里雨污分流管网改造并通水。"),
        ("安装调试完成时间", "2025.09.20", "8月20日前完成14台设备的安装调试。"),
        ("物资入库完成时间", "2025年6月底前", "2025年5月31日前三类物资全部入库。"),
    ],
)
def test_another_day_for_the_same_step_is_a_warning(level3, value, goal):
    (one,) = flags("D5c", timed(level3, value, goal))
    assert (one.level, one.at.cell, one.remark.also.part) == (Level.WARNING, "value", "goals")


@pytest.mark.parametrize(
    ("level3", "value", "goal"),
    [
        ("物资入库完成时间", "2025年5月31日前", "5月底前三类物资全部入库。"),
        ("管网通水日期", "2025年11月15日前", "9月底累计支付工程款的60%。"),
        ("管网通水日期", "2025年11月15日前", "2024年10月31日完成管网通水的设计。"),
        ("设备安装完成时间", "2025年9月30日前", "9月30日前设备安装完毕，12月20日前完成设备验收。"),
        ("入户登记完成日期", "2025年11月20日前", "11月1日至20日入户登记3680户。"),
        ("助听器验配完成日期", "2025年10月20日前", "10月底前验配助听器72台。"),
        ("安装完成时间", "2025年8月31日前", "7月10日开工安装课桌椅。"),
        ("安装完成时间", "2025年8月31日前", "自6月10日起安装课桌椅。"),
        ("安装完成时间", "2025年8月31日前", "安装后于9月20日完成验收。"),
        ("安装完成时间", "2025年8月31日前", "安装完成后10月底付清尾款。"),
        ("安装完成时间", "2025年8月31日前", "9月1日开学前安装完毕。"),
        ("补助发放时间", "每月15日前", "6月15日前发放补助。"),
        ("管网通水日期", "2025年11月15日前", "13月45日管网通水。"),
    ],
)
def test_other_steps_and_the_same_day_otherwise_written_are_left_alone(level3, value, goal):
    assert not flags("D5c", timed(level3, value, goal))


@pytest.mark.parametrize(
    ("value", "goal", "told"),
    [
        ("≥92.5%", "监测数据有效率不低于95%。", True), ("≥95％", "监测数据有效率不低于９５％。", False),
        ("≥95%", "监测数据有效率由90%提高到95%。", False), ("≥95%", "监测数据有效率比2024年提高2%。", False),
        ("≥95%", "监测设备完好率98%。", False), ("≥95%", "监测数据有效率从90%提升到95%。", False),
        ("≥95%", "监测数据有效率现为90%，年底达到95%。", False), ("≥95%", "监测数据有效率提高5%。", False),
        ("≥95%", "监测数据有效率不足80%，影响应急。", False), ("90%-95%", "监测数据有效率98%。", False),
    ],
)  # fmt: skip
def test_another_rate_behind_the_same_name_is_a_warning(value, goal, told):
    table = changed(set_cells("质量指标", level3="监测数据有效率", value=value), goals=[goal])
    assert bool(flags("D5d", table)) is told


@pytest.mark.parametrize("code", ["D5b", "D5c", "D5d"])
def test_the_sound_table_corresponds(code):
    assert places(flags(code, SOUND)) == []


def test_many_rows_and_numbers_are_looked_at_in_an_end():
    rows = [
        add_row("数量指标", f"更换第{number}批课桌椅数量", f"≥{1000 + number}套") for number in range(200)
    ]
    table = changed(*rows, purpose="、".join(f"更换课桌椅{2000 + number}套" for number in range(400)))
    with ends():
        flags("D5b", table)
