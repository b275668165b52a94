"""The form as a workbook: filled in as a person does, it is read back as the table that it then shows."""

import io
from copy import copy
from dataclasses import replace
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from projects.importing.excel.reading import read_excel
from projects.importing.refused import ImportRefused
from projects.official.compose import compose
from projects.official.empty import empty_table
from projects.official.grid import Role
from projects.official.trees import TREES
from projects.rendering.blank import HINTS, template
from projects.tables import Amount, Goal, Indicator, PlanStep, ProjectTable

CLASSES = [(one.name, two.name) for one in TREES["2015"] for two in one.children]
FORM = empty_table(
    "芦台经济开发区区级部门预算项目绩效目标表",
    "专项资金名称",
    "资金支出计划（%）",
    ["6月底", "12月底"],
    CLASSES,
)
FIRST = 9  # the sheet's row of the first 二级指标


def opened() -> Workbook:
    return load_workbook(io.BytesIO(template(FORM)))


def tables(workbook: Workbook) -> list[ProjectTable]:
    out = io.BytesIO()
    workbook.save(out)
    return [found.table for found in read_excel(io.BytesIO(out.getvalue())).tables]


def fill(sheet: Worksheet, name: str) -> None:
    """What stands above the indicators."""
    texts = {
        "G2": name,
        "D3": "34.32万元",
        "H3": "34.32",
        "E4": "清运垃圾",
        "C6": "50%",
        "H6": "100%",
        "E7": "日产日清",
    }
    for place, text in texts.items():
        sheet[place] = text


def fill_row(sheet: Worksheet, row: int, *texts: str) -> None:
    for column, text in zip("EGIK", texts, strict=True):
        sheet[f"{column}{row}"] = text


def insert_copy(sheet: Worksheet, row: int) -> None:
    """Copy a row and insert it below, as spreadsheet programs do: what is merged over both rows grows."""
    areas = [area.bounds for area in sheet.merged_cells.ranges]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(area.coord)
    sheet.insert_rows(row + 1)
    for upper, lower in zip(sheet[row], sheet[row + 1], strict=True):
        lower.value, lower._style = upper.value, copy(upper._style)
    for left, top, right, bottom in areas:
        below, grown = top > row, top <= row < bottom
        merge(sheet, left, top + below, right, bottom + (below or grown))
        if top == bottom == row:
            merge(sheet, left, row + 1, right, row + 1)


def merge(sheet: Worksheet, left: int, top: int, right: int, bottom: int) -> None:
    sheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)


def filled(name: str, rows: dict[str, list[tuple[str, ...]]]) -> ProjectTable:
    """The table that the form shows once filled in: one empty row for each 二级 label without indicators."""
    return replace(
        FORM,
        name=name,
        total=Amount.of("34.32万元"),
        fiscal=Amount.of("34.32"),
        purpose="清运垃圾",
        plan=(PlanStep.of("6月底", "50%"), PlanStep.of("12月底", "100%")),
        goals=(Goal("目标1", "日产日清"),),
        indicators=tuple(
            Indicator(level1, level2, *texts)
            for level1, level2 in CLASSES
            for texts in rows.get(level2, [("", "", "", "")])
        ),
    )


HOUSEHOLDS = ("清运户数", "涉及居民户数", "≥7010户", "年度工作计划")
RATE = ("清运率", "日产日清的比例", "100%", "年度工作计划")
SPREAD = ("覆盖率", "服务到的分场比例", "≥95%", "年度工作计划")


def test_a_project_filled_in_comes_in_and_empty_classes_stay_as_they_are_printed():
    workbook = opened()
    fill(workbook["填表"], "垃圾清运")
    fill_row(workbook["填表"], FIRST, *HOUSEHOLDS)
    assert tables(workbook) == [filled("垃圾清运", {"数量指标": [HOUSEHOLDS]})]


