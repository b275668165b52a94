"""The disclosure's text as markup for paper: what stands before the official tables and after them."""

from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from pathlib import Path

from disclosures.charts import geometry, svg
from disclosures.charts.telling import alternative
from disclosures.document import Chart, DataTable, Disclosure, EditionFacts, Paragraph
from disclosures.rendering import closing
from disclosures.rendering.columns import PICTURE, SHORT, WIDTH, widths
from disclosures.rendering.outline import CLOSING, Captioned, Head, Item, Outline
from projects.rendering import fonts
from projects.rendering.paper.asked import Around, Entry, Front, Running

TALLEST = 200.0 / PICTURE * geometry.WIDTH  # of a picture on a page, below which its caption has room
_STYLES = Path(__file__).resolve().parent / "styles" / "disclosure.css"


def around(disclosure: Disclosure, facts: EditionFacts, outline: Outline) -> Around:
    """Front page with contents; the text; then the tables; then the rest and 版本说明."""
    entries = [Entry(one.text, one.anchor, one.level) for one in outline.contents()]
    front = Front(entries, disclosure.title, (disclosure.publisher.name, closing.edition(facts)))
    after = filter(None, (_text(outline.after), _closing(disclosure, facts)))
    running = Running(edition=closing.edition(facts))
    return Around(front, _text(outline.before), "\n".join(after), _styles(), running, level=2)


def _text(items: Iterable[Item]) -> str:
    drawn = "\n".join(map(_item, items))
    return f'<section class="disclosure">\n{drawn}\n</section>' if drawn else ""


def _item(item: Item) -> str:
    match item:
        case Head(level, text, anchor):
            return f'<h{level + 1} id="{anchor}">{escape(text)}</h{level + 1}>'
        case Paragraph(text):
            return f"<p>{escape(text)}</p>"
        case Captioned(caption, DataTable() as table):
            return _table(caption, table)
        case Captioned(caption, Chart() as chart):
            return "\n".join(_figures(caption, chart))


def _table(caption: str, table: DataTable) -> str:
    columns = "".join(f'<col style="width: {wide / WIDTH:.4%}">' for wide in widths(table))
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in table.heads)
    rows = "".join(f"<tr>{_cells(table, row)}</tr>\n" for row in table.rows)
    unit = f'<p class="unit">单位：{escape(table.unit)}</p>\n' if table.unit else ""
    short = " short" if len(table.rows) <= SHORT else ""
    return (
        f'<div class="block{short}"><p class="caption">{escape(caption)}</p>\n{unit}'
        f'<table class="data"><colgroup>{columns}</colgroup>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>"
    )


def _cells(table: DataTable, row: tuple[str, ...]) -> str:
    """The first cell names its row, where it is none of the figures."""
    cells = []
    for place, text in enumerate(row):
        if place in table.numbers:
            cells.append(f'<td class="number">{escape(text)}</td>')
        elif place == 0:
            cells.append(f'<th scope="row">{escape(text)}</th>')
        else:
            cells.append(f"<td>{escape(text)}</td>")
    return "".join(cells)


def _figures(caption: str, chart: Chart) -> Iterator[str]:
    pictures = geometry.pictures(chart, TALLEST)
    for nth, shown in enumerate(pictures):
        more = f"（续{nth}）" if nth else ""
        drawn = svg.printed(shown, alternative(chart) + more, fonts.PICTURE_FAMILY)
        yield f"<figure>{drawn}<figcaption>{escape(caption)}{more}</figcaption></figure>"


def _closing(disclosure: Disclosure, facts: EditionFacts) -> str:
    rows = "".join(
        f'<tr><th scope="row">{label}</th><td>{_lines(text)}</td></tr>\n'
        for label, text in closing.rows(disclosure, facts)
    )
    paragraphs = "".join(f'<p class="small">{escape(text)}</p>\n' for text in closing.verifying())
    return (
        f'<section class="disclosure">\n<h2 class="closing" id="{CLOSING.anchor}">{CLOSING.text}</h2>\n'
        f'<table class="data facts"><colgroup><col class="label"><col></colgroup>\n'
        f"<tbody>\n{rows}</tbody></table>\n{paragraphs}</section>"
    )


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


@cache
def _styles() -> str:
    return _STYLES.read_text("utf-8")
