"""Tables as a workbook: a list of projects with their money as numbers, then the official tables as typed."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from zipfile import ZipFile

from openpyxl import Workbook

from projects.rendering import excel_contents
from projects.rendering.excel_rows import Rows
from projects.rendering.excel_styles import add_styles
from projects.rendering.excel_table import write_tables
from projects.rendering.marking import line
from projects.rendering.packing import PROPERTIES, pack, properties
from projects.tables import ProjectTable

_PIECE = 1 << 18  # bytes


def render(tables: Sequence[ProjectTable], title: str = "", mark: str = "") -> bytes:
    """The tables, in order, as XLSX; the same tables, title and mark give the same bytes.

    Every official cell is text as typed, never a formula. What does not fit in a cell of a workbook (32,767
    characters) is cut, and the cell says so.
    """
    mark = line(mark)
    workbook = Workbook(write_only=True)
    add_styles(workbook)
    contents = workbook.create_sheet(excel_contents.SHEET)
    excel_contents.prepare(contents, mark)
    places, drawn = write_tables(workbook, tables, mark)
    excel_contents.write(contents, tables, places, title)
    return saved(workbook, title, drawn)


def saved(workbook: Workbook, title: str, drawn: Iterable[Rows] = ()) -> bytes:
    """A workbook's bytes, which follow from what it holds alone; `drawn` are rows to put into its sheets."""
    target = io.BytesIO()
    workbook.save(target)
    return pack(_parts(target, title, {rows.sheet.path.lstrip("/"): rows for rows in drawn}))


def _parts(
    saved: io.BytesIO, title: str, drawn: Mapping[str, Rows]
) -> Iterator[tuple[str, bytes | Iterable[bytes]]]:
    """The workbook as openpyxl saved it, without the moment at which it did; with the rows, by part."""
    with ZipFile(saved) as package:
        for name in package.namelist():
            if name == PROPERTIES:
                yield name, properties(title)
            elif name in drawn:
                yield name, drawn[name].put_into(package.read(name))
            else:
                yield name, _pieces(package, name)


def _pieces(package: ZipFile, name: str) -> Iterator[bytes]:
    """A part bit by bit: a list of thousands of projects is megabytes unpacked."""
    with package.open(name) as part:
        yield from iter(partial(part.read, _PIECE), b"")
