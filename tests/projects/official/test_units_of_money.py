"""Where a form names the unit of its money beside the cells, and what the reader makes of it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.official.compose import compose
from projects.official.document import read_document
from projects.official.marks import Certainty
from projects.official.read import read
from projects.tables import Amount
from tests.projects.official.sheets import FORM, TABLE, certainties, changed, only, sheet

BARE = [("50万元", "500000"), ("30万元", "300000"), ("20万元", "200000")]
IN_YUAN = (Amount("500000元", Decimal(50)), Amount("300000元", Decimal(30)), Amount("200000元", Decimal(20)))
WIDE = " | < | < | < | < | < | <\n"
TITLE = "区级部门项目绩效目标表"


def sums(table):
    return table.total, table.fiscal, table.other


@pytest.mark.parametrize(
    "place",
    [
        ("预算数 |", "预算数（元） |"),
        ("预算数 |", "预算数 （单位：元）： |"),
        ("预算数 |", r"预算数\n(元) |"),
        ("预算规模及资金用途", "预算规模及资金用途（元）"),
        ("区级", f"单位：元{WIDE}区级"),
        ("项目编码", f"单位：元{WIDE}项目编码"),
        ("项目编码", f"2024年度 金额单位：人民币元{WIDE}项目编码"),
        ("项目编码", f"填报单位：财政局 单位：元、%{WIDE}项目编码"),
        ("项目编码", " | | | | | | （单位：元）\n项目编码"),
        (f"{TITLE} | < | < | < | < | < | <", f"{TITLE} | < | < | < | < | < | 单位：元"),
        ("预算规模", f"单位：元{WIDE}预算规模"),
    ],
)
def test_a_bare_sum_takes_the_unit_its_form_names_and_is_a_guess(place):
    grid = changed(*BARE, place)
    table = only(grid)
    assert (table.title, table.name, *sums(table)) == (TABLE.title, TABLE.name, *IN_YUAN)
    found = certainties(grid)
    assert {found.pop(text) for text in ("500000", "300000", "200000")} == {Certainty.GUESSED}
    assert set(found.values()) == {Certainty.CERTAIN}
    assert only(compose(table)) == table


def test_each_label_may_name_its_own_unit():
    grid = changed(*BARE, ("财政资金", "财政资金（元）"), ("其他资金", "其他资金（千元）"))
    assert sums(only(grid)) == (Amount.of("500000"), Amount.of("300000元"), Amount.of("200000千元"))
    assert certainties(grid)["500000"] == Certainty.CERTAIN


@pytest.mark.parametrize("label", ["预算数", "预算数（元）", "预算数（万元）"])
def test_a_sum_with_a_unit_of_its_own_is_certain(label):
    grid = changed(("预算数", label), ("项目编码", f"单位：元{WIDE}项目编码"))
    assert only(grid) == TABLE
    assert set(certainties(grid).values()) == {Certainty.CERTAIN}


def test_the_nearer_unit_counts():
    grid = changed(*BARE, ("预算数", "预算数（万元）"), ("项目编码", f"单位：元{WIDE}项目编码"))
    assert only(grid).total == Amount("500000", Decimal(500000))
    assert certainties(grid)["500000"] == Certainty.CERTAIN


def test_what_is_no_plain_sum_stays_as_typed():
    grid = changed(("预算数 | 50万元", "预算数（元） | 约500000"), ("30万元", ""), ("20万元", "/"))
    assert sums(only(grid)) == (Amount("约500000"), Amount(), Amount("/"))
    assert certainties(grid)["约500000"] == Certainty.NOT_UNDERSTOOD


def test_the_unit_above_the_first_project_of_a_word_table_holds_for_those_below_until_another_is_named():
    form = FORM
    for old, new in BARE:
        form = form.replace(old, new)
    grid = sheet(f"单位：元{WIDE}{form.strip()}\n{form.strip()}\n单位：万元{WIDE}{form.strip()}")
    assert [reading.table.total.raw for reading in read(grid)] == ["500000元", "500000元", "500000"]


@pytest.mark.parametrize(
    "above", [[TITLE, "单位：元"], [TITLE, "2024年度", "（单位：元）", ""], ["单位：元", TITLE]]
)
def test_the_unit_may_stand_in_a_line_above_the_word_table(above):
    untitled = FORM.strip().partition("\n")[2].replace("50万元", "500000")
    [reading] = read_document([*above, sheet(untitled)]).tables
    assert (reading.table.title, reading.table.total) == (TITLE, IN_YUAN[0])


def test_a_line_above_with_other_text_between_says_nothing_of_the_table():
    [reading] = read_document(["单位：元", "说明如下。", changed(*BARE)]).tables
    assert reading.table.total == Amount.of("500000")


def test_a_unit_in_the_first_row_is_no_title_where_one_stands_above():
    unit = f"单位：元{WIDE}" + FORM.strip().partition("\n")[2].replace("50万元", "500000")
    [reading] = read_document([TITLE, sheet(unit)]).tables
    assert (reading.table.title, reading.table.total) == (TITLE, IN_YUAN[0])


@pytest.mark.parametrize("title", ["单位：元", "项目绩效目标表（元）", "目标表\n单位：元"])
def test_below_a_title_that_names_a_unit_no_bare_sum_is_sure(title):
    """A title is content and stays as typed, so that the print reads back; the sums wait for a person."""
    grid = changed(*BARE, (TITLE, title.replace("\n", r"\n")))
    table = only(grid)
    assert (table.title, table.total.raw) == (title, "500000")
    assert certainties(grid)["500000"] == Certainty.GUESSED
    assert only(compose(table)) == table


units = st.sampled_from(["元", "千元", "万元", "百万元", "亿元"])


@given(st.integers(0, 10**8), units, st.sampled_from(["预算数（{}）", "预算数(单位：{})"]))
def test_whatever_the_unit_the_sum_read_is_the_sum_meant_and_prints_so(number, unit, label):
    grid = changed(("预算数 | 50万元", f"{label.format(unit)} | {number}"))
    table = only(grid)
    assert table.total.value == Amount.of(f"{number}{unit}").value
    assert only(compose(table)) == table


texts = st.sampled_from(
    ["单位：元", "预算数（元）", "（元）", "2024年度 单位：元", "绩效目标表（元）", "500000"]
)


@given(texts, texts, texts, texts)
def test_no_word_for_a_unit_in_a_cell_of_our_print_changes_its_sums(title, name, code, cell):
    table = only(changed((TITLE, title), ("垃圾清运费", name), ("0017", code), ("清运户数", cell), *BARE))
    printed = [table, table]
    assert [reading.table for reading in read_document(map(compose, printed)).tables] == printed
