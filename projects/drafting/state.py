"""What is told beside a table while it is written on: the page and the JSON answers say the same."""

from collections.abc import Iterator, Sequence
from typing import Any

from projects.diff import CELL_NAMES, HEAD
from projects.drafting.missing import missing
from projects.drafting.places import anchor, field_id, place
from projects.drafting.sheet import AMOUNTS, Sheet, head_text, row_name
from projects.drafting.understanding import Understood, balance, understood
from projects.models import Recheck, TableVersion
from projects.rechecks import open_rechecks


def state(version: TableVersion, sheet: Sheet, people: Sequence[str]) -> dict[str, Any]:
    """Hints, balance, missing cells, open rechecks and who else is here, ready for JSON.

    `sheet` is what the version's working rows say; one query, for the rechecks. Of a cell `field` is the id
    to go to, `name` what a person calls it.
    """
    return {
        "hints": {name: _hint(one) for name, one in _hints(sheet)},
        "balance": _balance(sheet),
        "missing": [
            {"field": anchor(one.row_id, one.part, one.cell), "name": one.name} for one in missing(sheet)
        ],
        "rechecks": _rechecks(sheet, open_rechecks(version, sheet)),
        "people": list(people),
    }


def proposals(told: dict[str, Any]) -> dict[str, str]:
    """The text offered for each cell that has one: what was copied and is to be renewed, before spelling."""
    spelt = {name: hint["proposal"] for name, hint in told["hints"].items() if hint["proposal"]}
    again = {one["place"]: one["proposal"] for one in told["rechecks"] if one["proposal"]}
    return spelt | again


def _rechecks(sheet: Sheet, rechecks: Sequence[Recheck]) -> list[dict[str, str]]:
    rows = {row.id: (part, row) for part, row in sheet.rows()}
    told = []
    for one in rechecks:
        part, row = rows.get(one.row, (HEAD, None))
        name = CELL_NAMES[part][one.cell]
        told.append(
            {
                "place": place(one.row, one.cell),
                "field": field_id(one.row, one.cell),
                "name": f"“{row_name(part, row)}”的{name}" if row else name,
                "reason": one.reason,
                "proposal": one.proposal,
            }
        )
    return told


def _hints(sheet: Sheet) -> Iterator[tuple[str, Understood]]:
    for cell in AMOUNTS:
        yield place(None, cell), understood(cell, head_text(sheet, cell))
    for step in sheet.plan:
        yield place(step.id, "percent"), understood("percent", step.raw)
    for row in sheet.indicators:
        yield place(row.id, "value"), understood("value", row.value)


def _hint(one: Understood) -> dict[str, str]:
    return {"text": one.text, "proposal": one.proposal, "kind": str(one.kind)}


def _balance(sheet: Sheet) -> dict[str, str]:
    """The sums in a sentence; `kind` is ok, off, or none where they cannot be compared yet."""
    found = balance(*(head_text(sheet, cell) for cell in AMOUNTS))
    kind = "none" if found.difference is None else "off" if found.difference else "ok"
    return {"sentence": found.sentence, "kind": kind}
