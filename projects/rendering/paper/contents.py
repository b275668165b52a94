"""The contents of a volume: laid out once, and numbered when the pages of everything are known."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from weasyprint.document import Page as Laid
from weasyprint.formatting_structure import boxes

from projects.rendering.paper.asked import Entry, Front
from projects.rendering.paper.board import POINTS, Board
from projects.rendering.paper.converting import told
from projects.rendering.paper.outline import text
from projects.rendering.paper.parts import (
    DOCUMENT,
    NUMBER,
    REFERENCE,
    Bookmark,
    Page,
    Part,
    Writing,
    parent_key,
    place_name,
)
from projects.rendering.paper.running import HEIGHT, INNER, TEXT_WIDTH, Line

HEADING = "目　录"
_NAMES = {"h1": "H1", "h2": "H2", "p": "P"}
_LONGEST = 120  # characters of an entry
_GAP = 4.0  # points between a name, the dots and the number of its page


class Contents:
    """A front on its pages."""

    def __init__(self, board: Board, front: Front) -> None:
        self._board, self._front = board, front
        self._laid = board.laid_out(_markup(front))
        self.pages = len(self._laid)

    def part(self, pages: Mapping[str, int], digits: Line) -> Part:
        """With the page of each place, as readers count, in these digits."""
        self._board.fonts.taken()  # what a drawing that failed has left
        writing = Writing()
        places = [writing.reserve() for _ in self._laid]
        section, toc = writing.reserve(), writing.reserve()
        entries, kids, made, linked, states = iter(self._front.entries), [], [], [], {}
        listed: list[int] = []
        for page, place in zip(self._laid, places, strict=True):
            operators, tags, more = self._board.drawn(page)
            states |= more
            drawn = _Drawn(writing, place, tags, linked, section, toc)
            for box in _blocks(page):
                if "entry" in box.element.get("class", ""):
                    entry = next(entries)
                    listed.append(drawn.entry(box, entry, str(pages[entry.anchor]), digits))
                else:
                    first = box.element_tag == "h2" and not self._front.title  # heading of all
                    kids.append(drawn.text(box, "H1" if first else _NAMES[box.element_tag]))
            content = zlib.compress(told([b"q", *drawn.beside(operators), b"Q"]))
            made.append(Page(place, content, drawn.parents(), None, drawn.annotations()))
        kids.append(toc)
        writing.put(toc, f"<</S/TOC/P {REFERENCE}/K[{_all(listed)}]>>", [section, *listed])
        writing.put(section, f"<</S/Sect/P {REFERENCE}/K[{_all(kids)}]>>", [DOCUMENT, *kids])
        return Part(
            tuple(made),
            writing.template(),
            (section,),
            self._board.fonts.taken(),
            states,
            linked=tuple(linked),
            bookmarks=tuple(self._bookmarks()),
        )

    def _bookmarks(self) -> Iterator[Bookmark]:
        for place, page in enumerate(self._laid):
            for box in _blocks(page):
                if box.element_tag in ("h1", "h2"):
                    label = self._front.title if box.element_tag == "h1" else "".join(HEADING.split())
                    yield Bookmark(1, label, place, HEIGHT - box.position_y * POINTS)


class _Drawn:
    """The structure of one page of contents, and the numbers and dots drawn on it."""

    def __init__(
        self, writing: Writing, page: int, tags: Mapping[Any, dict], linked: list[int], above: int, toc: int
    ) -> None:
        self._writing, self._page, self._tags, self._linked = writing, page, tags, linked
        self._above, self._toc = above, toc
        self._owners: dict[int, int] = {}
        self._annotations: list[int] = []
        self._numbers: dict[int, bytes] = {}  # by the piece of text after which they stand

    def text(self, box: Any, name: str) -> int:
        place = self._writing.reserve()
        marks = self._marks(box, place)
        told = f"<</S/{name}/P {REFERENCE}/Pg {REFERENCE}/K[{_joined(marks)}]>>"
        self._writing.put(place, told, [self._above, self._page])
        return place

    def entry(self, box: Any, entry: Entry, page: str, digits: Line) -> int:
        item, refers, link = (self._writing.reserve() for _ in range(3))
        own = len(self._tags) + len(self._annotations)  # after all pieces that were drawn before
        marks = self._marks(box, link)
        self._numbers[marks[-1]] = _number(box, page, digits, own)
        self._owners[own] = link
        annotation = self._annotation(box, entry)
        shown = f"<</Type/OBJR/Obj {REFERENCE}/Pg {REFERENCE}>>"
        told = f"<</S/Link/P {REFERENCE}/Pg {REFERENCE}/K[{_joined([*marks, own])} {shown}]>>"
        self._writing.put(link, told, [refers, self._page, annotation, self._page])
        self._writing.put(refers, f"<</S/Reference/P {REFERENCE}/K[{REFERENCE}]>>", [item, link])
        self._writing.put(item, f"<</S/TOCI/P {REFERENCE}/K[{REFERENCE}]>>", [self._toc, refers])
        self._linked.append(link)
        return item

    def beside(self, operators: Sequence[Any]) -> Iterator[Any]:
        """The page's drawing with each number right after its entry, where who copies the text finds it."""
        waiting = b""
        for operator in operators:
            yield operator
            if isinstance(operator, Mapping):
                waiting = self._numbers.get(operator["MCID"], b"")
            elif operator == b"EMC" and waiting:
                yield waiting
                waiting = b""

    def _annotation(self, box: Any, entry: Entry) -> int:
        top = HEIGHT - box.position_y * POINTS
        area = f"{INNER:.2f} {top - box.margin_height() * POINTS:.2f} {INNER + TEXT_WIDTH:.2f} {top:.2f}"
        told = f"<</Type/Annot/Subtype/Link/Rect[{area}]/BS<</W 0>>/F 4"
        told += f"/Contents{text(entry.text)}/Dest{place_name(entry.anchor)}"
        key = parent_key(len(self._linked))
        self._annotations.append(self._writing.add(f"{told}/StructParent {NUMBER}>>", [key]))
        return self._annotations[-1]

    def _marks(self, box: Any, owner: int) -> list[int]:
        lines = [one for one in box.descendants() if isinstance(one, boxes.TextBox)]
        marks = [self._tags[line]["mcid"] for line in lines]
        self._owners |= dict.fromkeys(marks, owner)
        return marks

    def parents(self) -> int:
        owners = [self._owners[mark] for mark in range(len(self._owners))]
        return self._writing.add(f"[{_all(owners)}]", owners)

    def annotations(self) -> int | None:
        found = self._annotations
        return self._writing.add(f"[{_all(found)}]", found) if found else None


