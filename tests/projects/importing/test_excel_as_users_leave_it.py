"""Whatever people did to the workbook, the tables they see are the tables that come in."""

from dataclasses import replace
from random import Random

import pytest
from openpyxl.styles import Alignment

from projects.official.compose import compose
from projects.official.marks import Certainty
from projects.tables import Amount, Indicator
from tests.messy import make_table
from tests.projects.importing.users import (
    EMPTY_FORM,
    book,
    certainties,
    put,
    reading,
    tables,
    told,
    without_row,
)
from tests.projects.official.sheets import FORM, TABLE, cut, sheet

GRID = sheet(FORM)
BODY = without_row(GRID, 0)  # the form without its title
HEAD = 9  # the sheet's row with the indicator heads, the title in row 1
BOXED = pytest.mark.parametrize("boxed", [True, False], ids=["lines", "no lines"])


@BOXED
@pytest.mark.parametrize(("row", "column"), [(1, 1), (3, 1), (1, 2), (5, 3)])
def test_a_table_may_begin_anywhere_on_its_sheet(boxed, row, column):
    workbook = book(GRID, row=row, column=column, boxed=boxed)
    assert tables(workbook) == [TABLE]
    assert set(certainties(workbook).values()) == {"certain"}


@BOXED
def test_every_cell_tells_its_sheet_row_and_column(boxed):
    workbook = book(GRID, row=4, column=3, boxed=boxed)
    [found] = reading(workbook).tables
    assert found.sheet == "表1"
    for cell in found.cells:
        assert workbook["表1"].cell(cell.row, cell.column).value == (cell.text or None)


@BOXED
def test_one_table_a_sheet_or_several_on_one(boxed):
    tables_made = [make_table(Random(seed)) for seed in range(3)]
    grids = [compose(table) for table in tables_made]
    workbook = book(*grids, boxed=boxed)
    assert tables(workbook) == tables_made
    assert [found.sheet for found in reading(workbook).tables] == ["表1", "表2", "表3"]
    for between in (0, 1, 3):
        stacked = book()
        page = stacked.create_sheet("全部")
        row = 2
        for grid in grids:
            row = put(page, grid, row, boxed=boxed) + between
        assert tables(stacked) == tables_made


def test_tables_may_stand_side_by_side():
    workbook = book(GRID)
    other = make_table(Random(1))
    put(workbook["表1"], compose(other), column=GRID.columns + 2)
    assert tables(workbook) == [TABLE, other]


@BOXED
@pytest.mark.parametrize("between", [0, 1])
def test_title_unit_and_filler_lines_above_the_table_are_told_apart(boxed, between):
    workbook = book()
    page = workbook.create_sheet("表")
    page["A1"] = "附件2"
    page["A2"] = TABLE.title
    page.merge_cells("A2:G2")
    page["A3"], page["F3"] = "填报单位：教育局", "单位：元"
    put(page, BODY, 4 + between, boxed=boxed)
    [table] = tables(workbook)
    assert table == replace(
        TABLE, total=Amount.of("50万元"), fiscal=Amount.of("30万元"), other=Amount.of("20万元")
    )
    assert told(workbook) == ["附件2", "填报单位：教育局"]
    page["C5" if not between else "C6"] = "500000"
    assert tables(workbook)[0].total == Amount.of("500000元")


@BOXED
def test_a_title_need_not_be_merged(boxed):
    workbook = book()
    page = workbook.create_sheet("表")
    page["A1"] = TABLE.title
    page["A1"].alignment = Alignment(horizontal="centerContinuous")
    put(page, BODY, 2, boxed=boxed)
    assert tables(workbook) == [TABLE]


@BOXED
def test_who_filled_the_form_in_is_no_indicator(boxed):
    workbook = book(GRID, boxed=boxed)
    page = workbook["表1"]
    page.cell(GRID.rows + 1, 1, "填表人：张三")
    page.cell(GRID.rows + 1, 3, "联系电话：12345678")
    page.cell(GRID.rows + 1, 5, "填报日期：2025年1月3日")
    page.cell(GRID.rows + 2, 1, "注：本表一式两份。")
    assert tables(workbook) == [TABLE]
    assert told(workbook) == [
        "填表人：张三\t联系电话：12345678\t填报日期：2025年1月3日",
        "注：本表一式两份。",
    ]


@BOXED
@pytest.mark.parametrize("row", [1, 2, 4, 6, 8, 9, 12])
def test_an_empty_row_within_the_table_parts_nothing(boxed, row):
    workbook = book()
    page = workbook.create_sheet("表")
    upper, lower = cut(GRID, row)
    put(page, lower, put(page, upper, boxed=boxed) + 1, boxed=boxed)
    assert tables(workbook) == [TABLE]


@BOXED
def test_another_list_below_an_empty_row_is_none_of_the_table_s(boxed):
    workbook = book(GRID, boxed=boxed)
    put(workbook["表1"], sheet("单位 | 合计\n财政局 | 1"), GRID.rows + 2, boxed=boxed)
    assert tables(workbook) == [TABLE]
    assert reading(workbook).other_grids == 1


@BOXED
def test_what_is_filled_in_below_the_form_may_stand_beside_its_label(boxed):
    workbook = book(GRID, boxed=boxed)
    for column, text in enumerate(("填表人：", "张三", "日期", "2025年1月3日"), 1):
        workbook["表1"].cell(GRID.rows + 1, column, text)
    assert tables(workbook) == [TABLE]
    assert told(workbook) == ["填表人：\t张三\t日期\t2025年1月3日"]