@pytest.mark.parametrize("cleared", [False, True], ids=["label copied", "label cleared"])
def test_rows_are_added_by_copying_a_row(cleared):
    workbook = opened()
    sheet = workbook["填表"]
    fill(sheet, "垃圾清运")
    last = FIRST + CLASSES.index(("效益指标", "可持续影响指标"))
    for row, added in ((last, [SPREAD, RATE]), (FIRST, [HOUSEHOLDS, RATE, SPREAD])):
        fill_row(sheet, row, *added[0])
        for place, texts in enumerate(added[1:], 1):
            insert_copy(sheet, row + place - 1)
            fill_row(sheet, row + place, *texts)
            if cleared:
                sheet[f"C{row + place}"] = None
    expected = filled("垃圾清运", {"数量指标": [HOUSEHOLDS, RATE, SPREAD], "可持续影响指标": [SPREAD, RATE]})
    assert tables(workbook) == [expected]


def test_goals_are_added_by_copying_their_row():
    workbook = opened()
    sheet = workbook["填表"]
    fill(sheet, "垃圾清运")
    insert_copy(sheet, 7)
    sheet["C8"], sheet["E8"] = "目标2", "环境整洁"
    goals = (Goal("目标1", "日产日清"), Goal("目标2", "环境整洁"))
    assert tables(workbook) == [replace(filled("垃圾清运", {}), goals=goals)]


def test_classes_that_are_not_used_may_be_deleted_from_below():
    workbook = opened()
    sheet = workbook["填表"]
    fill(sheet, "垃圾清运")
    fill_row(sheet, FIRST, *HOUSEHOLDS)
    for area in list(sheet.merged_cells.ranges):
        if area.min_row > FIRST + 3:
            sheet.unmerge_cells(area.coord)
    sheet.delete_rows(FIRST + 4, 5)
    expected = filled("垃圾清运", {"数量指标": [HOUSEHOLDS]})
    assert tables(workbook) == [replace(expected, indicators=expected.indicators[:4])]


def test_several_projects_are_copies_of_the_sheet_and_copies_left_empty_are_none():
    workbook = opened()
    for name in ("道路养护", "", "校舍维修"):
        page = workbook.copy_worksheet(workbook["填表"])
        if name:
            page.title = name
            fill(page, name)
    assert tables(workbook) == [filled("道路养护", {}), filled("校舍维修", {})]


def test_an_empty_form_is_refused():
    with pytest.raises(ImportRefused, match="还没有填写内容"):
        tables(opened())


def test_every_cell_to_fill_takes_text_and_tells_what_it_wants():
    sheet = opened()["填表"]
    hints = {
        str(area): hint.prompt for hint in sheet.data_validations.dataValidation for area in hint.sqref.ranges
    }
    assert len(hints) == sum(cell.role is Role.TEXT for cell in compose(FORM).cells)
    for cell in compose(FORM).cells:
        place = sheet.cell(cell.row + 1, cell.column + 1)
        assert place.number_format == "@"
        assert (place.coordinate in hints) == (cell.role is Role.TEXT)
    assert hints["C6"] == HINTS["plan"][1]
    assert all(len(label) <= 32 and len(hint) <= 255 for label, hint in HINTS.values())


def test_a_second_sheet_says_how_each_cell_is_filled_in_and_how_rows_and_projects_are_added():
    workbook = opened()
    assert workbook.sheetnames == ["填表", "填表说明"]
    lines = [row[0].value for row in workbook["填表说明"].iter_rows()]
    for label, hint in HINTS.values():
        assert f"{label}：{hint}" in lines
    assert {"一、怎样填写", "二、各栏写什么", "三、增加和删除行", "四、填好以后"} <= set(lines)


def test_the_template_is_the_official_table_and_always_the_same_bytes():
    data = template(FORM)
    assert data == template(FORM)
    sheet = load_workbook(io.BytesIO(data))["填表"]
    for cell in compose(FORM).cells:
        assert (sheet.cell(cell.row + 1, cell.column + 1).value or "") == cell.text
    with ZipFile(io.BytesIO(data)) as package:
        assert FORM.title in package.read("docProps/core.xml").decode()
