"""What says when, which years may stand in a table, and which dates there are."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.rules.examples import CONTEXT, SOUND, add_row, changed, set_cells
from projects.rules.reading.years import impossible_dates
from projects.rules.settings import Settings
from tests.projects.rules.looking import flags, places


def timely(value, level3="资金发放情况", description="补助发放到位情况"):
    return changed(set_cells("时效指标", level3=level3, description=description, value=value))


@pytest.mark.parametrize(
    "value",
    [
        "2025年8月31日前",
        "２０２５年底",
        "2025.12.31",
        "2025-10-31",
        "2025年第三季度",
        "12月底前",
        "每月15日前",
        "年底前",
        "全年",
        "按月发放",
        "每季度末",
        "收到申请后20个工作日内",
        "≤7天",
        "24小时内",
        "3个月",
        "一周内",
        "汛期前",
        "春节前发放到位",
        "秋季开学前",
        "日产日清",
        "当月发放",
        "供暖期内",
        "2025年3月—2026年2月",
        "2024—2025学年",
        "每年4次",
        "≥12次",
        "三季度末完成主体，年内竣工",
    ],
)
def test_a_date_a_period_or_a_rhythm_says_when(value):
    assert flags("C13", timely(value)) == []


@pytest.mark.parametrize(
    "value",
    [
        "及时",
        "按时发放",
        "按规定时间缴纳",
        "按照文件规定执行",
        "按年度工作计划完成",
        "按2025年度工作计划完成",
        "按进度",
        "100%",
        "≥95％",
        "100",
        "5分",
        "日常管理",
        "长期",
        "尽快",
        "2026年6月底前",
    ],
)
def test_words_and_bare_rates_do_not(value):
    assert places(flags("C13", timely(value))) == [("indicators", 2, "value")]


@pytest.mark.parametrize(
    ("level3", "description"),
    [
        ("发放及时率", "按时发放人数÷应发放人数×100%"),
        ("发放及时率", "按时发放次数/应发放次数*100%"),
        ("发放及时率", "按时发放的人次占应发放人次的比例"),
        ("发放及时率", "按时发放金额与应发放金额之比"),
        ("发放及时率", "每月15日前发放到账"),
        ("5个工作日办结率", "窗口受理事项的办结情况"),
        ("6月底完成50%，12月底完成100%", "工程进度"),
    ],
)
def test_a_rate_needs_a_formula_or_a_term_in_name_or_description(level3, description):
    assert flags("C13", timely("=100%", level3, description)) == []


@pytest.mark.parametrize("around", ["总工期18个月", "跨年度实施"])
def test_a_later_deadline_is_right_for_work_over_several_years(around):
    assert flags("C13", timely("2026年6月底", description=around)) == []
    assert flags("C13", timely("2026年6月底"))


def test_a_value_in_words_may_have_its_term_in_the_description():
    assert flags("C13", timely("按时拨付", description="每季度首月20日前拨付上季度补助")) == []


def test_an_earlier_deadline_is_told_once_by_the_rule_on_years():
    table = changed(set_cells("时效指标", value="2024年12月31日"))
    assert flags("C13", table) == []
    assert places(flags("E1", table)) == [("indicators", 2, "value")]
    assert "2025年内" in flags("E1", table)[0].message


STALE = [
    "2024年为3所高中更换课桌椅。",
    "２０２４ 年更换课桌椅。",
    "确保2024年度各项评审工作顺利开展。",
    "2024年1月至12月每月发放补助。",
    "二〇二四年更换课桌椅。",
    "二○二四年更换课桌椅。",
    "于2024年底前完成，秋季投入使用。",
    "力争2024年12月完成更换。",
    "2021—2023年分批更换。",
    "完成2024年任务目标。",
    "按2024年工作计划更换。",
    "2023全年更换课桌椅。",
    "2024年12月补齐设备。",
    "2024年12月完成工程款支付。",
]


@pytest.mark.parametrize("text", STALE)
@pytest.mark.parametrize(
    ("cell", "put"),
    [("purpose", lambda text: changed(purpose=text)), ("text", lambda text: changed(goals=[text]))],
)
def test_a_year_left_over_from_last_year_is_flagged(text, cell, put):
    assert [one.at.cell for one in flags("E1", put(text))] == [cell]


EXPLAINED = [
    "达标教室比例由2024年的71%提高到98%。",
    "比2024年提高5个百分点。",
    "较2023年实际增加120套。",
    "以2024年为基数增长5%。",
    "截至2024年底在册低保对象1260人。",
    "2024年末在册对象为1260人。",
    "自2022年9月1日起执行新标准。",
    "2020年以来累计更换800套。",
    "2000年以前建成的老旧小区。",
    "2000年前建成的老旧小区改造。",
    "支付2023年度道路工程质保金。",
    "2023年校舍维修工程尾款。",
    "2024年度结算清算资金。",
    "补发2024年10月至12月绩效。",
    "兑现2024年度考核奖励，考核结果已公布。",
    "偿还2021年发行的政府专项债券利息。",
    "2021年一般债券（一期）付息。",
    "2021年第二期6月1笔，2023年第三期8月1笔。",
    "2024—2025学年秋季学期。",
    "2024-2025年采暖期供热补贴。",
    "2024年11月至2025年3月供暖。",
    "“十四五”规划（2021—2025年）重点任务。",
    "2023年至2026年三年行动。",
    "按冀财教〔2023〕45号文件执行。",
    "按冀财教（2023）45号文件执行。",
    "依据《河北省2023年教育工作要点》。",
    "执行GB/T 3976-2014和2022年版课程标准。",
    "按2023年修订的定额测算。",
    "安置2024年秋季退役士兵12人。",
    "服务由2024年公开招标确定。",
    "2024年签订的三年服务合同，本年为第二年。",
    "2023年上级提前下达资金结转。",
    "2022级和2023级学生资助。",
    "参照2024年执行情况测算。",
    "对2024年度预算执行情况开展审计。",
    "测产亩产减项目区2024年亩产。",
    "本年产值÷2024年产值×100%。",
    "普查时点为2023年12月31日。",
    "支付2024年12月份保安服务费（考核后支付）。",
    "2024年冬季取暖费补助（2024年11月15日至2025年3月15日）。",
    "支付2022—2023年环境整治工程审计后剩余工程款。",
    "2024年度企业所得税汇算清缴检查。",
    "2025年更换课桌椅。",
]


@pytest.mark.parametrize("text", EXPLAINED)
def test_base_years_documents_editions_spans_and_debts_are_explained(text):
    assert flags("E1", changed(purpose=text)) == []
    assert flags("E1", changed(goals=[text])) == []


@pytest.mark.parametrize(
    "basis", ["2024年学校装备统计年报", "2023年实施方案", "明教〔2024〕18号", "2024年政府采购询价"]
)
def test_grounds_may_be_older(basis):
    assert flags("E1", changed(set_cells("数量指标", basis=basis))) == []


def test_last_year_s_plan_is_no_ground():
    found = flags("E1", changed(set_cells("数量指标", basis="2024年度工作计划")))
    assert places(found) == [("indicators", 0, "basis")]


def test_title_and_name_are_looked_at():
    assert places(flags("E1", changed(title="明川区2024年预算项目绩效目标表"))) == [("head", None, "title")]
    assert places(flags("E1", changed(name="全区2024年工资调整经费"))) == [("head", None, "name")]
    assert flags("E1", changed(name="2024年度工程质保金")) == []


def test_a_row_that_repeats_itself_is_told_once():
    text = "保障2024年度评审工作"
    table = changed(set_cells("社会效益指标", level3=text, description=text, value=text))
    assert places(flags("E1", table)) == [("indicators", 4, "level3")]


def test_each_cell_is_told():
    table = changed(
        add_row("时效指标", "完工时间", "2024年底"), purpose="2024年更换。", goals=["2024年完成。"]
    )
    assert [one.at.cell for one in flags("E1", table)] == ["purpose", "text", "value"]


@given(year=st.integers(2001, 2098), budget=st.integers(2001, 2098))
def test_a_deadline_is_stale_exactly_when_its_year_is_before_the_budget_s(year, budget):
    table = replace(changed(set_cells("时效指标", value=f"{year}年11月底前")), goals=SOUND.goals)
    context = replace(CONTEXT, year=budget)
    stale = [one for one in flags("E1", table, context) if one.at.cell == "value"]
    assert bool(stale) == (year < budget)
    assert bool(flags("C13", table, context)) == (year > budget)


def test_later_years_are_a_hint_unless_a_plan_or_contract_explains_them():
    assert places(flags("E1a", changed(purpose="2026年更换课桌椅。"))) == [("head", None, "purpose")]
    for text in (
        "到2027年全部达标。",
        "签订2025年至2027年合同。",
        "力争2026年全部更换。",
        "2026年到期债券还本准备。",
    ):
        assert flags("E1a", changed(purpose=text)) == []
    assert flags("E1a", changed(set_cells("时效指标", value="2026年3月"))) == []


def test_a_district_says_what_explains_an_earlier_year():
    table = changed(purpose="2024年秋粮收储更换。")
    assert flags("E1", table)
    own = replace(CONTEXT, settings=Settings(lexicons={"earlier_year_words": ("秋粮",)}))
    assert flags("E1", table, own) == []


@pytest.mark.parametrize(
    "text",
    [
        "2月30日",
        "２月３０日",
        "2025年2月29日",
        "4月31日",
        "13月底",
        "2025年13月",
        "2025.6.31",
        "2025-13-01",
        "0月1日",
        "2025 年 11 月 31 日",
        "9月 31 日前",
    ],
)
def test_dates_that_no_calendar_has_are_found(text):
    assert impossible_dates(f"请在{text}完成", 2025)
    assert flags("E1b", changed(set_cells("时效指标", value=text)))


@pytest.mark.parametrize(
    "text",
    [
        "2024年2月29日",
        "12月31日",
        "2025.6.30",
        "按13个月发放",
        "2025.13万元",
        "GB 50300.2-2013",
        "2024-2025-1学期",
        "13月",
        "1.5-2.3米",
        "3-13岁",
        "第13月台",
    ],
)
def test_what_is_no_date_is_not(text):
    assert impossible_dates(text, 2025) == ()
