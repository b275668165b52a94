"""The indicator part of a grid, from its column heads down."""

from __future__ import annotations

from dataclasses import dataclass, field

from projects.official import words
from projects.official.grid import Cell, Grid
from projects.official.marks import Certainty, Marks
from projects.official.rows import torn
from projects.tables import INDICATOR_CELLS, INDICATOR_HEADS, Indicator, repeats, typed


@dataclass
class Group:
    """Rows under one 二级 label: those after it which bring no label of their own."""

    level1: str
    level2: str
    sure: bool  # its labels were read in their own cells or in merged ones, not carried over an empty cell
    label_cells: list[tuple[str, Cell]]
    rows: list[Row] = field(default_factory=list)


@dataclass
class Row:
    """One printed row: its four typed cells as texts, and the cells they came from if these begin in it."""

    texts: list[str]
    cells: list[Cell | None]
    sure: bool = True

    @property
    def own(self) -> list[str]:
        """What was typed in this row itself, not in a cell merged over it."""
        return ["" if cell is None else text for cell, text in zip(self.cells, self.texts, strict=True)]


def read_indicators(grid: Grid, head: int, last: int, marks: Marks) -> tuple[Indicator, ...]:
    """The indicators below the head; filler rows dropped, torn rows joined, labels filled down."""
    found: list[Indicator] = []
    for group in _groups(grid, head, last, marks):
        for name, cell in group.label_cells:
            known = name == "level2" or words.compact(cell.text) in words.LEVEL1
            marks.take(cell, f"indicators[{len(found)}].{name}", _certainty(known))
        rows = _joined([row for row in group.rows if any(row.own)], group.level2) or group.rows[:1]
        for row in rows:
            indicator = Indicator(group.level1, group.level2, *row.texts)
            if not any(getattr(indicator, name) for name in INDICATOR_CELLS):
                continue
            for name, cell in zip(INDICATOR_CELLS[2:], row.cells, strict=True):
                if cell is not None:
                    marks.take(cell, f"indicators[{len(found)}].{name}", _certainty(group.sure and row.sure))
            found.append(indicator)
    return tuple(found)


def _certainty(sure: bool) -> Certainty:
    return Certainty.CERTAIN if sure else Certainty.GUESSED


def _columns(grid: Grid, head: int, marks: Marks) -> dict[str, Cell]:
    """Which column each head names, left to right."""
    columns: dict[str, Cell] = {}
    for cell in grid.starting[head]:
        name = words.head_field(cell.text)
        if name and name not in columns:
            columns[name] = cell
            marks.label(cell)
    return columns


def _groups(grid: Grid, head: int, last: int, marks: Marks) -> list[Group]:
    groups: list[Group] = []
    columns = _columns(grid, head, marks)
    heads = [cell.text for cell in grid.covering[head]]
    for row in range(head + 1, last):
        cells = grid.covering[row]
        texts = [typed(cell.text) for cell in cells]
        if not grid.starting[row] or len(cells) == 1:  # below a head of two rows; or a note across the table
            continue
        if repeats(texts, heads) or repeats(texts, INDICATOR_HEADS):
            marks.label(*grid.starting[row])
            continue
        _add(groups, cells, columns, row)
    return groups


def _add(groups: list[Group], cells: list[Cell], columns: dict[str, Cell], row: int) -> None:
    """Put a row under the label above it, or under a label of its own."""
    placed = _place(cells, columns)
    labels = {name: placed[name] for name in INDICATOR_CELLS[:2] if name in placed}
    own = [(name, cell) for name, cell in labels.items() if cell.row == row and typed(cell.text)]
    if own or not groups:
        groups.append(_group(groups[-1] if groups else None, labels, own))
    elif "level2" in labels and labels["level2"].row == row:
        groups[-1].sure = False  # an empty cell where the form merges: taken as "as above"
    typed_cells = [placed.get(name) for name in INDICATOR_CELLS[2:]]
    groups[-1].rows.append(
        Row(
            ["" if cell is None else typed(cell.text) for cell in typed_cells],
            [cell if cell is not None and cell.row == row else None for cell in typed_cells],
            sure=len(cells) == len(columns),
        )
    )


def _group(above: Group | None, labels: dict[str, Cell], own: list[tuple[str, Cell]]) -> Group:
    """Its labels: own text, or what is merged over it, or as above (二级 only while 一级 stays the same)."""
    texts = {name: typed(cell.text) for name, cell in labels.items()}
    above1, above2 = (above.level1, above.level2) if above else ("", "")
    level1 = texts.get("level1") or above1
    level2 = texts.get("level2") or (above2 if level1 == above1 else "")
    return Group(level1, level2, sure=above is None or all(texts.values()), label_cells=own)


def _joined(rows: list[Row], level2: str) -> list[Row]:
    """Rows that Word tore in two, put together again."""
    joined: list[Row] = []
    for row in rows:
        if not joined or not torn(level2, joined[-1].own, row.own):
            joined.append(row)
            continue
        upper = joined[-1]
        texts = [above or below for above, below in zip(upper.texts, row.texts, strict=True)]
        pairs = zip(upper.cells, upper.own, row.cells, strict=True)
        joined[-1] = Row(texts, [above if text else below for above, text, below in pairs], sure=False)
    return joined


def _place(cells: list[Cell], columns: dict[str, Cell]) -> dict[str, Cell]:
    """Each cell of a row to the head it stands under: by order where the counts agree, else by position."""
    heads = sorted(columns, key=lambda name: columns[name].column)
    if len(cells) == len(heads):
        return dict(zip(heads, cells, strict=True))
    placed: dict[str, Cell] = {}
    waiting = list(reversed(cells))
    for name in heads:
        left, right = columns[name].column, columns[name].column + columns[name].colspan
        while waiting and waiting[-1].column + waiting[-1].colspan <= left:
            waiting.pop()
        if waiting and waiting[-1].column < right:
            placed[name] = waiting.pop()
    return placed
