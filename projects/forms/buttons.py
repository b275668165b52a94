"""The buttons of the form without scripts: what each does besides saving what was typed. Pure."""

import re
from collections.abc import Callable, Mapping
from uuid import UUID

from projects.drafting.operations import Add, BadOperation, Delete, Move, Operation, Set
from projects.drafting.places import row_and_cell
from projects.drafting.sheet import PARTS, Row, cell_texts
from projects.forms.posting import NOT_READ, Posted

_NUMBER = re.compile(r"\d+\s*$")


def operations(posted: Posted, proposals: Mapping[str, str]) -> list[Operation]:
    """What a submission asks for: cells that were typed in, then what its button does, `verb:what`.

    `proposals` are the texts that the page had offered, by the names of fields. BadOperation where the button
    is none of ours.
    """
    verb, _, about = posted.do.partition(":")
    try:
        done = _propose(posted, about, proposals) if verb == "propose" else _BUTTONS[verb](posted, about)
        newer = {(one.row, one.cell) for one in done if isinstance(one, Set)}
        return [one for one in posted.sets() if (one.row, one.cell) not in newer] + done
    except (KeyError, ValueError) as error:
        raise BadOperation(NOT_READ) from error


def _nothing(posted: Posted, about: str) -> list[Operation]:
    return []


def _add(posted: Posted, about: str) -> list[Operation]:
    """An empty row below another, of the same class."""
    part, position = posted.find(UUID(about))
    row = getattr(posted.seen, part)[position]
    return [Add(part, posted.made, row.id, _begun(posted, part, row))]


def _append(posted: Posted, about: str) -> list[Operation]:
    """An empty row at the end of a part."""
    if about not in PARTS:
        raise ValueError(about)
    last = next(reversed(getattr(posted.seen, about)), None)
    return [Add(about, posted.made, last and last.id, _begun(posted, about, last))]


def _duplicate(posted: Posted, about: str) -> list[Operation]:
    part, position = posted.find(UUID(about))
    row = getattr(posted.seen, part)[position]
    label = {"label": _next_label(posted)} if part == "goals" else {}
    return [Add(part, posted.made, row.id, posted.typed_in(part, row) | label)]


def _up(posted: Posted, about: str) -> list[Operation]:
    part, position = posted.find(UUID(about))
    rows = getattr(posted.seen, part)
    above = rows[position - 2].id if position > 1 else None
    return [Move(rows[position].id, above)] if position else []


def _down(posted: Posted, about: str) -> list[Operation]:
    part, position = posted.find(UUID(about))
    rows = getattr(posted.seen, part)
    return [Move(rows[position].id, rows[position + 1].id)] if position + 1 < len(rows) else []


def _delete(posted: Posted, about: str) -> list[Operation]:
    """A row away, once what was typed in it is saved: so it can be brought back whole."""
    part, position = posted.find(UUID(about))
    row = getattr(posted.seen, part)[position]
    return [Delete(row.id, posted.typed_in(part, row))]


def _propose(posted: Posted, about: str, proposals: Mapping[str, str]) -> list[Operation]:
    row, cell = row_and_cell(about)
    return [Set(row, cell, cell_texts(posted.seen)[row, cell], proposals[about])]


def _restore(posted: Posted, about: str) -> list[Operation]:
    """A row that is gone, back with what was typed in it."""
    for one in posted.lost:
        if one.row == UUID(about):
            return [Add(one.part, one.row, one.after, one.cells)]
    raise KeyError(about)


_BUTTONS: dict[str, Callable[[Posted, str], list[Operation]]] = {
    "save": _nothing,
    "confirm": _nothing,
    "keep": _nothing,
    "add": _add,
    "append": _append,
    "duplicate": _duplicate,
    "up": _up,
    "down": _down,
    "delete": _delete,
    "restore": _restore,
}


def _begun(posted: Posted, part: str, like: Row | None) -> dict[str, str]:
    """What a new row says from the start: the class of the row above, or the next goal's label."""
    if part == "goals":
        return {"label": _next_label(posted)}
    if part == "plan" or like is None:
        return {}
    now = posted.typed_in(part, like)
    return {cell: now[cell] for cell in ("level1", "level2")}


def _next_label(posted: Posted) -> str:
    """目标1, 目标2 and so on; a label without a number counts as the first."""
    labels = [posted.typed_in("goals", goal)["label"] for goal in posted.seen.goals]
    numbers = [int(found[0]) for label in labels if (found := _NUMBER.search(label)) and len(found[0]) < 9]
    stem = _NUMBER.sub("", labels[-1]) if labels else ""
    return f"{stem or '目标'}{max([len(labels), *numbers]) + 1}"
