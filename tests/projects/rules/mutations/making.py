"""What a mutation is, and the small hands with which tables are spoilt."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from zlib import crc32

from projects.rules.finding import Anchor
from projects.tables import Amount, PlanStep, ProjectTable
from projects.values import plain
from tests.projects.rules.clean import Clean

HALF_TO_FULL = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Mutant:
    """A spoilt table, and the cells one of which must be found; a cell without number is any row's."""

    note: str
    table: ProjectTable
    cells: frozenset[Anchor]


Make = Callable[[Clean], Iterator[Mutant]]


@dataclass(frozen=True)
class Kind:
    """One way of spoiling a table. `codes` are the rules of domain.md section 4 of which one must find it."""

    name: str
    codes: frozenset[str]
    make: Make


KINDS: list[Kind] = []


def kind(name: str, *codes: str) -> Callable[[Make], Make]:
    def declare(make: Make) -> Make:
        KINDS.append(Kind(name, frozenset(codes), make))
        return make

    return declare


def mutant(note: str, table: ProjectTable, *cells: Anchor) -> Mutant:
    return Mutant(note, table, frozenset(cells))


def head(cell: str) -> Anchor:
    return Anchor("head", cell)


def row(number: int | None, *cells: str) -> tuple[Anchor, ...]:
    return tuple(Anchor("indicators", cell, number=number) for cell in cells)


def goal(number: int | None, cell: str = "text") -> Anchor:
    return Anchor("goals", cell, number=number)


def step(number: int | None, cell: str = "percent") -> Anchor:
    return Anchor("plan", cell, number=number)


SOURCES = (head("total"), head("fiscal"), head("other"))


def some(variants: Sequence[Any], table: ProjectTable, most: int = 2) -> list[Any]:
    """A few of the variants, other ones for other tables, the same ones every time."""
    start = crc32(table.name.encode()) % len(variants)
    return [variants[(start + place) % len(variants)] for place in range(min(most, len(variants)))]


def amounts(table: ProjectTable, **texts: str) -> ProjectTable:
    return replace(table, **{name: Amount.of(text) for name, text in texts.items()})


def like(raw: str, number: Decimal) -> str:
    """The number written as the cell was: with 万元 where it had it."""
    return plain(number) + ("万元" if raw.endswith("万元") else "")


def shifted(table: ProjectTable, by: Decimal) -> ProjectTable:
    """Budget and fiscal funds moved alike, so that the sum still holds."""
    return amounts(
        table,
        total=like(table.total.raw, table.total.value + by),
        fiscal=like(table.fiscal.raw, table.fiscal.value + by),
    )


def steps(table: ProjectTable, *raws: str) -> ProjectTable:
    """Other figures in the spend plan; with % where it had it."""
    sign = "%" if table.plan[-1].raw.endswith("%") else ""
    plan = zip(table.plan, raws, strict=True)
    return replace(
        table,
        plan=tuple(PlanStep.of(one.label, raw + (sign if raw.isdecimal() else "")) for one, raw in plan),
    )


def raws(table: ProjectTable, number: int, raw: str) -> ProjectTable:
    """One checkpoint typed anew, exactly so."""
    plan = list(table.plan)
    plan[number] = PlanStep.of(plan[number].label, raw)
    return replace(table, plan=tuple(plan))


def goals(table: ProjectTable, number: int, **cells: str) -> ProjectTable:
    rows = list(table.goals)
    rows[number] = replace(rows[number], **cells)
    return replace(table, goals=tuple(rows))


def cells(table: ProjectTable, number: int, **texts: str) -> ProjectTable:
    rows = list(table.indicators)
    rows[number] = replace(rows[number], **texts)
    return replace(table, indicators=tuple(rows))


def of(table: ProjectTable, *classes: str) -> list[int]:
    """The numbers of the rows of these classes."""
    return [
        number for number, one in enumerate(table.indicators) if any(name in one.level2 for name in classes)
    ]


def first(table: ProjectTable, *classes: str) -> list[int]:
    """The first row of these classes, or none."""
    return of(table, *classes)[:1]


def texts(table: ProjectTable) -> Iterator[tuple[Anchor, str]]:
    """Every cell of running words or values with its text."""
    yield head("name"), table.name
    yield head("purpose"), table.purpose
    for number, one in enumerate(table.goals):
        yield goal(number), one.text
    for number, one in enumerate(table.indicators):
        for cell in ("level3", "description", "value", "basis"):
            yield row(number, cell)[0], getattr(one, cell)


def everywhere(table: ProjectTable, change: Callable[[str], str]) -> ProjectTable:
    """All texts but the class labels changed alike."""
    return replace(
        table,
        name=change(table.name),
        purpose=change(table.purpose),
        goals=tuple(replace(one, text=change(one.text)) for one in table.goals),
        indicators=tuple(
            replace(
                one,
                level3=change(one.level3),
                description=change(one.description),
                value=change(one.value),
                basis=change(one.basis),
            )
            for one in table.indicators
        ),
    )
