"""Word's tables and what stands between them as blocks: paragraphs (strings) and grids, in reading order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from projects.importing.word.context import Context
from projects.importing.word.ink import filled, first, shade
from projects.importing.word.names import attribute, child, number, parts, short, switched_on, through, value
from projects.importing.word.plain import Look, PlainCell, plain_cells
from projects.importing.word.text import read_paragraph
from projects.official.grid import Cell, Grid
from projects.official.landmarks import head_row, table_starts

Block = str | Grid
_Parts = dict[str, Any]

_MOST_COLUMNS = 63  # Word's own bound; a span beyond it is nonsense


class Flow:
    """What stands one below the other in the body, a cell or a text box, as blocks.

    A paragraph whose mark is not seen runs on into the next.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._blocks: list[Block] = []
        self._open = ""  # text that waits for the next paragraph

    def paragraph(self, element: Any, seen: bool = True) -> None:
        if not seen:
            self._context.count()
            self.table([""])
            return
        paragraph = read_paragraph(element, self._context, continues=bool(self._open))
        self._open += paragraph.text
        if not paragraph.runs_on:
            self._blocks.append(self._open)
            self._open = ""
        for box in paragraph.boxes:
            self._blocks += inside(box, self._context, ground=filled(box))

    def table(self, blocks: list[Block]) -> None:
        """Blocks that no paragraph runs on into."""
        if self._open:
            self._blocks.append(self._open)
            self._open = ""
        self._blocks += blocks

    @property
    def ready(self) -> bool:
        return bool(self._blocks)

    def take(self) -> list[Block]:
        """The blocks since the last time."""
        taken, self._blocks = self._blocks, []
        return taken

    def close(self) -> list[Block]:
        """The last blocks, with what waited for a paragraph that did not come."""
        self.table([])
        return self.take()


def inside(element: Any, context: Context, seen: bool = True, ground: bool | None = None) -> list[Block]:
    """The blocks of a cell or text box. Fields neither reach in from outside nor out of it."""
    outer, context.fields = context.fields, []
    below, context.ground = context.ground, first(ground, context.ground)
    flow = Flow(context)
    for each, shown in through(element, ("p", "tbl"), seen):
        if short(each.tag) == "p":
            flow.paragraph(each, shown)
        else:
            flow.table(_nested(each, context, shown))
    context.fields, context.ground = outer, below
    return flow.close()


def _nested(element: Any, context: Context, seen: bool) -> list[Block]:
    table = Table(context)
    table.style(child(element, "tblPr"))
    for row, shown in through(element, ("tr",), seen):
        table.add(row, shown)
    return table.blocks()


@dataclass(slots=True)
class _Box:
    """A cell while its table is being read: growing downwards, its blocks as they stand in it."""

    row: int
    column: int
    columns: int
    blocks: list[Block]
    rows: int = 1


_Place = tuple[int, int]  # first column, columns
_Reaching = dict[_Place, _Box]


