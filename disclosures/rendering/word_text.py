"""The disclosure's text as WordprocessingML, written as strings; elements in the order of the schema."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from disclosures.charts import geometry, png
from disclosures.charts.shapes import Picture
from disclosures.charts.telling import alternative
from disclosures.document import Chart, DataTable, Paragraph
from disclosures.rendering import columns
from disclosures.rendering.keeping import kept
from disclosures.rendering.outline import Captioned, Head, Item
from disclosures.rendering.word_styles import CAPTION, CELL, FIGURE, HEAD, HEADINGS, TEXT, UNIT
from projects.rendering import fonts
from projects.rendering.word_styles import GAP, TABLE, table_borders

TALLEST = 200.0 / columns.PICTURE * geometry.WIDTH  # of a picture on a page, below which its caption has room
KEEP = "<w:keepNext/>"
_TWIPS = 1440 / 25.4
_EMU = 36000  # in a millimetre
_BELOW = '<w:spacing w:before="80" w:after="140"/>'
_SPACE = '<w:spacing w:before="140"/>'


def paragraph(style: str, text: str, properties: str = "", content: str = "") -> str:
    """Properties in the order of the schema; `content` stands in the place of the text."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content or run(text)}</w:p>'


def run(text: str) -> str:
    if not text:
        return ""
    lines = escape(text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r><w:t xml:space="preserve">{lines}</w:t></w:r>'


AFTER_TABLE = paragraph(GAP, "", _SPACE)


def height(shown: Picture) -> float:
    """Of a picture on the page, in mm."""
    return shown.height * columns.PICTURE / shown.width


class Text:
    """The items of a disclosure, while they are written: pictures and places are numbered as they come."""

    def __init__(self, first_place: int) -> None:
        self.pictures: list[Picture] = []
        self._places = count(first_place)

    def items(self, items: Iterable[Item]) -> Iterator[str]:
        for item in items:
            match item:
                case Head(level, text, anchor):
                    yield self.heading(HEADINGS[level], text, anchor)
                case Paragraph(text):
                    yield paragraph(TEXT, text)
                case Captioned(caption, DataTable() as table):
                    yield from _table(caption, table)
                case Captioned(caption, Chart() as chart):
                    yield from self._figures(caption, chart)

    def heading(self, style: str, text: str, anchor: str, properties: str = "") -> str:
        """A heading with the place to which the table of contents leads."""
        place = next(self._places)
        start = f'<w:bookmarkStart w:id="{place}" w:name="{bookmark(anchor)}"/>'
        return paragraph(style, "", properties, f'{start}{run(text)}<w:bookmarkEnd w:id="{place}"/>')

    def _figures(self, caption: str, chart: Chart) -> Iterator[str]:
        for nth, shown in enumerate(geometry.pictures(chart, TALLEST)):
            more = f"（续{nth}）" if nth else ""
            self.pictures.append(shown)
            drawing = _drawing(len(self.pictures), shown, alternative(chart) + more)
            yield paragraph(FIGURE, "", content=drawing)
            yield paragraph(CAPTION, caption + more, _BELOW)

    def files(self) -> Iterator[tuple[str, bytes]]:
        for number, shown in enumerate(self.pictures, 1):
            said = f"{fonts.state(fonts.folder())} {shown}"
            yield f"word/{target(number)}", kept(said, partial(png.drawn, shown))


def bookmark(anchor: str) -> str:
    """The name in Word of a place; a project's is the one that its official table bears."""
    kind, _, number = anchor.partition("-")
    return f"table_{number}" if kind == "project" else anchor.replace("-", "_")


def target(number: int) -> str:
    return f"media/chart{number}.png"


def relation(number: int) -> str:
    return f"rIdChart{number}"


def _drawing(number: int, shown: Picture, alternative: str) -> str:
    size = f'cx="{round(columns.PICTURE * _EMU)}" cy="{round(height(shown) * _EMU)}"'
    told, drawing = quoteattr(alternative), "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"'
        f' xmlns:wp="{drawing}/wordprocessingDrawing"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="图表 {number}" descr={told}/>'
        f'<a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture">'
        f'<pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="chart{number}.png" descr={told}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation(number)}"'
        f' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _table(caption: str, table: DataTable) -> Iterator[str]:
    yield paragraph(CAPTION, caption, KEEP)
    if table.unit:
        yield paragraph(UNIT, f"单位：{table.unit}", KEEP)
    across = columns.widths(table)
    short = len(table.rows) <= columns.SHORT
    rows = [_row([(head, HEAD, "") for head in table.heads], across, "<w:tblHeader/>", KEEP)]
    for place, texts in enumerate(table.rows, 1):
        keep = KEEP if short and place < len(table.rows) else ""
        rows.append(
            _row([(text, CELL, _aligned(table, at)) for at, text in enumerate(texts)], across, "", keep)
        )
    yield framed(rows, across)
    yield AFTER_TABLE


def _aligned(table: DataTable, column: int) -> str:
    return '<w:jc w:val="right"/>' if column in table.numbers else ""


def framed(rows: Sequence[str], across: Sequence[float]) -> str:
    """Rows as a table whose columns are so many mm wide."""
    grid = [round(wide * _TWIPS) for wide in across]
    drawn = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE}"/><w:tblW w:w="{sum(grid)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/>{table_borders()}<w:tblLayout w:type="fixed"/>{_MARGINS}</w:tblPr>'
        f"<w:tblGrid>{drawn}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


_MARGINS = "<w:tblCellMar>" + "".join(
    f'<w:{side} w:w="{round(wide * _TWIPS)}" w:type="dxa"/>'
    for side, wide in (
        ("top", columns.ABOVE),
        ("left", columns.BESIDE),
        ("bottom", columns.ABOVE),
        ("right", columns.BESIDE),
    )
)
_MARGINS += "</w:tblCellMar>"


def _row(
    cells: Sequence[tuple[str, str, str]], across: Sequence[float], repeated: str = "", keep: str = ""
) -> str:
    """Cells as text, style and alignment."""
    drawn = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{round(wide * _TWIPS)}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph(style, text, keep + aligned)}</w:tc>"
        for wide, (text, style, aligned) in zip(across, cells, strict=True)
    )
    least = f'<w:trHeight w:val="{round(columns.LEAST * _TWIPS)}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{least}{repeated}</w:trPr>{drawn}</w:tr>"


def row(cells: Sequence[tuple[str, str]], across: Sequence[float]) -> str:
    """A row of cells as text and style."""
    return _row([(text, style, "") for text, style in cells], across)
