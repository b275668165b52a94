"""Parts put together into one tagged PDF: numbered, with bookmarks, one set of fonts, nothing of the machine.

Numbering, bookmarks, tags and fonts are the file's and made anew each time; drawings are taken as they are.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.sax.saxutils import escape

from weasyprint import VERSION

from projects.rendering.paper.file import File
from projects.rendering.paper.outline import Mark, text, write_outline
from projects.rendering.paper.parts import Base, Face, Page, Part, place_name, take_all
from projects.rendering.paper.running import HEIGHT, Stamp

_LINKS = 1_000_000  # from here on the keys of links in the tree of parents; before it those of pages
_A4 = b"[0 0 595.27559 841.88976]"
_DRAW_MARK = zlib.compress(b"/Artifact<</Type/Pagination/Subtype/Watermark>>BDC q /Mark Do Q EMC")
_METADATA = """\
<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>\
<rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the volume: its bookmark, and the name by which links lead to it."""

    label: str
    level: int
    anchor: str


class Volume:
    """One file, while parts are put into it in the order of their pages."""

    def __init__(self, target: BinaryIO, stamp: Stamp, mark: Part | None = None) -> None:
        self._file = File(target)
        self._stamp = stamp
        self._document, self._fonts, self._resources = (self._file.reserve() for _ in range(3))
        self._tree = self._file.reserve()  # of pages
        self._faces: dict[str, Face] = {}
        self._states: dict[str, str] = {}
        self._pages: list[int] = []
        self._elements: list[int] = []
        self._parents: list[int] = []  # by key; those of links come after those of pages
        self._linked: list[tuple[int, int]] = []
        self._leaves: list[int] = []  # of the tree of header cells
        self._ids = 0
        self._marks: list[Mark] = []
        self._anchors: dict[str, tuple[int, float]] = {}
        self._form = self._file.reserve() if mark else 0
        self._draw_mark = self._marked(mark) if mark else 0

    def add(self, part: Part, table: Table | None = None) -> None:
        """The pages of a part, which may be those of a table."""
        base = self._take(part)
        for page in part.pages:
            self._page(page, base, table is not None)
        first = len(self._pages) - len(part.pages)
        self._elements += [base.objects + place for place in part.elements]
        self._parents += [base.objects + page.parents for page in part.pages]
        self._linked += [(base.parents + nth, base.objects + place) for nth, place in enumerate(part.linked)]
        if part.ids is not None:
            self._leaves.append(base.objects + part.ids)
        self._marks += [
            Mark(one.level, one.label, self._pages[first + one.page], one.top) for one in part.bookmarks
        ]
        for name, (page, top) in part.anchors.items():
            self._anchors.setdefault(name, (self._pages[first + page], top))
        if table:
            self._marks.append(Mark(table.level, table.label, self._pages[first], HEIGHT))
            self._anchors[table.anchor] = self._pages[first], HEIGHT

    def _take(self, part: Part) -> Base:
        """Write the objects and streams of a part."""
        count = len(part.objects.starts) - 1
        links = _LINKS + len(self._linked)
        first = self._file.reserve(count)
        base = Base(first, self._ids, links, self._document, self._fonts, self._form)
        self._ids += part.id_count
        apart = [*(page.place for page in part.pages), *(stream.place for stream in part.streams)]
        self._file.block(base.objects, part.objects.filled(base), part.objects.starts, skip=apart)
        for stream in part.streams:
            told = stream.dictionary.filled(base).rstrip()
            self._file.stream(base.objects + stream.place, told, stream.content)
        take_all(self._faces, part.faces)
        self._states |= part.states
        return base

    def _page(self, page: Page, base: Base, of_table: bool) -> None:
        number, content, running = base.objects + page.place, self._file.reserve(), self._file.reserve()
        self._file.stream(content, b"", page.content)
        stamped = self._stamp.drawn(len(self._pages) + 1, of_table)
        self._file.stream(running, b"", stamped, packed=False)
        under = b"%d 0 R " % self._draw_mark if self._draw_mark else b""
        resources = self._resources if page.resources is None else base.objects + page.resources
        links = b"" if page.links is None else b"/Annots %d 0 R" % (base.objects + page.links)
        parent = b"/Parent %d 0 R/Resources %d 0 R" % (self._tree, resources)
        contents = b"/Contents[%b%d 0 R %d 0 R]" % (under, content, running)
        heard = b"/StructParents %d/Tabs/S" % len(self._pages)
        self._file.put(number, b"<</Type/Page%b/MediaBox%b%b%b%b>>" % (parent, _A4, contents, heard, links))
        self._pages.append(number)

    def _marked(self, mark: Part) -> int:
        """Write the mark's page as a drawing; the object that draws it."""
        base = self._take(mark)
        (page,) = mark.pages
        told = b"/Type/XObject/Subtype/Form/BBox%b/Resources %d 0 R"
        self._file.stream(self._form, told % (_A4, base.objects + page.resources), page.content)
        draw = self._file.reserve()
        self._file.stream(draw, b"", _DRAW_MARK)
        return draw

    def finish(self, title: str, embed: Callable[[str, Face], Part]) -> None:
        """Write what the parts share, and how to begin reading; `embed` makes a font of its name and face."""
        take_all(self._faces, self._stamp.faces)
        self._file.put(self._fonts, f"<<{''.join(self._embedded(embed))}>>".encode())
        file = self._file
        told = b"<</Type/Pages/Kids[%b]/Count %d>>"
        file.put(self._tree, told % (_references(self._pages), len(self._pages)))
        states = "".join(f"/{name}{state}" for name, state in sorted(self._states.items())).encode()
        marked = b"/XObject<</Mark %d 0 R>>" % self._form if self._form else b""
        told = b"<</Font %d 0 R/ExtGState<<%b>>%b>>"
        file.put(self._resources, told % (self._fonts, states, marked))
        info = f"<</Title{text(title)}/Producer(WeasyPrint {VERSION})>>"
        file.finish(file.add(self._catalog(title)), file.add(info.encode()))

    def _embedded(self, embed: Callable[[str, Face], Part]) -> Iterator[str]:
        for name, face in sorted(self._faces.items()):
            part = embed(name, face)
            base = self._take(part)
            yield f"/{name} {base.objects + part.elements[0]} 0 R"

    def _catalog(self, title: str) -> bytes:
        file, metadata = self._file, self._file.reserve()
        told = _METADATA.format(title=escape(title)).encode()
        file.stream(metadata, b"/Type/Metadata/Subtype/XML", told, packed=False)
        outline = write_outline(file, self._marks)
        parts = [
            b"/Type/Catalog/Pages %d 0 R/Lang(zh-CN)/Metadata %d 0 R" % (self._tree, metadata),
            b"/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>",
            b"/StructTreeRoot %d 0 R" % self._structure(),
        ]
        if outline:
            parts.append(b"/Outlines %d 0 R" % outline)
        if wanted := self._destinations():
            parts.append(b"/Names<</Dests<</Names[%b]>>>>" % wanted)
        return b"<<%b>>" % b"".join(parts)

    def _structure(self) -> int:
        file, root = self._file, self._file.reserve()
        told = b"<</S/Document/P %d 0 R/K[%b]>>"
        file.put(self._document, told % (root, _references(self._elements)))
        pairs = [*enumerate(self._parents), *self._linked]
        parents = file.add(b"<</Nums[%b]>>" % b" ".join(b"%d %d 0 R" % pair for pair in pairs))
        told = b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d%b>>"
        following = max((key for key, _ in pairs), default=-1) + 1
        ids = b""
        if self._leaves:
            ids = b"/IDTree %d 0 R" % file.add(b"<</Kids[%b]>>" % _references(self._leaves))
        file.put(root, told % (self._document, parents, following, ids))
        return root

    def _destinations(self) -> bytes:
        """The places to which links lead by name, in the order of the names."""
        if not self._linked:
            return b""
        pieces = (
            b"%b[%d 0 R/XYZ 0 %.2f 0]" % (place_name(name).encode(), page, top)
            for name, (page, top) in sorted(self._anchors.items(), key=lambda one: one[0].encode())
        )
        return b"".join(pieces)


def _references(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)
