"""The official tables as tagged A4 pages: WeasyPrint over the web page and the print styles."""

import atexit
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from threading import Lock

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from projects.official.compose import WIDTHS
from projects.official.grid import Role
from projects.rendering import fonts, html, pdf_mark, pdf_tags
from projects.rendering.breaks import crossed, cut, edges, too_long
from projects.rendering.failure import RenderError
from projects.rendering.fetching import PackagedFiles
from projects.rendering.html import ALONE, Around
from projects.rendering.marking import line
from projects.rendering.markup import Sheet
from projects.rendering.measure import Setting, row_heights
from projects.tables import ProjectTable

# For estimates, as styles/print.css has it but for the wider margin of running text: type sizes in points,
# the rest in mm.
_CELL = Setting(size=10.5, line=15, beside=0.6, above=0.6)
_SETTINGS = dict.fromkeys(Role, _CELL) | {Role.TITLE: Setting(size=18, line=28, beside=0, above=1.5)}
_ROOMY, _PAGE = 10.0, 225.0

_ROW_ID = re.compile(r"t(\d+)r(\d+)")
_one_at_a_time = Lock()  # the loaded faces are kept between calls and are not safe for two threads


def render(tables: Sequence[ProjectTable], title: str = "", mark: str = "", around: Around = ALONE) -> bytes:
    """The tables in order, each from the top of a page, with page numbers and a bookmark for each.

    A mark is laid under every page and moves nothing on it. `around` is what stands on pages of its own
    before and after them. RenderError where the fonts are missing.
    """
    with _one_at_a_time:
        try:
            sheets, document = _laid_out([html.sheet(table) for table in tables], title, around)
            pages = document.write_pdf(pdf_variant="pdf/ua-1")
            under = _mark(line(mark)) if mark else b""
        except FatalURLFetchingError as problem:  # a BaseException: Django would not catch it
            raise RenderError(str(problem)) from problem
        drawn = [(sheets[index].grid, row) for page in _rows(document) for index, row in page]
    return pdf_tags.finish(pages, drawn, under)


def _laid_out(sheets: Sequence[Sheet], title: str, around: Around) -> tuple[list[Sheet], Document]:
    """The pages, and the sheets as they stand on them.

    Rows are roomy where the table then fits on a page, else close, with spanning cells cut at page breaks.
    An estimate tells which may fit, to save a layout; one that then does not is laid out again.
    """
    sheets = [replace(sheet, roomy=True) if _may_fit(sheet) else _fitted(sheet) for sheet in sheets]
    document = _layout(sheets, title, around)
    pages = _pages(document)
    long = {index for index, sheet in enumerate(sheets) if sheet.roomy and len(pages[index]) > 1}
    if not long:
        return sheets, document
    sheets = [_fitted(sheet) if index in long else sheet for index, sheet in enumerate(sheets)]
    return sheets, _layout(sheets, title, around)


def _may_fit(sheet: Sheet) -> bool:
    return sum(row_heights(sheet.grid, WIDTHS, _SETTINGS, _ROOMY)) <= _PAGE


def _fitted(sheet: Sheet) -> Sheet:
    """A long table, cut until no cell crosses a page break. A cut may move the next: labels need room."""
    whole, rows = sheet.grid, set()
    sheet = replace(sheet, roomy=False)
    while True:
        pages = _pages(_layout([sheet]))[0]
        if long := too_long(pages, whole.head) - sheet.long:
            sheet = replace(sheet, long=sheet.long | long)
        elif new := crossed(sheet.grid, edges(pages, whole.head)):
            rows |= new
            sheet = replace(sheet, grid=cut(whole, rows))
        else:
            return sheet


def _layout(sheets: Sequence[Sheet], title: str = "", around: Around = ALONE) -> Document:
    return _drawn(html.document(sheets, title, row_ids=True, around=around))


def _mark(text: str) -> bytes:
    return _drawn(pdf_mark.page(text, fonts.label_face(fonts.folder()))).write_pdf()


def _drawn(page: str) -> Document:
    configuration, faces, fetcher = _setting(fonts.folder())
    source = HTML(string=page, url_fetcher=fetcher, media_type="print")
    return source.render(font_config=configuration, stylesheets=[faces])


@lru_cache(maxsize=1)
def _setting(folder: Path) -> tuple[FontConfiguration, CSS, PackagedFiles]:
    """The faces of a folder, loaded once a process: that takes as long as a dozen tables."""
    fetcher = PackagedFiles([folder, html.STYLES])
    configuration = FontConfiguration()
    faces = CSS(string=fonts.css(folder), font_config=configuration, url_fetcher=fetcher)
    return configuration, faces, fetcher


atexit.register(_setting.cache_clear)  # the configuration keeps copies of the fonts in a temporary folder


def _rows(document: Document) -> list[list[tuple[int, int]]]:
    """For each page the rows drawn on it, in order, as index of the table and row of its grid."""
    found = [map(_ROW_ID.fullmatch, page.anchors) for page in document.pages]
    return [[(int(match[1]) - 1, int(match[2])) for match in page if match] for page in found]


def _pages(document: Document) -> dict[int, list[list[int]]]:
    """For each table, by its index, the rows drawn on each of its pages. No page has rows of two tables."""
    pages: dict[int, list[list[int]]] = {}
    for drawn in filter(None, _rows(document)):
        pages.setdefault(drawn[0][0], []).append([row for _, row in drawn])
    return pages
