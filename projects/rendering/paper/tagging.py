"""What a screen reader hears of a printed table: its structure, and which label names which cell."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

from projects.official.grid import Cell
from projects.rendering.naming import Naming
from projects.rendering.paper.parts import DOCUMENT, KEY, REFERENCE, Template, Writing, header_key

_NAMES = {"caption": "Caption", "thead": "THead", "tbody": "TBody", "tr": "TR"}
_SCOPES = {"col": "Column", "row": "Row", "rowgroup": "Row"}


class Tagging:
    """The structure elements of one table, while its pages are drawn in order."""

    def __init__(self, naming: Naming, pages: int) -> None:
        self._naming = naming
        self._writing = Writing()
        self.pages = tuple(self._writing.reserve() for _ in range(pages))  # written by whoever counts them
        self._elements: list[int] = []
        self._parents: list[int] = []
        self.heads: list[int] = []  # the elements of header cells, in the order of their keys
        self._latest: dict[Cell, int] = {}  # a head is drawn anew on each page; the last one counts

    def page(self, tables: Sequence[Any], tags: Mapping[Any, dict]) -> None:
        """The next page: the boxes of tables on it, and the pieces of marked content of their texts."""
        page = _Page(self._writing, self.pages[len(self._parents)], tags)
        section, article = self._writing.reserve(), self._writing.reserve()
        kids = [self._table(page, table, article) for table in tables]
        page.element(section, "Sect", DOCUMENT, [article])
        page.element(article, "Art", section, kids)
        self._elements.append(section)
        self._parents.append(page.parents())

    def _table(self, page: "_Page", wrapper: Any, above: int) -> int:
        place = self._writing.reserve()
        kids = [self._group(page, box, place) for box in _groups(wrapper)]
        page.element(place, "Table", above, kids)
        return place

    def _group(self, page: "_Page", box: Any, above: int) -> int:
        place = self._writing.reserve()
        name = _NAMES[box.element_tag]
        if name == "Caption":
            page.text(place, name, above, box)
        else:
            page.element(place, name, above, [self._row(page, row, place) for row in box.children])
        return place

    def _row(self, page: "_Page", box: Any, above: int) -> int:
        place = self._writing.reserve()
        cells = self._naming.grid.starting[int(box.element.get("n"))]
        kids = [self._cell(page, *one, place) for one in zip(box.children, cells, strict=True)]
        page.element(place, "TR", above, kids)
        return place

    def _cell(self, page: "_Page", box: Any, cell: Cell, above: int) -> int:
        place = self._writing.reserve()
        about = "".join(
            f"/{name} {span}"
            for name, span in (("ColSpan", cell.colspan), ("RowSpan", cell.rowspan))
            if span > 1
        )
        if self._naming.is_header(cell):
            head = len(self.heads)
            self.heads.append(place)
            self._latest[cell] = head
            about += f"/Scope/{_SCOPES[self._naming.scope(cell)]}"
            page.text(place, "TH", above, box, about, f"/ID(h{KEY})", [header_key(head)])
        else:
            names = [header_key(self._latest[name]) for name in self._naming.names(cell)]
            if names:
                about += f"/Headers[{''.join(f'(h{KEY})' for _ in names)}]"
            page.text(place, "TD", above, box, about, "", names)
        return place

    def written(self) -> tuple[Template, tuple[int, ...], tuple[int, ...], int | None]:
        """The objects; those right below the document; the parents of each page; the leaf of header cells."""
        leaf = None
        if self.heads:
            limits = f"/Limits[(h{KEY})(h{KEY})]"
            names = "".join(f"(h{KEY}){REFERENCE}" for _ in self.heads)
            keys = [header_key(0), header_key(len(self.heads) - 1)]
            pairs = [one for number, place in enumerate(self.heads) for one in (header_key(number), place)]
            leaf = self._writing.add(f"<<{limits}/Names[{names}]>>", [*keys, *pairs])
        return self._writing.template(), tuple(self._elements), tuple(self._parents), leaf


class _Page:
    """The marked content of one page, while it is given to elements."""

    def __init__(self, writing: Writing, page: int, tags: Mapping[Any, dict]) -> None:
        self._writing, self._page, self._tags = writing, page, tags
        self._owners: dict[int, int] = {}

    def element(self, place: int, name: str, above: int, kids: Sequence[int]) -> None:
        """An element of others."""
        text = f"<</S/{name}/P {REFERENCE}/K[{' '.join(REFERENCE for _ in kids)}]>>"
        self._writing.put(place, text, [above, *kids])

    def text(
        self,
        place: int,
        name: str,
        above: int,
        box: Any,
        about: str = "",
        more: str = "",
        references: Sequence[int] = (),
    ) -> None:
        """An element of text; `about` is what is said of it as of a cell, where `references` lead then."""
        marks = [self._tags[line]["mcid"] for line in _texts(box)]
        self._owners |= dict.fromkeys(marks, place)
        cell = f"/A<</O/Table{about}>>" if about else ""
        kids = " ".join(map(str, marks))
        text = f"<</S/{name}/P {REFERENCE}/Pg {REFERENCE}/K[{kids}]{cell}{more}>>"
        self._writing.put(place, text, [above, self._page, *references])

    def parents(self) -> int:
        """The element of each piece of marked content, in order: every piece has one."""
        owners = [self._owners[mark] for mark in range(len(self._tags))]
        return self._writing.add(f"[{' '.join(REFERENCE for _ in owners)}]", owners)


def _groups(wrapper: Any) -> Iterator[Any]:
    """Caption and groups of rows; the table itself stands within a wrapper of the same name."""
    for child in wrapper.children:
        if child.element_tag in _NAMES:
            yield child
        elif isinstance(child, boxes.ParentBox):
            yield from _groups(child)


def _texts(box: Any) -> Iterator[Any]:
    """The lines below a box, in reading order."""
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, boxes.ParentBox):
        for child in box.children:
            yield from _texts(child)
