"""The estimate of printed heights, against what a typesetter would count."""

import pytest

from projects.official.grid import Cell, Grid, Role
from projects.rendering.measure import MM_PER_POINT, Setting, line_count, row_heights

EM = 10 * MM_PER_POINT  # of 10 point type, in mm
PLAIN = Setting(size=10, line=72 / 25.4, beside=0, above=0)  # every line is a millimetre high


@pytest.mark.parametrize(
    ("text", "ems", "lines"),
    [
        ("", 5, 1),
        ("绩效目标表", 5, 1),
        ("绩效目标表格", 5, 2),
        ("绩效目标表格", 5.9, 2),  # no half 汉字 on a line
        ("1234567890", 5, 1),
        ("≥95%，2025年底前完成", 5, 3),
        ("一\n二\n三", 5, 3),
        ("一\n\n绩效目标表格", 5, 4),
        ("绩效", 0.2, 2),  # never less than a character a line
    ],
)
def test_lines_are_counted_by_ems(text, ems, lines):
    assert line_count(text, ems * EM, 10) == lines


def heights(*cells: Cell, rows: int, least: float = 0) -> list[float]:
    settings = dict.fromkeys(Role, PLAIN)
    return [
        round(height, 3) for height in row_heights(Grid(rows, 2, cells), [5 * EM, 5 * EM], settings, least)
    ]


def test_the_fullest_cell_makes_the_row():
    assert heights(Cell(0, 0, "一\n二"), Cell(0, 1, "一\n二\n三"), rows=1) == [3]


def test_a_merged_cell_asks_only_for_what_its_rows_lack_and_of_the_last_of_them():
    tall = Cell(0, 0, "一\n二\n三\n四\n五", rowspan=2)
    assert heights(tall, Cell(0, 1, "一\n二"), Cell(1, 1, "一"), rows=2) == [2, 3]
    assert heights(tall, Cell(0, 1, "一\n二\n三"), Cell(1, 1, "一\n二\n三"), rows=2) == [3, 3]


def test_no_row_is_lower_than_the_least():
    assert heights(Cell(0, 0, "一"), Cell(1, 0, "一\n二\n三"), rows=2, least=2) == [2, 3]


def test_a_wide_cell_has_the_room_of_all_its_columns():
    assert heights(Cell(0, 0, "绩效目标表绩效目标表", colspan=2), rows=1) == [1]
