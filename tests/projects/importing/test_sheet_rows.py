"""A list in a workbook comes in row by row; all that is wrong with it is told at once, each at its place."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from projects.importing.limits import Limits
from projects.importing.refused import ImportRefused
from projects.importing.sheet_list import write_rows
from projects.importing.sheet_rows import Head, Rows, read_rows
from projects.tables import typed
from tests import hostile
from tests.projects.importing.users import saved
from tests.wordml import zipped

HEADS = (
    Head("name", ("姓名", "人员姓名"), required=True),
    Head("username", ("用户名", "账号"), required=True, hint="登录时填写的名字"),
    Head("role", ("角色",), required=True),
    Head("department", ("部门", "单位")),
)
ROLES = ("经办人", "单位负责人")


def workbook(*lines, name="人员") -> Workbook:
    made = Workbook()
    made.active.title = name
    for line in lines:
        made.active.append(line)
    return made


def rows(made: Workbook, heads=HEADS) -> Rows:
    return read_rows(io.BytesIO(saved(made)), Limits(), heads)


def values(found: Rows) -> list[tuple[str, ...]]:
    return [tuple(row[head.key] for head in HEADS) for row in found.rows]


def test_a_list_comes_in_with_the_numbers_of_its_rows():
    found = rows(
        workbook(
            ["姓名", "用户名", "角色", "部门"],
            ["张三", "zhang", "经办人", "财政局"],
            [],
            ["李四", "li", "经办人"],
        )
    )
    assert [row.number for row in found.rows] == [2, 4]
    assert values(found) == [("张三", "zhang", "经办人", "财政局"), ("李四", "li", "经办人", "")]
    assert found.problems == []


def test_heads_stand_in_any_order_and_wording_below_titles_and_among_other_columns():
    made = workbook(
        ["人员名单"],
        ["填报单位：财政局"],
        [],
        ["序号", "单 位", "备注", "角色（必填）", "*账号", "人员姓名："],
        [1, "财政局", "x", "经办人", "zhang", "张三"],
    )
    made.active.merge_cells("A1:F1")
    found = rows(made)
    assert values(found) == [("张三", "zhang", "经办人", "财政局")]
    assert found.rows[0].columns == {"department": "B", "role": "D", "username": "E", "name": "F"}


def test_everything_wrong_is_told_with_sheet_row_column_and_what_was_typed():
    made = workbook(
        ["姓名", "用户名", "角色"],
        ["张三", "zhang", "经班人"],
        ["", "li", "经办人"],
        ["王五", "", "负责人"],
    )
    made.active["C5"], made.active["A5"], made.active["B5"] = "=A1", "赵六", "zhao"
    made.active["A6"], made.active["B6"], made.active["C6"] = "孙七", "#REF!", "经办人"
    made.active["B6"].data_type = "e"
    found = rows(made)
    for row in found.rows:
        if row["role"] not in (*ROLES, ""):
            found.problem(row, "role", f"没有这个角色，请改为：{'、'.join(ROLES)}。")
    assert [str(problem) for problem in found.ordered] == [
        "工作表“人员”第2行 C 列填的是“经班人”，没有这个角色，请改为：经办人、单位负责人。",
        "工作表“人员”第3行 A 列没有填写“姓名”，请补填。",
        "工作表“人员”第4行 B 列没有填写“用户名”，请补填。",
        "工作表“人员”第4行 C 列填的是“负责人”，没有这个角色，请改为：经办人、单位负责人。",
        "工作表“人员”第5行 C 列填的是“=A1”，是公式，但文件里没有保存结果。"
        "请用 Excel 或 WPS 打开、保存一次，或直接填写内容。",
        "工作表“人员”第6行 B 列填的是“#REF!”，是公式的出错结果，请改正公式，或直接填写内容。",
    ]
    assert len(found.rows) == 5


def test_a_long_text_is_told_in_its_beginning():
    found = rows(workbook(["姓名", "用户名", "角色"], ["张\n三" * 50, "zhang", "经办人"]))
    found.problem(found.rows[0], "name", "太长。")
    [problem] = found.problems
    assert problem.typed == "张\n三" * 50
    assert str(problem) == f"工作表“人员”第2行 A 列填的是“{('张 三' * 50)[:40]}……”，太长。"


def test_a_merged_cell_counts_for_every_row_it_covers():
    made = workbook(
        ["部门", "姓名", "用户名", "角色"],
        ["财政局", "张三", "zhang", "经办人"],
        [None, "李四", "li", "经办人"],
        [None, None, None, None],
        ["教育局", "王五", "wang", "经办人"],
    )
    made.active.merge_cells("A2:A4")
    assert [row["department"] for row in rows(made).rows] == ["财政局", "财政局", "教育局"]


def test_a_head_of_two_rows_and_a_head_typed_again_are_no_rows():
    made = workbook(
        ["姓名", "用户名", "角色"],
        [None, "（字母）", None],
        ["张三", "zhang", "经办人"],
        ["姓名", "用户名", "角色"],
        ["李四", "li", "经办人"],
    )
    made.active.merge_cells("A1:A2")
    assert [row["name"] for row in rows(made).rows] == ["张三", "李四"]


def test_every_sheet_with_the_head_is_read_and_no_hidden_one():
    made = workbook(["姓名", "用户名", "角色"], ["张三", "zhang", "经办人"], name="甲")
    for name in ("乙", "藏", "说明"):
        made.create_sheet(name).append(["姓名", "用户名", "角色"] if name != "说明" else ["填写说明"])
        made[name].append([name, "x", "经办人"])
    made["藏"].sheet_state = "hidden"
    assert [(row.sheet, row["name"]) for row in rows(made).rows] == [("甲", "张三"), ("乙", "乙")]


def test_a_column_that_is_missing_or_there_twice_is_told():
    found = rows(workbook(["人员"], ["姓名", "角色", "账号", "用户名"], ["张三", "经办人", "zhang", "z"]))
    assert [str(problem) for problem in found.problems] == [
        "工作表“人员”第2行 D 列填的是“用户名”，与前面的列重复，请只保留一列。"
    ]
    found = rows(workbook(["人员"], ["姓名", "角色", "部门"], ["张三", "经办人", "财政局"]))
    assert [str(problem) for problem in found.problems] == [
        "工作表“人员”第2行是标题行，但没有“用户名”这一列，请补上。"
    ]
    assert found.rows == []


@pytest.mark.parametrize("lines", [[], [["张三", "zhang", "经办人"]], [["姓名", "电话", "地址"]], [["角色"]]])
def test_a_workbook_without_the_head_is_refused_with_the_columns_it_should_have(lines):
    with pytest.raises(
        ImportRefused, match="没有找到名单的标题行。标题行应有这些列：姓名、用户名、角色、部门"
    ):
        rows(workbook(*lines))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a,b", "另存为 .xlsx"),
        (zipped(hostile.good_parts()), "这是 Word 文件"),
        (hostile.ole2("Workbook"), ".xls"),
    ],
)
def test_any_other_file_is_refused_like_everywhere(data, said):
    with pytest.raises(ImportRefused, match=said):
        read_rows(io.BytesIO(data), Limits(), HEADS)


def test_the_template_can_be_filled_in_and_read():
    data = write_rows(HEADS, [], "人员 [2026]")
    made = load_workbook(io.BytesIO(data))
    page = made["人员  2026"]
    assert [cell.value for cell in page[1]] == ["姓名（必填）", "用户名（必填）", "角色（必填）", "部门"]
    assert page.freeze_panes == "A2"
    assert [(hint.promptTitle, hint.prompt) for hint in page.data_validations.dataValidation] == [
        ("用户名", "登录时填写的名字")
    ]
    assert page["B500"].number_format == "@"
    assert rows(made).rows == []
    for column, text in enumerate(("张三", "0012", "经办人", "财政局"), 1):
        page.cell(2, column, text)
    assert values(rows(made)) == [("张三", "0012", "经办人", "财政局")]


def test_the_same_list_is_the_same_bytes():
    assert write_rows(HEADS, [{"name": "张三"}], "人员") == write_rows(HEADS, [{"name": "张三"}], "人员")


_texts = st.text(max_size=20).map(typed)


@given(st.lists(st.fixed_dictionaries({head.key: _texts for head in HEADS}), min_size=1, max_size=6))
def test_what_was_written_is_read(some):
    found = read_rows(io.BytesIO(write_rows(HEADS, some, "人员")), Limits(), HEADS)
    assert [row.values for row in found.rows] == [row for row in some if any(row.values())]
