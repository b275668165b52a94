"""What stands beside the text on pages: number, edition, the word 附件. Stamped when pages are counted.

Places and sizes are those of GB/T 9704, as print.css and letter.css have them. Nothing of it is read out.
"""

from dataclasses import dataclass
from html import escape

from weasyprint.formatting_structure import boxes

from projects.rendering.paper.asked import Running
from projects.rendering.paper.board import POINTS, Board
from projects.rendering.paper.parts import Face, take_all

_MM = 72 / 25.4
_WIDTH, HEIGHT, INNER, _RIGHT, _TOP, _BOTTOM = (mm * _MM for mm in (210, 297, 28, 26, 37, 35))
TEXT_WIDTH = _WIDTH - INNER - _RIGHT
_IN = 14.0  # points of one character, by which the number stands in from the outer edge
_NUMBER_DOWN, _HEADER_UP = 7 * _MM, 8 * _MM  # from the text
_SIZES = {"number": 14.0, "header": 16.0}


class Stamp:
    """Writes the running text of a file, page by page."""

    def __init__(self, board: Board, running: Running) -> None:
        self._running = running
        self.faces: dict[str, Face] = {}
        self.number = self._line(board, "number", f"— 0123456789{running.edition}")
        self._header = self._line(board, "header", running.header) if running.header else None

    def _line(self, board: Board, kind: str, text: str) -> "Line":
        board.fonts.taken()
        (page,) = board.laid_out(f'<html><article class="{kind}">{escape(text)}</article></html>')
        board.drawn(page)
        faces = board.fonts.taken()
        take_all(self.faces, faces)
        glyphs = {
            char: (name, glyph, face.widths[glyph])
            for name, face in faces.items()
            for glyph, char in face.texts.items()
        }
        return Line(_SIZES[kind], _baseline(page._page_box), glyphs)

    def drawn(self, number: int, table: bool) -> bytes:
        """The operators for the page of this number, odd ones being right pages."""
        line, right = self.number, number % 2 == 1
        foot, outer = _BOTTOM - _NUMBER_DOWN - line.baseline, _WIDTH - _RIGHT - _IN
        told = [_at_side(line, f"— {number} —", foot, outer if right else None)]
        if edition := self._running.edition:
            told.append(_at_side(line, edition, foot, None if right else outer))
        pieces = [_artifact("Footer", told)]
        if table and self._header:
            height = HEIGHT - _TOP + _HEADER_UP + self._header.size - self._header.baseline
            pieces.append(_artifact("Header", [self._header.drawn(self._running.header, INNER, height)]))
        return b"\n".join(pieces)


@dataclass(frozen=True, slots=True)
class Line:
    """The glyphs of one kind of text, its size, and its baseline below the top of its line, in points."""

    size: float
    baseline: float
    glyphs: dict[str, tuple[str, int, int]]  # by character: name of the face, glyph, width in 1/1000 em

    def width(self, text: str) -> float:
        return sum(self.glyphs[char][2] for char in text) * self.size / 1000

    def drawn(self, text: str, x: float, y: float, upright: bool = True) -> bytes:
        """The operators that write the text from a point on; not `upright` on a page drawn downwards."""
        shown, face = [f"1 0 0 {1 if upright else -1} {x:.2f} {y:.2f} Tm "], ""
        for name, glyph, _ in map(self.glyphs.__getitem__, text):
            if name != face:
                shown.append(f"{'> Tj ' if face else ''}/{name} {self.size:g} Tf <")
                face = name
            shown.append(f"{glyph:04x}")
        return f"{''.join(shown)}> Tj".encode()


def _at_side(line: Line, text: str, y: float, right: float | None) -> bytes:
    """A text that ends at the right, or begins one character in from the left edge of the text."""
    x = INNER + _IN if right is None else right - line.width(text)
    return line.drawn(text, x, y)


def _artifact(kind: str, lines: list[bytes]) -> bytes:
    return b"/Artifact<</Type/Pagination/Subtype/%b>>BDC BT\n%b\nET EMC" % (kind.encode(), b"\n".join(lines))


def _baseline(page: boxes.Box) -> float:
    line = next(box for box in page.descendants() if isinstance(box, boxes.TextBox))
    block = next(box for box in page.descendants() if box.element_tag == "article")
    return (line.position_y + line.baseline - block.position_y) * POINTS
