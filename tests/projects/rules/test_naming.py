"""A name says what is measured; description and value say more than the name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.official.trees import TREES
from projects.rules.context import Context
from projects.rules.examples import CONTEXT, SOUND, changed, set_cells
from projects.rules.finding import Level
from projects.rules.settings import Settings
from tests.projects.rules.looking import flags, places

ROWS = {"数量指标": 0, "质量指标": 1, "时效指标": 2, "成本指标": 3, "社会效益指标": 4, "可持续影响指标": 5}
CLASSES = sorted({one.name for tree in TREES.values() for top in tree for one in (top, *top.children)})


def with_settings(**parts) -> Context:
    return Context(year=2025, settings=Settings(**parts))


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("row", ["数量指标", "社会效益指标"])
def test_every_class_of_either_tree_is_no_indicator_wherever_it_stands(name, row):
    (one,) = flags("C2", changed(set_cells(row, level3=name)))
    assert one.level is Level.ERROR
    assert (one.at.number, one.at.cell) == (ROWS[row], "level3")


@pytest.mark.parametrize(
    "name",
    [
        "社会 效益",
        "社会效果",
        "社会效益\n指标",
        "社会效益指标。",
        "１、社会效益指标",
        "社会效益指标１",
        "指标2",
        "可持续性影响",
    ],
)
def test_blanks_numbers_and_old_wordings_do_not_make_a_class_an_indicator(name):
    assert flags("C2", changed(set_cells("社会效益指标", level3=name)))


def test_a_class_of_the_districts_own_is_a_class_too():
    own = set_cells("社会效益指标", level2="治理效能指标", level3="治理效能")
    assert places(flags("C2", changed(own))) == [("indicators", 4, "level3")]
    other = set_cells("社会效益指标", level2="治理效能指标", level3="治理效能评估得分")
    assert not flags("C2", changed(other))


@pytest.mark.parametrize(
    "name",
    [
        "环境质量",
        "出水水质",
        "课桌椅数量",
        "社会影响力指数",
        "服务对象满意度",
        "经济林面积",
        "质量保证期",
        "",
    ],
)
def test_a_name_that_holds_a_class_word_and_more_is_an_indicator(name):
    assert not flags("C2", changed(set_cells("质量指标", level3=name)))


@pytest.mark.parametrize(
    "description",
    [
        "门卫人数",
        "门卫 人数",
        "门卫\n人数",
        "门卫人数。",
        "“门卫人数”",
        "反映门卫人数",
        "门卫人数情况",
        "考核门卫人数指标",
    ],
)
def test_a_description_that_only_repeats_the_name_is_told_at_the_description(description):
    table = changed(set_cells("数量指标", level3="门卫人数", description=description, value="≥13人"))
    (one,) = flags("C3", table)
    assert (one.at.number, one.at.cell, one.remark.also.cell) == (0, "description", "level3")
    assert one.level is Level.WARNING


@pytest.mark.parametrize(
    "description",
    ["", "年末在岗人数", "门卫人数（不含替班）", "各校门卫人数之和", "门卫人数=13所学校×1人", "——"],
)
def test_a_description_with_a_scope_a_formula_or_nothing_is_left_alone(description):
    table = changed(set_cells("数量指标", level3="门卫人数", description=description, value="≥13人"))
    assert not flags("C3", table)


def test_which_words_add_nothing_is_the_districts_to_say():
    table = changed(set_cells("数量指标", level3="门卫人数", description="统计门卫人数", value="≥13人"))
    assert not flags("C3", table)
    assert flags("C3", table, with_settings(lexicons={"idle_words": ("统计",)}))


@pytest.mark.parametrize("value", ["保障社区秩序", "保障 社区秩序", "保障社区\n秩序。", "“保障社区秩序”"])
@pytest.mark.parametrize("source", ["level3", "description"])
def test_a_value_that_repeats_a_cell_of_its_row_is_an_error_at_the_value(value, source):
    cells = {"level3": "社区秩序", "description": "社区情况"} | {source: "保障社区秩序"}
    (one,) = flags("C4", changed(set_cells("社会效益指标", **cells, value=value)))
    assert one.level is Level.ERROR
    assert (one.at.number, one.at.cell, one.remark.also.cell) == (4, "value", source)


@pytest.mark.parametrize("value", ["≥1200套", "380元/套", "2025年8月31日前", "高中380元/套，初中360元/套"])
def test_a_description_that_is_the_measure_itself_is_no_error_of_the_value(value):
    table = changed(set_cells("成本指标", description=value, value=value))
    assert not flags("C4", table)
    assert places(flags("C3a", table)) == [("indicators", 3, "description")]


def test_a_measure_in_the_name_is_told_at_the_name():
    table = changed(set_cells("数量指标", level3="聘用13名网格员", value="聘用13名网格员"))
    assert places(flags("C4", table)) == [("indicators", 0, "level3")]
    assert not flags("C6", table)


@given(st.integers(1, 99999), st.sampled_from(["套", "%", "元/人/月", "万吨", ""]))
def test_a_measured_value_is_never_a_copy_of_a_name_in_words(number, unit):
    assert not flags("C4", changed(set_cells("数量指标", value=f"≥{number}{unit}")))


@pytest.mark.parametrize(
    "name",
    [
        "按年度工作计划",
        "按工作进度支付",
        "按时间进度拨付",
        "按 进度 完成",
        "按时足额发放",
        "按照文件要求，保质保量完成",
        "根据合同约定执行",
        "依据相关规定落实",
        "项目具有可持续性",
        "保障各项工作正常开展",
        "确保机关正常运转",
        "达标情况",
        "服务标准。",
        "符合相关规定指标",
    ],
)
def test_a_phrase_that_fits_any_project_is_no_name(name):
    (one,) = flags("C5", changed(set_cells("质量指标", level3=name)))
    assert (one.level, one.at.cell, one.at.number) == (Level.WARNING, "level3", 1)


@pytest.mark.parametrize(
    "name",
    [
        "按时发放率",
        "按月发放及时率",
        "按期完工率",
        "保障标准",
        "保障人数",
        "确保供暖温度",
        "养老服务标准达标率",
        "完成时间",
        "工程质量合格率",
        "依法查处案件数",
        "根治欠薪案件办结率",
        "管护机制建立率",
    ],
)
def test_a_name_that_says_what_is_measured_is_no_stock_phrase(name):
    assert not flags("C5", changed(set_cells("质量指标", level3=name)))


def test_a_district_adds_its_own_stock_phrases_and_drops_others():
    table = changed(set_cells("质量指标", level3="再上新台阶"))
    assert not flags("C5", table)
    assert flags("C5", table, with_settings(lexicons={"stock_names": ("再上新台阶",)}))
    dropped = with_settings(lexicons={"stock_names": (), "compliance_words": ()})
    assert not flags("C5", changed(set_cells("质量指标", level3="按年度工作计划")), dropped)


def test_a_class_is_told_once():
    table = changed(set_cells("可持续影响指标", level3="可持续性"))
    assert flags("C2", table)
    assert not flags("C5", table)


GOAL = "目标1：引导和支持农户参加农业保险；\n目标2：稳定农业生产，保障农民收入。"


@pytest.mark.parametrize(
    "clause", ["引导和支持农户参加农业保险", "稳定农业生产，保障农民收入", "稳定农业生产 保障农民收入。"]
)
def test_a_clause_of_the_goal_is_told_at_the_name_with_the_goal_beside_it(clause):
    table = changed(set_cells("社会效益指标", level3=clause, value="有保障"), goals=[GOAL])
    (one,) = flags("C5a", table)
    assert (one.at.number, one.at.cell, one.remark.also.part) == (4, "level3", "goals")


def test_a_goal_copied_into_name_and_value_is_told_once_a_cell():
    clause = "引导和支持农户参加农业保险"
    table = changed(set_cells("社会效益指标", level3=clause, description=clause, value=clause), goals=[GOAL])
    told = [(code, *place) for code in ("C3", "C4", "C5", "C5a") for place in places(flags(code, table))]
    assert sorted(told) == [
        ("C3", "indicators", 4, "description"),
        ("C4", "indicators", 4, "value"),
        ("C5a", "indicators", 4, "level3"),
    ]


@pytest.mark.parametrize("value", ["≥98%", "≥1200户", "2025年底前"])
def test_a_clause_of_the_goal_with_a_measure_beside_it_is_a_measured_goal(value):
    table = changed(set_cells("社会效益指标", level3="引导和支持农户参加农业保险", value=value), goals=[GOAL])
    assert not flags("C5a", table)


@pytest.mark.parametrize("code", ["C2", "C3", "C3a", "C4", "C5", "C5a"])
def test_a_rule_on_names_is_silent_where_it_is_off_and_on_the_sound_table(code):
    name = "按年度工作计划的社会效益"
    table = changed(
        set_cells("社会效益指标", level3="社会效益", description="社会效益", value="社会效益"),
        set_cells("质量指标", level3="服务标准", description="≥95%", value="≥95%"),
        set_cells("可持续影响指标", level3=name, value="有保障"),
        goals=[name],
    )
    assert flags(code, table)
    assert not flags(code, table, with_settings(levels={code: "off"}))
    assert {one.level for one in flags(code, table, with_settings(levels={code: "hint"}))} == {Level.HINT}
    assert not flags(code, SOUND, CONTEXT)
