"""The official table as a crispy layout, drawn from the same grid as the print: `official.compose`."""

import re
from typing import Any

from crispy_forms.layout import Layout
from django.forms import BaseForm

from projects.drafting.sheet import Sheet
from projects.forms.drawing import Drawn, box
from projects.forms.rows import PROTOTYPE, GoalRow, Goals, IndicatorRow, Indicators, Prototype
from projects.official.compose import WIDTHS, compose
from projects.official.grid import Cell, Role
from projects.rendering.naming import Naming

_MONEY_ROW = 2  # of the grid: the sums; below them it is told whether they agree
_STEP = re.compile(r"plan\[(\d+)\]\.(label|raw)")


def official(sheet: Sheet) -> Layout:
    """The form in the order of the print."""
    grid = compose(sheet)
    naming = Naming(grid)
    plan = next(cell for cell in grid.cells if cell.field == "plan_label")
    blocks = [_block(sheet, naming, block) for block in naming.blocks if 0 < block.start <= plan.row]
    return Layout(
        Upper(*blocks, Goals(sheet)),
        Indicators(sheet),
        Prototype("goals", GoalRow(PROTOTYPE, 0)),
        Prototype("indicators", IndicatorRow(PROTOTYPE, "", 1)),
    )


def _block(sheet: Sheet, naming: Naming, block: range) -> "Block":
    rows = [OfficialRow(*(_cell(sheet, naming, cell) for cell in naming.grid.starting[row])) for row in block]
    if _MONEY_ROW in block:
        rows.insert(_MONEY_ROW - block.start + 1, Balance())
    is_plan = naming.grid.starting[block.start][0].field == "plan_label"
    return Block(*rows, id="part-plan" if is_plan else "")


def _cell(sheet: Sheet, naming: Naming, cell: Cell) -> Drawn:
    if found := _STEP.fullmatch(cell.field):
        step = str(sheet.plan[int(found[1])].id)
        if found[2] == "label":
            return PlanHead(naming, cell, step)
        return OfficialCell(naming, cell, step, "percent")
    if cell.role is Role.TEXT and cell.field:
        return OfficialCell(naming, cell, None, cell.field)
    return OfficialLabel(naming, cell)


class Upper(Drawn):
    """All above the indicators; the title is its caption."""

    template = "upper"

    def values(self, form: BaseForm) -> dict[str, Any]:
        return {"widths": WIDTHS, "title": box(form, None, "title", "表名")}


class Block(Drawn):
    """Rows that a label beside them holds together."""

    template = "block"

    def __init__(self, *rows: Drawn, id: str) -> None:
        super().__init__(*rows)
        self.id = id

    def values(self, form: BaseForm) -> dict[str, Any]:
        return {"id": self.id}


class OfficialRow(Drawn):
    """One row of the grid."""

    template = "row"


class Balance(Drawn):
    """Whether the sums agree, in a sentence; no row of the print."""

    template = "balance"

    def values(self, form: BaseForm) -> dict[str, Any]:
        return {"balance": form.told["balance"]}


class OfficialLabel(Drawn):
    """A cell with the form's own wording, or one that has nothing to be typed in yet."""

    template = "label"

    def __init__(self, naming: Naming, cell: Cell) -> None:
        super().__init__()
        self.cell, self.naming = cell, naming

    def values(self, form: BaseForm) -> dict[str, Any]:
        past_balance = self.cell.row <= _MONEY_ROW < self.cell.row + self.cell.rowspan - 1
        return {
            "cell": self.cell,
            "id": _id(self.cell),
            "rowspan": self.cell.rowspan + past_balance,
            "scope": self.naming.scope(self.cell) if self.naming.is_header(self.cell) else "",
        }


class OfficialCell(OfficialLabel):
    """A cell that is typed in; its name is that of the labels beside and above it."""

    template = "cell"

    def __init__(self, naming: Naming, cell: Cell, row: str | None, name: str) -> None:
        super().__init__(naming, cell)
        self.row, self.name = row, name

    def values(self, form: BaseForm) -> dict[str, Any]:
        labels = " ".join(_id(label) for label in self.naming.names(self.cell))
        told = {"headers": labels, "row": self.row, "kind": self.name}
        return super().values(form) | told | {"box": box(form, self.row, self.name, labels=labels)}


class PlanHead(OfficialLabel):
    """A checkpoint of the spend plan: a label that is typed in too."""

    template = "plan_head"

    def __init__(self, naming: Naming, cell: Cell, step: str) -> None:
        super().__init__(naming, cell)
        self.step = step

    def values(self, form: BaseForm) -> dict[str, Any]:
        told = {"row": self.step, "box": box(form, self.step, "label", "时间节点")}
        return super().values(form) | told | {"scope": "col"}


def _id(cell: Cell) -> str:
    return f"h{cell.row}-{cell.column}"
