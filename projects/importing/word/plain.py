"""The commonest row, read in less than half the time: cells of nothing but runs of text, all of it seen.

`grids` reads any row. This goes once over all that is below a row and gives up at the first thing that
asks for more, or that stands where it should not; the others it reads as `grids` does.
"""

from typing import Any

from projects.importing.word.ink import letters_seen, shade
from projects.importing.word.names import attribute, tags
from projects.importing.word.runs import letters

_ROW = ("trPr", "trHeight", "cantSplit", "tblHeader", "cnfStyle")
_CELL = ("tcW", "vAlign", "noWrap", "tcFitText", "textDirection", "hideMark", "tcBorders", "tcMar")
_EDGES = ("top", "left", "start", "bottom", "right", "end", "tl2br", "tr2bl")
_PARAGRAPH = ("jc", "spacing", "ind", "keepNext", "keepLines", "outlineLvl", "bookmarkStart", "bookmarkEnd")
_TYPESETTING = ("snapToGrid", "widowControl", "textAlignment", "adjustRightInd", "autoSpaceDE", "autoSpaceDN")
_ASIAN = ("kinsoku", "wordWrap", "overflowPunct", "topLinePunct")
_RUN = ("rPr", "rFonts", "b", "bCs", "i", "iCs", "u", "szCs", "kern", "lang", "w")
_PROOF = ("proofErr", "lastRenderedPageBreak")
QUIET = (*_ROW, *_CELL, *_EDGES, *_PARAGRAPH, *_TYPESETTING, *_ASIAN, *_RUN, *_PROOF)  # change no text
_READ = ("tr", "tc", "tcPr", "gridSpan", "vMerge", "shd", "p", "pPr", "pStyle", "r", "sz", "color", "t")
_NAMES = {tag: "" for name in QUIET for tag in tags(name)} | {
    tag: name for name in _READ for tag in tags(name)
}

Look = tuple[
    str | None, bool | None
]  # the style of a paragraph; whether its cell says it is other than white


class PlainCell:
    """How a w:tc lies in its row, and for each of its paragraphs the texts of the runs."""

    __slots__ = ("merge", "paragraphs", "span")

    def __init__(self) -> None:
        self.span: str | None = "1"  # as the file has it
        self.merge: str | None = None
        self.paragraphs: list[list[str]] = []


def plain_cells(row: Any) -> tuple[list[PlainCell], set[Look]] | None:
    """The cells of a w:tr, and the looks of their paragraphs, which alone could still hide or add text.

    None for a row of any other kind.
    """
    cells: list[PlainCell] = []
    looks: set[Look] = set()
    known = _NAMES.get
    cell, texts, shaded = PlainCell(), [], None
    tc = about = p = its = r = None  # the cell, its properties, the paragraph, its properties, the run
    for each in row.iter():
        name = known(each.tag)
        if name == "":
            continue
        within = each.getparent()
        if name == "t" and within is r:
            texts.append(letters(each))
        elif name == "r" and within is p:
            r = each
        elif name in ("sz", "color"):
            if not letters_seen(each, name):
                return None
        elif name == "p" and within is tc:
            p, its, r, texts = each, None, None, []
            cell.paragraphs.append(texts)
            looks.add((None, shaded))
        elif name == "pPr" and within is p and its is None:
            its = each
        elif name == "pStyle" and within is its:
            looks.add((attribute(each), shaded))
        elif name == "tc" and within is row:
            tc, about, p, its, r, cell, shaded = each, None, None, None, None, PlainCell(), None
            cells.append(cell)
        elif name == "tcPr" and within is tc and about is None and p is None:
            about = each
        elif name == "gridSpan" and within is about:
            cell.span = attribute(each)
        elif name == "vMerge" and within is about:
            cell.merge = attribute(each) or "continue"
        elif name == "shd" and within is about:
            shaded = shade(each)
        elif each is not row:
            return None
    return cells, looks