def _number(box: Any, page: str, digits: Line, mark: int) -> bytes:
    """The dots after an entry, and the number of its page at the right edge as a piece of marked content."""
    last = [one for one in box.descendants() if isinstance(one, boxes.TextBox)][-1]
    base = (last.position_y + last.baseline) * POINTS
    after = (last.position_x + last.width) * POINTS + _GAP
    start = INNER + TEXT_WIDTH - digits.width(page)
    told = []
    if after < start - _GAP:
        line = b"/Artifact BMC q 1 J [0 4] 0 d 1.2 w %.2f %.2f m %.2f %.2f l S Q EMC"
        told.append(line % (start - _GAP, base - 1, after, base - 1))
    shown = digits.drawn(page, start, base, upright=False)
    told.append(b"/Span<</MCID %d>>BDC BT %b ET EMC" % (mark, shown))
    scale = 1 / POINTS  # the page is drawn in pixels
    return b"q %.6f 0 0 %.6f 0 0 cm\n%b\nQ" % (scale, scale, b"\n".join(told))


def _markup(front: Front) -> str:
    parts = [f"<h1>{escape(front.title)}</h1>"] if front.title else []
    parts += [f'<p class="under">{escape(line)}</p>' for line in front.under]
    parts.append(f"<h2>{HEADING}</h2>")
    for entry in front.entries:
        deeper = " deeper" if entry.level > 1 else ""
        parts.append(f'<p class="entry{deeper}">{escape(_short(entry.text))}</p>')
    return f"<html><article>{''.join(parts)}</article></html>"


def _short(text: str) -> str:
    """No more of a name than a few lines: an entry never goes on over the page."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _blocks(page: Laid) -> Iterator[Any]:
    return (box for box in page._page_box.descendants() if box.element_tag in _NAMES and _block(box))


def _block(box: Any) -> bool:
    """The block of an element, not the lines within it, which have its name."""
    return isinstance(box, boxes.BlockBox) and box.element is not None


def _all(places: Sequence[int]) -> str:
    return " ".join(REFERENCE for _ in places)


def _joined(marks: Sequence[int]) -> str:
    return " ".join(map(str, marks))
