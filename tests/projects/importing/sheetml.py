"""Workbooks for the tests, built from strings: no product code has a hand in what the reader is to read."""

import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from tests.wordml import OFFICE, STRICT_OFFICE, content_types, relationships, zipped

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPACES = f'xmlns="{SHEET}" xmlns:r="{OFFICE}"'


def letters(column: int) -> str:
    """A for the first column, from 0."""
    return chr(65 + column) if column < 26 else letters(column // 26 - 1) + letters(column % 26)


def c(place: str, text: str, style: int = 0) -> str:
    """A cell with a text of its own."""
    about = f'<is><t xml:space="preserve">{escape(text)}</t></is>'
    return f'<c r="{place}" s="{style}" t="inlineStr">{about}</c>'


def n(place: str, value: str, style: int = 0, formula: str | None = None) -> str:
    """A cell with a number; or with a formula and its result, if the file holds it."""
    about = "" if formula is None else f"<f>{formula}</f>"
    return f'<c r="{place}" s="{style}">{about}<v>{value}</v></c>'


def row(number: int, *cells: str, about: str = "") -> str:
    return f'<row r="{number}" {about}>{"".join(cells)}</row>'


def rows(lines: Iterable[Sequence[str]], first: int = 1, style: int = 0) -> str:
    """Rows of texts; an empty text is a cell with a style and nothing in it."""
    drawn = []
    for number, texts in enumerate(lines, first):
        cells = [
            c(f"{letters(at)}{number}", text, style)
            if text
            else f'<c r="{letters(at)}{number}" s="{style}"/>'
            for at, text in enumerate(texts)
        ]
        drawn.append(row(number, *cells))
    return "".join(drawn)


def sheet(data: str, before: str = "", merged: Iterable[str] = ()) -> str:
    """A worksheet; `before` are its views and columns."""
    areas = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    after = f"<mergeCells>{areas}</mergeCells>" if areas else ""
    return (
        f"{_DECLARATION}<worksheet {_SPACES}>{before}<sheetData>{data}</sheetData>{after}"
        f'<pageMargins left="0.7" right="0.7" top="0.7" bottom="0.7" header="0.3" footer="0.3"/></worksheet>'
    )


def styles(
    formats: Sequence[str] = (), fonts: str = "<font/>", fills: str = "<fill/>", xfs: Sequence[str] = ()
) -> str:
    """Styles: 0 is plain, 1 has lines at its sides, then one for each format, then the `xfs` as they are."""
    codes = "".join(
        f'<numFmt numFmtId="{at}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        for at, code in enumerate(formats, 200)
    )
    borders = '<border/><border><left style="thin"/><right style="thin"/></border>'
    kinds = ['<xf numFmtId="0"/>', '<xf numFmtId="0" borderId="1"/>']
    kinds += [f'<xf numFmtId="{at}"/>' for at in range(200, 200 + len(formats))]
    return (
        f"{_DECLARATION}<styleSheet {_SPACES}><numFmts>{codes}</numFmts><fonts>{fonts}</fonts><fills>{fills}"
        f"</fills><borders>{borders}</borders><cellXfs>{''.join([*kinds, *xfs])}</cellXfs></styleSheet>"
    )


def parts_of(
    *sheets: str,
    names: Sequence[str] = (),
    style_part: str = "",
    texts: str = "",
    about: str = "",
    states: Sequence[str] = (),
    kind: str = BOOK_TYPE,
    strict: bool = False,
) -> dict[str, str | bytes]:
    """The parts of a workbook by name, for a test to change before zipping them.

    `texts` are the si elements that its cells share, `about` the workbookPr.
    """
    names = names or [f"表{place}" for place in range(1, len(sheets) + 1)]
    states = states or ["visible"] * len(sheets)
    links = [("worksheet", f"worksheets/sheet{place}.xml") for place in range(len(sheets))]
    links += [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{place + 1}" state="{state}" r:id="rId{place}"/>'
        for place, (name, state) in enumerate(zip(names, states, strict=True))
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types({"/xl/workbook.xml": kind}),
        "_rels/.rels": relationships([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f"{_DECLARATION}<workbook {_SPACES}>{about}<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relationships(links),
        "xl/styles.xml": style_part or styles(),
        "xl/sharedStrings.xml": f"{_DECLARATION}<sst {_SPACES}>{texts}</sst>",
    }
    parts |= {f"xl/worksheets/sheet{place}.xml": data for place, data in enumerate(sheets)}
    if strict:
        parts = {
            name: data.replace(SHEET, STRICT).replace(OFFICE, STRICT_OFFICE) for name, data in parts.items()
        }
    return parts


def xlsx(*sheets: str, compression: int = zipfile.ZIP_DEFLATED, **how) -> bytes:
    return zipped(parts_of(*sheets, **how), compression)