@BOXED
def test_an_indicator_may_be_called_like_a_title(boxed):
    workbook = book(GRID, boxed=boxed)
    workbook["表1"]["C11"] = "绩效评价表"
    assert tables(workbook)[0].indicators[1].level3 == "绩效评价表"


def test_a_list_drawn_with_lines_beside_a_table_without_changes_nothing():
    workbook = book(GRID, boxed=False)
    put(workbook["表1"], sheet("姓名 | 电话\n张三 | 1"), GRID.rows + 3)
    assert tables(workbook) == [TABLE]
    assert reading(workbook).other_grids == 1


def test_below_a_drawn_table_any_other_line_is_no_indicator():
    workbook = book(GRID)
    workbook["表1"].cell(GRID.rows + 1, 1, "本表由单位自行打印")
    assert tables(workbook) == [TABLE]
    assert told(workbook) == ["本表由单位自行打印"]


def test_rows_added_without_lines_belong_to_the_table():
    workbook = book(GRID)
    row = ("满意度指标", "服务对象满意度指标", "投诉率", "投诉户数的比例", "≤1%", "热线记录")
    for column, text in enumerate(row, 1):
        workbook["表1"].cell(GRID.rows + 1, column, text)
    assert tables(workbook) == [replace(TABLE, indicators=(*TABLE.indicators, Indicator(*row)))]


@BOXED
def test_labels_may_stand_in_each_row_or_in_the_first_only_instead_of_being_merged(boxed):
    lines = FORM.replace("\n^ | 质量", "\n | 质量").replace("\n^ | ^ | 处理", "\n | | 处理")
    assert tables(book(sheet(lines), boxed=boxed)) == [TABLE]
    lines = FORM.replace("\n^ | 质量", "\n产出指标 | 质量").replace(
        "\n^ | ^ | 处理", "\n产出指标 | 质量指标 | 处理"
    )
    assert tables(book(sheet(lines), boxed=boxed)) == [TABLE]


@BOXED
def test_cells_that_should_be_merged_sideways_may_be_left_empty(boxed):
    workbook = book(GRID, boxed=boxed)
    for area in list(workbook["表1"].merged_cells.ranges):
        if area.min_row == area.max_row:
            workbook["表1"].unmerge_cells(area.coord)
    assert tables(workbook) == [TABLE]


@BOXED
def test_a_remark_beside_the_table_is_not_lost_nor_taken_for_content(boxed):
    far, near = book(GRID, boxed=boxed), book(GRID, boxed=boxed)
    far["表1"].cell(3, GRID.columns + 2, "请核对")
    near["表1"].cell(3, GRID.columns + 1, "请核对")
    assert tables(far) == tables(near) == [TABLE]
    assert told(far) == ["请核对"]
    assert certainties(near)["请核对"] == "not understood"


def test_hidden_rows_columns_and_sheets_are_not_read():
    workbook = book(GRID, GRID, column=2)
    page = workbook["表1"]
    page.cell(12, 1, "藏")
    page.column_dimensions["A"].hidden = True
    page.row_dimensions[HEAD + 2].hidden = True  # 清运率, and with it the top of a merged 质量指标
    workbook["表2"].sheet_state = "hidden"
    [table] = tables(workbook)
    assert table.indicators == tuple(row for row in TABLE.indicators if row.level3 != "清运率")
    assert told(workbook) == []


def test_numbers_dates_and_percentages_come_in_as_they_are_shown():
    workbook = book(GRID)
    page = workbook["表1"]
    page["C3"], page["C3"].number_format = 34.32, '0.00"万元"'
    page["E3"], page["E3"].number_format = 34.32, "0.00"
    page["G3"] = 0
    page["B6"], page["B6"].number_format = 0.2, "0%"
    page["C6"], page["C6"].number_format = 0.5, "0%"
    page["E10"], page["E10"].number_format = 0.95, '"≥"0%'
    page["E11"], page["E11"].number_format = 46022, 'yyyy"年"m"月"d"日"'
    page["B2"], page["B2"].number_format = 17, "0000"
    [table] = tables(workbook)
    assert (table.total, table.fiscal, table.other) == tuple(map(Amount.of, ("34.32万元", "34.32", "0")))
    assert [step.raw for step in table.plan] == ["20%", "50%", "75%", "100%"]
    assert [row.value for row in table.indicators[:2]] == ["≥95%", "2025年12月31日"]
    assert table.code == "0017"


def test_an_error_is_not_understood_whatever_cell_it_stands_in():
    workbook = book(GRID)
    workbook["表1"]["E10"] = "#N/A"
    workbook["表1"]["E10"].data_type = "e"
    [found] = reading(workbook).tables
    [cell] = [cell for cell in found.cells if cell.certainty != Certainty.CERTAIN]
    assert (cell.row, cell.column, cell.text, cell.field) == (10, 5, "#N/A", "indicators[0].value")
    assert cell.certainty == Certainty.NOT_UNDERSTOOD


def test_a_form_left_empty_is_no_project_and_what_is_written_on_other_sheets_is_no_narrative():
    workbook = book(sheet(EMPTY_FORM), GRID)
    help_sheet = workbook.create_sheet("说明", 0)
    help_sheet["A1"], help_sheet["A2"] = "填写说明", "每个项目一张表。"
    assert tables(workbook) == [TABLE]
    assert told(workbook) == []
    assert reading(workbook).other_grids == 0


def test_other_lists_are_counted_and_left_alone():
    workbook = book(sheet("单位 | 合计\n财政局 | 1"), GRID)
    assert tables(workbook) == [TABLE]
    assert reading(workbook).other_grids == 1
