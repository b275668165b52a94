"""One official table as WordprocessingML text: written, not built, so that thousands take seconds.

Child elements stand in the order of the schema; Word and WPS refuse a file where LibreOffice would not mind.
"""

from dataclasses import replace
from itertools import accumulate, pairwise
from typing import NamedTuple
from xml.sax.saxutils import escape

from projects.official.compose import WIDTHS, compose
from projects.official.grid import Cell, Grid, Role
from projects.rendering.breaks import cut
from projects.rendering.looks import look
from projects.rendering.measure import row_heights
from projects.rendering.word_shell import PAGE_HEIGHT
from projects.rendering.word_styles import GAP, NO_RULE, RULE, SETTINGS, TABLE, table_borders
from projects.tables import ProjectTable

_TWIPS = 1440 / 25.4
_EDGES = [round(edge * _TWIPS) for edge in (0, *accumulate(WIDTHS))]

# The least height of a row in mm: roomy where the table then fits on a page, else as its text needs.
_ROOMY, _TIGHT = 10.0, 6.5
_FITS = PAGE_HEIGHT - 3  # a page without the gap paragraphs, and a little for what an estimate misses

_GRID = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(_EDGES))
_PROPERTIES = f'<w:tblStyle w:val="{TABLE}"/><w:tblW w:w="{_EDGES[-1]}" w:type="dxa"/><w:jc w:val="center"/>'
_LAYOUT = f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{_GRID}</w:tblGrid>'
_OPEN = f"<w:tbl><w:tblPr>{_PROPERTIES}{_LAYOUT}"
_OPEN_UPPER = f"<w:tbl><w:tblPr>{_PROPERTIES}{table_borders(bottom=NO_RULE)}{_LAYOUT}"
_CLOSE = "</w:tbl>"


