"""What Word and WPS refuse and LibreOffice forgives: order of elements, spans, ids, content types."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from projects.rendering.word import render
from tests.projects.rendering.examples import forty_indicators, ordinary
from tests.projects.rendering.marks import MARK
from tests.projects.strategies import tables

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CONTENT = "bookmarkStart|r|bookmarkEnd|fldSimple|hyperlink"

# The order of the schema (ECMA-376, transitional); what stands between bars may come in any order.
ORDER = {
    "document": "body",
    "body": "p|tbl sectPr",
    "tbl": "tblPr tblGrid tr",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tblGrid": "gridCol",
    "tr": "trPr tc",
    "trPr": "cantSplit trHeight tblHeader",
    "tc": "tcPr p",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
    "tcBorders": "top left bottom right insideH insideV tl2br tr2bl",
    "p": f"pPr {CONTENT}",
    "fldSimple": "r",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
    "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
    "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
    "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr",
    "pBdr": "top left bottom right between bar",
    "r": "rPr t|br|tab|pict|fldChar|instrText|drawing",
    "hyperlink": "r",
    "drawing": "inline",
    "tabs": "tab",
    "rPr": "rStyle rFonts b bCs i iCs color spacing w kern position sz szCs u lang",
    "sectPr": "headerReference|footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
    "ftr": "p",
    "hdr": "p",
    "pict": "shapetype shape",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "rPrDefault": "rPr",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed "
    "qFormat locked personal rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang "
    "clrSchemeMapping decimalSymbol listSeparator",
    "compat": "doNotExpandShiftReturn useFELayout compatSetting",
    "fonts": "font",
    "font": "altName panose1 charset family notTrueType pitch sig",
}


def parts(document: bytes) -> dict[str, etree._Element]:
    with ZipFile(io.BytesIO(document)) as package:
        assert package.testzip() is None
        return {name: etree.fromstring(package.read(name)) for name in package.namelist()}


def named(element: etree._Element) -> str:
    return etree.QName(element).localname


def out_of_order(root: etree._Element) -> Iterator[str]:
    for element in root.iter(f"{W}*"):
        allowed = [step.split("|") for step in ORDER.get(named(element), "").split()]
        place = 0
        for child in element:
            while place < len(allowed) and named(child) not in allowed[place]:
                place += 1
            if place == len(allowed):
                yield f"{named(child)} in {named(element)}"
                break


@pytest.mark.parametrize("name", ["document", "styles", "settings", "fontTable", "footer1", "footer2"])
def test_elements_stand_in_the_order_of_the_schema(name):
    found = parts(render([ordinary(), forty_indicators()]))
    assert list(out_of_order(found[f"word/{name}.xml"])) == []


@given(st.lists(tables(), max_size=3))
@settings(max_examples=40)
def test_any_table_is_well_ordered_and_fills_its_grid(some):
    document = parts(render([*some, forty_indicators()]))["word/document.xml"]
    assert list(out_of_order(document)) == []
    for table in document.iter(f"{W}tbl"):
        check_grid(table)


def check_grid(table: etree._Element) -> None:
    """Every row's cells cover the grid exactly, as wide as its columns; a merge goes on from one above it."""
    widths = [int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid")]
    assert min(widths) > 0
    assert sum(widths) == int(table.find(f"{W}tblPr/{W}tblW").get(f"{W}w"))
    above: dict[int, int] = {}
    for row in table.iter(f"{W}tr"):
        edge, merged = 0, {}
        for cell in row.iter(f"{W}tc"):
            assert named(cell[-1]) == "p"
            properties = {named(part): part for part in cell.find(f"{W}tcPr")}
            span = int(properties["gridSpan"].get(f"{W}val")) if "gridSpan" in properties else 1
            assert int(properties["tcW"].get(f"{W}w")) == sum(widths[edge : edge + span])
            if "vMerge" in properties:
                merged[edge] = span
                if properties["vMerge"].get(f"{W}val") != "restart":
                    assert above.get(edge) == span
            edge += span
        assert edge == len(widths)
        above = merged


@pytest.mark.parametrize("name", ["document", "styles", "header1", "header2"])
def test_a_marked_file_is_in_order_too(name):
    assert list(out_of_order(parts(render([ordinary()], mark=MARK))[f"word/{name}.xml"])) == []


def test_two_tables_never_touch_and_the_document_ends_with_a_paragraph():
    children = [
        named(child) for child in parts(render([ordinary(), forty_indicators()]))["word/document.xml"][0]
    ]
    assert children == ["tbl", "p", "tbl", "p", "tbl", "p", "sectPr"]


def test_bookmarks_are_closed_and_unique():
    document = parts(render([ordinary()] * 3))["word/document.xml"]
    starts = [mark.attrib for mark in document.iter(f"{W}bookmarkStart")]
    ends = [mark.get(f"{W}id") for mark in document.iter(f"{W}bookmarkEnd")]
    assert [mark[f"{W}id"] for mark in starts] == ends
    assert max(Counter(mark[f"{W}name"] for mark in starts).values()) == 1


@pytest.mark.parametrize("mark", ["", MARK])
def test_every_style_used_is_defined(mark):
    found = parts(render([ordinary(), forty_indicators()], mark=mark))
    defined = {style.get(f"{W}styleId") for style in found["word/styles.xml"].iter(f"{W}style")}
    for name in [name for name in found if re.match(r"word/(document|footer|header|styles)", name)]:
        for tag in ("pStyle", "tblStyle", "basedOn"):
            assert {use.get(f"{W}val") for use in found[name].iter(f"{W}{tag}")} <= defined


@pytest.mark.parametrize("mark", ["", MARK])
def test_every_part_has_a_content_type_and_every_relation_a_part(mark):
    found = parts(render([ordinary()], mark=mark))
    types = found["[Content_Types].xml"]
    overrides = {part.get("PartName") for part in types if named(part) == "Override"}
    defaults = {part.get("Extension") for part in types if named(part) == "Default"}
    names = {f"/{name}" for name in found if name != "[Content_Types].xml"}
    assert overrides <= names
    assert {name.rsplit(".", 1)[-1] for name in names - overrides} <= defaults
    targets = set()
    for name in [name for name in found if name.endswith(".rels")]:
        folder = re.sub(r"_rels/[^/]+$", "", name)
        targets |= {f"/{folder}{link.get('Target')}" for link in found[name]}
    assert targets == {name for name in names if not name.endswith(".rels")}


def test_the_page_is_that_of_an_official_document():
    found = parts(render([ordinary()]))
    section = found["word/document.xml"].find(f".//{W}sectPr")
    page = {
        key.removeprefix(W): int(value)
        for key, value in section.find(f"{W}pgSz").attrib.items()
        if value.isdigit()
    }
    margins = {key.removeprefix(W): int(value) for key, value in section.find(f"{W}pgMar").attrib.items()}
    millimetres = {key: round(value * 25.4 / 1440) for key, value in (page | margins).items()}
    assert millimetres | {"w": 210, "h": 297, "top": 37, "left": 28, "right": 26, "bottom": 35} == millimetres
    assert [len(found[f"word/footer{n}.xml"].findall(f".//{W}fldSimple")) for n in (1, 2)] == [1, 1]
