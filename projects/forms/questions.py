"""What a save was in conflict with, as the page asks about it: at the cell, or about a whole row. Pure."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from projects.days import day_of_year
from projects.drafting.places import CLASS, anchor, field_id, field_of, place
from projects.drafting.sheet import row_name
from projects.forms.posting import Posted
from projects.forms.seen import Lost


@dataclass(frozen=True, slots=True)
class Question:
    """Somebody else wrote `theirs` where `mine` was typed; `name` and `field` (its id) are the field's."""

    name: str
    field: str
    mine: str
    theirs: str
    by: str
    clock: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A row in which somebody typed while another person deleted it."""

    lost: Lost
    by: str
    clock: str


@dataclass(frozen=True, slots=True)
class Undone:
    """Why a row was not moved or deleted, and where it stands."""

    sentence: str
    field: str


@dataclass(frozen=True, slots=True)
class Questions:
    """All that a person is asked after one save."""

    cells: Mapping[str, Question] = field(default_factory=dict)
    gone: tuple[Gone, ...] = ()
    undone: tuple[Undone, ...] = ()


def questions(conflicts: Iterable[Mapping[str, Any]], posted: Posted, now: datetime.datetime) -> Questions:
    """From the conflicts of a save (`saving.told_conflict`) and the page that was sent."""
    cells: dict[str, Question] = {}
    gone: dict[UUID, Gone] = {}
    undone: list[Undone] = []
    for one in conflicts:
        operation, who = one["operation"], (one["by"], _clock(one["at"], now))
        row = operation["row"] and UUID(operation["row"])
        if one["kind"] == "cell":
            name = place(row, field_of(operation["cell"]))
            cell, theirs = operation["cell"], one["theirs"][operation["cell"]]
            mine = posted.fields[name] if field_of(cell) == CLASS else operation["new"]
            cells[name] = Question(name, field_id(row, cell), mine, theirs, *who)
        elif one["kind"] == "deleted":
            gone[row] = Gone(lost_row(posted, row), *who)
        else:
            undone.append(_undone(one["kind"], posted, row, *who))
    return Questions(cells, tuple(gone.values()), tuple(undone))


def lost_row(posted: Posted, row: UUID) -> Lost:
    """A row as the page had it, with what was typed in it."""
    part, position = posted.find(row)
    rows = getattr(posted.seen, part)
    above = rows[position - 1].id if position else None
    return Lost(part, row, above, posted.typed_in(part, rows[position]))


def _undone(kind: str, posted: Posted, row: UUID, by: str, clock: str) -> Undone:
    part, position = posted.find(row)
    name = row_name(part, getattr(posted.seen, part)[position])
    done, asked = ("改过", "删除") if kind == "edited" else ("移动过", "移动")
    sentence = f"“{name}”刚由{by}在{clock}{done}，这次没有{asked}；请看过后再决定。"
    return Undone(sentence, anchor(row, part, ""))


def _clock(at: str, now: datetime.datetime) -> str:
    """14:03, with the day where it was not today."""
    when = datetime.datetime.fromisoformat(at)
    day = "" if when.date() == now.date() else day_of_year(when)
    return f"{day}{when:%H:%M}"
