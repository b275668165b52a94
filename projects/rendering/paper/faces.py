"""The faces of a file: one subset of each, with all glyphs that any of its parts shows."""

from collections.abc import Iterable, Mapping
from html import escape

import pydyf
from weasyprint import DEFAULT_OPTIONS
from weasyprint.pdf.fonts import Font, build_fonts_dictionary

from projects.rendering import fonts
from projects.rendering.paper.board import Board
from projects.rendering.paper.converting import Converting
from projects.rendering.paper.parts import Face, Part


def embedded(board: Board, faces: Mapping[str, Face]) -> tuple[Part, dict[str, int]]:
    """The fonts as a part without pages, and the place of each by its name.

    Subsets keep the numbers of glyphs, so that drawings need not be touched.
    """
    pdf = pydyf.PDF()
    found = _found(board, faces)
    for name, face in faces.items():
        font = found[name]
        font.widths, font.to_unicode, font.missing = face.widths, face.texts, face.missing
    options = DEFAULT_OPTIONS | {"pdf_version": "1.7"}
    used = {name: found[name] for name in sorted(faces)}
    dictionary = build_fonts_dictionary(pdf, used, compress=True, subset=True, options=options)
    converting = Converting(pdf)
    places = {name: converting.place(font) for name, font in dictionary.items()}
    return Part((), converting.template(), (), {}, streams=tuple(converting.streams)), places


def _found(board: Board, faces: Mapping[str, Face]) -> dict[str, Font]:
    """WeasyPrint's fonts by their names in drawings, met by drawing with them.

    A character that none of our faces has may have come from one of the system's.
    """
    met = _met(board, [(family, "1") for family in fonts.families(board.folder)])
    strange = [text for name, face in faces.items() if name not in met for text in face.texts.values()]
    return (
        met | _met(board, [(f"var({face})", text) for text in strange for face in fonts.FACES])
        if strange
        else met
    )


def _met(board: Board, samples: Iterable[tuple[str, str]]) -> dict[str, Font]:
    """The fonts in which these texts are drawn, each in its font-family."""
    told = "".join(f"<p style='font-family: {family}'>{escape(text)}</p>" for family, text in samples)
    found: dict[object, Font] = {}
    for page in board.document(f'<html lang="zh-CN"><body>{told}</body></html>').pages:
        board.drawn(page, found)
    return {font.hash: font for font in found.values()}
