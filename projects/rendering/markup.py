"""One grid as HTML tables. A screen reader hears of each cell what its place on the print shows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from projects.official.compose import WIDTHS
from projects.official.grid import Cell, Grid, Role
from projects.rendering.naming import Naming

_COLUMNS = "<colgroup>" + "".join(f'<col class="mm{width}">' for width in WIDTHS) + "</colgroup>"
_PLACE = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A grid ready to be drawn and the name of its project.

    For paper also whether its rows are given room to spare, and which rows are too long for a page.
    """

    grid: Grid
    name: str
    roomy: bool = False
    long: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Note:
    """A word beside the text of a cell, which leads to what is said of the cell.

    `id` is that of the word, `to` the id of the other place on the page, or an address of the site; `kind`
    becomes a class of the cell. Who hears the word is told `about`, the cell's name, too.
    """

    id: str
    to: str
    kind: str
    word: str
    about: str = ""

    def markup(self) -> str:
        href = self.to if self.to.startswith(("/", "?")) else f"#{self.to}"
        about = _unseen(escape(f"：{self.about}")) if self.about else ""
        return f'<a class="official-note" id="{self.id}" href="{escape(href)}">{escape(self.word)}{about}</a>'


Notes = Mapping[str, Sequence[Note]]


def article(
    sheet: Sheet,
    ids: str,
    notes: Notes | None = None,
    was: Mapping[str, str] | None = None,
) -> str:
    """A sheet as two tables that look like one: print repeats the head of the second on every page.

    The title is the first one's caption; the project's name in both captions is for those who hear them.
    `notes` stand in the cells of these fields, and before their texts, struck out, what they said once.
    """
    naming = Naming(sheet.grid)
    drawing = _Drawing(naming, ids, notes or {}, was or {})
    head = sheet.grid.rows if sheet.grid.head is None else sheet.grid.head
    title = "".join(drawing.text(cell) for cell in sheet.grid.starting[0])
    name = escape(sheet.name)
    upper = drawing.bodies(block for block in naming.blocks if 0 < block.start < head)
    tables = _table("official-upper", f"{title}{_unseen(('：' if title else '') + name)}", upper)
    if head < sheet.grid.rows:
        lower = f"<thead>\n{drawing.row(head)}</thead>\n"
        lower += drawing.bodies(block for block in naming.blocks if block.start > head)
        tables += _table("official-lower", _unseen(f"绩效指标：{name}"), lower)
    return f'<article class="official" id="{ids}" aria-label="{name}">\n{tables}</article>'


def _table(name: str, caption: str, rows: str) -> str:
    return f'<table class="{name}">\n<caption>{caption}</caption>\n{_COLUMNS}\n{rows}</table>\n'


def _unseen(text: str) -> str:
    return f'<span class="official-unseen">{text}</span>'


class _Drawing:
    """The rows of one grid as HTML."""

    def __init__(
        self,
        naming: Naming,
        ids: str,
        notes: Notes,
        was: Mapping[str, str],
    ) -> None:
        self.naming, self.ids = naming, ids
        self.notes, self.was = notes, was
        self.names = {cell: names for cell in naming.grid.cells if (names := naming.names(cell))}
        self.naming_others = {name for names in self.names.values() for name in names}

    def bodies(self, blocks: Iterator[range]) -> str:
        return "".join(f"<tbody>\n{''.join(map(self.row, block))}</tbody>\n" for block in blocks)

    def row(self, row: int) -> str:
        return f"<tr>{''.join(map(self._cell, self.naming.grid.starting[row]))}</tr>\n"

    def _cell(self, cell: Cell) -> str:
        tag = "th" if self.naming.is_header(cell) else "td"
        return f"<{tag}{''.join(self._attributes(cell, tag))}>{self.text(cell)}</{tag}>"

    def text(self, cell: Cell) -> str:
        said = escape(cell.text)
        if cell.field in self.was:
            old = escape(self.was[cell.field])
            said = (f"<del>{old}</del> " if old else "") + (f"<ins>{said}</ins>" if said else "")
        return said + "".join(note.markup() for note in self.notes.get(cell.field, ()))

    def _attributes(self, cell: Cell, tag: str) -> Iterator[str]:
        kinds = dict.fromkeys(note.kind for note in self.notes.get(cell.field, ()) if note.kind)
        yield f' class="{" ".join((_kind(cell), *kinds))}"'
        if cell in self.naming_others:
            yield f' id="{self._id(cell)}"'
        if tag == "th":
            yield f' scope="{self.naming.scope(cell)}"'
        if cell in self.names:
            yield f' headers="{" ".join(map(self._id, self.names[cell]))}"'
        if cell.rowspan > 1:
            yield f' rowspan="{cell.rowspan}"'
        if cell.colspan > 1:
            yield f' colspan="{cell.colspan}"'

    def _id(self, cell: Cell) -> str:
        return f"{self.ids}r{cell.row}c{cell.column}"


def _kind(cell: Cell) -> str:
    """The class of a cell: its field (goals-text), before which stands the role of what is not typed text."""
    field = _PLACE.sub("", cell.field).replace(".", "-")
    return field or cell.role if cell.role is Role.TEXT else f"{cell.role} {field}".rstrip()
