"""What Word users do to the official table, and what the reader makes of it."""

from dataclasses import replace

import pytest

from projects.official.document import read_document
from projects.official.marks import Certainty, UnreadableHead
from projects.official.read import read
from projects.tables import Goal, PlanStep
from tests.projects.official.sheets import FORM, TABLE, certainties, changed, only, sheet, stacked


def test_the_plain_form_is_read_and_nothing_is_guessed():
    assert only(sheet(FORM)) == TABLE
    assert set(certainties(sheet(FORM)).values()) == {Certainty.CERTAIN}


def test_empty_cells_stand_for_merged_ones():
    grid = changed(("^", ""))
    assert only(grid) == TABLE
    found = certainties(grid)
    assert found["清运户数"] == Certainty.CERTAIN
    assert found["处理率"] == Certainty.GUESSED


def test_labels_typed_again_stand_for_merged_ones():
    grid = changed(
        ("^ | 资金用途", "预算规模及资金用途 | 资金用途"),
        ("^ | 目标2", "绩效目标 | 目标2"),
        ("^ | 质量指标", "产出指标 | 质量指标"),
        ("^ | ^ |", "产出指标 | 质量指标 |"),
    )
    assert only(grid) == TABLE
    assert set(certainties(grid).values()) == {Certainty.CERTAIN}


@pytest.mark.parametrize("between", ["", "\n | | | | | | ", "\n | < | < | < | < | < | <"])
def test_several_projects_may_stand_in_one_word_table(between):
    second = FORM.replace("0017", "0018").replace("垃圾清运费", "校车服务")
    grid = sheet(FORM.rstrip() + between + second + between + FORM)
    assert [reading.table for reading in read(grid)] == [
        TABLE,
        replace(TABLE, code="0018", name="校车服务"),
        TABLE,
    ]


def test_a_project_below_another_may_lack_a_title():
    untitled = FORM.strip().partition("\n")[2]
    grid = sheet(FORM + untitled)
    assert [reading.table for reading in read(grid)] == [TABLE, replace(TABLE, title="")]


def test_a_title_in_one_cell_of_an_unmerged_row_is_the_title():
    assert only(changed(("目标表 | < | < | < | < | < | <", "目标表 | | | | | | "))) == TABLE


def test_a_year_or_a_unit_above_the_head_is_not_the_title():
    year = "2024年度 | < | < | < | < | < | <\n"
    unit = "单位：万元 | < | < | < | < | < | <\n项目编码"
    assert only(changed(("区级", year + "区级"), ("项目编码", unit))) == TABLE


def test_blanks_and_line_breaks_inside_labels_do_not_hide_them():
    grid = changed(
        ("项目编码", "项目 编码："),
        ("预算数", r"预\n算 数"),
        ("资金用途 |", r"资金\n用途 |"),
        ("一级指标", r"一级\n指标"),
        ("绩效目标 |", "绩效 目标 |"),
        ("满意度指标 | 服务", "满意 度指 标 | 服务"),
        ("目标1", "目标 1"),
    )
    rows = (*TABLE.indicators[:3], replace(TABLE.indicators[3], level1="满意 度指 标"))
    expected = replace(TABLE, goals=(Goal("目标 1", "垃圾日产日清"), TABLE.goals[1]), indicators=rows)
    assert only(grid) == expected
    assert set(certainties(grid).values()) == {Certainty.CERTAIN}


def test_a_special_fund_keeps_its_own_label_for_the_name():
    grid = changed(("项目名称", "专项资金名称"))
    assert only(grid) == replace(TABLE, name_label="专项资金名称")
    assert certainties(grid)["专项资金名称"] == Certainty.CERTAIN


def test_an_unknown_label_for_the_name_is_a_guess():
    grid = changed(("项目名称", "工程名称"))
    assert only(grid) == replace(TABLE, name_label="工程名称")
    assert certainties(grid)["工程名称"] == certainties(grid)["垃圾清运费"] == Certainty.GUESSED


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("项目名称 | 垃圾清运费 | 项目编码 | 0017 | < | < | <", "0017"),
        ("项目编码 | 0017 | < | < | < | < | <\n项目名称 | 垃圾清运费 | < | < | < | < | <", "0017"),
        ("项目编码 |  | 0017 | 项目名称 | 垃圾清运费 |  | ", ""),
        ("项目编码 | 项目名称 | 垃圾清运费 | < | < | < | <", ""),
        ("项目名称 | 垃圾清运费 | < | < | < | < | <", ""),
    ],
)
def test_code_and_name_are_found_in_other_places_too(head, code):
    assert only(changed(("项目编码 | 0017 | 项目名称 | 垃圾清运费 | < | < | <", head))) == replace(
        TABLE, code=code
    )


@pytest.mark.parametrize(
    "row", ["^ | 清运五个分场的垃圾 | < | < | < | < | <", "^ | | 清运五个分场的垃圾 | < | < | < | <"]
)
def test_the_purpose_is_known_by_its_place_where_its_label_is_missing(row):
    grid = changed(("^ | 资金用途 | 清运五个分场的垃圾 | < | < | < | <", row))
    assert only(grid) == TABLE
    assert certainties(grid)["清运五个分场的垃圾"] == Certainty.GUESSED


def test_a_purpose_in_two_rows_is_one_text():
    grid = changed(("资金支出计划", "^ |  | 购置一辆清运车 | < | < | < | <\n资金支出计划"))
    assert only(grid) == replace(TABLE, purpose="清运五个分场的垃圾\n购置一辆清运车")