def _gap(layout: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{GAP}"/>{layout}</w:pPr></w:p>'


NEW_PAGE = _gap("<w:pageBreakBefore/>")
END = _gap()
_JOINT = _gap(f"<w:keepNext/><w:pBdr><w:left {RULE}/><w:right {RULE}/></w:pBdr>")

_WIDTH = {
    (column, span): f'<w:tcW w:w="{_EDGES[column + span] - _EDGES[column]}" w:type="dxa"/>'
    + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
    for column in range(len(WIDTHS))
    for span in range(1, len(WIDTHS) - column + 1)
}
_UNBOXED = f"<w:tcBorders><w:top {NO_RULE}/><w:left {NO_RULE}/><w:right {NO_RULE}/></w:tcBorders>"
_TEXT = '<w:t xml:space="preserve">'


def table_xml(table: ProjectTable, number: int, level: int = 0) -> str:
    """A table that fits on a page as one Word table, bookmarked by its number in the document.

    A longer one as two that look like one: Word repeats only the first rows of a table, and the row to repeat
    is the indicator head in its middle. The reader puts the two together again.
    """
    grid = compose(table)
    least, heights = _measured(grid)
    long = grid.head is not None and sum(heights) > _FITS
    layout = _Layout(number, "name" if table.name else "title", level, least, grid.head if long else None)
    if long:
        grid = _repeating_labels(grid, heights)
    rows = [_row(cells, row, heights[row], layout) for row, cells in enumerate(grid.covering)]
    if not long:
        return "".join((_OPEN, *rows, _CLOSE))
    return "".join((_OPEN_UPPER, *rows[: grid.head], _CLOSE, _JOINT, _OPEN, *rows[grid.head :], _CLOSE))


class _Layout(NamedTuple):
    """What all cells of one table share; `joint` is the row that begins its second half, where it has one."""

    bookmark: int
    outlined: str  # the field whose cell stands in the document's outline
    level: int  # at which it stands there, from 0
    least: float  # row height in mm
    joint: int | None


def _measured(grid: Grid) -> tuple[float, list[float]]:
    """The least row height with which the table fits on a page if it can, and the heights of its rows."""
    roomy = row_heights(grid, WIDTHS, SETTINGS, _ROOMY)
    if sum(roomy) <= _FITS:
        return _ROOMY, roomy
    return _TIGHT, row_heights(grid, WIDTHS, SETTINGS, _TIGHT)


def _repeating_labels(grid: Grid, heights: list[float]) -> Grid:
    """A long table's grid with the 二级 label written anew at the top of every page, as far as can be told.

    Where Word breaks a row earlier or later, the label stands a row off and is right all the same. The 一级
    label stays whole: with nothing merged over a break, LibreOffice draws the last merged cell a row short.
    """
    labels = [cell for cell in grid.cells if cell.field.endswith(".level2")]
    pieces = cut(replace(grid, cells=tuple(labels)), _page_tops(heights, grid.head)).cells
    cells = sorted({*grid.cells} - {*labels} | {*pieces}, key=lambda cell: (cell.row, cell.column))
    return replace(grid, cells=tuple(cells))


def _page_tops(heights: list[float], head: int) -> list[int]:
    """The rows below the indicator head that will begin a page."""
    tops = []
    used = sum(heights[:head]) % PAGE_HEIGHT
    for row in range(head, len(heights)):
        used += heights[row]
        if used > PAGE_HEIGHT:
            tops.append(row)
            used = heights[head] + heights[row] % PAGE_HEIGHT
    return [row for row in tops if row > head]


def page_count(table: ProjectTable) -> int:
    """How many pages the table takes, by the same estimate."""
    grid = compose(table)
    _, heights = _measured(grid)
    head = grid.rows if grid.head is None else grid.head
    pages, used = 1, 0.0
    for row, height in enumerate(heights):
        if used + height > PAGE_HEIGHT and height <= _FITS:
            pages, used = pages + 1, heights[head] if row > head else 0.0
        more, used = divmod(used + height, PAGE_HEIGHT)
        pages += int(more)
    return pages


def _row(cells: list[Cell], row: int, height: float, layout: _Layout) -> str:
    """A row breaks over pages only if no page could hold it.

    The rows at a joint stay together and with the next, so that neither stands alone at the foot of a page.
    """
    whole = "<w:cantSplit/>" if height <= _FITS else ""
    repeat = "<w:tblHeader/>" if row == layout.joint else ""
    keep = "<w:keepNext/>" if layout.joint in (row, row + 1) else ""
    drawn = [_cell(cell, layout, keep) if cell.row == row else _below(cell, keep) for cell in cells]
    least = f'<w:trHeight w:val="{round(layout.least * _TWIPS)}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr>{whole}{least}{repeat}</w:trPr>{''.join(drawn)}</w:tr>"


def _cell(cell: Cell, layout: _Layout, keep: str) -> str:
    merge = '<w:vMerge w:val="restart"/>' if cell.rowspan > 1 else ""
    content = _run(cell.text)
    if cell.role is Role.TITLE:
        merge = _UNBOXED
        content = (
            f'<w:bookmarkStart w:id="{layout.bookmark}" w:name="table_{layout.bookmark}"/>{content}'
            f'<w:bookmarkEnd w:id="{layout.bookmark}"/>'
        )
    paragraph = f'<w:pStyle w:val="{look(cell)}"/>{keep}'
    if cell.field == layout.outlined:
        paragraph += f'<w:outlineLvl w:val="{layout.level}"/>'
    return (
        f'<w:tc><w:tcPr>{_WIDTH[cell.column, cell.colspan]}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f"<w:p><w:pPr>{paragraph}</w:pPr>{content}</w:p></w:tc>"
    )


def _below(cell: Cell, keep: str) -> str:
    """The part of a merged cell that stands in a later row."""
    paragraph = f"<w:p><w:pPr>{keep}</w:pPr></w:p>" if keep else "<w:p/>"
    return f"<w:tc><w:tcPr>{_WIDTH[cell.column, cell.colspan]}<w:vMerge/></w:tcPr>{paragraph}</w:tc>"


def _run(text: str) -> str:
    """The text as typed: every blank, line break and tab of it."""
    if not text:
        return ""
    escaped = escape(text).replace("\n", f"</w:t><w:br/>{_TEXT}").replace("\t", f"</w:t><w:tab/>{_TEXT}")
    return f"<w:r>{_TEXT}{escaped}</w:t></w:r>"
