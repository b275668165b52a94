"""Named styles of the workbook, and a cell that holds a text as typed."""

import re
from copy import copy
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from projects.official.grid import Role
from projects.rendering.looks import NAMES, Look
from projects.rendering.measure import Setting

MOST_CHARACTERS = 32_767  # in one cell, counted in UTF-16
BODY_FACE, LABEL_FACE, SECOND_FACE = "宋体", "黑体", "楷体"

HEADING, COUNT, AMOUNT, LINK, NOTE = "目录 标题", "目录 序号", "目录 金额", "目录 链接", "目录 说明"

# Excel measures text on the screen, and a little differently on every machine: leave room.
_CELL = Setting(size=10, line=14.5, beside=1.2, above=1.0)
SETTINGS = dict.fromkeys(Role, _CELL) | {Role.TITLE: Setting(size=16, line=22, beside=1.2, above=2.0)}

_THIN = Side("thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_UNDER = Border(bottom=_THIN)
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = "_x005F_"  # how a workbook writes an underscore that begins no escape
_TORN = re.compile(r"_(?:x0{0,2}5?F?)?$")  # and the piece of one that a cut leaves
_FORMULA_LIKE = ("=", "+", "-", "@", "'")  # and the sign of one that was guarded in a CSV file
_looks: WeakKeyDictionary[Workbook, dict[str, StyleArray]] = WeakKeyDictionary()
_CUT = "……（本格共 {:,} 字，超出电子表格单格上限，此处未列完，全文请看 Word 或 PDF 文件。）"


def add_styles(workbook: Workbook) -> None:
    """Every look of a table's cell and of the list, by the names that Excel's style gallery will show."""
    # Columns are measured in figures of the Normal style: name a face that every Chinese system has.
    workbook._named_styles["Normal"].font = Font(BODY_FACE, sz=11)
    for look, face in (
        (Look.LABEL, LABEL_FACE),
        (Look.SUBLABEL, SECOND_FACE),
        (Look.TEXT, BODY_FACE),
        (Look.PROSE, BODY_FACE),
    ):
        _add(workbook, NAMES[look], Font(face, sz=_CELL.size), "left" if look is Look.PROSE else "center")
    title = Font(LABEL_FACE, sz=SETTINGS[Role.TITLE].size)
    _add(workbook, NAMES[Look.TITLE], title, "center", border=_UNDER)
    _add(workbook, HEADING, title, "center", border=Border())
    plain = Font(BODY_FACE, sz=_CELL.size)
    _add(workbook, COUNT, plain, "center", number_format="0")
    _add(workbook, AMOUNT, plain, "right", number_format="#,##0.00####")
    _add(workbook, LINK, Font(BODY_FACE, sz=_CELL.size, color="0B4F8A", u="single"), "left")
    _add(workbook, NOTE, plain, "left", border=Border())


def _add(
    workbook: Workbook, name: str, font: Font, side: str, border: Border = _BOX, number_format: str = "@"
) -> None:
    alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
    workbook.add_named_style(
        NamedStyle(name, font, border=border, alignment=alignment, number_format=number_format)
    )


def text_cell(sheet: Worksheet, style: str, text: str = "") -> WriteOnlyCell:
    """A cell that shows the text as typed and never calculates it, whatever it begins with."""
    cell = WriteOnlyCell(sheet)
    cell._style = _look(sheet, style)
    if text:
        cell.value = written(text)
        cell.data_type = "s"
        if is_formula_like(text):
            cell._style = copy(cell._style)
            cell.quotePrefix = True
    return cell


def is_formula_like(text: str) -> bool:
    """Whether a program would calculate the text once somebody opens its cell and leaves it."""
    return text.startswith(_FORMULA_LIKE)


def style_number(sheet: Worksheet, style: str, quoted: bool = False) -> int:
    """What XML calls the style of a text cell; `quoted` is that of a text which looks like a formula."""
    return text_cell(sheet, style, _FORMULA_LIKE[0] if quoted else "").style_id


def _look(sheet: Worksheet, style: str) -> StyleArray:
    """A style as openpyxl numbers it, looked up once a workbook: that took a third of the time."""
    known = _looks.setdefault(sheet.parent, {})
    if style not in known:
        cell = WriteOnlyCell(sheet)
        cell.style = style
        known[style] = cell._style
    return known[style]


def written(text: str) -> str:
    """The text as a workbook writes it, or as much as a cell can hold with a note that says so."""
    escaped = _ESCAPE_LIKE.sub(_ESCAPED, text) if "_x" in text else text
    if 2 * len(escaped) <= MOST_CHARACTERS:  # as most do
        return escaped
    units = escaped.encode("utf-16-le")
    if len(units) <= 2 * MOST_CHARACTERS:
        return escaped
    note = _CUT.format(len(text))
    kept = units[: 2 * (MOST_CHARACTERS - len(note))].decode("utf-16-le", "ignore")
    return _TORN.sub("", kept) + note


def column_width(width: float) -> float:
    """Millimetres in Excel's unit, a figure of the Normal style: 7 or 8 pixels, by the face that is there."""
    return round(width / 25.4 * 96 / 7, 2)


def set_page(sheet: Worksheet, mark: str = "") -> None:
    """A4 portrait, one page wide; its height stays free, or the breaks before the tables would not count.

    A mark is the page's header and no cell; so that a screen shows it too, Excel opens the sheet as pages.
    """
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = PageMargins(left=0.8, right=0.8, top=0.8, bottom=0.8, header=0.4, footer=0.4)
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    if mark:
        header = sheet.oddHeader.center
        header.text, header.size, header.color = _header_text(mark), 9, "555555"
        sheet.sheet_view.view = "pageLayout"


def _header_text(text: str) -> str:
    """A text in which a header sees no code; openpyxl takes &[ for one even behind another &."""
    return _ESCAPE_LIKE.sub(_ESCAPED, text.replace("&", "&&").replace("&[", "& ["))
