"""The empty Word document that every rendering fills: page, styles, page numbers, and headers for a mark.

Built by python-docx once a process and handed out as parts; only body, title and mark are a document's own.
"""

import io
from collections.abc import Callable
from functools import cache
from zipfile import ZipFile

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import _Footer
from docx.shared import Mm, Pt, RGBColor

from projects.rendering.word_styles import (
    HEADER,
    LABEL_FACE,
    NUMBER_FACE,
    add_style,
    define_styles,
    font_table,
    set_faces,
)

# GB/T 9704: A4, text 156 × 225 mm; the page number stands 7 mm below the text, 4号 宋体, one character in.
PAGE_HEIGHT = 225.0
_NUMBER_SIZE, _NUMBER_LINE = Pt(14), Pt(16)
_HEADER_DISTANCE = Mm(22)

_KEPT = ("/officeDocument", "/core-properties", "/styles", "/settings", "/fontTable")
_COMPATIBILITY = "".join(
    f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
    for name, value in (("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1))
)
_SETTINGS = f"""
<w:settings {nsdecls("w")}><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>
<w:characterSpacingControl w:val="compressPunctuation"/>
<w:compat><w:doNotExpandShiftReturn/><w:useFELayout/>{_COMPATIBILITY}</w:compat>
<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>
</w:settings>"""
_PAGE_FIELD = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


@cache
def shell(marked: bool, *more: Callable[[DocumentType], None]) -> tuple[tuple[str, bytes], ...]:
    """The parts of the empty document, in order; its body holds the section's properties only.

    `more` add styles of their own to it.
    """
    document = Document()
    _strip(document)
    define_styles(document)
    _set_page(document)
    if marked:
        _add_headers(document)
    for add in more:
        add(document)
    target = io.BytesIO()
    document.save(target)
    with ZipFile(target) as package:
        return tuple((name, package.read(name)) for name in package.namelist())


def _strip(document: DocumentType) -> None:
    """Drop what python-docx's template brings along: thumbnail, theme, custom XML, statistics."""
    for part in (document.part.package, document.part):
        for key in [key for key, link in part.rels.items() if not link.reltype.endswith(_KEPT)]:
            del part.rels[key]
    for link in document.part.rels.values():
        if link.reltype.endswith("/fontTable"):
            link.target_part._blob = font_table()
    settings = document.settings.element
    settings[:] = list(parse_xml(_SETTINGS))
    settings.attrib.clear()


def _set_page(document: DocumentType) -> None:
    (section,) = document.sections
    section._sectPr.attrib.clear()  # ids of the template's editing sessions
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.right_margin = Mm(37), Mm(26)
    section.bottom_margin, section.left_margin = Mm(35), Mm(28)
    section.header_distance = Mm(15)
    section.footer_distance = Mm(35) - Mm(7) - _NUMBER_LINE
    for grid in section._sectPr.findall(qn("w:docGrid")):  # it would stretch exact lines to its own
        section._sectPr.remove(grid)
    size, line = _NUMBER_SIZE.pt, _NUMBER_LINE.pt
    style = add_style(document, "Footer", "footer", NUMBER_FACE, size, line, built_in=True)
    set_faces(style, NUMBER_FACE, latin=NUMBER_FACE)
    _number_pages(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _number_pages(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def _add_headers(document: DocumentType) -> None:
    """Empty headers high in the margin, where several lines have room before they would move the text."""
    (section,) = document.sections
    section.header_distance = _HEADER_DISTANCE
    style = add_style(document, HEADER, "header", LABEL_FACE, 9, 12, built_in=True)
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    style.font.color.rgb = RGBColor(0x55, 0x55, 0x55)
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False


def _number_pages(footer: _Footer, alignment: WD_ALIGN_PARAGRAPH) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = alignment
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = _NUMBER_SIZE
    paragraph.add_run("— ")
    paragraph._p.append(parse_xml(_PAGE_FIELD))
    paragraph.add_run(" —")
