"""A complete table: its cells filled and its classes there."""

from dataclasses import replace

import pytest
from hypothesis import given

from projects.official.trees import TREES
from projects.rules.examples import CONTEXT, SOUND, changed, drop_rows, set_cells
from projects.rules.finding import Level
from projects.rules.reading import Reading
from projects.rules.settings import Settings
from projects.rules.single import enumerating, funds, pace, plan, quoted_plan, required, restating, structure
from projects.rules.single.required import EMPTY
from projects.tables import Indicator
from tests.projects.rules.clean import CLEAN
from tests.projects.rules.looking import findings, flags, places
from tests.projects.strategies import tables

LEVELS2 = [row.level2 for row in SOUND.indicators]


def form(tree):
    return replace(
        CONTEXT, classes=tuple((node.name, child.name) for node in TREES[tree] for child in node.children)
    )


# --- filled cells


@pytest.mark.parametrize("cell", ["name", "purpose"])
@pytest.mark.parametrize("text", ["", "无", "/", "——", "待定", "。", "　"])
def test_a_head_cell_without_words_is_empty(cell, text):
    assert places(flags("A2", changed(**{cell: text}))) == [("head", None, cell)]


@pytest.mark.parametrize("text", ["", "万元", "无", "—", "元"])
def test_a_budget_that_still_waits_for_its_figure_is_empty(text):
    assert places(flags("A2", changed(total=text))) == [("head", None, "total")]


@pytest.mark.parametrize("text", ["0", "约50万元", "见附件"])
def test_a_budget_that_says_something_is_left_to_the_rule_on_sums(text):
    assert flags("A2", changed(total=text)) == []


@pytest.mark.parametrize(
    ("texts", "where"),
    [([], ("goals", None, "")), (["", ""], ("goals", 0, "text")), (["无"], ("goals", 0, "text"))],
)
def test_a_table_needs_one_goal(texts, where):
    assert places(flags("A2", changed(goals=texts))) == [where]


@pytest.mark.parametrize("level2", LEVELS2)
@pytest.mark.parametrize(
    ("cell", "code"), [("level3", "A2"), ("value", "A2"), ("description", "A2a"), ("basis", "A2a")]
)
@pytest.mark.parametrize("empty", ["", "—"])
def test_every_cell_of_a_row_that_is_written_on_is_needed(level2, cell, code, empty):
    table = changed(set_cells(level2, **{cell: empty}))
    assert places(flags(code, table)) == [("indicators", LEVELS2.index(level2), cell)]


@pytest.mark.parametrize("value", ["无", "0", "0起", "不涉及"])
def test_a_value_may_say_that_nothing_happens(value):
    assert flags("A2", changed(set_cells("质量指标", value=value))) == []


@pytest.mark.parametrize("level2", LEVELS2)
def test_an_empty_row_is_told_once_whichever_rule_tells_it(level2):
    table = changed(set_cells(level2, **EMPTY))
    told = [one for code in ("A2", "A2a", "C1", "C1a", "C1b", "C1d") for one in flags(code, table)]
    assert places(told) == [("indicators", LEVELS2.index(level2), "level3")]


def test_a_district_decides_which_words_are_none():
    strict = replace(CONTEXT, settings=Settings(lexicons={"blank_words": ("详见附件",)}))
    assert flags("A2", changed(purpose="详见附件"), strict)
    assert not flags("A2", changed(purpose="详见附件"))


# --- classes


@pytest.mark.parametrize("level2", ["数量指标", "质量指标", "时效指标", "成本指标"])
@pytest.mark.parametrize("edit", [drop_rows, lambda level2: set_cells(level2, **EMPTY)])
def test_output_is_told_in_four_ways(level2, edit):
    (finding,) = flags("C1", changed(edit(level2)))
    assert level2 in finding.message


def test_one_benefit_of_any_kind_is_enough():
    assert flags("C1", changed(drop_rows("社会效益指标"))) == []
    none = changed(drop_rows("社会效益指标"), drop_rows("可持续影响指标"))
    assert len(flags("C1", none)) == 1


@pytest.mark.parametrize("rows", [(), (Indicator("产出指标", "数量指标"), Indicator("产出指标", "质量指标"))])
def test_a_table_without_any_indicator_is_told_once(rows):
    table = replace(SOUND, indicators=rows)
    told = [one for code in ("A2", "A2a", "C1", "C1a", "C1b", "C1d") for one in flags(code, table)]
    assert places(told) == [("indicators", None, "")]


@pytest.mark.parametrize(
    ("level1", "level2"),
    [
        ("效果指标", "社会效益"),
        ("效 果\n指标", "可持续性影响"),
        ("效益", "生态效益指标"),
        ("效益指标", "经济效益"),
    ],
)
def test_benefits_go_by_many_labels(level1, level2):
    table = changed(drop_rows("可持续影响指标"), set_cells("社会效益指标", level1=level1, level2=level2))
    assert flags("C1", table) == []
    assert flags("C1c", table) == []


