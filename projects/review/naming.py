"""What a cell is called to a person, and where it stands on the official print."""

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


def fields(table: ProjectTable) -> dict[Place, str]:
    """The path in ProjectTable, as the print names a cell's field, of every cell."""
    found: dict[Place, str] = {(None, cell): cell for cell in HEAD_CELLS}
    for part in ("plan", "goals", "indicators"):
        for number, row in enumerate(getattr(table, part)):
            for cell in CELL_NAMES[part]:
                found[row.id, cell] = f"{part}[{number}].{'raw' if cell == 'percent' else cell}"
    return found


def drawn(table: ProjectTable) -> dict[str, bool]:
    """The fields that have a cell of their own on the print, and whether it is one that departments type."""
    return {cell.field: cell.role is Role.TEXT for cell in compose(table).cells if cell.field}
