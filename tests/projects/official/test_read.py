from hypothesis import given
from hypothesis import strategies as st

from projects.official.compose import compose
from projects.official.document import read_document
from projects.official.read import read
from projects.tables import typed
from tests.projects.official.sheets import cut, stacked
from tests.projects.strategies import tables


@given(tables())
def test_what_is_printed_can_be_read_back(table):
    assert [reading.table for reading in read(compose(table))] == [table]


@given(st.lists(tables(), max_size=4))
def test_projects_printed_under_one_another_in_one_sheet_are_all_read_back(printed):
    assert [reading.table for reading in read(stacked(map(compose, printed)))] == printed


@given(st.lists(tables(), max_size=4))
def test_a_document_of_tables_is_read_back(printed):
    assert [reading.table for reading in read_document(map(compose, printed)).tables] == printed


@given(st.lists(tables(), max_size=3), st.data())
def test_tables_cut_above_their_indicator_head_are_read_back(printed, data):
    blocks = []
    for grid in map(compose, printed):
        blocks += [*cut(grid, grid.head), ""] if data.draw(st.booleans()) else [grid]
    assert [reading.table for reading in read_document(blocks).tables] == printed


@given(st.lists(tables(), min_size=1, max_size=3))
def test_the_report_names_every_filled_cell_once(printed):
    grid = stacked(map(compose, printed))
    reported = [(cell.row, cell.column, cell.text) for reading in read(grid) for cell in reading.cells]
    filled = [(cell.row + 1, cell.column + 1, cell.text) for cell in grid.cells if typed(cell.text)]
    assert len(reported) == len(set(reported))
    assert set(filled) <= set(reported)
