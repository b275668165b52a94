"""A value is a number with a fitting unit and one way of writing the comparison."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.rules.context import Context
from projects.rules.examples import SOUND, changed, set_cells
from projects.rules.finding import Level
from projects.rules.settings import Settings
from projects.values import read_value
from tests.projects.rules.looking import flags, places


def quantity(value, level3="更换课桌椅", description="验收的数量"):
    return changed(set_cells("数量指标", level3=level3, description=description, value=value))


def quality(value, level3="课桌椅验收合格率"):
    return changed(set_cells("质量指标", level3=level3, value=value))


def with_settings(**parts) -> Context:
    return Context(year=2025, settings=Settings(**parts))


@pytest.mark.parametrize(
    "value",
    ["按需安装", "根据年度计划据实测算", "全覆盖", "全区 工作人员", "2024年底", "2025.12.31", "若干",
     "一批", "每天",
     "按冀财〔2021〕22号文件执行", "按《办法》（2023年第5号）执行", "第三季度"],
)  # fmt: skip
def test_a_quantity_without_a_number_is_told(value):
    assert places(flags("C6", quantity(value))) == [("indicators", 0, "value")]


@pytest.mark.parametrize(
    "value",
    ["≥120个点位", "１２０个", "1.46万吨", "20,000平方米", "15～20个", "10余台", "约50人", "二十套",
     "两所", "三批",
     "3所小学，2所初中", "每村1名", "100个以上", "200人（次）", "0起", "每季度至少1次", "13", "", "/"],
)  # fmt: skip
def test_a_quantity_with_a_number_however_it_is_written_is_one(value):
    assert not flags("C6", quantity(value))


@pytest.mark.parametrize(
    ("level3", "description", "value", "proposal"),
    [
        ("保障人数", "", "18", "18人"),
        ("农业社区个数", "", "５", "５个"),
        ("补贴户数", "", "≥7,010", "≥7,010户"),
        ("开展活动次数", "", "不少于12", "不少于12次"),
        ("培训人次", "", "≥300。", "≥300人次"),
        ("网格员", "13名网格员", "13", "13名"),
        ("路灯", "路灯", "≥300", None),
        ("路灯", "", "约300", None),
        ("路灯", "", "80-100", None),
    ],
)
def test_a_bare_number_wants_its_unit_which_is_proposed_where_name_or_description_say_it(
    level3, description, value, proposal
):
    (one,) = flags("C6a", quantity(value, level3, description))
    assert one.at.cell == "value"
    assert one.remark.proposal == proposal
    assert proposal is None or read_value(proposal).unit


@pytest.mark.parametrize(
    ("level3", "description", "value"),
    [
        ("培训人数（人）", "", "≥300"),
        ("管网长度(公里)", "", "12.5"),
        ("路灯", "单位：盏", "≥300"),
        ("路灯", "", "300盏"),
        ("路灯", "", "10余座"),
        ("路灯", "", "≥120（盏）"),
        ("路灯", "", "全覆盖"),
        ("完成比例", "", "100%"),
    ],
)
def test_a_unit_beside_the_number_or_in_the_name_is_enough(level3, description, value):
    assert not flags("C6a", quantity(value, level3, description))


@pytest.mark.parametrize(
    "value", ["100%", "≥９５％", "95%以上", "百分之百", "不低于百分之九十五", "达到90%", "≥5‰"]
)
@pytest.mark.parametrize(
    ("level3", "cell"), [("道路覆盖率", "level3"), ("完成任务比例", "level3"), ("受益户数", "value")]
)
def test_a_rate_among_quantities_is_told_where_the_fault_is(value, level3, cell):
    table = quantity(value, level3)
    assert places(flags("C7", table)) == [("indicators", 0, cell)]
    assert not flags("C9", table)
    assert not flags("C6", table)
    assert not flags("C6a", table)


@pytest.mark.parametrize("value", ["1200套", "1200套（100%）", "3所，占全部的60%", "≥1200", "全部"])
def test_a_quantity_with_a_count_is_no_rate(value):
    assert not flags("C7", quantity(value, "道路覆盖率"))


UNFIT = [
    ("绿化面积", "140.992公里"), ("改造面积", "≥3处"), ("养护里程", "≥１２亩"), ("管网长度", "12条"),
    ("补贴户数", "3000人"),
    ("培训人数", "12场"), ("检查次数", "≥20家"), ("供餐天数", "200人"), ("供水量", "≥12公里"),
    ("设备吨数", "20台"),
]  # fmt: skip
FIT = [
    ("绿化面积", "3.2万平方米"), ("造林面积", "1.5万亩"), ("拆除面积", "≥3万方"), ("养护里程", "140.992公里"),
    ("管网长度", "≥500米"), ("补贴户数", "≥7010户"), ("培训人数", "300人次"), ("参保人数", "≥28.6万人"),
    ("保安人数", "28名"),
    ("检查次数", "12批次"), ("培训班次", "20期"), ("供餐天数", "200天"), ("课时数", "38398课时"),
    ("供水量", "≥730万立方米"),
    ("造林面积", "12垧"), ("参保人数", "≥5万"), ("绿化里程（县道）", "3公里"),
    ("受益人数（占比）", "3公里"), ("路灯", "3公里"),
]  # fmt: skip


@pytest.mark.parametrize(("level3", "value"), UNFIT)
def test_a_unit_of_another_kind_than_the_name_is_told(level3, value):
    (one,) = flags("C9", quantity(value, level3))
    assert (one.level, one.at.cell, one.remark.also.cell) == (Level.WARNING, "value", "level3")


@pytest.mark.parametrize(("level3", "value"), FIT)
def test_a_fitting_or_unknown_unit_is_left_alone(level3, value):
    assert not flags("C9", quantity(value, level3))


@pytest.mark.parametrize("value", ["≥12个", "3天", "≥1200套", "不少于50人"])
def test_a_rate_counted_in_things_is_told(value):
    assert flags("C9", quality(value))


@pytest.mark.parametrize(
    ("level3", "value"),
    [("合格率", "≥95%"), ("病死率", "≤5‰"), ("万人发案比例", "≤18起/万人"), ("事故率", "0起"),
     ("巡查频率", "≥2次"), ("容积率", "2.0"),
     ("合格率", "≥0.95"), ("合格率", "高于去年"), ("测评得分率", "≥90分")],
)  # fmt: skip
def test_rates_have_many_good_forms(level3, value):
    assert not flags("C9", quality(value, level3))


@pytest.mark.parametrize(
    ("level3", "value", "proposal"),
    [
        ("验收合格率", "≥95", "≥95%"),
        ("及时率", "９８", "９８%"),
        ("新生儿死亡比例", "≤6", None),
        ("覆盖率", "90-95", "none"),
    ],
)
def test_a_rate_without_its_sign_gets_it_where_it_can_only_be_percent(level3, value, proposal):
    found = flags("C9", quality(value, level3))
    assert [one.remark.proposal for one in found] == ([] if proposal == "none" else [proposal])


def test_a_share_is_a_fair_way_to_tell_a_change_of_a_sum():
    def benefit(level3):
        return changed(set_cells("社会效益指标", level3=level3, description="年末统计", value="≥5%"))

    assert not flags("C9", benefit("比上年节约费用"))
    assert not flags("C9", benefit("新增受益人数"))
    assert flags("C9", benefit("受益人数"))


def test_a_district_adds_units_and_names():
    table = quantity("≥12垧", "造林面积")
    settings = with_settings(lexicons={"counting_units": ("垧",)})
    assert flags("C9", table, settings)
    named = with_settings(lexicons={"area_names": ("地块",)})
    assert flags("C9", quantity("≥12公里", "造林地块"), named)
    assert not flags("C9", quantity("≥12公里", "造林面积"), named)


SPELLINGS = {
    "≥": ["≧", "⩾", ">=", "=>", "＞＝", "大于等于", "不低于", "不少于", "至少"],
    "≤": ["≦", "⩽", "<=", "＜=", "小于等于", "不超过", "不高于"],
    ">": ["＞", "大于", "超过"],
    "<": ["＜", "小于"],
    "=": ["＝", "等于"],
}


@pytest.mark.parametrize(
    ("sign", "spelling"), [(sign, one) for sign, spellings in SPELLINGS.items() for one in spellings]
)
@pytest.mark.parametrize("measure", ["95%", "９５％", " 95 %", "12.5元/人/月", "1.46万吨"])
def test_every_other_spelling_of_a_comparison_is_offered_the_same_meaning_in_one(sign, spelling, measure):
    typed = spelling + measure
    (one,) = flags("C10", quality(typed))
    assert one.level is Level.HINT
    assert one.remark.proposal.startswith(sign)
    assert read_value(one.remark.proposal) == read_value(typed)
    assert not flags("C10", quality(one.remark.proposal))


@given(st.sampled_from("≥≤><="), st.integers(1, 10**6), st.sampled_from(["%", "套", "元/人/月", "", "万吨"]))
def test_the_one_spelling_is_never_told_of(sign, number, unit):
    assert not flags("C10", quality(f"{sign}{number}{unit}"))


@pytest.mark.parametrize(
    "value", ["95%", "15～20个", "24小时内", "2025年底以前", "良好", "", "优秀以上", "5个工作日内"]
)
def test_what_has_no_comparison_sign_to_mend_is_left_alone(value):
    assert not flags("C10", quality(value))


@pytest.mark.parametrize(
    ("value", "proposal"),
    [
        ("≥95%以上", "≥95%"),
        ("≥９５%及以上", "≥95%"),
        ("≤5个工作日内", "≤5个工作日"),
        ("≤95%以上", None),
        (">95%以上", None),
    ],
)
def test_a_comparison_said_twice_is_mended_where_both_mean_the_same(value, proposal):
    (one,) = flags("C10", quality(value))
    assert one.remark.proposal == proposal


@pytest.mark.parametrize(
    ("value", "proposal"),
    [("95%", None), ("98", None), ("100%", "=100%"), ("１００％", "=100%"), ("百分之百", "=100%")],
)
def test_a_bare_figure_is_a_hint_and_only_100_percent_has_a_certain_sign(value, proposal):
    (one,) = flags("C10a", quality(value))
    assert one.level is Level.HINT
    assert one.remark.proposal == proposal


@pytest.mark.parametrize("value", ["=95%", "95%以上", "24小时内", "15-20个", "2025年", "1级", "良好"])
def test_a_value_that_says_how_it_compares_is_not_bare(value):
    assert not flags("C10a", quality(value))


def test_bare_costs_and_bare_satisfaction_are_not_of_this_rule():
    table = changed(set_cells("成本指标", value="380元/套"), set_cells("服务对象满意度指标", value="95%"))
    assert not flags("C10a", table)


CODES = ["C6", "C6a", "C7", "C9", "C10", "C10a", "C11", "C11a", "C17"]


@pytest.mark.parametrize("code", CODES)
def test_the_sound_table_has_no_fault_of_measure(code):
    assert not flags(code, SOUND)


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_value_and_no_name_is_too_strange(level3, value):
    table = changed(
        set_cells("数量指标", level3=level3, value=value), set_cells("质量指标", level3=level3, value=value)
    )
    for code in CODES:
        for one in flags(code, table):
            assert one.message.endswith("。")
            assert len(one.message) <= 160


@pytest.mark.parametrize("code", ["C10", "C10a"])
@pytest.mark.parametrize(
    ("level2", "level3", "value"),
    [
        ("数量指标", "发展规划完成率", "100%"),
        ("数量指标", "拨付资金", "768万元"),
        ("数量指标", "课桌椅覆盖率", "＞90%"),
        ("成本指标", "预算执行率", "＞90%"),
        ("社会效益指标", "群众满意度", "100%"),
    ],
)
def test_how_a_value_is_spelt_does_not_matter_where_it_has_to_go(code, level2, level3, value):
    found = flags(code, changed(set_cells(level2, level3=level3, value=value)))
    assert not found


@pytest.mark.parametrize(("typed", "right"), [("≤0次", "=0次"), ("不超过0起", "=0起"), ("≤0.0%", "=0%")])
def test_at_most_none_is_none(typed, right):
    (one,) = flags("C10", changed(set_cells("社会效益指标", level3="安全事故", value=typed)))
    assert one.remark.proposal == right
