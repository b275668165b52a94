"""What Word users do to the indicator rows, and what the reader makes of it."""

import pytest

from projects.official.marks import Certainty
from projects.tables import Indicator
from tests.projects.official.sheets import FORM, TABLE, certainties, changed, only, sheet


def test_a_head_of_two_rows_and_a_blank_row_under_it_are_one_head():
    head = "一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 | <"
    assert only(changed((head, head + "\n" + "^ | " * 6 + "^"))) == TABLE
    assert only(changed((head, head + "\n" + " | " * 6))) == TABLE


def test_heads_repeated_after_a_page_break_are_no_indicator():
    head = "一级 指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 | <\n"
    grid = changed(("\n满意度指标 |", "\n" + head + "满意度指标 |"))
    assert only(grid) == TABLE
    assert set(certainties(grid).values()) == {Certainty.CERTAIN}


TORN = "^ | ^ | 处理率 | 无害化处理的比例 | ≥95% | 行业标准 | <"


@pytest.mark.parametrize(
    "halves",
    [
        "^ | ^ | 处理率 |  | ≥95% |  | <\n^ | ^ |  | 无害化处理的比例 |  | 行业标准 | <",
        "^ | ^ | 处理率 |  |  | 行业标准 | <\n^ | ^ |  | 无害化处理的比例 | ≥95% | ^ | ^",
        "^ |  |  | 无害化处理的比例 | | 行业标准 | <\n^ | | 处理率 |  | ≥95% | | <\n | | | | | |",
    ],
)
def test_one_row_torn_in_two_is_one_indicator_again(halves):
    grid = changed((TORN, halves))
    assert only(grid) == TABLE
    assert certainties(grid)["处理率"] == certainties(grid)["无害化处理的比例"] == Certainty.GUESSED


@pytest.mark.parametrize(
    "rows",
    [
        "^ | ^ | 处理率 |  | ≥95% |  | <\n^ | ^ | 回收率 |  | |  行业标准 | <",
        "^ | ^ | 处理率 |  | ≥95% |  | <\n^ | ^ |  | 回收的比例 | ≥50% | 行业标准 | <",
    ],
)
def test_rows_that_fill_the_same_column_are_two_indicators(rows):
    assert len(only(changed((TORN, rows))).indicators) == 5


def test_a_cell_merged_over_several_indicators_speaks_for_each():
    grid = changed(("100% | 年度工作计划", "100% | ^"), ("≥95% | 行业标准", "≥95% | ^"))
    assert [row.basis for row in only(grid).indicators] == ["年度工作计划"] * 3 + ["问卷"]


def test_wordings_of_the_classes_stay_as_typed():
    extra = [
        ("效果指标", "社会效益指标"),
        ("效果指标", "可持续影响"),
        ("效益指标", "可持续性影响指标"),
        ("效益指标", "其他"),
    ]
    lines = "".join(f"{one} | {two} | 名 | 述 | 值 | 据 | <\n" for one, two in extra)
    grid = changed(("\n满意度指标 |", "\n" + lines + "满意度指标 |"))
    assert [(row.level1, row.level2) for row in only(grid).indicators[3:7]] == extra
    assert certainties(grid)["效果指标"] == certainties(grid)["可持续性影响指标"] == Certainty.CERTAIN


def test_a_class_nobody_knows_is_kept_as_a_guess():
    grid = changed(("产出指标", "产岀指标"))
    assert only(grid).indicators[0].level1 == "产岀指标"
    assert certainties(grid)["产岀指标"] == Certainty.GUESSED


def test_a_row_with_too_few_cells_is_placed_by_its_columns_and_guessed():
    grid = changed(("居民满意度 | 居民的满意程度 | ≥90%", "居民满意度 | < | ≥90%"))
    assert only(grid).indicators[3] == Indicator(
        "满意度指标", "服务对象满意度指标", "居民满意度", "", "≥90%", "问卷"
    )
    assert certainties(grid)["居民满意度"] == Certainty.GUESSED


def test_a_note_under_the_table_is_reported_and_not_taken_for_an_indicator():
    grid = sheet(FORM + "注：以上指标由财政局解释 | < | < | < | < | < | <")
    assert only(grid) == TABLE
    assert certainties(grid)["注：以上指标由财政局解释"] == Certainty.NOT_UNDERSTOOD


def test_an_indicator_may_be_called_like_the_head_of_a_table():
    rows = "项目编码 | 预算数 | 其中：财政资金 | 其他资金 | 50万元 | 计划 | <\n"
    rows += "预算规模及资金用途 | 预算数 | 50 | 其中：财政资金 | 0 | 0 | <\n"
    table = only(changed(("\n满意度指标 |", "\n" + rows + "满意度指标 |")))
    assert len(table.indicators) == 6
