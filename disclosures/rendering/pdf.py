"""A disclosure as tagged A4 pages: its contents and text around the official tables."""

from disclosures.document import Disclosure, EditionFacts
from disclosures.rendering import html
from disclosures.rendering.outline import outline
from projects.rendering import pdf
from projects.rendering.reporting import Report, silent


def render(disclosure: Disclosure, facts: EditionFacts, report: Report = silent) -> bytes:
    """The same disclosure and facts give the same bytes. RenderError where the fonts are missing."""
    order = outline(disclosure)
    tables = [one.table for one in order.projects]
    return pdf.render(tables, disclosure.title, around=html.around(disclosure, facts, order), report=report)
