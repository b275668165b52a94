"""Volumes of tables, written and read beside what people would use instead, each side in turn."""

import re
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median
from zipfile import ZipFile

import pikepdf

from benchmarks.shelf import Command, Shelf, again, anew, office, python
from benchmarks.watching import Run, watch
from budget_site.env import BASE_DIR

SIZES, QUICK_SIZE = (37, 370, 3_700), 37
ROUNDS = 5
PATIENCE, QUICK_PATIENCE = 600, 8  # seconds: a side that has had as much in one case sits out
PEERS = ("docxtpl", "python-docx", "openpyxl", "lxml", "weasyprint")
HEADS = (
    *("Work: side", "tables", "s", "least–most", "rounds"),
    *("ms a table", "CPU s", "peak MB", "took, beside"),
)
_CODE = re.compile(rb"13020025P\d{5}")

Proof = Callable[[Path], int]


@dataclass(frozen=True)
class Side:
    """One of those that take turns. `beside` names the ones that its time is told as a part of."""

    name: str
    command: Command
    beside: tuple[str, ...] = ()
    most: int = SIZES[-1]  # tables: a larger volume would keep it for hours
    quick: bool = True
    running: bool = False  # a process that runs already: the work alone counts, whatever the case says


@dataclass(frozen=True)
class Case:
    """`proof` tells how many tables stand in what was made. `whole`: the process counts from start to end,
    with the interpreter and what it loads, because the peer is a program; else the work alone.
    """

    name: str
    ending: str
    proof: Proof
    sides: tuple[Side, ...]
    whole: bool = False


@dataclass
class Taken:
    """What one side took in its turns."""

    side: Side
    whole: bool
    runs: list[Run] = field(default_factory=list)

    @property
    def seconds(self) -> list[float]:
        whole = self.whole and not self.side.running
        return [one.seconds if whole else float(one.said) for one in self.runs]

    def has_time(self, patience: float) -> bool:
        return not self.runs or sum(one.seconds for one in self.runs) < patience


def codes(made: Path) -> int:
    """How many tables an office file tells of, by their codes."""
    with ZipFile(made) as package:
        return len({code for name in package.namelist() for code in _CODE.findall(package.read(name))})


def pages(made: Path) -> int:
    with pikepdf.open(made) as document:
        return len(document.pages)


def number(made: Path) -> int:
    """What a side says that it found."""
    return int(made.read_text())


CASES = (
    Case(
        "DOCX",
        "docx",
        codes,
        (
            Side("ours", python("word"), ("docxtpl", "python-docx")),
            Side("docxtpl", python("docxtpl")),
            Side("python-docx", python("python-docx"), most=37, quick=False),
        ),
    ),
    Case(
        "XLSX",
        "xlsx",
        codes,
        (Side("ours", python("excel"), ("openpyxl",)), Side("openpyxl", python("openpyxl"))),
    ),
    Case(
        "Reading DOCX",
        "txt",
        number,
        (
            Side("ours", python("reading", Shelf.document), ("iterparse", "row.cells")),
            Side("iterparse", python("iterparse", Shelf.document)),
            Side("row.cells", python("row.cells", Shelf.document), most=370, quick=False),
        ),
    ),
    Case(
        "PDF",
        "pdf",
        pages,
        (
            Side("ours, cold", anew("volume"), ("LibreOffice", "WeasyPrint")),
            Side("ours, warm", again("running volume"), ("LibreOffice",), running=True),
            Side("ours, warm, from its start", again("volume"), ("LibreOffice",), quick=False),
            Side(
                "ours, one changed",
                again("running volume", Shelf.corrected),
                ("ours, cold",),
                quick=False,
                running=True,
            ),
            Side("LibreOffice", office),
            Side("WeasyPrint", python("pdf"), quick=False),
        ),
        whole=True,
    ),
    Case(
        "Edition",
        "txt",
        number,
        (
            Side("all anew", anew("edition", Shelf.edition), most=370, quick=False),
            Side(
                "one corrected",
                again("edition", Shelf.correction, Shelf.edition),
                ("all anew",),
                most=370,
                quick=False,
            ),
            Side(
                "one corrected, by a worker that runs",
                again("running edition", Shelf.correction, Shelf.edition),
                ("all anew",),
                most=370,
                quick=False,
                running=True,
            ),
        ),
        whole=True,
    ),
)


def about() -> str:
    """Versions of the peers."""
    office = watch(["soffice", "--version"], BASE_DIR).said.strip()
    return ", ".join([*(f"{name} {version(name)}" for name in PEERS), office])


def measure(asked: Namespace, selects: Callable[[str], bool]) -> Iterator[tuple[str, ...]]:
    """Rows of HEADS, those of one case and size when they are known."""
    sizes, patience = ((QUICK_SIZE,), QUICK_PATIENCE) if asked.quick else (SIZES, PATIENCE)
    with tempfile.TemporaryDirectory(prefix="budget-volumes-") as folder:
        shelf = Shelf(Path(folder))
        for case in filter(lambda one: selects(one.name), CASES):
            for count in sizes:
                sides = [one for one in case.sides if count <= one.most and (one.quick or not asked.quick)]
                if sides:
                    yield from rows(case, count, take_turns(case, sides, count, shelf, patience))


def take_turns(case: Case, sides: list[Side], count: int, shelf: Shelf, patience: float) -> list[Taken]:
    """Every side once, and again while it has time left. RuntimeError where tables are missing."""
    taken = [Taken(side, case.whole) for side in sides]
    for _ in range(ROUNDS):
        for one in taken:
            if one.has_time(patience):
                made = shelf.room() / f"{count}.{case.ending}"
                one.runs.append(watch(one.side.command(shelf, count, made), BASE_DIR))
                if (found := case.proof(made)) < count:
                    raise RuntimeError(f"{case.name}, {one.side.name}: {found} of {count} tables")
    return taken


def rows(case: Case, count: int, taken: list[Taken]) -> Iterator[tuple[str, ...]]:
    seconds = {one.side.name: median(one.seconds) for one in taken}
    for one in taken:
        mine = seconds[one.side.name]
        yield (
            f"{case.name}: {one.side.name}",
            f"{count:,}",
            _figure(mine),
            f"{_figure(min(one.seconds))}–{_figure(max(one.seconds))}",
            str(len(one.runs)),
            _figure(mine / count * 1000),
            _figure(median(run.cpu for run in one.runs)),
            f"{max(run.peak for run in one.runs) / 1e6:.0f}",
            "; ".join(f"{mine / seconds[name]:.2g} {name}" for name in one.side.beside if name in seconds),
        )


def _figure(figure: float) -> str:
    return f"{figure:.3g}" if figure < 1000 else f"{figure:.0f}"
