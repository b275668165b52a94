"""Tables as a Word document: each from the top of a page, the file for handing in and further editing."""

from collections.abc import Iterable, Iterator, Sequence

from projects.rendering.packing import PROPERTIES, pack, properties
from projects.rendering.word_shell import shell
from projects.rendering.word_table import END, NEW_PAGE, table_xml
from projects.tables import ProjectTable

_BODY = "word/document.xml"


def render(tables: Sequence[ProjectTable], title: str = "") -> bytes:
    """The tables, in order, as DOCX; the same tables and title give the same bytes."""
    return pack(_parts(tables, title))


def _parts(tables: Sequence[ProjectTable], title: str) -> Iterator[tuple[str, bytes | Iterable[bytes]]]:
    for name, content in shell():
        if name == _BODY:
            yield name, _body(content, tables)
        elif name == PROPERTIES:
            yield name, properties(title)
        else:
            yield name, content


def _body(empty: bytes, tables: Sequence[ProjectTable]) -> Iterator[bytes]:
    """The document's text table by table, so that a year of thousands never stands in memory whole."""
    start, section, rest = empty.rpartition(b"<w:sectPr")
    yield start
    for number, table in enumerate(tables, 1):
        yield f"{NEW_PAGE if number > 1 else ''}{table_xml(table, number)}".encode()
    yield END.encode() + section + rest
