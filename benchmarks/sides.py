"""``python -m benchmarks.sides SIDE GIVEN MADE [FOLDER]``: one side works once, in a process of its own.

GIVEN is pickled (a list of tables, mostly) or a Word file. A side is one function: it prepares, with a single
table where a running process would have loaded its libraries, and returns the work that is timed; what that
returns is written to MADE. Printed are the seconds of the work alone.
"""

import os
import pickle
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from projects.tables import ProjectTable

Tables = list[ProjectTable]
Work = Callable[[], bytes]
SIDES: dict[str, Callable[..., Work]] = {}


def side(name: str) -> Callable[[Callable[..., Work]], Callable[..., Work]]:
    return lambda prepare: SIDES.setdefault(name, prepare)


def command(name: str, given: Path, made: Path, *folder: Path) -> list[str]:
    return [sys.executable, "-m", "benchmarks.sides", name, *map(str, (given, made, *folder))]


def main(name: str, given: str, made: str, *folder: str) -> None:
    work = SIDES[name](_read(Path(given)), *map(Path, folder))
    start = time.perf_counter()
    result = work()
    print(time.perf_counter() - start)
    Path(made).write_bytes(result)


def _read(given: Path) -> Any:
    return pickle.loads(given.read_bytes()) if given.suffix == ".pickle" else given


@side("word")
def word(tables: Tables) -> Work:
    from projects.rendering.word import render

    render(tables[:1])
    return lambda: render(tables)


@side("docxtpl")
def docxtpl(tables: Tables) -> Work:
    from benchmarks import word_peers

    template = word_peers.template()
    word_peers.fill(template, tables[:1])
    return lambda: word_peers.fill(template, tables)


@side("python-docx")
def python_docx(tables: Tables) -> Work:
    from benchmarks import word_peers

    word_peers.draw(tables[:1])
    return lambda: word_peers.draw(tables)


@side("excel")
def excel(tables: Tables) -> Work:
    from projects.rendering.excel import render

    render(tables[:1])
    return lambda: render(tables)


@side("openpyxl")
def openpyxl(tables: Tables) -> Work:
    from benchmarks import excel_peer

    excel_peer.draw(tables[:1])
    return lambda: excel_peer.draw(tables)


@side("pdf")
def pdf(tables: Tables) -> Work:
    """One document of WeasyPrint, by its public door."""
    from projects.rendering import fonts, html
    from projects.rendering.paper.board import board

    page = html.document([html.sheet(table) for table in tables])
    return lambda: board(fonts.folder()).document(page).write_pdf(pdf_variant="pdf/ua-1")


@side("volume")
def volume(tables: Tables, kept: Path) -> Work:
    """Ours; pages are kept in a folder, which is empty at first."""
    from projects.rendering.pdf import render

    _keep_in(kept)
    return lambda: render(tables)


@side("running volume")
def running_volume(tables: Tables, kept: Path) -> Work:
    """The same in a process that has drawn before, as a web server's has."""
    from projects.rendering.pdf import render

    _keep_in(kept)
    render(tables[:1])
    return lambda: render(tables)


@side("edition")
def edition(given: tuple, kept: Path) -> Work:
    """All files of an edition as the worker draws them, given its bytes and facts; tells how many."""
    _keep_in(kept)
    return lambda: _number(_drawn(kept, *given))


@side("running edition")
def running_edition(given: tuple, kept: Path) -> Work:
    """The same by a worker that has drawn before."""
    _keep_in(kept)
    _asked([("draw_one", "excel", *given)])  # a preview, of which nothing is kept
    return lambda: _number(_drawn(kept, *given))


def _drawn(kept: Path, data: bytes, facts: Any) -> int:
    from disclosures.rendering.files import PARTS

    asked = str(kept / f"edition-{facts.number}"), data, facts
    return sum(map(len, _asked([("draw", part, *asked) for part in PARTS])))


def _asked(calls: list[tuple]) -> list[Any]:
    """As the worker asks other processes to draw."""
    from disclosures.publishing import drawing
    from projects import apart

    named = [(f"{drawing.__name__}.{name}", *arguments) for name, *arguments in calls]
    return apart.call_all(named, lambda *far: None, lambda: None, every=1)


@side("reading")
def reading(document: Path) -> Work:
    """Ours, from XML to grids."""
    from projects.importing.word.reading import word_blocks
    from projects.official.grid import Grid

    return lambda: _number(sum(isinstance(block, Grid) for block in word_blocks(document)))


@side("iterparse")
def iterparse(document: Path) -> Work:
    from benchmarks import reading_peers

    return lambda: _number(reading_peers.count_by_iteration(document))


@side("row.cells")
def row_cells(document: Path) -> Work:
    from benchmarks import reading_peers

    return lambda: _number(reading_peers.count_by_row_cells(document))


def _keep_in(folder: Path) -> None:
    """Have drawn pages kept there; the fonts stay where they are."""
    from projects.rendering import fonts

    os.environ |= {"BUDGET_FONTS": str(fonts.folder()), "VAR_DIR": str(folder)}


def _number(count: int) -> bytes:
    return str(count).encode()


if __name__ == "__main__":
    main(*sys.argv[1:])
