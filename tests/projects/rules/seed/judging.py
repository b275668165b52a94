"""What the rules find in the seed disclosure, and the list of what a person judged of every finding."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from projects.importing.word.reading import read_word
from projects.official.trees import TREES, tree_of
from projects.rules import ALIKE, Context, Finding, examine
from projects.rules.collection import Entry
from projects.rules.finding import FLAGGED
from projects.tables import ProjectTable
from tests.projects.rules.looking import examine_all
from tests.seed import SEED_DOCX

LIST = Path(__file__).parent / "judged.tsv"
RIGHT, ARGUABLE, WRONG, UNREAD = "right", "arguable", "wrong", "?"
JUDGEMENTS = (RIGHT, ARGUABLE, WRONG)
_PARTS = ("head", "plan", "goals", "indicators")


@dataclass(frozen=True)
class Place:
    """Where a finding stands. `table` and `row` count from 1; `beside` tells apart what one rule says twice
    of a cell: the other table (表19) of a rule that compares projects, else 2, 3 …
    """

    table: str
    part: str
    row: str
    cell: str
    code: str
    beside: str = ""

    @property
    def order(self) -> tuple:
        """As a reader meets it: table by table, top to bottom."""
        number = (int(self.table), _PARTS.index(self.part), int(self.row or 0))
        return (*number, self.cell, self.code, int(self.beside.removeprefix("表") or 0))

    def __str__(self) -> str:
        return f"表{self.table} {self.part} {self.row} {self.cell} {self.code} {self.beside}"


@dataclass(frozen=True)
class Judged:
    """One line of the list: a finding's place, what was judged of it, and in a few Chinese words why."""

    place: Place
    judgement: str
    reason: str

    def line(self) -> str:
        return "\t".join((*astuple(self.place), self.judgement, self.reason))


HEAD = "\t".join([*(field.name for field in fields(Place)), "judgement", "reason"])


def tables() -> list[ProjectTable]:
    with SEED_DOCX.open("rb") as file:
        return [reading.table for reading in read_word(file).tables]


def context_of(found: Iterable[ProjectTable]) -> Context:
    """As an import into a new district makes it: the form has the tables' own tree and commonest labels."""
    found = list(found)
    tree = tree_of((row.level1, row.level2) for table in found for row in table.indicators)
    labels = Counter(tuple(step.label for step in table.plan) for table in found)
    return Context(
        year=2025,
        district="芦台经济开发区",
        names=("芦台经济开发区",),
        classes=tuple((node.name, child.name) for node in TREES[tree] for child in node.children),
        plan_labels=labels.most_common(1)[0][0],
    )


def findings() -> dict[Place, Finding]:
    """Every flag of the rules for one table and of those over many, in the order of the list."""
    found = tables()
    context = context_of(found)
    entries = [Entry(number, table) for number, table in enumerate(found, 1)]
    alike = examine_all(ALIKE, entries, context)
    told: dict[Place, Finding] = {}
    for number, table in enumerate(found, 1):
        for one in (*examine(table, context), *alike[number]):
            if one.level in FLAGGED:
                told[_place(number, one, told)] = one
    return dict(sorted(told.items(), key=lambda item: item[0].order))


def _place(table: int, one: Finding, told: dict[Place, Finding]) -> Place:
    row = "" if one.at.number is None else str(one.at.number + 1)
    other = one.remark.other_project
    place = Place(str(table), one.at.part, row, one.at.cell, one.code, "" if other is None else f"表{other}")
    again = 1
    while place in told:
        again += 1
        place = Place(*astuple(place)[:5], str(again))
    return place


def judged() -> list[Judged]:
    """The list as it stands; ValueError where a line has not its columns."""
    head, *lines = LIST.read_text(encoding="utf-8").splitlines()
    if head != HEAD:
        raise ValueError(f"the first line of {LIST.name} is {HEAD!r}")
    return [_read(line) for line in lines]


def _read(line: str) -> Judged:
    *place, judgement, reason = line.split("\t")
    return Judged(Place(*place), judgement, reason)


def written(lines: Iterable[Judged]) -> str:
    """The text of the list, in order."""
    return "\n".join([HEAD, *(one.line() for one in sorted(lines, key=lambda one: one.place.order))]) + "\n"


def renewed(known: Iterable[Judged], found: Iterable[Place]) -> Iterator[Judged]:
    """A line for each finding: as it was judged where it was, else for a person to read."""
    by_place = {one.place: one for one in known}
    for place in found:
        yield by_place.get(place) or Judged(place, UNREAD, "")