def test_a_row_the_form_does_not_have_is_reported_and_not_taken_for_the_purpose():
    grid = changed(("资金支出计划", "实施期限 | 2024年 | < | < | < | < | <\n资金支出计划"))
    assert only(grid) == TABLE
    assert certainties(grid)["2024年"] == Certainty.NOT_UNDERSTOOD


@pytest.mark.parametrize(
    ("rows", "goals"),
    [
        ("绩效目标 | 目标 | 垃圾日产日清 | < | < | < | <", [("目标", "垃圾日产日清")]),
        (r"绩效目标 | 1.日产日清\n2.环境整洁 | < | < | < | < | <", [("", "1.日产日清\n2.环境整洁")]),
        (
            "绩效目标 | 日产日清 | < | < | < | < | <\n^ | 环境整洁 | < | < | < | < | <",
            [("", "日产日清"), ("", "环境整洁")],
        ),
        (
            "绩效目标 | 日产日清 | < | < | < | < | <\n环境整洁 | < | < | < | < | < | <",
            [("", "日产日清"), ("", "环境整洁")],
        ),
        (
            "年度目标 | 目标1 | 日产日清 |  | < | < | <\n^ | 目标2 | | < | < | < | <",
            [("目标1", "日产日清"), ("目标2", "")],
        ),
        ("绩效目标 | | < | < | < | < | <", []),
    ],
)
def test_goals_come_numbered_or_free_in_one_cell_or_in_several_rows(rows, goals):
    form = "绩效目标 | 目标1 | 垃圾日产日清 | < | < | < | <\n^ | 目标2 | 环境整洁 | < | < | < | <"
    assert only(changed((form, rows))) == replace(TABLE, goals=tuple(Goal(*goal) for goal in goals))


def test_blank_filler_rows_are_no_content():
    filled = []
    for line in FORM.strip().splitlines():
        filled += [line, " | " * 6]
    grid = sheet("\n".join(filled).replace("^", ""))
    assert only(grid) == TABLE


def test_checkpoints_are_what_the_table_says():
    grid = changed(("9月底", "10月底"))
    assert [step.label for step in only(grid).plan] == ["3月底", "6月底", "10月底", "12月底"]


def test_a_spend_plan_may_have_more_checkpoints_than_the_form_has_columns():
    months = [f"{month}月" for month in range(1, 13)]
    lines = FORM.strip().splitlines()
    lines[4:6] = [" | ".join(["资金支出计划（累计进度%）", *months]), " | ".join(["^", *months[:11], "100"])]
    table = only(sheet("\n".join(lines)))
    assert [step.label for step in table.plan] == months
    assert table.plan[-1] == PlanStep.of("12月", "100")


def test_percentages_out_of_line_belong_to_the_checkpoint_above_them():
    grid = changed(("^ |  | 50% | 75% | 100% | < | <", "^ |  | 50% | < | 100% | < | <"))
    assert [step.raw for step in only(grid).plan] == ["", "50%", "", "100%"]
    assert certainties(grid)["50%"] == Certainty.GUESSED


def test_an_unknown_label_in_the_place_of_the_spend_plan_is_a_guess():
    grid = changed(("资金支出计划（%）", "资金进度"))
    assert only(grid) == replace(TABLE, plan_label="资金进度")
    assert certainties(grid)["资金进度"] == certainties(grid)["6月底"] == Certainty.GUESSED


def test_a_table_without_plan_and_goals_is_still_read():
    lines = FORM.strip().splitlines()
    table = only(sheet("\n".join(lines[:4] + lines[8:])))
    assert table == replace(TABLE, plan_label="", plan=(), goals=())


def test_a_sum_in_words_is_kept_and_reported():
    grid = changed(("预算数 | 50万元", "预算数 | 约50万"))
    assert only(grid).total.raw == "约50万"
    assert only(grid).total.value is None
    assert certainties(grid)["约50万"] == Certainty.NOT_UNDERSTOOD


def test_the_report_gives_every_cell_its_place_and_meaning():
    [reading] = read(changed(("目标1", " ")))
    found = {(cell.row, cell.column): (cell.field, cell.text) for cell in reading.cells}
    assert found[1, 1] == ("title", "区级部门项目绩效目标表")
    assert found[2, 2] == ("code", "0017")
    assert found[3, 1] == ("label", "预算规模及资金用途")
    assert found[3, 5] == ("fiscal", "30万元")
    assert found[6, 3] == ("plan[1].raw", "50%")
    assert found[8, 2] == ("goals[1].label", "目标2")
    assert found[9, 6] == ("label", "指标值确定依据")
    assert found[12, 5] == ("indicators[2].value", "≥95%")


def test_what_stands_above_the_first_table_is_in_the_report():
    above = "附件 | 2 | | | | | \n"
    [reading] = read(changed(("区级", above + "区级")))
    assert [cell.text for cell in reading.cells if cell.certainty == Certainty.NOT_UNDERSTOOD] == [
        "附件",
        "2",
    ]


HEAD = "一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 | <"


@pytest.mark.parametrize(
    ("broken", "missing"),
    [
        ((HEAD, "甲 | 乙 | 丙 | 丁 | 戊 | 己 | <"), "一级指标"),
        (("项目名称 | 垃圾清运费", "垃圾清运费 | <"), "项目名称"),
        (("项目编码", "项目编马"), "项目编码"),
        (("预算数 | 50万元", "总数 | 50万元"), "预算数"),
    ],
)
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_table_with_an_unreadable_head_is_named_by_its_number(broken, missing, number):
    grids = [sheet(FORM)] * 3
    grids[number - 1] = changed(broken)
    for blocks in ([stacked(grids)], grids):
        with pytest.raises(UnreadableHead, match=f"^第 {number} 张绩效目标表.*{missing}"):
            read_document(blocks)
