import re

from hypothesis import given

from projects.official.compose import COLUMNS, WIDTHS, compose
from projects.official.grid import Role
from projects.tables import INDICATOR_CELLS, Indicator, PlanStep, ProjectTable
from tests.projects.strategies import tables


def at(table, path):
    """The text at a cell's path in ProjectTable."""
    value = table
    for name, place in re.findall(r"(\w+)(?:\[(\d+)\])?", path):
        value = getattr(value, name)
        value = value[int(place)] if place else value
    return getattr(value, "raw", value)


@given(tables())
def test_the_cells_cover_the_sheet_and_none_lies_on_another(table):
    grid = compose(table)
    squares = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    ]
    assert sorted(squares) == [(row, column) for row in range(grid.rows) for column in range(COLUMNS)]
    assert list(grid.cells) == sorted(grid.cells, key=lambda cell: (cell.row, cell.column))


@given(tables())
def test_every_cell_prints_exactly_what_was_typed(table):
    grid = compose(table)
    for cell in grid.cells:
        if cell.field:
            assert cell.text == at(table, cell.field)
    drawn = {cell.field for cell in grid.cells}
    typed = ["title", "code", "name_label", "name", "total", "fiscal", "other", "purpose", "plan_label"]
    typed += [f"plan[{place}].{name}" for place in range(len(table.plan)) for name in ("label", "raw")]
    typed += [f"goals[{place}].{name}" for place in range(len(table.goals)) for name in ("label", "text")]
    typed += [
        f"indicators[{place}].{name}"
        for place in range(len(table.indicators))
        for name in INDICATOR_CELLS[2:]
    ]
    assert not [path for path in typed if at(table, path) and path not in drawn]


@given(tables())
def test_every_indicator_stands_beside_its_own_class_labels(table):
    grid = compose(table)
    for place, indicator in enumerate(table.indicators):
        labels = [cell.text for cell in grid.covering[grid.head + 1 + place][:2]]
        assert labels == [indicator.level1, indicator.level2]


def test_the_sheet_is_as_wide_as_the_official_page():
    assert sum(WIDTHS) == 156


def test_rows_of_one_class_share_its_label():
    rows = [
        ("产出指标", "数量指标", "甲"),
        ("产出指标", "数量指标", "乙"),
        ("产出指标", "质量指标", "丙"),
        ("满意度指标", "", "丁"),
    ]
    grid = compose(ProjectTable(indicators=tuple(Indicator(*row) for row in rows)))
    labels = [(cell.row - grid.head, cell.rowspan, cell.text) for cell in grid.cells if cell.row > grid.head]
    labels = [label for label in labels if label[2] and label[2] not in "甲乙丙丁"]
    assert labels == [(1, 3, "产出指标"), (1, 2, "数量指标"), (3, 1, "质量指标"), (4, 1, "满意度指标")]


def test_rows_that_would_look_like_one_torn_in_two_say_their_class_again():
    rows = [
        Indicator("产出指标", "数量指标", "点位", "", "50个"),
        Indicator("产出指标", "数量指标", "", "点位数", "", "计划"),
    ]
    grid = compose(ProjectTable(indicators=tuple(rows)))
    assert [cell.rowspan for cell in grid.cells if cell.text == "数量指标"] == [1, 1]


def test_a_monthly_spend_plan_stands_in_two_bands():
    plan = tuple(PlanStep.of(f"{month}月底", str(8 * month)) for month in range(1, 13))
    grid = compose(ProjectTable(plan=plan))
    heads = [cell for cell in grid.cells if cell.role is Role.HEAD and cell.field.startswith("plan")]
    assert [cell.row for cell in heads] == [4] * 6 + [6] * 6
    assert [cell.text for cell in heads] == [step.label for step in plan]


def test_a_table_with_nothing_in_it_has_the_whole_form():
    assert [[cell.text for cell in row if cell.text] for row in compose(ProjectTable()).starting] == [
        [],
        ["项目编码", "项目名称"],
        ["预算规模及资金用途", "预算数", "其中：财政资金", "其他资金"],
        ["资金用途"],
        ["资金支出计划（%）"],
        [],
        ["绩效目标"],
        ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"],
    ]
