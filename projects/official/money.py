"""The three sums of the budget row."""

from projects.official import words
from projects.official.above import Above
from projects.official.grid import Cell
from projects.official.marks import Certainty, Marks
from projects.tables import Amount, typed
from projects.values import with_unit

_AMOUNTS = (("total", words.is_total), ("fiscal", words.is_fiscal), ("other", words.is_other))


def read_amounts(cells: list[Cell], above: Above, marks: Marks) -> dict[str, Amount]:
    """预算数, 财政资金 and 其他资金, each in the cell to the right of its label.

    A bare sum counts in the unit of its label, else of 预算数, of the label of the row, or above the table.
    """
    found: dict[str, Amount] = {}
    unit = above.unit
    waiting = iter(cells)
    for label in waiting:
        path = next((path for path, is_label in _AMOUNTS if path not in found and is_label(label.text)), None)
        if path is None:
            if not found and typed(label.text):
                known = words.is_budget(label.text)
                unit = words.money_unit(label.text) if known and words.money_unit(label.text) else unit
                marks.take(label, "label", Certainty.CERTAIN if known else Certainty.GUESSED)
            continue
        own = words.money_unit(label.text) or unit
        if path == "total":
            unit = own
        marks.label(label)
        cell = next(waiting, None)
        if cell is not None:
            found[path] = _amount(cell, path, own, above.doubtful, marks)
    return found


def _amount(cell: Cell, path: str, unit: str, doubtful: bool, marks: Marks) -> Amount:
    """The sum; where its unit is another than 万元 and stands elsewhere, the unit is typed into it.

    Our print names no unit beside the cell, so 500000 without its 元 would there say 500000 万元.
    """
    raw = typed(cell.text)
    whole = raw if unit in ("", words.WAN) else with_unit(raw, unit)
    amount = Amount.of(whole)
    unsure = whole != raw or (not unit and doubtful and with_unit(raw, words.WAN) != raw)
    certainty = Certainty.GUESSED if unsure else Certainty.CERTAIN
    marks.take(cell, path, Certainty.NOT_UNDERSTOOD if raw and amount.value is None else certainty)
    return amount
