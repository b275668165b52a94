"""E5 and E6: whom a project is for and whose money it is, told only where name and table clearly differ."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.rules.examples import CONTEXT, add_row, changed, set_cells
from projects.rules.finding import FLAGGED, Level
from projects.rules.reading import Reading
from projects.rules.reading.fund_levels import describe, levels_in, levels_of_name
from projects.rules.settings import Settings
from projects.rules.single.scope import REGISTER
from projects.tables import Goal, ProjectTable

RULES = {rule.code: rule for rule in REGISTER.rules}


def flagged(code, table, context=CONTEXT):
    return [one for one in RULES[code].look(Reading(table), context) if one.level in FLAGGED]


def scope(name, goal, purpose=""):
    return flagged("E5", ProjectTable(name=name, purpose=purpose, goals=(Goal("目标", goal),)))


@pytest.mark.parametrize(
    ("name", "goal", "meant", "said"),
    [
        ("城市低保费", "全面落实城乡居民最低生活保障政策", "城市", "城乡"),
        ("城市低保费", "满足城乡困难居民基本生活需要", "城市", "城乡"),
        ("城镇特困人员供养", "保障农村特困人员基本生活", "城镇", "农村"),
        ("农村低保金", "发放城市低保金", "农村", "城市"),
        ("农村危房改造", "改造城镇困难家庭住房", "农村", "城镇"),
        ("农村生活垃圾清运", "日产日清城市生活垃圾", "农村", "城市"),
        ("小学食堂改造", "改善幼儿园食堂条件", "小学", "幼儿园"),
        ("学前教育生均公用经费", "保障初中正常运转", "学前教育", "初中"),
        ("中职学校实训设备", "提高普通高中教学水平", "中职", "高中"),
        ("普通高中助学金", "资助小学困难学生", "高中", "小学"),
    ],
)
def test_another_scope_than_the_name_says_is_told(name, goal, meant, said):
    (finding,) = scope(name, goal)
    assert finding.level is Level.WARNING
    assert (finding.at.part, finding.at.cell) == ("goals", "text")
    assert (finding.remark.expected, finding.remark.actual) == (meant, said)


@pytest.mark.parametrize(
    ("name", "goal"),
    [
        ("城市低保费", "保障城市低保对象基本生活，统筹城乡发展"),
        ("城市低保费", "为对象代缴城乡居民基本医疗保险"),
        ("农村低保费", "缩小城乡差距，每月10日前发放"),
        ("城乡低保金", "保障农村低保对象"),
        ("城市绿化养护", "提升城乡居民幸福感"),
        ("城市绿化养护", "按时支付农民工工资"),
        ("农村公路养护", "养护连接城区与乡镇的公路"),
        ("农村客运补贴", "开通城市至各村班车"),
        ("城市供水管网", "向农村延伸供水"),
        ("中小学课后服务", "小学参加率达到95%"),
        ("小学课后服务", "全区中小学全部开展"),
        ("初中课桌椅", "改善义务教育学校条件"),
        ("第一中学宿舍", "改善高中学生住宿条件"),
        ("第一中学宿舍", "改善初中学生住宿条件"),
        ("高中招生考试经费", "组织初中毕业生参加考试"),
        ("中职免学费", "初中毕业生继续入学"),
        ("小学设备更新", "依据《初中理科教学装备标准》配备"),
        ("幼儿园保育员培训", "保育员具有高中以上学历"),
        ("婴幼儿照护服务", "与小学衔接"),
        ("小学食堂", "改善就餐条件"),
        ("高中低压线路改造", "小学周边线路入地"),
        ("", "改善小学条件"),
    ],
)
def test_a_narrower_wider_or_other_thing_is_no_contradiction(name, goal):
    assert scope(name, goal) == []


def test_one_of_several_goals_may_be_about_another_kind_of_school():
    table = changed(goals=["3所高中全部换新。", "换下的课桌椅调给2所小学。"])
    assert flagged("E5", table) == []


def test_purpose_and_goal_are_told_each_at_its_cell():
    found = scope("城市低保费", "落实城乡居民最低生活保障政策", purpose="城乡困难群众基本生活")
    assert [one.at.cell for one in found] == ["purpose", "text"]


def funds(name, cost="", purpose="更换课桌椅1200套", context=CONTEXT):
    return flagged("E6", changed(set_cells("成本指标", level3=cost), name=name, purpose=purpose), context)


@pytest.mark.parametrize(
    ("name", "cost", "purpose", "cell"),
    [
        ("养护工程省级配套资金", "区级财政投入", "养护公路", "level3"),
        ("中央农村危房改造补助资金", "县级财政资金", "改造危房", "level3"),
        ("中央和省级衔接资金项目", "本级财政投入", "修路", "level3"),
        ("上级专项资金支出", "区级财政投入", "修路", "level3"),
        ("区级配套资金", "省级财政投入", "修路", "level3"),
        ("课桌椅更新", "市级财政资金", "省级补助资金用于更换课桌椅", "level3"),
        ("省级补助资金", "课桌椅单价", "区级财政资金更换课桌椅", "purpose"),
    ],
)
def test_another_level_of_funds_is_told(name, cost, purpose, cell):
    (finding,) = funds(name, cost, purpose)
    assert finding.level is Level.WARNING
    assert finding.at.cell == cell


@pytest.mark.parametrize(
    ("name", "cost", "purpose"),
    [
        ("养护工程省级配套资金", "省级财政投入", "养护公路"),
        ("区级配套资金", "县级财政投入", "养护公路"),
        ("区级配套资金", "本级资金", "养护公路"),
        ("上级补助资金", "中央资金", "养护公路"),
        ("省市区三级配套资金", "区级财政投入", "养护公路"),
        ("中央、省、市级补助资金", "市级财政资金", "养护公路"),
        ("省级非遗传承人补助", "区级财政投入", "发放补助"),
        ("市级文明村奖补资金", "区级财政投入", "发放奖补"),
        ("国家级湿地公园管护经费", "区级财政投入", "管护"),
        ("课桌椅更新", "区级财政投入", "向上争取省级资金"),
        ("课桌椅更新", "区级财政投入", "按《省级财政专项资金管理办法》更换"),
        ("区级财政预算绩效管理", "市级财政投入", "评审"),
        ("城市管理经费", "区级财政投入", "市级重点检查"),
        ("小区级差整治", "省级财政投入", "整治"),
        ("课桌椅更新", "区级财政投入", "更换课桌椅"),
    ],
)
def test_a_title_a_sharing_or_the_same_level_is_no_contradiction(name, cost, purpose):
    assert funds(name, cost, purpose) == []


def test_where_each_level_has_its_row_nothing_is_told():
    table = changed(
        set_cells("成本指标", level3="省级补助资金"),
        add_row("成本指标", "区级配套资金", "5万元"),
        name="省级补助资金项目",
    )
    assert flagged("E6", table) == []


def test_in_a_city_the_city_is_its_own_level():
    city = replace(CONTEXT, district="明川市")
    assert funds("本级补助资金", "市级财政投入", context=city) == []
    assert funds("本级补助资金", "市级财政投入")


def test_a_cost_on_level_one_is_a_cost_too():
    table = changed(
        set_cells("成本指标", level1="成本指标", level2="经济成本指标", level3="区级财政投入"),
        name="省级补助资金项目",
    )
    assert [one.at.number for one in flagged("E6", table)] == [3]


def test_a_district_may_add_titles_and_sayings():
    name = "省级星级厨房补助资金"
    assert levels_of_name(name, CONTEXT) == {"省"}
    own = replace(CONTEXT, settings=Settings(lexicons={"ranked_things": ("星级",)}))
    assert levels_of_name(name, own) == frozenset()
    assert flagged("E6", changed(name=name), replace(own, settings=Settings(levels={"E6": "off"}))) == []


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("中央和省级补助资金", "中央和省级"),
        ("省财政厅、市财政局", ""),
        ("省财政安排", "省级"),
        ("上级资金", "上级"),
        ("乡镇级配套", "乡镇级"),
    ],
)
def test_levels_are_spoken_plainly(text, spoken):
    assert describe(levels_in(text, "明川区")) == spoken


@given(st.text(alphabet="中央省市区县级财政补助资金城乡农村小学高低、和与《》。", max_size=200))
def test_any_text_can_be_looked_at(text):
    table = ProjectTable(name=text, purpose=text[::-1], goals=(Goal("", text[1:]),))
    for rule in RULES.values():
        list(rule.look(Reading(table), CONTEXT))
