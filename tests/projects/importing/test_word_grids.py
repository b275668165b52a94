"""Word's tables become grids with the spans a person sees, or what they lay out where they only lay out."""

import pytest

from projects.official.grid import Grid
from tests.messy import Mess, Random, make_table, messy_body
from tests.projects.importing.seeing import blocks, only_grid, placed
from tests.wordml import p, run, tbl, tc, tr

DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def test_cells_spread_over_columns_and_rows():
    grid = only_grid(tbl(tr(tc("甲", DOWN), tc("乙", span(2))), tr(tc("旧", ON), "丙", "丁"), columns=3))
    assert placed(grid) == [(0, 0, 2, 1, "甲"), (0, 1, 1, 2, "乙"), (1, 1, 1, 1, "丙"), (1, 2, 1, 1, "丁")]
    assert (grid.rows, grid.columns) == (2, 3)


def test_paragraphs_of_a_cell_are_its_lines():
    assert placed(only_grid(tbl(tr(tc(p("一") + p() + p("二"))), columns=1))) == [(0, 0, 1, 1, "一\n\n二")]


def test_a_continuation_without_a_start_is_a_cell_of_its_own():
    grid = only_grid(tbl(tr(tc("甲", ON)), tr(tc("旧", ON)), tr("乙"), tr(tc("丙", ON)), columns=1))
    assert placed(grid) == [(0, 0, 2, 1, "甲"), (2, 0, 1, 1, "乙"), (3, 0, 1, 1, "丙")]


def test_cells_of_different_width_do_not_merge():
    grid = only_grid(tbl(tr(tc("甲", DOWN + span(2))), tr(tc("乙", ON), "丙"), columns=2))
    assert placed(grid) == [(0, 0, 1, 2, "甲"), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "丙")]


def test_the_older_merge_to_the_right_reads_like_a_span():
    row = tr(tc("甲", '<w:hMerge w:val="restart"/>'), tc("旧", "<w:hMerge/>"), "乙")
    assert placed(only_grid(tbl(row, columns=3))) == [(0, 0, 1, 2, "甲"), (0, 2, 1, 1, "乙")]


def test_rows_may_begin_late_and_end_early():
    late = '<w:gridBefore w:val="2"/><w:gridAfter w:val="1"/>'
    grid = only_grid(tbl(tr("一", "二", "三", "四"), tr("五", properties=late), columns=4))
    assert placed(grid)[-1] == (1, 2, 1, 1, "五")


@pytest.mark.parametrize(("asked", "given"), [("0", 1), ("-3", 1), ("99999999999", 63), ("两", 1), ("", 1)])
def test_a_nonsensical_span_is_held_within_what_word_can_draw(asked, given):
    assert placed(only_grid(tbl(tr(tc("甲", span(asked)))))) == [(0, 0, 1, given, "甲")]


def test_deleted_and_hidden_rows_and_cells_are_not_there():
    by = 'w:id="1" w:author="甲"'
    rows = [
        tr("删", "删", properties=f"<w:del {by}/>"),
        tr("藏", "藏", properties="<w:hidden/>"),
        tr("留", "留", properties=f'<w:ins {by}/><w:hidden w:val="0"/>'),
        tr("留", tc("删", f"<w:cellDel {by}/>"), tc("新", f"<w:cellIns {by}/>")),
    ]
    grid = only_grid(tbl(*rows, columns=2))
    assert [[cell.text for cell in row] for row in grid.starting] == [["留", "留"], ["留", "新"]]
    assert blocks(tbl(*rows[:2], columns=2)) == []


def test_a_merge_goes_on_over_a_deleted_row():
    gone = tr(tc("旧", ON), "删", properties='<w:del w:id="1" w:author="甲"/>')
    grid = only_grid(tbl(tr(tc("甲", DOWN), "乙"), gone, tr(tc("旧", ON), "丙"), columns=2))
    assert placed(grid) == [(0, 0, 2, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 1, 1, 1, "丙")]


def test_a_tracked_merge_counts_as_done():
    start, on = (f'<w:cellMerge w:id="1" w:author="甲" w:vMerge="{how}"/>' for how in ("rest", "cont"))
    assert placed(only_grid(tbl(tr(tc("甲", start)), tr(tc("", on)), columns=1))) == [(0, 0, 2, 1, "甲")]


def test_a_table_that_only_lays_out_gives_its_contents_in_order():
    inner = tbl(tr("内"), columns=1)
    outer = tbl(tr(tc(p("左上") + inner + p("其下"))), tr("末"), columns=1)
    found = blocks(p("前") + outer + p("后"))
    assert [block if isinstance(block, str) else block.cells[0].text for block in found] == [
        "前", "左上", "内", "其下", "末", "后",
    ]  # fmt: skip
    deep = tbl(tr(tc(outer + p())), columns=1)
    assert sum(isinstance(block, Grid) for block in blocks(deep)) == 1


def test_a_table_inside_an_official_cell_stays_its_text():
    inner = tbl(tr("数量", "3"), tr("质量", "好"), columns=2)
    body = messy_body([make_table(Random(1))], Mess(), Random(1))
    grids = [
        block
        for block in blocks(body.replace("</w:p></w:tc>", f"</w:p>{inner}{p()}</w:tc>", 3))
        if isinstance(block, Grid)
    ]
    assert len(grids) == 1
    assert "数量\t3\n质量\t好" in grids[0].cells[1].text


def test_nesting_as_deep_as_xml_allows_does_no_harm():
    body = p("底")
    for _ in range(80):
        body = tbl(tr(tc(body + p())), columns=1)
    (grid,) = (block for block in blocks(body) if isinstance(block, Grid))
    assert grid.cells[0].text == "底\n"
    assert blocks(p("<w:ins>" * 240 + run("底") + "</w:ins>" * 240)) == ["底"]
