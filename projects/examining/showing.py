"""Findings where people meet them: under a cell of the form, beside it, and on the project's own page."""

from collections.abc import Iterable, Mapping
from typing import Any

from projects.drafting.missing import missing
from projects.drafting.places import HEAD, anchor, field_of, place
from projects.drafting.sheet import AMOUNTS, Sheet
from projects.drafting.understanding import understood
from projects.examining.wire import Told
from projects.rules import Level
from projects.rules.finding import FLAGGED
from projects.tables import ProjectTable

_HINTED = ("value", "percent", *AMOUNTS)
_CELL = {"goals": "text", "plan": "percent", "indicators": "level3"}  # where a finding on a whole row stands


def field_name(found: Told) -> str:
    """The field of the drafting form under which a finding stands."""
    row, cell = found.get("row"), found.get("cell") or _CELL.get(found["part"], "")
    return place(row, field_of(cell))


def spot(found: Told) -> str:
    """The cell where a finding stands, or the first of its row; empty where it is about a whole part."""
    row, cell = found.get("row"), found.get("cell") or _CELL.get(found["part"], "")
    return place(row, cell) if cell and (row or found["part"] == HEAD) else ""


def by_field(findings: Iterable[Told]) -> dict[str, list[Told]]:
    """What is to be mended, by the field it stands under, the gravest first; answered warnings are not."""
    told: dict[str, list[Told]] = {}
    for one in _gravest_first(findings):
        if one["level"] in FLAGGED and "reason" not in one:
            told.setdefault(field_name(one), []).append(shown(_once_offered(one)))
    return told


def of_what_is_typed(findings: Iterable[Told], table: Sheet | ProjectTable) -> list[Told]:
    """Without what only says that a cell is empty: while one types, the list of what is missing says so.

    On the project's own page, and when it is submitted, they stand with the others.
    """
    lacking = missing(table)
    fields = {anchor(one.row_id, one.part, one.cell) for one in lacking}
    rows = {str(one.row_id) for one in lacking if one.row_id and not one.cell}
    if table.indicators and len(rows) == len(table.indicators):
        fields.add(anchor(None, "indicators", ""))

    def is_lack(one: Told) -> bool:
        return shown(one)["field"] in fields or str(one.get("row")) in rows

    return [one for one in findings if one["level"] not in FLAGGED or not is_lack(one)]


def _once_offered(one: Told) -> Told:
    """Without a correction that the hint beside the cell offers already."""
    cell, text = one.get("cell"), one.get("actual", "")
    if "proposal" in one and cell in _HINTED and understood(cell, text).proposal == one["proposal"]:
        return {name: value for name, value in one.items() if name != "proposal"}
    return one


def _gravest_first(findings: Iterable[Told]) -> list[Told]:
    order = list(Level)
    return sorted(findings, key=lambda one: order.index(Level(one["level"])))


def shown(one: Told) -> dict[str, Any]:
    """A finding with the name of its level, and where on the form it is."""
    return one | {
        "label": Level(one["level"]).label,
        "field": anchor(one.get("row"), one["part"], one.get("cell", "")),
        "name": field_name(one),
    }


def beside(findings: Iterable[Told]) -> dict[str, list[dict[str, Any]]]:
    """The list beside the form: `open` in the order of the table, `answered`, `passed`, `unchecked`."""
    told: dict[str, list[dict[str, Any]]] = {"open": [], "answered": [], "passed": [], "unchecked": []}
    for one in findings:
        told[_heap(one)].append(shown(one))
    told["open"] = _gravest_first(told["open"])
    return told


def due_and_hints(told: Mapping[str, list[dict[str, Any]]]) -> tuple[int, int]:
    """Of what stands open beside the form: how many somebody has to act on, and how many are only hints."""
    hints = sum(one["level"] == Level.HINT for one in told["open"])
    return len(told["open"]) - hints, hints


def _heap(one: Told) -> str:
    if one["level"] in (Level.PASSED, Level.UNCHECKED):
        return str(one["level"])
    return "answered" if "reason" in one else "open"
