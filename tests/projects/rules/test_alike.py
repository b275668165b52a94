"""Rules over many tables: what is alike is found without comparing every pair, and nobody's text is shown."""

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.rules.across import alike, together
from projects.rules.across.likeness import Line, compare
from projects.rules.across.near import bigrams, dice, neighbours
from projects.rules.collection import Entry
from projects.rules.examples import CONTEXT, SOUND, changed, set_cells
from projects.rules.finding import FLAGGED, Level
from projects.rules.reading.names import core, overlaps
from projects.rules.settings import Settings
from projects.rules.unlike import OTHER
from projects.tables import Goal, Indicator, PlanStep, ProjectTable
from tests.projects.rules.looking import examine_all

RULES = {rule.code: rule for rule in (*together.REGISTER.rules, *alike.REGISTER.rules)}
NO_FORM = replace(CONTEXT, plan_labels=())
EXAMPLES = [
    pytest.param(rule, group, flagged, id=f"{rule.code}-{kind}-{number}")
    for rule in RULES.values()
    for kind, flagged, groups in (("bad", True, rule.bad), ("good", False, rule.good))
    for number, group in enumerate(groups)
]


def look(code, *tables, context=CONTEXT):
    """(project, the other project) of each finding; projects are numbered from 0."""
    entries = [Entry(number, table) for number, table in enumerate(tables)]
    found = list(RULES[code].look(entries, context))
    return SimpleNamespace(
        pairs=[(entry.project, one.remark.other_project) for entry, one in found],
        findings=[one for _, one in found],
    )


@pytest.mark.parametrize(("rule", "group", "flagged"), EXAMPLES)
def test_a_rule_flags_its_bad_groups_and_not_its_near_misses(rule, group, flagged):
    entries = [Entry(number, table) for number, table in enumerate(group.tables)]
    found = list(rule.look(entries, group.context or CONTEXT))
    assert bool(found) == flagged, group.note
    for _, one in found:
        assert one.level in FLAGGED
        assert one.message.endswith("。")
        assert len(one.message) <= 160


def test_only_hints_come_of_likeness():
    assert {code: rule.level for code, rule in RULES.items()} == {
        "A1a": Level.WARNING,
        "B4a": Level.WARNING,
        "E3": Level.HINT,
        "E4": Level.HINT,
        "E7": Level.HINT,
    }


def test_nothing_of_another_table_is_repeated():
    """What only the other table says must not reach the reader of this one, who may not see it."""
    secret = changed(
        set_cells("数量指标", value="≥1203套", description="机密描述甲"),
        name="普通高中课桌椅更新二期",
        purpose=SOUND.purpose.replace("每套380元", "每套391元"),
        goals=[SOUND.goals[0].text.replace("秋季", "深秋")],
    )
    entries = [Entry("mine", SOUND), Entry("theirs", secret)]
    found = examine_all(RULES.values(), entries, CONTEXT)["mine"]
    assert {one.code for one in found} == {"A1a", "E3", "E4", "E7"}
    for one in found:
        said = (
            f"{one.message}{one.remark.evidence}{one.remark.actual}{one.remark.expected}{one.remark.proposal}"
        )
        for word in ("1203", "机密", "二期", "391", "深秋"):
            assert word not in said
        assert one.remark.other_project == "theirs"


def test_every_holder_of_a_code_is_told_of_another_one():
    found = look("A1a", SOUND, OTHER, SOUND, SOUND)
    assert found.pairs == [(0, 2), (2, 0), (3, 0)]
    assert "3个项目" in found.findings[0].remark.evidence


@pytest.mark.parametrize("empty", ["", "无", "——", "待定"])
def test_no_code_is_no_double_code(empty):
    assert look("A1a", replace(SOUND, code=empty), replace(OTHER, code=empty)).pairs == []