class Table:
    """One Word table, row by row."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._style: str | None = None
        self._ground: bool | None = None
        self._boxes: list[_Box] = []
        self._rows = 0
        self._above: dict[tuple[int, int], _Box] = {}  # merged cells reaching the row above

    def style(self, properties: Any) -> None:
        """Take the style that a w:tblPr names, and the ground of the table."""
        self._style = value(properties, "tblStyle")
        styled = self._context.styles.ground(self._style, "table")
        self._ground = first(shade(child(properties, "shd")), styled)

    def add(self, row: Any, seen: bool = True) -> None:
        """The next w:tr; a deleted or hidden one is not there."""
        outer, self._context.table_style = self._context.table_style, self._style
        reaching: _Reaching = {}
        before = len(self._boxes)
        plain = plain_cells(row) if seen else None
        if plain is not None and self._open(plain[1]):
            self._take(plain[0], reaching)
        else:
            self._read(row, seen, reaching)
        self._context.table_style = outer
        if reaching or len(self._boxes) > before:
            self._above = reaching
            self._rows += 1

    def _open(self, looks: Iterable[Look]) -> bool:
        """Whether none of these keeps a paragraph from being read as it stands."""
        below = first(self._ground, self._context.ground)
        return all(self._context.unsaid(style, first(shaded, below)).open for style, shaded in looks)

    def _take(self, cells: list[PlainCell], reaching: _Reaching) -> None:
        column, pieces, first_box = 0, len(cells), len(self._boxes)
        for cell in cells:
            span = _columns(cell.span, 1)
            box = self._above.get((column, span)) if cell.merge == "continue" else None
            if box is not None:
                box.rows += 1
            else:
                box = _Box(self._rows, column, span, ["".join(texts) for texts in cell.paragraphs])
                self._boxes.append(box)
                pieces += len(box.blocks)
            if cell.merge:
                reaching[column, span] = box
            column += span
        if len(self._boxes) > first_box and cells[0].paragraphs:
            self._context.room.begins("".join(cells[0].paragraphs[0]))
        self._context.count(pieces)

    def _read(self, row: Any, seen: bool, reaching: _Reaching) -> None:
        properties = parts(child(row, "trPr"))
        if "del" in properties or ("hidden" in properties and switched_on(properties["hidden"])):
            return
        ground = first(shade(child(child(row, "tblPrEx"), "shd")), self._ground)
        column = _columns(attribute(properties["gridBefore"]), 0) if "gridBefore" in properties else 0
        last: _Box | None = None
        for cell, shown in through(row, ("tc",), seen):
            about = parts(child(cell, "tcPr"))
            if "cellDel" in about:
                continue
            self._context.count()
            span = _columns(attribute(about["gridSpan"]), 1) if "gridSpan" in about else 1
            if last is not None and _merged(about, "hMerge") == "continue":
                last.columns += span
            else:
                last = self._cell(cell, about, (column, span), shown, reaching, ground)
                if not column and last.blocks and isinstance(last.blocks[0], str):
                    self._context.room.begins(last.blocks[0])
            column += span

    def _cell(
        self, cell: Any, about: _Parts, place: _Place, seen: bool, reaching: _Reaching, ground: bool | None
    ) -> _Box:
        merge = _merged(about, "vMerge")
        box = self._above.get(place) if merge == "continue" else None
        if box is not None:  # what a merged cell still holds of its own nobody sees
            box.rows += 1
        else:
            blocks = inside(cell, self._context, seen, first(shade(about.get("shd")), ground))
            box = _Box(self._rows, *place, blocks)
            self._boxes.append(box)
        if merge:
            reaching[place] = box
        return box

    def blocks(self) -> list[Block]:
        """The table as one grid; or, where it only lays out other tables, what stands in it, in order."""
        if not self._boxes:
            return []
        if not any(isinstance(block, Grid) for box in self._boxes for block in box.blocks):
            return [self._grid("\n".join)]
        plain = self._grid(_own)
        if table_starts(plain) or head_row(plain, 0, plain.rows) is not None:
            return [self._grid(_nesting)]
        return [block for box in self._boxes for block in box.blocks]

    def _grid(self, text: Callable[[list[Any]], str]) -> Grid:
        """`text`: of the blocks of a cell."""
        cells = [Cell(box.row, box.column, text(box.blocks), box.rows, box.columns) for box in self._boxes]
        return Grid(self._rows, max(cell.column + cell.colspan for cell in cells), tuple(cells))


def _own(blocks: list[Block]) -> str:
    return "\n".join(block for block in blocks if isinstance(block, str))


def _nesting(blocks: list[Block]) -> str:
    """With the tables that stand in the cell, a line a row."""
    return "\n".join(line for block in blocks for line in _lines(block))


@lru_cache(maxsize=1024)
def _columns(told: str | None, least: int) -> int:
    return number(told, least, _MOST_COLUMNS, least)


def _merged(properties: _Parts, name: str) -> str | None:
    """restart, continue or None. A tracked merge (w:cellMerge) counts as done."""
    if name in properties:
        return attribute(properties[name]) or "continue"
    if name == "vMerge" and "cellMerge" in properties:
        return {"cont": "continue", "rest": "restart"}.get(attribute(properties["cellMerge"], name) or "")
    return None


def _lines(block: Block) -> list[str]:
    if isinstance(block, str):
        return [block]
    return ["\t".join(cell.text for cell in row) for row in block.starting]
