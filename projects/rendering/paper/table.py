"""One official table on its pages: laid out, drawn, and tagged with what its labels name."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from weasyprint.document import Page as Laid
from weasyprint.formatting_structure import boxes

from projects.official.compose import WIDTHS
from projects.official.grid import Cell, Role
from projects.rendering.breaks import crossed, cut, edges, too_long
from projects.rendering.looks import Look, look
from projects.rendering.markup import Sheet
from projects.rendering.measure import Setting, row_heights
from projects.rendering.naming import Naming
from projects.rendering.paper import lines
from projects.rendering.paper.board import POINTS, Board
from projects.rendering.paper.converting import told
from projects.rendering.paper.parts import Page, Part
from projects.rendering.paper.tagging import Tagging

# For estimates, as styles/pages.css has it but for the wider margin of running text: type sizes in points,
# the rest in mm.
_CELL = Setting(size=10.5, line=15, beside=0.6, above=0.6)
_SETTINGS = dict.fromkeys(Role, _CELL) | {Role.TITLE: Setting(size=18, line=28, beside=0, above=1.5)}
_ROOMY, _PAGE = 10.0, 225.0

_COLUMNS = "<colgroup>" + "".join(f'<col class="mm{width}"/>' for width in WIDTHS) + "</colgroup>"
_CLASSES = {Look.LABEL: "label", Look.SUBLABEL: "second", Look.PROSE: "prose"}


def part(board: Board, sheet: Sheet) -> Part:
    """The pages of a sheet, as they stand in any file."""
    sheet, laid = _laid_out(board, sheet)
    board.fonts.taken()  # what a drawing that failed has left
    tagging = Tagging(Naming(sheet.grid), len(laid))
    pages, states = [], {}
    for page in laid:
        operators, tags, more = board.drawn(page)
        states |= more
        found = _Found(page)
        tagging.page(found.tables, tags)
        pages.append(_packed([*operators, b"/Artifact BMC", b"q", lines.drawn(found.cells), b"Q", b"EMC"]))
    objects, elements, parents, ids = tagging.written()
    return Part(
        tuple(Page(*one) for one in zip(tagging.pages, pages, parents, strict=True)),
        objects,
        elements,
        board.fonts.taken(),
        states,
        ids=ids,
        id_count=len(tagging.heads),
    )


def _laid_out(board: Board, sheet: Sheet) -> tuple[Sheet, list[Laid]]:
    """The sheet as it stands on its pages, and these.

    Rows are roomy where the table then fits on a page, else close, with spanning cells cut at page breaks.
    """
    if sum(row_heights(sheet.grid, WIDTHS, _SETTINGS, _ROOMY)) <= _PAGE:
        sheet = replace(sheet, roomy=True)
        laid = board.laid_out(markup(sheet))
        if len(laid) == 1:
            return sheet, laid
    return _fitted(board, replace(sheet, roomy=False))


def _fitted(board: Board, sheet: Sheet) -> tuple[Sheet, list[Laid]]:
    """A long table, cut until no cell crosses a page break. A cut may move the next: labels need room."""
    whole, rows = sheet.grid, set()
    while True:
        laid = board.laid_out(markup(sheet))
        pages = [[row for row, _ in _Found(page).rows] for page in laid]
        if long := too_long(pages, whole.head) - sheet.long:
            sheet = replace(sheet, long=sheet.long | long)
        elif new := crossed(sheet.grid, edges(pages, whole.head)):
            rows |= new
            sheet = replace(sheet, grid=cut(whole, rows))
        else:
            return sheet, laid


def markup(sheet: Sheet) -> str:
    """The sheet as XML for pages.css; of a row `n` tells which of the grid it is."""
    grid = sheet.grid
    head = grid.rows if grid.head is None else grid.head
    title = "".join(escape(cell.text) for cell in grid.starting[0])
    upper = f"<caption>{title}</caption>" if title.strip() else ""
    blocks = Naming(grid).blocks
    rows = _bodies(sheet, [block for block in blocks if 0 < block.start < head])
    tables = f"<table>{upper}{_COLUMNS}{rows}</table>"
    if head < grid.rows:
        rows = _bodies(sheet, [block for block in blocks if block.start > head])
        tables += f"<table>{_COLUMNS}<thead>{_row(sheet, head)}</thead>{rows}</table>"
    return f"<html><article>{tables}</article></html>"


def _bodies(sheet: Sheet, blocks: Sequence[range]) -> str:
    return "".join(f"<tbody>{''.join(_row(sheet, row) for row in block)}</tbody>" for block in blocks)


def _row(sheet: Sheet, row: int) -> str:
    long = ' class="long"' if row in sheet.long else ""
    return (
        f'<tr n="{row}"{long}>{"".join(_cell(cell, sheet.roomy) for cell in sheet.grid.starting[row])}</tr>'
    )


def _cell(cell: Cell, roomy: bool) -> str:
    kind = _CLASSES.get(look(cell), "")
    if roomy and cell.rowspan == 1:
        kind = f"{kind} roomy".strip()
    attributes = f' class="{kind}"' if kind else ""
    if cell.rowspan > 1:
        attributes += f' rowspan="{cell.rowspan}"'
    if cell.colspan > 1:
        attributes += f' colspan="{cell.colspan}"'
    return f"<td{attributes}>{escape(cell.text)}</td>"


class _Found:
    """The parts of a table among the boxes of one page."""

    def __init__(self, page: Laid) -> None:
        self.tables = [box for box in _below(page._page_box, ("table",)) if box.is_table_wrapper]
        self.rows = [(int(row.element.get("n")), row) for row in _below(page._page_box, ("tr",))]

    @property
    def cells(self) -> Iterator[lines.Rectangle]:
        for _, row in self.rows:
            for cell in row.children:
                left, top = cell.border_box_x(), cell.border_box_y()
                right, bottom = left + cell.border_width(), top + cell.border_height()
                yield left * POINTS, top * POINTS, right * POINTS, bottom * POINTS


def _below(box: Any, names: tuple[str, ...]) -> Iterator[Any]:
    if box.element_tag in names:
        yield box
    elif isinstance(box, boxes.ParentBox):
        for child in box.children:
            yield from _below(child, names)


def _packed(operators: Sequence[Any]) -> bytes:
    """A drawing that leaves the page as it found it, packed."""
    return zlib.compress(told([b"q", *operators, b"Q"]))
