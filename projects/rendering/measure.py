"""How high a row will print, estimated from the text alone: no font is opened.

A Chinese character is one em wide, anything of ASCII half an em: exact for 汉字 and figures, room enough for
most words. Widths and heights are mm, type sizes points.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from projects.official.grid import Cell, Grid, Role

MM_PER_POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Setting:
    """How a cell is set: type size and line height in points, the blank beside and above its text in mm."""

    size: float
    line: float
    beside: float
    above: float


def line_count(text: str, width: float, size: float) -> int:
    """Lines that a text fills in a column `width` mm wide, at least one."""
    room = max(2, int(2 * width / (size * MM_PER_POINT)))  # in halves of an em
    if 2 * len(text) <= room and "\n" not in text:  # as most do
        return 1
    return sum(_wrapped(paragraph, room) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, room: int) -> int:
    narrow = len(paragraph.encode("ascii", "ignore"))
    length = 2 * len(paragraph) - narrow
    if length <= room:
        return 1
    if not narrow:
        room -= room % 2  # no half 汉字
    elif room > 4:
        room -= 1  # a word or number that does not fit goes down whole
    return ceil(length / room)


def row_heights(
    grid: Grid, widths: Sequence[float], settings: Mapping[Role, Setting], least: float = 0
) -> list[float]:
    """The height of every row in mm. What a cell needs beyond the rows it spans goes to the last of them."""
    edges = [0.0, *accumulate(widths)]
    heights = [least] * grid.rows
    for cell in sorted(grid.cells, key=lambda cell: cell.row + cell.rowspan):
        last = cell.row + cell.rowspan - 1
        width = edges[cell.column + cell.colspan] - edges[cell.column]
        lacking = _needed(cell, width, settings[cell.role])
        if last > cell.row:
            lacking -= sum(heights[cell.row : last])
        if lacking > heights[last]:
            heights[last] = lacking
    return heights


def _needed(cell: Cell, width: float, setting: Setting) -> float:
    count = line_count(cell.text, width - 2 * setting.beside, setting.size)
    return count * setting.line * MM_PER_POINT + 2 * setting.above