@pytest.mark.parametrize(
    ("name", "dropped", "code"),
    [
        ("农村公路改造工程", "成本指标", "C1a"),
        ("教学设备采购", "成本指标", "C1a"),
        ("干部培训", "成本指标", None),
        ("干部培训", "时效指标", "C1a"),
        ("干部培训", "数量指标", "C1"),
    ],
)
def test_the_tree_of_2021_asks_for_cost_where_things_are_built_or_bought(name, dropped, code):
    rows = set_cells("成本指标", level1="成本指标", level2="经济成本指标")
    table = changed(drop_rows(dropped), *([rows] if dropped != "成本指标" else []), name=name)
    told = {one for one in ("C1", "C1a", "C1b") if flags(one, table, form("2021"))}
    assert told == ({code} if code else set())


@pytest.mark.parametrize("level2", ["经济成本指标", "生态环境成本指标"])
def test_cost_of_the_2021_tree_is_cost_and_no_benefit(level2):
    row = set_cells("成本指标", level1="成本指标", level2=level2)
    assert flags("C1", changed(row), form("2021")) == []
    bare = changed(row, drop_rows("社会效益指标"), drop_rows("可持续影响指标"))
    assert len(flags("C1", bare, form("2021"))) == 1


def test_only_classes_of_the_form_are_asked_for():
    short = replace(CONTEXT, classes=(("产出指标", "数量指标"), ("效益指标", "社会效益指标")))
    table = changed(*(drop_rows(level2) for level2 in LEVELS2 if level2 not in ("数量指标", "社会效益指标")))
    assert [one.level for one in findings("C1", table, short)] == [Level.PASSED]
    assert flags("C1b", table, short) == []


@pytest.mark.parametrize("tree", ["2015", "2021"])
def test_without_a_form_the_tree_that_the_table_follows_is_asked_for(tree):
    no_form = replace(CONTEXT, classes=())
    cost = [] if tree == "2015" else [set_cells("成本指标", level1="成本指标", level2="经济成本指标")]
    assert flags("C1", changed(*cost), no_form) == []
    assert flags("C1", changed(*cost, drop_rows("质量指标")), no_form)
    assert [one.level for one in findings("C1c", changed(*cost), no_form)] == [Level.UNCHECKED]


def test_whom_a_project_serves_is_taken_from_its_own_words():
    nobody = (drop_rows("服务对象满意度指标"), set_cells("社会效益指标", description="达标数÷总数"))
    assert flags("C1b", changed(*nobody)) == []
    assert len(flags("C1d", changed(*nobody))) == 1
    served = changed(*nobody, goals=["1200名学生用上新桌椅。"])
    (finding,) = flags("C1b", served)
    assert finding.remark.also.part == "goals"
    assert "学生" in finding.remark.evidence
    assert flags("C1d", served) == []


@pytest.mark.parametrize("name", ["一般债券付息", "政府债务还本付息", "预备费", "国有企业注册资本金"])
def test_projects_that_serve_nobody_need_no_satisfaction(name):
    assert flags("C1b", changed(drop_rows("服务对象满意度指标"), name=name)) == []


def test_a_district_names_the_projects_that_serve_nobody():
    table = changed(drop_rows("服务对象满意度指标"), name="档案数字化")
    assert flags("C1b", table)
    inner = replace(CONTEXT, settings=Settings(lexicons={"no_served_group_words": ("档案",)}))
    assert not flags("C1b", table, inner)


@pytest.mark.parametrize(
    ("level1", "level2", "cell"),
    [
        ("产出指标", "社会效益指标", "level1"),
        ("产出指标", "政治影响指标", "level2"),
        ("绩效指标", "政治影响指标", "level1"),
        ("管理指标", "", "level2"),
    ],
)
def test_a_class_that_the_form_does_not_know_is_told_at_the_label_that_is_wrong(level1, level2, cell):
    row = replace(SOUND.indicators[4], level1=level1, level2=level2)
    table = replace(SOUND, indicators=(*SOUND.indicators[:4], row, row, *SOUND.indicators[5:]))
    assert places(flags("C1c", table)) == [("indicators", 4, cell)]


# --- every rule of these modules on any table


@given(tables())
def test_no_table_makes_these_rules_fail(table):
    for module in (structure, required, restating, enumerating, funds, plan, pace, quoted_plan):
        for rule in module.REGISTER.rules:
            for finding in rule.look(Reading(table), CONTEXT):
                assert finding.message.endswith("。")
                assert len(finding.message) <= 160


@pytest.mark.parametrize("name", CLEAN)
def test_well_made_tables_of_many_trades_get_no_error_and_no_warning(name):
    clean = CLEAN[name]
    for module in (structure, required, restating, enumerating, funds, plan, pace, quoted_plan):
        for rule in module.REGISTER.rules:
            told = rule.look(Reading(clean.table), clean.context)
            assert [one for one in told if one.level in (Level.ERROR, Level.WARNING)] == []
