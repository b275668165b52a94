"""Purposes and goals that say something of their own, and lists that are numbered through."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.rules.examples import CONTEXT, SOUND, add_row, changed, set_cells
from projects.rules.settings import Settings
from projects.tables import Goal
from tests.projects.rules.looking import flags, places


def goals(*texts):
    return changed(goals=list(texts))


PURPOSES = {
    "村干部基本报酬": "按月发放65名村干部基本报酬，书记、主任每人每年5.9万元。",
    "一般债券利息": "偿还2018年以来发行的一般债券到期利息。",
    "城区道路清扫保洁": "支付第三方公司对62条道路的清扫保洁费。",
    "农村公路日常养护": "县道、乡道140公里日常养护。",
    "困难群众救助补助资金": "为城乡低保、特困人员发放救助金。",
    "政府投资项目评审费": "委托中介机构评审40个政府投资项目。",
    "基本公共卫生服务补助": "为常住居民建立健康档案，开展14类公共卫生服务。",
    "高标准农田建设": "新建高标准农田1.2万亩。",
    "公安辅警经费": "120名辅警工资、社保和装备。",
    "图书馆免费开放补助": "图书馆全年免费开放，购书3000册。",
    "应急物资储备": "采购帐篷、发电机等防汛物资。",
    "中小学取暖费": "12所学校冬季燃煤和电费。",
    "污水处理服务费": "按处理水量向运营单位付费。",
    "老旧小区改造": "改造3个小区屋面、管网。",
    "退役军人慰问": "八一、春节走访慰问。",
}
GOALS = {
    "村干部基本报酬": "65名村干部报酬每月15日前发到个人，全年不拖欠。",
    "一般债券利息": "到期利息按时足额支付，不发生逾期。",
    "城区道路清扫保洁": "62条道路每日清扫两遍，城区保持干净整洁。",
    "农村公路日常养护": "养护140公里，年末优良路率达到90%。",
    "困难群众救助补助资金": "符合条件的困难群众应保尽保。",
    "政府投资项目评审费": "一是评审项目40个；二是审减不合理投资。",
    "基本公共卫生服务补助": "1.居民健康档案建档率达到90%；2.老年人健康管理率达到65%。",
    "高标准农田建设": "（一）新建1.2万亩；（二）亩均增产50公斤。",
    "公安辅警经费": "保障辅警工资按月发放，街面见警率提高。",
    "图书馆免费开放补助": "全年开放300天，接待读者5万人次。",
    "应急物资储备": "汛期前物资全部入库，满足500人转移安置。",
    "中小学取暖费": "取暖期教室温度不低于18℃。",
    "污水处理服务费": "出水全部达到一级A标准。",
    "老旧小区改造": "①改造屋面2万平方米；②更换管网5公里。",
    "退役军人慰问": "走访慰问380人，覆盖全部重点优抚对象。",
}


@pytest.mark.parametrize("name", PURPOSES)
def test_purposes_and_goals_of_many_trades_are_no_copies(name):
    table = changed(name=name, purpose=PURPOSES[name], goals=[GOALS[name]])
    assert [one for code in ("A2", "A4", "A5", "A5a", "A6") for one in flags(code, table)] == []


@pytest.mark.parametrize("name", PURPOSES)
@pytest.mark.parametrize(
    "dressed", ["{}", "{}。", "用于{}", "主要用于{}支出", "{}\n经费", "支付{}所需资金。"]
)
def test_a_purpose_that_is_the_name_in_other_clothes_is_told(name, dressed):
    assert places(flags("A4", changed(name=name, purpose=dressed.format(name)))) == [
        ("head", None, "purpose")
    ]


@pytest.mark.parametrize("name", PURPOSES)
@pytest.mark.parametrize(
    ("dressed", "code"),
    [
        ("{}", "A5"),
        (" {} 。", "A5"),
        ("目标1：{}", "A5"),
        ("目标 ２:{}；", "A5"),
        ("保障{}顺利开展", "A5a"),
        ("做好{}工作。", "A5a"),
    ],
)
def test_a_goal_that_is_the_name_is_told_by_one_rule(name, dressed, code):
    table = changed(name=name, goals=["换新桌椅。", dressed.format(name)])
    told = [(one.code, one.at.number) for each in ("A5", "A5a") for one in flags(each, table)]
    assert told == [(code, 1)]


def test_a_goal_that_is_the_purpose_is_told_and_points_to_it():
    (finding,) = flags("A5", goals(SOUND.purpose))
    assert finding.remark.also.cell == "purpose"
    (finding,) = flags("A5a", changed(purpose="用于保障特困人员基本生活", goals=["保障特困人员的基本生活"]))
    assert finding.remark.also.cell == "purpose"


def test_a_district_decides_which_words_add_nothing():
    table = changed(purpose="赋能普通高中课桌椅更新")
    assert not flags("A4", table)
    assert flags("A4", table, replace(CONTEXT, settings=Settings(lexicons={"filler_words": ("赋能",)})))


# --- numbering


@pytest.mark.parametrize(
    "text",
    [
        "一是明确考核内容。",
        "主要用于一是日常运转",
        "一是采购；二是安装；四是验收。",
        "二是安装到位。",
        "1.采购课桌椅1200套。",
        "1、采购；3、安装",
        "（1）采购；（1）安装",
        "（一）采购；（三）安装",
        "① 采购 ③ 安装",
        "目标1：采购；\n目标3：安装",
        "１．采购；３．安装",
    ],
)
def test_a_list_with_a_gap_is_told(text):
    assert places(flags("A6", goals("更换课桌椅。", text))) == [("goals", 1, "text")]


@pytest.mark.parametrize(
    "text",
    [
        "一是采购；二是安装；三是验收。",
        "主要用于一是日常运转，包括人员支出；二是维护",
        "1.采购1200套；2.安装；3.验收",
        "1、采购；2、安装。另：1、运输；2、回收",
        "（一）采购；（二）安装",
        "(1)采购(含运输)；(2)安装",
        "①采购②安装③验收",
        "目标1：采购；\n目标2：安装",
        "周一是集中配送日，标准统一是380元，全区唯一是公开招标",
        "1.46万吨垃圾日产日清",
        "面向学校：1、2年级更换课桌，一、二年级更换椅子",
        "按照条例第三条（一）项执行",
        "更换课桌椅1200套。3月底前招标",
        "第一、第二中学更换课桌椅",
        "十一是国庆假期，假期前完成",
    ],
)
def test_what_is_numbered_through_or_no_list_is_not_told(text):
    assert flags("A6", changed(goals=[text])) == []
    assert flags("A6", changed(purpose=text)) == []


def test_a_list_may_run_through_goals_and_rows():
    assert flags("A6", goals("1.采购课桌椅1200套。", "2.安装到教室。")) == []
    assert flags("A6", goals("一是采购课桌椅1200套。", "二是安装到教室。")) == []
    assert (
        flags(
            "A6",
            changed(set_cells("数量指标", level3="1.课桌数量"), add_row("数量指标", "2.椅子数量", "1套")),
        )
        == []
    )


@pytest.mark.parametrize(
    ("labels", "where"),
    [
        (("目标1", "目标3"), [1]),
        (("目标1", "目标1"), [1]),
        (("目标2", "目标3"), [0]),
        (("目标一", "目标二", "目标四"), [2]),
        (("目标１", "目标 2", "目标3："), []),
        (("目标", ""), []),
        (("目标1",), []),
    ],
)
def test_labels_of_goals_count_up(labels, where):
    table = replace(SOUND, goals=tuple(Goal(label, f"更换第{n}批课桌椅") for n, label in enumerate(labels)))
    assert [one.at.number for one in flags("A6", table)] == where


@given(st.integers(2, 9), st.data())
def test_a_list_is_whole_exactly_where_no_item_is_left_out(length, data):
    items = [f"{figure}是更换课桌椅" for figure in "一二三四五六七八九"[:length]]
    assert flags("A6", goals("；".join(items))) == []
    if length > 2:
        del items[data.draw(st.integers(0, length - 2))]
        assert len(flags("A6", goals("；".join(items)))) == 1
