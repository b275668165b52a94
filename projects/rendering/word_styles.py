"""Faces and named styles of the Word print. Runs carry no faces of their own; a style changed changes all."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from projects.official.grid import Role
from projects.rendering.looks import NAMES, Look
from projects.rendering.measure import Setting

LATIN = "Times New Roman"
TITLE_FACE, BODY_FACE, SECOND_FACE, LABEL_FACE = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"
NUMBER_FACE = "宋体"

# Where a face is not installed, Word takes the first of these that is.
_ALTERNATIVES = {
    TITLE_FACE: ("roman", "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,宋体,SimSun"),
    BODY_FACE: ("modern", "FangSong_GB2312,仿宋,FangSong,华文仿宋,STFangsong"),
    SECOND_FACE: ("modern", "KaiTi_GB2312,楷体,KaiTi,华文楷体,STKaiti"),
    LABEL_FACE: ("modern", "SimHei,华文黑体,STHeiti"),
    NUMBER_FACE: ("auto", "SimSun,华文宋体,STSong"),
}

# 小二 for the title, 五号 in the cells. Line heights are exact: rows measure the same in whatever face.
_MARGIN, _RULE, _BELOW_TITLE = 0.6, 0.18, 1.5  # mm
_CELL = Setting(size=10.5, line=14.5, beside=0.7, above=_MARGIN + _RULE / 2)
_TITLE = Setting(size=18, line=28, beside=0.7, above=_MARGIN + _BELOW_TITLE / 2)
SETTINGS = dict.fromkeys(Role, _CELL) | {Role.TITLE: _TITLE}

_FACES = {
    Look.TITLE: TITLE_FACE,
    Look.LABEL: LABEL_FACE,
    Look.SUBLABEL: SECOND_FACE,
    Look.TEXT: BODY_FACE,
    Look.PROSE: BODY_FACE,
}
TABLE, GAP, HEADER = "OfficialTable", "TableGap", "Header"
_BASIC = frozenset({"Normal", "DefaultParagraphFont", "TableNormal", "NoList"})

RULE = 'w:val="single" w:sz="4" w:space="0" w:color="auto"'  # half a point
NO_RULE = 'w:val="nil"'


def table_borders(bottom: str = RULE) -> str:
    """The rules of a table, every side named: not all readers fill in from the style what is left out."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = "".join(f"<w:{side} {bottom if side == 'bottom' else RULE}/>" for side in sides)
    return f"<w:tblBorders>{rules}</w:tblBorders>"


def define_styles(document: Document) -> None:
    """Put our few styles in the place of the template's 160."""
    styles = document.styles
    for element in list(styles.element):
        if element.get(qn("w:styleId")) not in _BASIC:
            styles.element.remove(element)
    for mark in list(styles.element.iter(qn("w:rsid"))):  # of the template's own editing sessions
        mark.getparent().remove(mark)
    styles.element.insert(0, parse_xml(_defaults()))
    _set_lines(styles["Normal"], _CELL.line)
    set_faces(styles["Normal"], BODY_FACE)
    for look, face in _FACES.items():
        setting = _TITLE if look is Look.TITLE else _CELL
        style = add_style(document, look, NAMES[look], face, setting.size, setting.line)
        left = look is Look.PROSE
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT if left else WD_ALIGN_PARAGRAPH.CENTER
        for space in (
            "autoSpaceDE",
            "autoSpaceDN",
        ):  # no extra blank between 汉字 and figures in narrow columns
            style.element.pPr.insert_element_before(
                OxmlElement(f"w:{space}", {qn("w:val"): "0"}), "w:spacing"
            )
    styles[NAMES[Look.TITLE]].paragraph_format.space_after = Mm(_BELOW_TITLE)
    styles[NAMES[Look.PROSE]].paragraph_format.left_indent = Mm(1)
    add_style(document, GAP, "绩效目标表 间隔", BODY_FACE, size=1, line=1)
    styles.element.append(parse_xml(_table_style()))


def add_style(
    document: Document, key: str, name: str, face: str, size: float, line: float, built_in: bool = False
) -> ParagraphStyle:
    """A paragraph style; `key` is its id, `name` what people see in Word. Sizes in points."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=built_in)
    style.style_id, style.base_style, style.quick_style = key, document.styles["Normal"], True
    style.font.size = Pt(size)
    set_faces(style, face)
    _set_lines(style, line)
    return style


def set_faces(style: ParagraphStyle, east_asian: str, latin: str = LATIN) -> None:
    """Name both faces on the style itself: `Font.name` leaves the East Asian slot alone."""
    style.font.name = latin
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), east_asian)
    fonts.set(qn("w:hint"), "eastAsia")  # “ ” — … and their like are Chinese here
    for slot in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # theme slots would win over names
        fonts.attrib.pop(qn(f"w:{slot}"), None)


def font_table() -> bytes:
    """The faces that the styles name, each with what may stand in for it."""
    faces = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="default"/></w:font>'
        for name, (family, others) in _ALTERNATIVES.items()
    )
    heading = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{heading}<w:fonts {nsdecls('w')}>{faces}</w:fonts>".encode()


def _set_lines(style: ParagraphStyle, line: float) -> None:
    style.paragraph_format.line_spacing = Pt(line)  # a length is an exact height
    style.paragraph_format.widow_control = False


def _defaults() -> str:
    return f"""
        <w:docDefaults {nsdecls("w")}><w:rPrDefault><w:rPr>
        <w:rFonts w:hint="eastAsia" w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{BODY_FACE}"
        w:cs="{LATIN}"/>
        <w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/>
        </w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"""


def _table_style() -> str:
    margins = (("top", _MARGIN), ("left", _CELL.beside), ("bottom", _MARGIN), ("right", _CELL.beside))
    padding = "".join(f'<w:{side} w:w="{Mm(width).twips}" w:type="dxa"/>' for side, width in margins)
    return f"""
        <w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{TABLE}">
        <w:name w:val="绩效目标表"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>
        <w:tblPr>{table_borders()}<w:tblCellMar>{padding}</w:tblCellMar></w:tblPr></w:style>"""
