"""Our own workbook of a table, and any laid out like it, is read back as the table it was made from."""

import io
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from projects import demo
from projects.importing.excel.reading import read_excel
from projects.importing.word.reading import read_word
from projects.official import words
from projects.official.compose import compose
from projects.official.grid import Role
from projects.official.marks import Certainty
from projects.rendering.excel import render
from projects.tables import Amount, Goal, PlanStep, ProjectTable
from tests.messy import make_table
from tests.projects.importing.users import book, put, tables
from tests.projects.rendering.examples import forty_indicators, ordinary
from tests.projects.strategies import tables as any_tables
from tests.seed import SEED_DOCX, needs_seed


def back(some: list[ProjectTable]) -> list[ProjectTable]:
    return [found.table for found in read_excel(io.BytesIO(render(some))).tables]


def filled(table: ProjectTable) -> bool:
    """Whether a cell that is there to be typed in holds something."""
    return any(cell.text for cell in compose(table).cells if cell.role is Role.TEXT)


def looks_like_a_head(table: ProjectTable) -> bool:
    """Whether its line in the list of contents would read 一级指标, 二级指标, 三级指标."""
    texts = (table.code, table.name, table.total.raw, table.fiscal.raw, table.other.raw)
    return sum(bool(words.head_field(text)) for text in texts) > 2


def test_the_demo_s_tables_come_back_and_every_cell_is_certain():
    some = [table for table, _ in demo.tables()]
    found = read_excel(io.BytesIO(render(some, "2025年")))
    assert [one.table for one in found.tables] == some
    assert {cell.certainty for one in found.tables for cell in one.cells} == {Certainty.CERTAIN}
    assert {one.sheet for one in found.tables} == {"绩效目标表"}
    assert found.narrative == ()


@needs_seed
def test_the_disclosed_tables_come_back():
    seed = [found.table for found in read_word(SEED_DOCX).tables]
    assert back(seed) == seed


@given(st.lists(any_tables(), min_size=1, max_size=3))
def test_any_tables_come_back_except_empty_forms(some):
    assume(any(map(filled, some)) and not any(map(looks_like_a_head, some)))
    assert back(some) == [table for table in some if filled(table)]


@given(
    st.lists(st.integers(0, 10**9), min_size=1, max_size=4),
    st.integers(0, 2),
    st.integers(1, 3),
    st.booleans(),
)
def test_tables_drawn_by_hand_come_back_wherever_they_stand(seeds, between, column, boxed):
    some = [make_table(Random(seed)) for seed in seeds]
    workbook = book()
    page, row = workbook.create_sheet("全部"), 1
    for table in some:
        row = put(page, compose(table), row, column, boxed) + between
    assert tables(workbook) == some


@pytest.mark.parametrize(
    "changes",
    [
        {"purpose": "很长的用途\n" * 300},
        {"goals": tuple(Goal(f"目标{place}", "很长的目标\n" * 90) for place in range(3))},
        {"plan": tuple(PlanStep.of(f"{month}月底", f"{8 * month}%") for month in range(1, 13))},
        {"name": "=1+1", "purpose": "_x0041_", "total": Amount.of("-5")},
        {"title": ""},
        {"title": "2025年"},
        {"title": "项目编码", "name": "项目绩效目标表"},
        {"indicators": ()},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_is_drawn_in_several_rows_or_looks_strange_comes_back(changes):
    some = [ordinary(**changes), forty_indicators(), ordinary(**changes)]
    assert back(some) == some


def test_more_tables_than_one_sheet_holds_come_back_in_order():
    some = [ordinary(name=f"第{number}个项目") for number in range(1_002)]
    found = read_excel(io.BytesIO(render(some)))
    assert [one.table for one in found.tables] == some
    assert found.tables[-1].sheet == "绩效目标表（2）"
