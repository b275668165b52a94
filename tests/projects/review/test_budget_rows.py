"""A budget list is read in its own unit, without totals, and all that is wrong with it is told at once."""

import io
from decimal import Decimal

import pytest

from projects.importing.limits import Limits
from projects.importing.refused import ImportRefused
from projects.importing.sheet_list import write_rows
from projects.importing.sheet_rows import read_rows
from projects.review.budget_rows import HEADS, TEMPLATE, read_list
from tests.projects.review.lists import HEAD, line, rows


def read(*some, **named):
    found = rows(*some, **named)
    return read_list(found), [str(problem) for problem in found.ordered]


def amounts(*some, **named) -> list[Decimal]:
    told, problems = read(*some, **named)
    assert problems == []
    return [one.total for one in told.lines]


def test_a_list_is_read_as_it_stands():
    told, problems = read(("P1", "校车 服务", "教育局", 34.32), ("", "取暖", "财政局", "1,200"))
    assert told.lines == [line("校车 服务", "34.32", "P1", "教育局"), line("取暖", "1200")]
    assert (problems, told.remarks, told.total) == ([], [], Decimal("1234.32"))


@pytest.mark.parametrize(
    ("head", "above", "typed", "wan"),
    [
        ("预算数（万元）", (), 34.32, "34.32"),
        ("预算数（元）", (), 343200, "34.32"),
        ("预算数（单位：元）", (), "343,200.00", "34.32"),
        ("金额（千元）", (), 343.2, "34.32"),
        ("预算数", (("单位：元",),), 343200, "34.32"),
        ("预算数（万元）", (("单位：元",),), 34.32, "34.32"),
        ("预算数（元）", (), "34.32万元", "34.32"),
        ("预算数", (), 34.32, "34.32"),
    ],
)
def test_the_unit_of_the_head_counts_then_that_above_the_table(head, above, typed, wan):
    assert amounts(("P1", "校车", "教育局", typed), head=(*HEAD[:3], head), above=above) == [Decimal(wan)]


def test_one_is_told_what_unit_was_counted_in():
    told, _ = read(("P1", "校车", "教育局", 343200), head=(*HEAD[:3], "预算数（元）"))
    assert told.remarks == ["工作表“清单”的金额单位是元，已换算为万元。"]
    told, _ = read(("P1", "校车", "教育局", 34), head=(*HEAD[:3], "预算数"))
    assert told.remarks == ["工作表“清单”没有写金额单位，按万元读取，请核对下面的合计。"]


@pytest.mark.parametrize(
    "total_row",
    [("合计", "", "", 60), ("", "合 计", "", 60), ("", "", "总计：", 60), ("", "财政局小计", "", 60)],
)
def test_a_total_is_no_project(total_row):
    told, problems = read(("P1", "甲", "财政局", 20), ("P2", "乙", "财政局", 40), total_row)
    assert [one.name for one in told.lines] == ["甲", "乙"]
    assert problems == []
    assert told.remarks == ["有1行是合计或小计，没有当作项目。"]


def test_a_total_beside_the_columns_that_count_is_none_either():
    told, problems = read((1, "P1", "甲", "财政局", 20), ("合计", "", "", "", 20), head=("序号", *HEAD))
    assert [one.name for one in told.lines] == ["甲"]
    assert problems == []


def test_what_has_a_code_is_a_project_whatever_its_name():
    assert amounts(("P1", "医保基金合计", "财政局", 20)) == [20]


def test_a_total_that_does_not_come_to_the_same_is_told():
    told, _ = read(("P1", "甲", "财政局", 20), ("P2", "乙", "财政局", 40), ("合计", "", "", 70))
    assert "合计行写的是70万元，各项目相加是60万元，相差10万元，请核对有没有漏行。" in told.remarks


def test_everything_wrong_is_told_at_once_at_its_place():
    _, problems = read(
        ("P1", "甲", "财政局", "约50"),
        ("P2", "", "财政局", 40),
        ("p 1", "乙", "财政局", 40),
        ("P3", "丙", "财政局", -1),
        ("P4", "丁", "财政局", ""),
        ("1.3E+14", "戊", "财政局", 1),
        ("P5", "己", "财政局", "=A1"),
        ("P6", "庚", "局" * 101, "0.1234567"),
    )
    assert [one.removeprefix("工作表“清单”") for one in problems] == [
        "第2行 D 列填的是“约50”，不是一个确定的金额，请只填数字，最多精确到分，单位写在标题里。",
        "第3行 B 列没有填写“项目名称”，请补填。",
        "第4行 A 列填的是“p 1”，与工作表“清单”第2行的编码相同，请核对；同一项目分几行列的，请合并为一行。",
        "第5行 D 列填的是“-1”，小于0，请核对。",
        "第6行 D 列没有填写“预算数（万元）”，请补填。",
        "第7行 A 列填的是“1.3E+14”，像是被 Excel 变成科学计数的编码，请把这一列设为文本，重新填写编码。",
        "第8行 D 列填的是“=A1”，是公式，但文件里没有保存结果。"
        "请用 Excel 或 WPS 打开、保存一次，或直接填写内容。",
        f"第9行 C 列填的是“{'局' * 40}……”，超过100个字，请改短。",
        "第9行 D 列填的是“0.1234567”，不是一个确定的金额，请只填数字，最多精确到分，单位写在标题里。",
    ]


def test_namesakes_without_codes_are_told_and_may_come_in():
    told, problems = read(("", "办公经费", "财政局", 1), ("", "办公经费", "财政局", 2))
    assert problems == []
    assert told.remarks == ["第2、3行的项目名称和部门相同，又没有都填编码，导入后请人工指定对应的表。"]
    told, _ = read(("1", "办公经费", "财政局", 1), ("2", "办公经费", "财政局", 2))
    assert told.remarks == []


def test_a_workbook_without_the_head_or_without_amounts_is_refused():
    with pytest.raises(ImportRefused, match="标题行应有这些列"):
        rows(("P1", "甲", "财政局", 1), head=("一", "二", "三", "四"))
    _, problems = read(("P1", "甲", "财政局"), head=HEAD[:3])
    assert problems == ["工作表“清单”第1行是标题行，但没有“预算数（万元）”这一列，请补上。"]


def test_the_template_can_be_filled_in_and_read():
    some = [{"code": "0012", "name": "甲", "department": "财政局", "total": "34.32"}]
    found = read_rows(io.BytesIO(write_rows(TEMPLATE, some, "清单")), Limits(), HEADS)
    assert read_list(found).lines == [line("甲", "34.32", "0012")]
    assert not found.problems
