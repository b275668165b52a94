"""Which values in words can be assessed."""

from dataclasses import replace

import pytest

from projects.rules.examples import CONTEXT, SOUND, add_row, changed, set_cells
from projects.rules.settings import Settings
from projects.tables import Indicator
from tests.projects.rules.looking import flags, places

BENEFIT = "社会效益指标"


def benefit(value, **cells):
    return changed(set_cells(BENEFIT, value=value, **cells))


def told(value, **cells):
    return flags("C12", benefit(value, **cells))


@pytest.mark.parametrize(
    "value",
    [
        "明显增长",
        "有效 提升",
        "持续\n提升",
        "稳步提高。",
        "显著改善",
        "进一步增强",
        "有所缓解",
        "得到保障",
        "维护社会稳定",
        "促进农民增收",
        "营造良好氛围",
        "逐年减少",
        "按规定执行",
        "保质保量",
        "较好",
        "2025年明显改善",
        "较2024年有所提高",
        "七年级学生成绩明显提高",
        "具有可持续性",
        "高质量推进",
        "不断完善，长效运行",
    ],
)
def test_words_without_a_measure_are_flagged_at_the_value(value):
    found = told(value)
    assert places(found) == [("indicators", 4, "value")]
    assert found[0].remark.actual == value.strip()


@pytest.mark.parametrize(
    ("value", "cells"),
    [
        ("提高5个百分点", {}),
        ("明显提高，达到95%以上", {}),
        ("比上年提高２％", {}),
        ("持续３年以上", {}),
        ("稳定在Ⅲ类及以上", {"basis": "《地表水环境质量标准》（GB 3838-2002）"}),
        ("有效投诉为零", {}),
        ("零事故", {}),
        ("不发生较大以上安全责任事故", {"description": "较大以上事故起数，目标为0起"}),
        ("一级A标准", {}),
        ("验收合格", {}),
        ("年度考核良好及以上等次", {}),
        ("证书均在有效期内", {}),
        ("建成并投入使用", {}),
        ("是", {}),
        ("基本农田面积不减少", {}),
        ("提升改造工程全部完工", {}),
        ("增加两个班次", {}),
        ("明显提高", {"description": "优、良、中、差分别为95分以上、85分以上、75分以上和75分以下"}),
        ("有效缓解", {"description": "达成预期指标、部分达成预期指标、未达成预期指标"}),
        ("持续改善", {"description": "公众知晓率由71%提高到80%以上"}),
        ("明显（优：≥90%；良：≥80%；中：≥60%；差：<60%）", {}),
        ("不断完善", {"description": "按优良中差四档由专家评定"}),
        ("优于上年", {"description": "上年优良天数为262天"}),
        ("高于去年", {"basis": "2024年统计年报：71.2%"}),
        (
            "符合规范",
            {"description": "地面施工", "basis": "《建筑地面工程施工质量验收规范》（GB 50209-2010）"},
        ),
        ("合格", {"description": "按GB/T 31888-2015抽检"}),
        ("达标排放", {"description": "外排废水", "basis": "冀环〔2023〕12号"}),
        ("达标", {"description": "出水达到一级A标准"}),
    ],
)
def test_a_figure_a_grade_or_a_named_standard_makes_a_value_assessable(value, cells):
    assert told(value, **cells) == []


@pytest.mark.parametrize(
    ("value", "cells"),
    [
        ("明显提高", {"description": "达标教室数÷教室总数×100%"}),
        ("明显提高", {"description": "2024年以来教室条件的变化"}),
        ("合格", {"basis": "国家相关标准", "description": "课桌椅是否合格"}),
        ("高于去年", {"basis": "年度工作计划", "description": "达标教室"}),
        ("持续提升", {"description": "第1批学校的达标情况"}),
        ("有效推动", {"description": "9月至12月报修的次数"}),
        ("持续提升", {"description": "24小时降雨50毫米时不再积水15厘米以上的点位"}),
        ("符合", {"description": "评为优、良、中的里程÷评定里程×100%", "basis": "JTG 5210-2018"}),
        ("合格", {"description": "合格套数÷到货套数×100%", "basis": "GB/T 3976-2014"}),
        ("优于上年", {"description": "达标教室", "basis": "《设备标准》（GB 50268-2008，2024年6月）"}),
    ],
)
def test_a_formula_a_year_or_an_ordinal_is_no_measure(value, cells):
    assert told(value, **cells)


@pytest.mark.parametrize("level2", ["数量指标", "时效指标", "成本指标", "服务对象满意度指标"])
def test_values_that_have_rules_of_their_own_are_not_told_twice(level2):
    assert flags("C12", changed(set_cells(level2, value="按规定执行"))) == []


@pytest.mark.parametrize("cell", ["level3", "description"])
def test_a_value_that_repeats_its_row_is_left_to_the_rule_on_copies(cell):
    assert told("保障教学秩序", **{cell: "保障教学秩序"}) == []


def test_social_cost_of_the_2021_tree_may_be_in_words_and_must_be_assessable():
    def row(value):
        one = Indicator("成本指标", "社会成本指标", "施工扰民", "夜间施工情况", value, "施工方案")
        return replace(SOUND, indicators=(*SOUND.indicators, one))

    assert flags("C12", row("有效控制"))
    assert flags("C12", row("夜间不施工")) == []


def test_labels_of_a_district_s_own_are_read_alike():
    rows = tuple(
        replace(row, level2=row.level2.replace("社会效益", "社 会 效 果")) for row in SOUND.indicators
    )
    table = replace(SOUND, indicators=tuple(replace(row, value="稳步提升") for row in rows))
    assert ("indicators", 4, "value") in places(flags("C12", table))


def test_every_row_is_told():
    table = changed(set_cells(BENEFIT, value="明显提高"), add_row(BENEFIT, "受益学生", "不断增加"))
    assert places(flags("C12", table)) == [("indicators", 4, "value"), ("indicators", 5, "value")]


def test_last_year_is_asked_for_by_its_year():
    later = replace(CONTEXT, year=2031)
    found = flags("C12", benefit("高于上年", basis="装备统计"), later)
    assert "2030年" in found[0].message
    assert "上年" in found[0].message


def test_a_district_changes_the_words():
    without = replace(CONTEXT, settings=Settings(lexicons={"vague_words": ()}))
    assert flags("C12", benefit("明显提高"), without) == []
    own = replace(CONTEXT, settings=Settings(lexicons={"vague_words": ("呱呱叫",)}))
    assert flags("C12", benefit("呱呱叫"), own)
    excused = replace(CONTEXT, settings=Settings(lexicons={"not_vague": ("明显提高",)}))
    assert flags("C12", benefit("明显提高"), excused) == []
    off = replace(CONTEXT, settings=Settings(levels={"C12": "off"}))
    assert flags("C12", benefit("明显提高"), off) == []
