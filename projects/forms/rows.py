"""The rows that an officer adds, moves and deletes, and the blank ones that scripts make such rows of.

A label beside several rows stands in each of them, so that rows move whole; the first one shows it.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.forms import BaseForm

from projects.drafting.sheet import Sheet
from projects.forms.drawing import Drawn, box
from projects.official.compose import WIDTHS, compose
from projects.tables import INDICATOR_CELLS, INDICATOR_HEADS, Goal, Indicator

PROTOTYPE = "__row__"  # where the scripts put the id of a row they make

# The print of a goal and an indicator: how many columns each of their cells takes.
_PATTERN = compose(Sheet(goals=(Goal("目标", "效果"),), indicators=(Indicator(*INDICATOR_CELLS),)))
_SPANS = {cell.field: cell.colspan for cell in _PATTERN.cells}


class Goals(Drawn):
    """绩效目标, and where one more is added."""

    template = "goals"

    def __init__(self, sheet: Sheet) -> None:
        count = len(sheet.goals)
        super().__init__(
            *(GoalRow(str(goal.id), 0 if place else count) for place, goal in enumerate(sheet.goals))
        )

    def values(self, form: BaseForm) -> dict[str, Any]:
        return {"columns": _PATTERN.columns}


class GoalRow(Drawn):
    """One goal; `rowspan` is 0 where the label beside it stands in a row above."""

    template = "goal_row"

    def __init__(self, row: str, rowspan: int) -> None:
        super().__init__()
        self.row, self.rowspan = row, rowspan

    def values(self, form: BaseForm) -> dict[str, Any]:
        label, text = _SPANS["goals[0].label"], _SPANS["goals[0].text"]
        return {
            "row": self.row,
            "rowspan": self.rowspan,
            "spans": {"head": _PATTERN.columns - label - text, "label": label, "text": text},
            "label": box(form, self.row, "label", "目标栏"),
            "text": box(form, self.row, "text", labels=f"h-goals f-{self.row}-label"),
        }


class Indicators(Drawn):
    """The second table: indicators under their heads, and where one more is added."""

    template = "indicators"

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(*_indicator_rows(sheet))

    def values(self, form: BaseForm) -> dict[str, Any]:
        return {"widths": WIDTHS, "heads": [_head(cell) for cell in INDICATOR_CELLS]}


def _indicator_rows(sheet: Sheet) -> Iterator["IndicatorRow"]:
    for level1, group in groupby(sheet.indicators, key=lambda row: row.level1):
        rows = list(group)
        for place, row in enumerate(rows):
            yield IndicatorRow(str(row.id), level1, 0 if place else len(rows))


class IndicatorRow(Drawn):
    """One indicator; `rowspan` is 0 where its 一级 stands in a row above."""

    template = "indicator_row"

    def __init__(self, row: str, level1: str, rowspan: int) -> None:
        super().__init__()
        self.row, self.level1, self.rowspan = row, level1, rowspan

    def values(self, form: BaseForm) -> dict[str, Any]:
        return {
            "row": self.row,
            "level1": self.level1,
            "rowspan": self.rowspan,
            "head": _head("level1"),
            "cells": [self._cell(form, cell) for cell in INDICATOR_CELLS[1:]],
        }

    def _cell(self, form: BaseForm, cell: str) -> dict[str, Any]:
        """A cell is called by its head and by its indicator; that one by its class."""
        name = "class" if cell == "level2" else cell
        other = "class" if cell == "level3" else "level3"
        held = box(form, self.row, name, labels=f"h-{cell} f-{self.row}-{other}")
        return {"box": held, "kind": f"indicators-{cell}", "head": _head(cell)}


def _head(cell: str) -> dict[str, Any]:
    return {
        "id": f"h-{cell}",
        "text": INDICATOR_HEADS[INDICATOR_CELLS.index(cell)],
        "span": _SPANS[f"indicators[0].{cell}"],
    }


class Prototype(Drawn):
    """A blank row from which the scripts make new ones."""

    template = "prototype"

    def __init__(self, part: str, row: Drawn) -> None:
        super().__init__(row)
        self.part = part

    def values(self, form: BaseForm) -> dict[str, Any]:
        return {"part": self.part}
