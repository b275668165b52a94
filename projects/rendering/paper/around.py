"""Pages of any other kind, through WeasyPrint's public door: what stands before and after the tables."""

import zlib
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

import pydyf
from weasyprint import DEFAULT_OPTIONS, Document
from weasyprint.pdf import generate_pdf

from projects.rendering.paper.board import POINTS, Board, Fonts
from projects.rendering.paper.converting import Converting, numbered, told
from projects.rendering.paper.parts import DOCUMENT, FONTS, MARK, Bookmark, Page, Part, parent_key, place_name

LINK = "volume:"  # before the name of a place that may be in another part
_PAGE = """\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<style>
@page {{ size: A4; margin: 37mm 26mm 35mm 28mm; }}
body {{ margin: 0; color: #000; font-family: var(--face-text); }}
section + section {{ break-before: page; }}
{styles}</style>
</head>
<body>
<main>
{sections}
</main>
</body>
</html>
"""
_DROPPED = ("Headers", "ID")
_MARK = 0  # an object that no file of WeasyPrint has


def sheets(sections: str, styles: str) -> str:
    """`<section>`s as a page for paper, each from the top of a sheet but where their styles say otherwise."""
    return _PAGE.format(sections=sections, styles=styles)


def part(board: Board, document: Document, tagged: bool = True, marked: bool = False) -> Part:
    """The pages of a laid out document. Links to `volume:name` lead to the place of that name in the file.

    A mark itself is not tagged; pages under which one will lie are `marked`.
    """
    document.fonts = fonts = Fonts()
    options = DEFAULT_OPTIONS | {"pdf_variant": "pdf/ua-1"} if tagged else DEFAULT_OPTIONS
    pdf = generate_pdf(document, None, 1, **options)
    pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
    shared = pdf.objects[_number(pages[0]["Resources"])]  # by all pages
    converting = Converting(pdf, {_number(shared["Font"]): FONTS, _MARK: MARK})
    if marked:
        shared["XObject"]["Mark"] = b"%d 0 R" % _MARK
    for annotation in [pdf.objects[_number(link)] for page in pages for link in page.get("Annots", ())]:
        _lead_within(annotation)
    places = [converting.writing.reserve() for _ in pages]
    converting.known |= {page.number: place for page, place in zip(pages, places, strict=True)}
    elements, parents, linked = (), [None] * len(pages), ()
    if tagged:
        elements, parents, linked = _structure(pdf, converting, len(pages))
    made = []
    for page, place, above in zip(pages, places, parents, strict=True):
        content = told([b"q", *pdf.objects[_number(page["Contents"])].stream, b"Q"])
        links = converting.writing.add(*converting.value(page["Annots"])) if "Annots" in page else None
        resources = converting.place(page["Resources"])
        made.append(Page(place, zlib.compress(content), above, resources, links))
    return Part(
        tuple(made),
        converting.template(),
        elements,
        fonts.taken(),
        streams=tuple(converting.streams),
        linked=linked,
        bookmarks=tuple(_bookmarks(document)),
        anchors=anchors(document),
    )


def _structure(pdf: pydyf.PDF, converting: Converting, count: int) -> tuple[tuple, list[int], tuple]:
    """The elements below the document, the parents of each page's pieces, the elements of links."""
    root = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]
    document = pdf.objects[_number(root["K"][0])]
    for element in _rows(pdf, document):
        _under_its_head(pdf, element)
    converting.known[document.number] = DOCUMENT
    converting.special["StructParent"] = lambda key: numbered(parent_key(key - count))
    numbers = pdf.objects[_number(root["ParentTree"])]["Nums"]
    elements = tuple(converting.place(kid) for kid in document["K"])
    values = numbers[1::2]
    parents = [converting.writing.add(*converting.value(value)) for value in values[:count]]
    return elements, parents, tuple(converting.place(value) for value in values[count:])


def _lead_within(annotation: pydyf.Dictionary) -> None:
    """Of a link to a place in the file: the place instead of an address."""
    target = str(annotation["Contents"].string)
    if target.startswith(LINK):
        place = unquote(target.removeprefix(LINK))
        annotation["Contents"], annotation["Dest"] = pydyf.String(place), place_name(place)
        del annotation["A"]


def _rows(pdf: pydyf.PDF, element: pydyf.Dictionary) -> Iterator[pydyf.Dictionary]:
    for kid in _kids(pdf, element):
        if kid["S"] == "/TR":
            yield kid
        else:
            yield from _rows(pdf, kid)


def _kids(pdf: pydyf.PDF, element: pydyf.Dictionary) -> list[pydyf.Dictionary]:
    """The structure elements right below another; not its marked content, nor what a link is drawn as."""
    found = [pdf.objects[_number(kid)] for kid in element["K"] if isinstance(kid, bytes)]
    return [kid for kid in found if "S" in kid]


def _under_its_head(pdf: pydyf.PDF, row: pydyf.Dictionary) -> None:
    """A row of an ordinary list: each cell of its head names the column below, a head in a row the row."""
    cells = _kids(pdf, row)
    scope = "/Column" if all(cell["S"] == "/TH" for cell in cells) else "/Row"
    for cell in cells:
        if cell["S"] == "/TH":
            cell["A"]["Scope"] = scope
        for owner in (cell, cell["A"]):
            for name in _DROPPED:
                owner.pop(name, None)


def _bookmarks(document: Document) -> Iterator[Bookmark]:
    for number, page in enumerate(document.pages):
        for level, label, (_, top), _ in page.bookmarks:
            yield Bookmark(level, label, number, (page.height - top) * POINTS)


def anchors(document: Document) -> Mapping[str, tuple[int, float]]:
    """The named places of a document: page, from 0, and height on it in points."""
    found: dict[str, tuple[int, float]] = {}
    for number, page in enumerate(document.pages):
        for name, (_, top, *_) in page.anchors.items():
            found.setdefault(name, (number, (page.height - top) * POINTS))
    return found


def _number(found: bytes | str) -> int:
    return int(found.split()[0])
