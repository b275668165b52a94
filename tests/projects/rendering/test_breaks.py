"""A printed page shows what its rows belong to, even where the label stood on the page before."""

from hypothesis import given
from hypothesis import strategies as st

from projects.official.compose import compose
from projects.official.grid import Cell, Grid
from projects.rendering.breaks import crossed, cut, edges, too_long
from tests.projects.rendering.examples import forty_indicators
from tests.projects.strategies import tables


@given(tables(), st.sets(st.integers(0, 20)))
def test_a_cut_grid_covers_the_same_places_with_the_same_columns_and_crosses_no_break(table, rows):
    whole = compose(table)
    pieces = cut(whole, rows)
    assert not crossed(pieces, rows)
    for before, after in zip(whole.covering, pieces.covering, strict=True):
        assert [(cell.column, cell.colspan, cell.field) for cell in before] == [
            (cell.column, cell.colspan, cell.field) for cell in after
        ]


def test_a_label_is_repeated_where_it_goes_on():
    grid = compose(forty_indicators())
    row = grid.head + 3
    assert crossed(grid, {row, grid.head}) == {row}
    assert [cell.text for cell in cut(grid, {row}).starting[row]][:2] == ["成本指标", "经济成本指标"]


def test_a_label_as_long_as_a_page_is_not():
    grid = Grid(2, 1, (Cell(0, 0, "长" * 500, rowspan=2),))
    assert [cell.text for cell in cut(grid, {1}).cells] == ["长" * 500, ""]


def test_a_table_breaks_before_the_first_row_of_each_later_page():
    assert edges([[1, 2, 7, 8], [7, 9, 10], [7, 11]], head=7) == {9, 11}


def test_a_head_alone_on_a_page_breaks_nothing():
    assert edges([[1, 2], [7]], head=7) == set()


def test_a_row_that_goes_on_over_a_break_stands_apart_from_its_neighbours():
    assert edges([[1, 7, 8], [7, 8, 9]], head=7) == {8, 9}


def test_a_row_is_too_long_that_two_pages_share_or_that_leaves_no_room_for_the_head():
    assert too_long([[1, 7, 8], [7, 8, 9], [10], [7, 11]], head=7) == {8, 10}
    assert too_long([[1, 2], [3, 7, 8]], head=7) == set()
