"""What a cell is called to a person, and where it stands on the official print."""

from dataclasses import dataclass
from uuid import UUID

from projects.diff import CELL_NAMES, HEAD
from projects.drafting.sheet import HEAD_CELLS, Row, Sheet, row_name, rows_of
from projects.official.compose import compose
from projects.official.grid import Role
from projects.tables import ProjectTable

Place = tuple[UUID | None, str]


def cell_name(part: str, row: Row | None, cell: str) -> str:
    """“取暖面积”的指标值; 预算数; 整张表."""
    if row is None and not cell:
        return "整张表"
    if row is None:
        return CELL_NAMES[HEAD].get(cell, cell)
    told = f"“{row_name(part, row)}”"
    return f"{told}的{CELL_NAMES[part][cell]}" if cell in CELL_NAMES[part] else told


def names(table: Sheet | ProjectTable) -> dict[Place, str]:
    """Every cell by its name, in the order of the form."""
    found: dict[Place, str] = {(None, cell): cell_name(HEAD, None, cell) for cell in HEAD_CELLS}
    for part, row in rows_of(table):
        found |= {(row.id, cell): cell_name(part, row, cell) for cell in CELL_NAMES[part]}
    return found


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell of the official print: its path in ProjectTable, and whether departments type it."""

    field: str
    is_typed: bool


def printed(table: ProjectTable) -> dict[Place, Printed]:
    """The cells that stand by themselves on the print, in the order of the form."""
    there = {cell.field: cell.role is Role.TEXT for cell in compose(table).cells if cell.field}
    return {place: Printed(field, there[field]) for place, field in _fields(table).items() if field in there}


def _fields(table: ProjectTable) -> dict[Place, str]:
    """The path in ProjectTable, as the print names a cell's field, of every cell."""
    found: dict[Place, str] = {(None, cell): cell for cell in HEAD_CELLS}
    for part in ("plan", "goals", "indicators"):
        for number, row in enumerate(getattr(table, part)):
            for cell in CELL_NAMES[part]:
                found[row.id, cell] = f"{part}[{number}].{'raw' if cell == 'percent' else cell}"
    return found
