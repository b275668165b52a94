"""The faces of a file: one subset of each, with all glyphs that any of its parts shows."""

from html import escape
from itertools import product

import pydyf
from weasyprint import DEFAULT_OPTIONS
from weasyprint.pdf.fonts import Font, build_fonts_dictionary

from projects.rendering.failure import RenderError
from projects.rendering.paper.board import Board
from projects.rendering.paper.converting import Converting
from projects.rendering.paper.parts import Face, Part

_LOOKS = ("", "font-weight: bold", "font-style: italic", "font-weight: bold; font-style: italic")
_OPTIONS = DEFAULT_OPTIONS | {"pdf_version": "1.7"}


def embedded(board: Board, name: str, face: Face) -> Part:
    """The font of this name as a part without pages, whose one element is the font's dictionary.

    A subset keeps the numbers of glyphs, so that drawings need not be touched.
    """
    pdf = pydyf.PDF()
    font = _found(board, name, face)
    # In the order of glyphs, not in that in which the parts of the file showed them.
    font.widths, font.to_unicode, font.missing = (dict(sorted(table.items())) for table in face.tables())
    fonts = build_fonts_dictionary(pdf, {name: font}, compress=True, subset=True, options=_OPTIONS)
    converting = Converting(pdf)
    place = converting.place(fonts[name])
    return Part((), converting.template(), (place,), {}, streams=tuple(converting.streams))


def _found(board: Board, name: str, face: Face) -> Font:
    """WeasyPrint's font of this name in drawings, met by drawing with it what it was drawn with before."""
    met: dict[object, Font] = {}
    for text, look in product(face.texts.values(), _LOOKS):
        style = f"font-family: '{escape(face.family)}'; white-space: pre; {look}"
        told = f'<html lang="zh-CN"><body><p style="{style}">1{escape(text)}</p></body></html>'
        for page in board.document(told).pages:
            board.drawn(page, met)
        found = next((font for font in met.values() if font.hash == name), None)
        if found:
            return found
    raise RenderError(
        f"找不到字体 {face.family}，它可能刚被换掉。请重新生成一次；仍不行，请运行 make fonts。"
    )
