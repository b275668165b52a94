"""The working rows of a table as they stand, half-typed and empty ones too.

A Sheet has the attributes of a ProjectTable but not its normal form: a row that is being typed is a row.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from projects.tables import (
    INDICATOR_CELLS,
    Amount,
    Goal,
    Indicator,
    PlanStep,
    ProjectTable,
)

AMOUNTS = ("total", "fiscal", "other")
HEAD_CELLS = ("title", "code", "name_label", "name", *AMOUNTS, "purpose", "plan_label")
PARTS: dict[str, tuple[str, ...]] = {
    "plan": ("label", "percent"),
    "goals": ("label", "text"),
    "indicators": INDICATOR_CELLS,
}

Row = PlanStep | Goal | Indicator
_NOTHING = Amount()
_SHORT = 16  # characters of a row's name


@dataclass(frozen=True)
class Sheet:
    """One table while it is written on; every row has an id."""

    title: str = ""
    code: str = ""
    name_label: str = "项目名称"
    name: str = ""
    total: Amount = _NOTHING
    fiscal: Amount = _NOTHING
    other: Amount = _NOTHING
    purpose: str = ""
    plan_label: str = "资金支出计划（%）"
    plan: tuple[PlanStep, ...] = ()
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()

    def table(self) -> ProjectTable:
        """What the print shows of it: the normal form."""
        return ProjectTable(**{field.name: getattr(self, field.name) for field in fields(self)})

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Every row with the name of its part, top to bottom."""
        return rows_of(self)


def rows_of(table: Sheet | ProjectTable) -> Iterator[tuple[str, Row]]:
    for part in PARTS:
        for row in getattr(table, part):
            yield part, row


def sheet_of(table: ProjectTable) -> Sheet:
    """A table's rows to write on."""
    return Sheet(**{field.name: getattr(table, field.name) for field in fields(Sheet)})


def texts(part: str, row: Row) -> dict[str, str]:
    """A row's cells as typed, by name."""
    return {cell: row.raw if cell == "percent" else getattr(row, cell) for cell in PARTS[part]}


def row_name(part: str, row: Row) -> str:
    """What a row is called to a person."""
    said = texts(part, row)
    found = next((said[cell] for cell in ("level3", "text", "label", "level2") if said.get(cell)), "")
    found = "".join(found.split()) or "空行"
    return found if len(found) <= _SHORT else f"{found[:_SHORT]}…"


def head_text(sheet: Sheet | ProjectTable, cell: str) -> str:
    """One of the table's own cells as typed."""
    found = getattr(sheet, cell)
    return found.raw if isinstance(found, Amount) else found


def with_head(sheet: Sheet, cell: str, text: str) -> Sheet:
    return replace(sheet, **{cell: Amount.of(text) if cell in AMOUNTS else text})


def new_row(part: str, cells: Mapping[str, str], id: UUID, lineage: UUID | None = None) -> Row:
    """A row of a part from its cells as typed; those not named are empty."""
    identity: dict[str, Any] = {"id": id, "lineage": lineage or id}
    if part == "plan":
        return _identified(PlanStep.of(cells.get("label", ""), cells.get("percent", "")), identity)
    if part == "goals":
        return Goal(cells.get("label", ""), cells.get("text", ""), **identity)
    return Indicator(*(cells.get(cell, "") for cell in INDICATOR_CELLS), **identity)


def _identified(row: Row, identity: dict[str, Any]) -> Row:
    return replace(row, **identity)


def with_cell(part: str, row: Row, cell: str, text: str) -> Row:
    """The row with one cell typed anew."""
    return new_row(part, texts(part, row) | {cell: text}, row.id, row.lineage)


def cell_texts(sheet: Sheet | ProjectTable) -> dict[tuple[UUID | None, str], str]:
    """Every cell as typed, by (row id, cell); the table's own cells by (None, cell)."""
    found: dict[tuple[UUID | None, str], str] = {(None, cell): head_text(sheet, cell) for cell in HEAD_CELLS}
    for part, row in rows_of(sheet):
        found |= {(row.id, cell): text for cell, text in texts(part, row).items()}
    return found
