"""批复通知 as a Word document: the letter on its own pages, then the official tables as `word` draws them."""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise
from xml.sax.saxutils import escape

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from projects.rendering.letter import (
    ATTACHMENT,
    LINE,
    LIST_HEAD,
    LIST_WIDTHS,
    SIZE,
    Letter,
    issuer_size,
    signature,
)
from projects.rendering.packing import pack
from projects.rendering.word import filled
from projects.rendering.word_shell import shell
from projects.rendering.word_styles import (
    BODY_FACE,
    GAP,
    LABEL_FACE,
    TABLE,
    TITLE_FACE,
    add_style,
    table_borders,
)

_ISSUER, _NUMBER, _TITLE, _TEXT = "LetterIssuer", "LetterNumber", "LetterTitle", "LetterText"
_HEAD, _CELL, _ATTACHMENT = "LetterListHead", "LetterListCell", "LetterAttachment"
_RED = RGBColor(0xFF, 0, 0)
_TWIPS = 1440 / 25.4
_EDGES = [round(edge * _TWIPS) for edge in (0, *accumulate(LIST_WIDTHS))]
_COLUMNS = [right - left for left, right in pairwise(_EDGES)]
_HEADER_LINKS = re.compile(rb"<w:headerReference [^>]*/>")


def render(letter: Letter) -> bytes:
    """The letter as DOCX; the same letter gives the same bytes."""
    empty = shell(True, _add_styles)
    title = f"{letter.title}（{letter.number}）"
    return pack(
        filled(empty, letter.tables, title, _header, lambda section: _letter(letter, section).encode())
    )


def _add_styles(document: Document) -> None:
    """Named styles for each part of a letter, in the sizes of GB/T 9704."""
    centre, left = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
    for key, name, face, size, line, alignment in (
        (_ISSUER, "批复 发文单位", TITLE_FACE, 40, 56, centre),
        (_NUMBER, "批复 文号", BODY_FACE, SIZE, LINE, centre),
        (_TITLE, "批复 标题", TITLE_FACE, 22, 36, centre),
        (_TEXT, "批复 正文", BODY_FACE, SIZE, LINE, WD_ALIGN_PARAGRAPH.JUSTIFY),
        (_HEAD, "批复 清单栏目", LABEL_FACE, 12, 18, centre),
        (_CELL, "批复 清单内容", BODY_FACE, 12, 18, left),
        (_ATTACHMENT, "批复 附件", LABEL_FACE, SIZE, 20, left),
    ):
        style = add_style(document, key, name, face, size, line)
        style.paragraph_format.alignment = alignment
    named = {style.style_id: style for style in document.styles}
    named[_ISSUER].font.color.rgb = _RED
    named[_NUMBER].paragraph_format.space_before = Pt(LINE)
    named[_TITLE].paragraph_format.space_before = Pt(LINE)
    named[_TITLE].paragraph_format.space_after = Pt(LINE)


def _letter(letter: Letter, section: bytes) -> str:
    own = _HEADER_LINKS.sub(b"", section).decode()  # the header 附件 is the tables' alone
    return "".join((*_head(letter), *_text(letter), _list(letter), *_foot(letter), _paragraph(GAP, "", own)))


def _head(letter: Letter) -> Iterator[str]:
    size = issuer_size(letter.issuer)
    sized = f'<w:rPr><w:sz w:val="{round(size * 2)}"/></w:rPr>'
    exact = f'<w:spacing w:line="{round(size * 1.4 * 20)}" w:lineRule="exact"/>'
    yield _paragraph(_ISSUER, letter.issuer, exact, sized)
    red = '<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="11" w:color="FF0000"/></w:pBdr>'
    yield _paragraph(_NUMBER, letter.number, red)
    yield _paragraph(_TITLE, letter.title, '<w:outlineLvl w:val="0"/>')
    yield _paragraph(_TEXT, f"{letter.addressee}：")


def _text(letter: Letter) -> Iterator[str]:
    for paragraph in letter.paragraphs():
        yield _paragraph(_TEXT, paragraph, _indented())


def _foot(letter: Letter) -> Iterator[str]:
    """The note on what is attached, then issuer and date: never alone on a page."""
    before = f'<w:spacing w:before="{round(LINE * 20)}"/>'
    yield _paragraph(_TEXT, letter.attached, f"<w:keepNext/>{before}{_indented()}")
    left, right = (round(points * 20) for points in signature(letter.issuer, letter.day))
    place = f'<w:ind w:left="{left}" w:right="{right}"/><w:jc w:val="center"/>'
    twice = f'<w:spacing w:before="{round(2 * LINE * 20)}"/>'
    yield _paragraph(_TEXT, letter.issuer, f"<w:keepNext/>{twice}{place}")
    yield _paragraph(_TEXT, letter.day, place)


def _list(letter: Letter) -> str:
    """The projects with their codes and 万元, and the sum; the head is repeated on every page."""
    rows = [_row([(text, _HEAD, "") for text in LIST_HEAD], "<w:tblHeader/>")]
    listed = list(letter.rows())
    for nth, row in enumerate(listed, 1):
        beside_sum = "<w:keepNext/>" if nth == len(listed) - 1 else ""  # the sum never stands alone on a page
        cells = [(text, _CELL, f"{beside_sum}{_ALIGNED[at]}") for at, text in enumerate(row)]
        rows.append(_row(cells))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _COLUMNS)
    return (
        f'{_paragraph(GAP, "", _BEFORE_LIST)}<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE}"/>'
        f'<w:tblW w:w="{_EDGES[-1]}" w:type="dxa"/><w:jc w:val="center"/>{table_borders()}'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


_BEFORE_LIST = '<w:keepNext/><w:spacing w:before="160"/>'
_ASIDE = '<w:ind w:left="57" w:right="57"/>'  # a millimetre
_ALIGNED = ('<w:jc w:val="center"/>', _ASIDE, '<w:jc w:val="center"/>', f'{_ASIDE}<w:jc w:val="right"/>')


def _row(cells: list[tuple[str, str, str]], repeated: str = "") -> str:
    drawn = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{_paragraph(style, text, aligned)}</w:tc>"
        for width, (text, style, aligned) in zip(_COLUMNS, cells, strict=True)
    )
    least = '<w:trHeight w:val="454" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{least}{repeated}</w:trPr>{drawn}</w:tr>"


def _indented() -> str:
    return f'<w:ind w:firstLine="{round(2 * SIZE * 20)}"/>'


def _paragraph(style: str, text: str, properties: str = "", run: str = "") -> str:
    """Properties in the order of the schema: keepNext, pBdr, spacing, ind, jc, outlineLvl, sectPr."""
    lines = escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    drawn = f'<w:r>{run}<w:t xml:space="preserve">{lines}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{drawn}</w:p>'


def _header(number: int) -> bytes:
    """附件 within the margin of each page of the tables: none moves for it."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:hdr {nsdecls('w')}>{_paragraph(_ATTACHMENT, ATTACHMENT)}</w:hdr>"
    ).encode()
