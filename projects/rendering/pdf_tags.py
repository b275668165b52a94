"""What WeasyPrint leaves undone in a tagged PDF: which cell names which, said as in the HTML.

It writes no `/Scope`, gives every cell all heads of its column, and has the same ids on every page.
"""

import io
from collections.abc import Iterable, Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from projects.official.grid import Cell, Grid
from projects.rendering import pdf_mark
from projects.rendering.naming import Naming

_SCOPES = {"col": Name.Column, "row": Name.Row, "rowgroup": Name.Row}


def finish(data: bytes, drawn: Sequence[tuple[Grid, int]], mark: bytes = b"") -> bytes:
    """The PDF with headers tied to their cells; `drawn` is the grid and row of each table row on its pages.

    The page of the PDF `mark`, where there is one, lies under every page. The same bytes for the same input.
    Named destinations, which served to find the rows, are dropped; links lead to their places without.
    """
    with Pdf.open(io.BytesIO(data)) as pdf:
        headers = _Headers()
        rows = list(_rows(pdf.Root.StructTreeRoot))
        headers.tie(zip([row for row, official in rows if official], drawn, strict=True))
        for row in [row for row, official in rows if not official]:
            _under_its_head(row)
        pdf.Root.StructTreeRoot.IDTree = pdf.make_indirect(headers.tree())
        if Name.Names in pdf.Root:
            _lead_straight(pdf)
            del pdf.Root.Names
        if mark:
            pdf_mark.lay_under(pdf, mark)
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def _lead_straight(pdf: Pdf) -> None:
    """Links within the file, from names of places to the places."""
    if Name.Dests not in pdf.Root.Names:
        return
    names = list(pdf.Root.Names.Dests.Names)
    places = {str(name): place for name, place in zip(names[::2], names[1::2], strict=True)}
    for page in pdf.pages:
        for link in page.get(Name.Annots, []):
            if Name.Dest in link and not isinstance(link.Dest, Array):
                link.Dest = places[str(link.Dest)]


def _rows(element: Object, official: bool = False) -> Iterator[tuple[Object, bool]]:
    """The table rows below a structure element, in reading order, and whether they are an official table's.

    Those stand in articles; the list in a letter does not.
    """
    for kid in _kids(element):
        if kid.S == Name.TR:
            yield kid, official
        else:
            yield from _rows(kid, official or Name.Art == kid.S)


def _under_its_head(row: Object) -> None:
    """A row of an ordinary list: each cell of its head names the column below, a head in a row the row."""
    scope = Name.Column if all(tag.S == Name.TH for tag in _kids(row)) else Name.Row
    for tag in _kids(row):
        if tag.S == Name.TH:
            tag.A.Scope = scope
        for name, owner in ((Name.ID, tag), (Name.Headers, tag.get(Name.A, {}))):
            if name in owner:
                del owner[name]


def _kids(element: Object) -> list[Object]:
    """The structure elements right below another; not the marked content, which are numbers."""
    kids = element.get(Name.K, [])
    return [
        kid
        for kid in (kids if isinstance(kids, Array) else [kids])
        if isinstance(kid, Dictionary) and Name.S in kid
    ]


class _Headers:
    """The header cells of a document and their ids, while they are written."""

    def __init__(self) -> None:
        self.namings: dict[int, Naming] = {}
        self.ids: list[tuple[str, Object]] = []
        self.latest: dict[
            tuple[int, Cell], str
        ] = {}  # a head is drawn anew on each page; the last one counts

    def tie(self, rows: Iterable[tuple[Object, tuple[Grid, int]]]) -> None:
        for row_tag, (grid, row) in rows:
            naming = self.namings.setdefault(id(grid), Naming(grid))
            for tag, cell in zip(_kids(row_tag), grid.starting[row], strict=True):
                if naming.is_header(cell):
                    self._header(naming, tag, cell)
                else:
                    self._named(naming, tag, cell)

    def _header(self, naming: Naming, tag: Object, cell: Cell) -> None:
        key = f"h{len(self.ids):06d}"
        self.ids.append((key, tag))
        self.latest[id(naming.grid), cell] = key
        tag.ID = String(key)
        tag.A.Scope = _SCOPES[naming.scope(cell)]

    def _named(self, naming: Naming, tag: Object, cell: Cell) -> None:
        names = [String(self.latest[id(naming.grid), name]) for name in naming.names(cell)]
        if names:
            tag.A.Headers = Array(names)
        elif Name.Headers in tag.A:
            del tag.A.Headers

    def tree(self) -> Dictionary:
        """All ids with their elements, in order: the digits are as many in each."""
        return Dictionary(Names=Array([part for key, tag in self.ids for part in (String(key), tag)]))
