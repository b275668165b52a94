"""The blocks of a section as its page and the start page of the year draw them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from disclosures.charts import svg
from disclosures.document import Block, Chart, DataTable, Heading, Paragraph, ProjectTables
from disclosures.public.words import column, department_of, name_of
from disclosures.rendering import numbering
from disclosures.totals import Read


def drawn(blocks: Iterable[Block], ids: str = "b") -> Iterator[Mapping[str, Any]]:
    """Each block with what its template needs; empty paragraphs are none. `ids` begins the ids of tables."""
    heads = 0
    for place, block in enumerate(blocks):
        match block:
            case Paragraph(text) if text.strip():
                yield {"kind": "paragraph", "text": text}
            case Heading(text):
                heads += 1
                yield {"kind": "heading", "text": numbering.heading(heads) + text}
            case DataTable():
                yield {"kind": "table", "id": f"{ids}{place}", "table": block, "rows": list(_rows(block))}
            case Chart():
                yield {"kind": "chart", "title": block.title, "picture": picture(block)}
            case ProjectTables():
                yield {"kind": "projects"}


def picture(chart: Chart) -> SafeString:
    """The chart as SVG, wide and narrow; its texts are escaped where it is drawn."""
    return mark_safe(svg.both(chart))


def listed(reads: Iterable[Read]) -> list[Mapping[str, Any]]:
    """Projects as rows of a list."""
    return [
        {
            "number": one.project.number,
            "name": name_of(one),
            "department": department_of(one),
            "code": one.project.department,
            "sector": one.project.sector,
            "amount": column(one.table.total),
        }
        for one in reads
    ]


def _rows(table: DataTable) -> Iterator[list[tuple[str, bool]]]:
    """Each cell with whether it is a number, and set to the right."""
    for row in table.rows:
        yield [(text, place in table.numbers) for place, text in enumerate(row)]
