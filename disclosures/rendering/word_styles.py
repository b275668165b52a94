"""Named styles of a disclosure's text in Word, in the faces and sizes of GB/T 9704, and its footers."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from projects.rendering.word_styles import (
    BODY_FACE,
    LABEL_FACE,
    SECOND_FACE,
    TITLE_FACE,
    add_style,
)

TITLE, UNDER, CONTENTS = "DisclosureTitle", "DisclosureUnder", "ContentsTitle"
TEXT, SMALL, FIGURE = "DisclosureText", "DisclosureSmall", "DisclosureFigure"
CAPTION, UNIT, HEAD, CELL = "Caption", "DataUnit", "DataHead", "DataCell"
FACT_HEAD, FACT, CLOSING = "FactHead", "Fact", "ClosingTitle"
HEADINGS = {1: "Heading1", 2: "Heading2"}
ENTRIES = {1: "TOC1", 2: "TOC2"}
EDITION = "{edition}"  # in the footers, until it is known

SIZE, LINE = 16.0, 28.9  # points: 三号, 22 lines on a page
LINES = {  # the exact height of a line, by style
    TITLE: 36.0,
    UNDER: LINE,
    CONTENTS: LINE,
    TEXT: LINE,
    SMALL: 20.0,
    CAPTION: 18.0,
    UNIT: 16.0,
    HEAD: 16.0,
    CELL: 16.0,
    FACT_HEAD: 18.0,
    FACT: 18.0,
    CLOSING: 36.0,
    HEADINGS[1]: LINE,
    HEADINGS[2]: LINE,
    ENTRIES[1]: 24.0,
    ENTRIES[2]: 24.0,
}
SIZES = {
    TITLE: 22.0,
    CLOSING: 22.0,
    SMALL: 12.0,
    CAPTION: 12.0,
    UNIT: 10.5,
    HEAD: 10.5,
    CELL: 10.5,
    FACT_HEAD: 12.0,
    FACT: 12.0,
    ENTRIES[1]: 14.0,
    ENTRIES[2]: 14.0,
}
_TEXT_WIDTH = Mm(156)
_INDENTED = (TEXT, SMALL, *HEADINGS.values())


def add(document: Document) -> None:
    """To the empty document that all renderings share; built-in names let Word's own outline know them."""
    centre, left = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
    justified, right = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.RIGHT
    for key, name, face, alignment in (
        (TITLE, "公开 标题", TITLE_FACE, centre),
        (UNDER, "公开 单位和版本", SECOND_FACE, centre),
        (CONTENTS, "公开 目录标题", LABEL_FACE, centre),
        (HEADINGS[1], "heading 1", LABEL_FACE, left),
        (HEADINGS[2], "heading 2", SECOND_FACE, left),
        (ENTRIES[1], "toc 1", BODY_FACE, left),
        (ENTRIES[2], "toc 2", BODY_FACE, left),
        (TEXT, "公开 正文", BODY_FACE, justified),
        (SMALL, "公开 小字", BODY_FACE, left),
        (CAPTION, "caption", LABEL_FACE, centre),
        (UNIT, "公开 单位", BODY_FACE, right),
        (HEAD, "公开 数据栏目", LABEL_FACE, centre),
        (CELL, "公开 数据", BODY_FACE, left),
        (FACT_HEAD, "公开 版本栏目", LABEL_FACE, left),
        (FACT, "公开 版本内容", BODY_FACE, left),
        (CLOSING, "公开 版本说明标题", TITLE_FACE, centre),
    ):
        built_in = name.isascii()
        style = add_style(document, key, name, face, SIZES.get(key, SIZE), LINES[key], built_in)
        style.paragraph_format.alignment = alignment
        if key in _INDENTED:
            style.paragraph_format.first_line_indent = Pt(2 * SIZES.get(key, SIZE))
    _finish(document)
    _add_editions(document)


def _finish(document: Document) -> None:
    named = {style.style_id: style for style in document.styles}
    for level, key in enumerate(HEADINGS.values()):
        _outlined(named[key], level)
    _outlined(named[CLOSING], 0)
    named[TITLE].paragraph_format.space_before = named[TITLE].paragraph_format.space_after = Pt(LINE)
    named[CONTENTS].paragraph_format.space_before = Pt(LINE)
    named[CONTENTS].paragraph_format.space_after = named[CLOSING].paragraph_format.space_after = Pt(8)
    for level, key in enumerate(ENTRIES.values()):
        layout = named[key].paragraph_format
        layout.left_indent = Pt(28 * level)
        layout.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    figure = add_style(document, FIGURE, "公开 图", BODY_FACE, 10.5, 16)
    figure.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE  # an exact line would cut the picture
    figure.paragraph_format.keep_with_next = True
    figure.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _outlined(style: ParagraphStyle, level: int) -> None:
    style.paragraph_format.keep_with_next = True
    style.element.pPr.append(OxmlElement("w:outlineLvl", {qn("w:val"): str(level)}))


def _add_editions(document: Document) -> None:
    """The edition on the inner side of the footers, across from the page number."""
    (section,) = document.sections
    for footer, numbered_right in ((section.footer, True), (section.even_page_footer, False)):
        (paragraph,) = footer.paragraphs
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        edge = _TEXT_WIDTH - paragraph.paragraph_format.right_indent
        paragraph.paragraph_format.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)
        run = paragraph.add_run(f"{EDITION}\t" if numbered_right else f"\t{EDITION}")
        if numbered_right:
            paragraph._p.insert(1, run._r)
