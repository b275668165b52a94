"""A disclosure as tagged A4 pages: its text around the official tables, in one layout with them."""

from disclosures.document import Disclosure, EditionFacts
from disclosures.rendering import html
from disclosures.rendering.outline import outline
from projects.rendering import pdf


def render(disclosure: Disclosure, facts: EditionFacts) -> bytes:
    """The same disclosure and facts give the same bytes. RenderError where the fonts are missing."""
    order = outline(disclosure)
    tables = [one.table for one in order.projects]
    return pdf.render(tables, disclosure.title, around=html.around(disclosure, facts, order))
