"""Looking into PDF files: what a reader sees of them, and what a screen reader hears."""

import io
import re
import subprocess
from collections.abc import Iterator
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf
from PIL import Image, ImageOps

MM = 72 / 25.4
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


class Word(NamedTuple):
    """A word on a page and where it stands, in mm from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def opened(data: bytes) -> Pdf:
    return pikepdf.open(io.BytesIO(data))


def page_texts(data: bytes) -> list[str]:
    """The text layer page by page in the order it was drawn, without blanks and line ends."""
    return [re.sub(r"\s", "", page) for page in _poppler("pdftotext", "-raw", data=data).split("\f")[:-1]]


def page_words(data: bytes) -> list[list[Word]]:
    """The words of each page with their places."""
    pages = _poppler("pdftotext", "-bbox", data=data).split("<page ")[1:]
    return [
        [Word(*(float(edge) / MM for edge in found[:4]), found[4]) for found in _WORD.findall(page)]
        for page in pages
    ]


def picture_of(data: bytes, dots: int = 100) -> bytes:
    """The first page as a PNG, at so many dots an inch, without its margins."""
    command = ("pdftoppm", "-png", "-r", str(dots), "-f", "1", "-l", "1", "-")
    page = Image.open(io.BytesIO(subprocess.run(command, input=data, capture_output=True, check=True).stdout))
    left, top, right, bottom = ImageOps.invert(page.convert("L")).getbbox()
    target = io.BytesIO()
    page.crop((left - dots // 4, top - dots // 4, right + dots // 4, bottom + dots // 4)).save(target, "PNG")
    return target.getvalue()


def _poppler(*command: str, data: bytes) -> str:
    return subprocess.run([*command, "-", "-"], input=data, capture_output=True, check=True).stdout.decode()


def elements(pdf: Pdf, *names: str) -> list[Object]:
    """The structure elements of these types, in reading order."""
    return [element for element in _below(pdf.Root.StructTreeRoot) if str(element.S).lstrip("/") in names]


def kids(element: Object) -> list[Object]:
    """The structure elements right below another."""
    found = element.get("/K", [])
    return [
        kid
        for kid in (found if isinstance(found, Array) else [found])
        if isinstance(kid, Dictionary) and "/S" in kid
    ]


def header_ids(pdf: Pdf) -> dict[str, Object]:
    """The header cells by their ids, in the order of the tree that knows them."""
    leaves = [list(leaf.Names) for leaf in pdf.Root.StructTreeRoot.IDTree.Kids]
    return {str(key): cell for names in leaves for key, cell in zip(names[::2], names[1::2], strict=True)}


def destination(pdf: Pdf, link: Object) -> Object:
    """Where a link leads: its page and the place on it."""
    names = list(pdf.Root.Names.Dests.Names)
    places = dict(zip(map(str, names[::2]), names[1::2], strict=True))
    return places[str(link.Dest)]


def _below(element: Object) -> Iterator[Object]:
    for kid in kids(element):
        yield kid
        yield from _below(kid)


def heard(pdf: Pdf) -> Iterator[tuple[Object, str]]:
    """Every header and data cell with the text that its marked content has on the page."""
    texts = {page.objgen: _marked_texts(page) for page in pdf.pages}
    for cell in elements(pdf, "TH", "TD"):
        parts = [(part.Pg.objgen, mark) for part in (cell, *_below(cell)) for mark in _marks(part)]
        yield cell, "".join(texts[page].get(mark, "") for page, mark in parts)


def _marks(element: Object) -> list[int]:
    found = element.get("/K", [])
    return [kid for kid in (found if isinstance(found, Array) else [found]) if isinstance(kid, int)]


def _marked_texts(page: pikepdf.Page) -> dict[int, str]:
    """The text of each piece of marked content of a page, by its number."""
    maps = {name: _characters(font) for name, font in page.Resources.Font.items()}
    texts: dict[int, str] = {}
    font, mark = "", -1
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                mark = int(operands[1].get("/MCID", -1)) if isinstance(operands[1], Dictionary) else -1
            case "Tf":
                font = str(operands[0])
            case "TJ":
                codes = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
                pairs = zip(codes[::2], codes[1::2], strict=True)
                texts[mark] = texts.get(mark, "") + "".join(
                    maps[font].get(high * 256 + low, "") for high, low in pairs
                )
    return texts


def _characters(font: Object) -> dict[int, str]:
    """What each glyph of a font stands for."""
    table = font.ToUnicode.read_bytes().decode("ascii")
    found = re.findall(r"<([0-9a-fA-F]{4})> <((?:[0-9a-fA-F]{4})+)>", table)
    return {int(glyph, 16): bytes.fromhex(text).decode("utf-16-be") for glyph, text in found}


def embedded_fonts(data: bytes) -> set[str]:
    """The names of the fonts on the pages, all of which must be embedded."""
    with opened(data) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        for font in fonts:
            assert {"/FontFile2", "/FontFile3"} & set(font.DescendantFonts[0].FontDescriptor.keys())
        return {str(font.BaseFont) for font in fonts}


def bookmarks(data: bytes) -> list[tuple[str, int]]:
    """The first level of the outline: what it says, and the page it leads to."""
    with opened(data) as pdf, pdf.open_outline() as outline:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        return [(item.title, pages[item.destination[0].objgen]) for item in outline.root]
