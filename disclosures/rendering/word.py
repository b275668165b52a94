"""A disclosure as a Word document: front page with contents, numbered sections, official tables, 版本说明."""

from collections.abc import Iterator, Mapping
from functools import partial
from xml.sax.saxutils import escape

from disclosures.document import Disclosure, EditionFacts
from disclosures.rendering import closing, word_styles, word_text
from disclosures.rendering.columns import WIDTH
from disclosures.rendering.outline import CLOSING, Entry, Outline, outline
from disclosures.rendering.word_pages import pages
from disclosures.rendering.word_styles import CONTENTS, EDITION, ENTRIES, FACT, FACT_HEAD, SMALL, TITLE, UNDER
from disclosures.rendering.word_text import Text, paragraph, relation, run, target
from projects.rendering.packing import pack
from projects.rendering.word import filled
from projects.rendering.word_shell import shell
from projects.rendering.word_table import NEW_PAGE

_LABELS = 50.0  # mm of the closing page's first column
_NEW_PAGE = "<w:pageBreakBefore/>"
_PNG = '<Default Extension="png" ContentType="image/png"/>'
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def render(disclosure: Disclosure, facts: EditionFacts) -> bytes:
    """The same disclosure and facts give the same bytes. RenderError where the font of charts is missing."""
    order = outline(disclosure)
    text = Text(first_place=len(order.projects) + 1)
    front = _front(disclosure, facts, order) + _joined(text, order.before, order.projects != ())
    after = "".join((_after(text, order), *_closing(text, disclosure, facts)))
    empty = shell(False, word_styles.add)
    tables = [one.table for one in order.projects]
    parts = filled(empty, tables, disclosure.title, bytes, lambda _: front.encode(), after.encode(), level=1)
    return pack(_with_pictures(parts, text, closing.edition(facts)))


def _joined(text: Text, items: tuple, tables: bool) -> str:
    """The sections before the tables, after the contents; the first table begins a new page."""
    return paragraph(UNDER, "") + "".join(text.items(items)) + (NEW_PAGE if tables else "")


def _after(text: Text, order: Outline) -> str:
    drawn = "".join(text.items(order.after))
    return NEW_PAGE + drawn if drawn else ""


def _front(disclosure: Disclosure, facts: EditionFacts, order: Outline) -> str:
    return "".join(
        (
            paragraph(TITLE, disclosure.title),
            paragraph(UNDER, disclosure.publisher.name),
            paragraph(UNDER, closing.edition(facts)),
            paragraph(CONTENTS, "目　录"),
            *_contents(list(order.contents()), pages(disclosure, order)),
        )
    )


def _contents(entries: list[Entry], found: Mapping[str, int]) -> Iterator[str]:
    """The field that Word fills anew on request, filled."""
    for place, entry in enumerate(entries):
        opening = _field(r' TOC \o "1-2" \h \z \u ') if place == 0 else ""
        end = _CLOSED if place == len(entries) - 1 else ""
        name = word_text.bookmark(entry.anchor)
        number = _field(rf" PAGEREF {name} \h ") + run(str(found[entry.anchor])) + _CLOSED
        link = f'<w:hyperlink w:anchor="{name}" w:history="1">{run(entry.text)}<w:r><w:tab/></w:r>{number}'
        yield paragraph(ENTRIES[entry.level], "", content=f"{opening}{link}</w:hyperlink>{end}")


def _field(told: str) -> str:
    begin, separate = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate"))
    return f'{begin}<w:r><w:instrText xml:space="preserve">{escape(told)}</w:instrText></w:r>{separate}'


_CLOSED = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def _closing(text: Text, disclosure: Disclosure, facts: EditionFacts) -> Iterator[str]:
    yield text.heading(word_styles.CLOSING, CLOSING.text, CLOSING.anchor, _NEW_PAGE)
    across = (_LABELS, WIDTH - _LABELS)
    rows = closing.rows(disclosure, facts)
    yield word_text.framed(
        [word_text.row([(label, FACT_HEAD), (said, FACT)], across) for label, said in rows], across
    )
    yield word_text.AFTER_TABLE
    yield from map(partial(paragraph, SMALL), closing.verifying())


def _with_pictures(parts: Iterator, text: Text, edition: str) -> Iterator:
    """The charts' files, what leads to them, and the edition in the footers."""
    numbers = range(1, len(text.pictures) + 1)
    links = "".join(
        f'<Relationship Id="{relation(number)}" Type="{_IMAGE}" Target="{target(number)}"/>'
        for number in numbers
    )
    for name, content in parts:
        if name == "[Content_Types].xml" and numbers:
            content = content.replace(b"</Types>", f"{_PNG}</Types>".encode())
        elif name == "word/_rels/document.xml.rels":
            content = content.replace(b"</Relationships>", f"{links}</Relationships>".encode())
        elif name.startswith("word/footer"):
            content = content.replace(EDITION.encode(), escape(edition).encode())
        yield name, content
    yield from text.files()
