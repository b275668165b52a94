"""A table as rules read it: every cell with its anchor, every value and quantity understood once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from projects.drafting.sheet import AMOUNTS
from projects.official.trees import plain_label
from projects.rules.finding import Anchor
from projects.rules.reading.quantities import Quantity, find_quantities
from projects.tables import INDICATOR_CELLS, Goal, Indicator, PlanStep, ProjectTable
from projects.values import Value, read_value


@dataclass(frozen=True)
class Cell:
    """One cell that holds words: its anchor, what it is called, its text, and the quantities in it."""

    at: Anchor
    text: str

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Numbers with their units, left to right: 24名, 2200元/人/月, 12个月."""
        return find_quantities(self.text)


@dataclass(frozen=True)
class Row:
    """One indicator with its place; `level1` and `level2` are plain labels: 产出, 数量."""

    indicator: Indicator
    number: int

    @cached_property
    def level1(self) -> str:
        return plain_label(self.indicator.level1)

    @cached_property
    def level2(self) -> str:
        return plain_label(self.indicator.level2)

    @cached_property
    def value(self) -> Value:
        return read_value(self.indicator.value)

    @cached_property
    def cells(self) -> dict[str, Cell]:
        return {cell: Cell(self.at(cell), getattr(self.indicator, cell)) for cell in INDICATOR_CELLS}

    def at(self, cell: str = "") -> Anchor:
        return Anchor("indicators", cell, self.indicator.id, self.number)


class Reading:
    """A table and what was understood of it. Made once, given to every rule; rules change nothing in it."""

    def __init__(self, table: ProjectTable) -> None:
        self.table = table

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(Row(row, number) for number, row in enumerate(self.table.indicators))

    def of_class(self, level2: str) -> Iterator[Row]:
        """Rows of a 二级 class by a part of its plain label: 数量, 成本, 满意度."""
        return (row for row in self.rows if level2 in row.level2)

    @cached_property
    def head(self) -> dict[str, Cell]:
        """title, code, name, total, fiscal, other, purpose."""
        texts = {name: getattr(self.table, name) for name in ("title", "code", "name", "purpose")}
        amounts = {name: getattr(self.table, name).raw for name in AMOUNTS}
        return {name: Cell(Anchor("head", name), text) for name, text in (texts | amounts).items()}

    @cached_property
    def goals(self) -> tuple[Cell, ...]:
        return tuple(Cell(goal_at(goal, number), goal.text) for number, goal in enumerate(self.table.goals))

    @cached_property
    def prose(self) -> tuple[Cell, ...]:
        """Every cell of words, top to bottom: name, purpose, goals, and the typed cells of indicators."""
        rows = (row.cells[cell] for row in self.rows for cell in INDICATOR_CELLS[2:])
        return tuple(
            cell for cell in (self.head["name"], self.head["purpose"], *self.goals, *rows) if cell.text
        )


def at(cell: str) -> Anchor:
    """A cell of the head."""
    return Anchor("head", cell)


def goal_at(goal: Goal, number: int, cell: str = "text") -> Anchor:
    return Anchor("goals", cell, goal.id, number)


def step_at(step: PlanStep, number: int, cell: str = "percent") -> Anchor:
    return Anchor("plan", cell, step.id, number)