def test_the_differing_checkpoint_is_told_where_most_tables_agree():
    odd = replace(SOUND, plan=(*SOUND.plan[:2], PlanStep.of("10月底", "70"), SOUND.plan[3]))
    (finding,) = look("B4a", SOUND, SOUND, odd, context=NO_FORM).findings
    assert (finding.at.part, finding.at.cell, finding.at.number) == ("plan", "label", 2)
    assert look("B4a", SOUND, odd, context=NO_FORM).pairs == []
    assert look("B4a", SOUND, SOUND, odd).pairs == [], "the form is known: B4 tells it"


def row(name, value="100%", level2="质量指标", description=""):
    return Indicator("产出指标", level2, name, description or f"{name}的算法", value, "方案")


STOCK = tuple(
    row(name, level2=level2)
    for name, level2 in (
        ("区级财政投入", "成本指标"),
        ("资金使用合规率", "质量指标"),
        ("项目按期完成率", "时效指标"),
        ("项目具有可持续性", "可持续影响指标"),
        ("服务对象满意度", "服务对象满意度指标"),
    )
)
SUBJECTS = (
    "河道清淤长度 水闸检修座数 堤防加固里程",
    "疫苗接种剂次 疫苗冷链合格率 接种点覆盖率",
    "图书购置册数 图书借阅人次 阅览室开放天数",
    "路灯更换盏数 路灯亮灯率 故障修复时长",
    "公厕改造座数 公厕保洁频次 公厕异味投诉次数",
    "耕地检测点位 土壤样品数量 检测报告份数",
    "消防栓维护个数 消防演练场次 火灾隐患整改率",
    "就业培训人数 培训结业率 推荐就业人数",
)


def own(number):
    return tuple(row(name, f"{number + 3}个", "数量指标") for name in SUBJECTS[number].split())


def test_stock_rows_make_no_tables_alike():
    """Five of eight rows are the form's in every table; only the three others are compared."""
    tables = [ProjectTable(name=f"项目{number}", indicators=own(number) + STOCK) for number in range(8)]
    assert look("E3", *tables).pairs == []
    copied = ProjectTable(name="项目8", indicators=own(3) + STOCK)
    found = look("E3", *tables, copied)
    assert found.pairs == [(3, 8), (8, 3)]
    assert "本表有3行，其中3行相同" in found.findings[0].remark.evidence


def test_two_own_rows_are_too_few_to_compare():
    tables = [ProjectTable(name=f"项目{number}", indicators=own(number)[:2] + STOCK) for number in range(8)]
    assert look("E3", *tables, ProjectTable(indicators=own(3)[:2] + STOCK)).pairs == []


def test_likeness_is_that_of_the_rows_and_rows_of_other_classes_do_not_match():
    mine = [Line("数量", "更换桌椅|≥12套"), Line("质量", "验收合格率|100%")]
    assert compare(mine, mine).share == 1
    assert compare(mine, list(reversed(mine))).share == 1
    assert compare(mine, [Line("质量", mine[0].text), Line("数量", mine[1].text)]).share == 0
    half = compare(mine, [mine[0], Line("质量", "完全另一回事|7天")])
    assert (half.share, half.same, half.close) == (0.5, 1, 0)


lines = st.lists(
    st.builds(Line, st.sampled_from(["数量", "质量"]), st.text("桌椅更换合格率套", min_size=1, max_size=12)),
    max_size=6,
)


@given(lines.filter(bool), lines)
def test_likeness_lies_between_nothing_and_the_same(mine, theirs):
    found = compare(mine, theirs)
    assert 0 <= found.share <= 1
    assert found.same + found.close <= min(len(mine), len(theirs))
    assert compare(mine, mine).share == 1


def test_a_threshold_decides_and_a_district_sets_it():
    near = changed(set_cells("数量指标", level3="采购新桌子", value="≥7张", description="到校的张数"))
    assert look("E3", SOUND, near).pairs == [(0, 1), (1, 0)]
    strict = replace(CONTEXT, settings=Settings(thresholds={"alike_indicators": Decimal(99)}))
    assert look("E3", SOUND, near, context=strict).pairs == []
    off = replace(CONTEXT, settings=Settings(levels={"E3": "off"}))
    assert look("E3", SOUND, SOUND, context=off).pairs == []


