"""Tables as a Word document: each from the top of a page, the file for handing in and further editing."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from projects.rendering.marking import line
from projects.rendering.packing import PROPERTIES, pack, properties
from projects.rendering.word_mark import header
from projects.rendering.word_shell import shell
from projects.rendering.word_table import END, NEW_PAGE, table_xml
from projects.tables import ProjectTable

_BODY = "word/document.xml"
_HEADER = re.compile(r"word/header(\d+)\.xml")


def render(tables: Sequence[ProjectTable], title: str = "", mark: str = "") -> bytes:
    """The tables, in order, as DOCX; the same tables, title and mark give the same bytes.

    A mark stands in the headers, within the margin: no table moves for it.
    """
    text = line(mark)
    return pack(filled(shell(marked=text != ""), tables, title, lambda number: header(text, number)))


def filled(
    empty: Iterable[tuple[str, bytes]],
    tables: Sequence[ProjectTable],
    title: str,
    header: Callable[[int], bytes],
    before: Callable[[bytes], bytes] | None = None,
    after: bytes = b"",
    level: int = 0,
) -> Iterator[tuple[str, bytes | Iterable[bytes]]]:
    """The parts of the empty document with the tables in it; `header` draws a header by its number.

    `before`, told the section's properties, writes what stands on pages of its own before the tables, `after`
    stands after them; `level`, from 0, is theirs in the document's outline.
    """
    for name, content in empty:
        if name == _BODY:
            yield name, _body(content, tables, before, after, level)
        elif name == PROPERTIES:
            yield name, properties(title)
        elif found := _HEADER.fullmatch(name):
            yield name, header(int(found[1]))
        else:
            yield name, content


def _body(
    empty: bytes,
    tables: Sequence[ProjectTable],
    before: Callable[[bytes], bytes] | None,
    after: bytes,
    level: int,
) -> Iterator[bytes]:
    """The document's text table by table, so that a year of thousands never stands in memory whole."""
    start, mark, rest = empty.rpartition(b"<w:sectPr")
    section, end, rest = rest.partition(b"</w:sectPr>")
    section = mark + section + end
    yield start
    if before:
        yield before(section)
    for number, table in enumerate(tables, 1):
        yield f"{NEW_PAGE if number > 1 else ''}{table_xml(table, number, level)}".encode()
    yield END.encode() + after + section + rest
