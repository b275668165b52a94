"""What a cell is called between the page and the server: <row id or head>.<cell>."""

from uuid import UUID

HEAD = "head"
CLASS = "class"  # the field that stands for the cells level1 and level2 of an indicator
_SPLIT = "\x1f"  # between the two in its value


def place(row: UUID | str | None, cell: str) -> str:
    """The name of a cell; `row` is None for the table's own cells."""
    return f"{row or HEAD}.{cell}"


def row_and_cell(name: str) -> tuple[UUID | None, str]:
    """The row and cell that a name means. ValueError where it is none."""
    row, point, cell = name.partition(".")
    if not point:
        raise ValueError(f"not the name of a cell: {name}")
    return None if row == HEAD else UUID(row), cell


def field_of(cell: str) -> str:
    """The field in which a cell is typed."""
    return CLASS if cell in ("level1", "level2") else cell


def field_id(row: UUID | str | None, cell: str) -> str:
    """The id of that field on the page."""
    return f"f-{row or HEAD}-{field_of(cell)}"


def anchor(row: UUID | str | None, part: str, cell: str) -> str:
    """The id to go to for a missing cell, or row, or part: `state` tells them so."""
    if row is None and part != HEAD:
        return f"part-{part}"
    return field_id(row, cell or {"goals": "text", "plan": "percent"}.get(part, "level3"))


def class_value(level1: str, level2: str) -> str:
    return f"{level1}{_SPLIT}{level2}"


def labels_of(value: str) -> tuple[str, str]:
    """The 一级 and 二级 label in the value of a class field. ValueError where it is none."""
    level1, level2 = value.split(_SPLIT)
    return level1, level2