def test_goals_are_compared_with_goals_cell_by_cell():
    tables = (
        ProjectTable(
            goals=(Goal("目标1", "全年开展安全生产宣传十二场次"), Goal("目标2", "每月巡查全部河段两次以上"))
        ),
        ProjectTable(goals=(Goal("目标1", "每月巡查全部河段两次以上"),)),
    )
    found = look("E4", *tables)
    assert found.pairs == [(0, 1), (1, 0)]
    assert [one.at.number for one in found.findings] == [1, 0]
    assert found.findings[0].remark.likeness == 1


def test_two_goals_of_one_project_are_not_another_project():
    table = ProjectTable(goals=(Goal("目标1", "每月巡查全部河段两次以上"),) * 2)
    assert look("E4", table).pairs == []


def test_a_crowd_of_one_goal_is_told_to_each_with_a_few_others():
    tables = [ProjectTable(goals=(Goal("", "保障各项工作的顺利开展和正常运转"),)) for _ in range(200)]
    found = look("E4", *tables)
    assert {project for project, _ in found.pairs} == set(range(200))
    assert len(found.pairs) == 600
    assert all(project != other for project, other in found.pairs)


@pytest.mark.parametrize(
    ("one", "other", "flagged"),
    [
        ("农村公路养护工程", "农村公路日常养护资金", True),
        ("2025年校园保安服务", "校园保安服务采购项目（2025年度）", True),
        ("明川区河道保洁经费", "河道保洁", True),
        ("城市低保金", "农村低保金", False),
        ("第一小学取暖费", "第二小学取暖费", False),
        ("一期道路改造", "二期道路改造", False),
        ("小学课后服务", "初中课后服务", False),
        ("工作经费", "专项工作经费", False),
        ("安全生产宣传", "安全生产监管", False),
    ],
)
def test_names_overlap_where_only_one_of_them_adds_something(one, other, flagged):
    found = look("E7", changed(name=one), replace(OTHER, name=other)).pairs
    assert found == ([(0, 1), (1, 0)] if flagged else [])


def test_what_stands_in_every_name_is_a_list_of_the_district():
    assert core("2025年明川区河道保洁专项资金", "明川区", Settings()) == "河道保洁"
    assert core("河道保洁", "", Settings(lexicons={"overlap_generic": ("保洁",)})) == "河道"
    assert overlaps("河道保洁", "河道日常保洁") > 0
    assert overlaps("河道保洁", "河堤保洁清运") == 0


words = st.text("甲乙丙丁戊己庚辛", max_size=30)


@settings(max_examples=40)
@given(st.lists(words, max_size=7))  # of a larger crowd a few stand for all
def test_neighbours_are_mutual_equal_ones_first_and_nobody_is_its_own(keys):
    found = neighbours(keys, bigrams, lambda one, other: dice(bigrams(one), bigrams(other)), 0.85)
    for place, near in enumerate(found):
        assert place not in [other for _, other in near]
        assert [share for share, _ in near] == sorted((share for share, _ in near), reverse=True)
        for share, other in near:
            assert share >= 0.85
            assert keys[other]
            assert place in [back for _, back in found[other]]
    for place, key in enumerate(keys):
        equal = [other for other, text in enumerate(keys) if text == key and other != place]
        assert not key or equal == [other for share, other in found[place] if keys[other] == key]


@settings(max_examples=30)
@given(st.lists(st.text(max_size=40), min_size=2, max_size=6))
def test_any_tables_can_be_looked_at(texts):
    entries = [
        Entry(
            place,
            ProjectTable(
                code=text,
                name=text,
                purpose=text,
                goals=(Goal("", text),),
                plan=(PlanStep.of(text, text),),
                indicators=(Indicator("", "", text, text),) * 4,
            ),
        )
        for place, text in enumerate(texts)
    ]
    examine_all(RULES.values(), entries, NO_FORM)
