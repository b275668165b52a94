"""良: a small correction, proposed by the reviewer, accepted by the drafter, on a new frozen text."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from budget_site.accounts.models import User
from projects.drafting.operations import BadOperation, Set, merge
from projects.drafting.sheet import Sheet, rows_of
from projects.examining.keeping import examination
from projects.examining.wire import Told
from projects.models import Correction, Snapshot, TableVersion
from projects.review.freezing import freeze
from projects.review.naming import cell_name
from projects.review.said import Refused, Said
from projects.rules import Level
from projects.storing import working, write
from projects.surroundings import Surroundings
from projects.workflow import Action

MOST = 20  # cells: more is no small correction
TOO_MANY = f"小修最多{MOST}格；改动较多的，请退回修改。"
OTHER_TEXT = "表的内容与提出小修时不同，请审核人收回建议后重新提出。"
_ENDS = {
    Action.ACCEPT: Correction.State.ACCEPTED,
    Action.DECLINE: Correction.State.DECLINED,
    Action.TAKE_BACK: Correction.State.TAKEN_BACK,
}


def propose(version: TableVersion, user: User, said: Said) -> Correction:
    """Refused where the corrected text would hold an error that the present one does not."""
    if len(said.cells) > MOST:
        raise Refused([TOO_MANY])
    parts = {row.id: part for part, row in rows_of(working(version))}
    cells = [
        {
            "row": str(one.row) if one.row else "",
            "part": parts.get(one.row, ""),
            "cell": one.cell,
            "old": one.old,
            "new": one.new,
        }
        for one in said.cells
    ]
    _refuse_new_errors(version, _corrected(version, cells))
    return version.corrections.create(
        frozen_hash=version.frozen_hash, cells=cells, note=said.why, proposed_by=user
    )


def accept(version: TableVersion, user: User) -> Snapshot:
    """The working rows and the frozen text say what was proposed; the caller saves the version."""
    correction = _open(version)
    if correction.frozen_hash != version.frozen_hash:
        raise Refused([OTHER_TEXT])
    before = working(version)
    after = _corrected(version, correction.cells)
    version.revision += 1
    version.changed_by, version.changed_at = user, timezone.now()
    write(version, before, after)
    version.refresh_from_db()
    snapshot = freeze(version, user)
    correction.result_hash = version.frozen_hash
    _end(correction, user, Action.ACCEPT, "")
    return snapshot


def close(version: TableVersion, user: User, action: Action, answer: str) -> None:
    """Not accepted, or taken back; the text stays as it is."""
    _end(_open(version), user, action, answer)


def waiting(version: TableVersion) -> QuerySet[Correction]:
    """The one that waits for the drafter's answer, if any does."""
    return version.corrections.filter(state=Correction.State.PROPOSED)


def lapse(version: TableVersion) -> None:
    """What was proposed of a table that moves on is over."""
    waiting(version).update(state=Correction.State.TAKEN_BACK, answered_at=timezone.now())


def _open(version: TableVersion) -> Correction:
    return waiting(version).select_for_update().get()


def _end(correction: Correction, user: User, action: Action, answer: str) -> None:
    correction.state, correction.answer = _ENDS[action], answer
    correction.answered_by, correction.answered_at = user, timezone.now()
    correction.save()


def _corrected(version: TableVersion, cells: Iterable[dict[str, Any]]) -> Sheet:
    """The working rows, which say what the frozen text says, with the cells as proposed."""
    steps = [
        Set(UUID(one["row"]) if one["row"] else None, one["cell"], one["old"], one["new"]) for one in cells
    ]
    try:
        merged = merge(working(version), steps)
    except BadOperation as error:
        raise Refused([str(error)]) from error
    if merged.conflicts:
        raise Refused([OTHER_TEXT])
    return merged.sheet


def _refuse_new_errors(version: TableVersion, sheet: Sheet) -> None:
    around = Surroundings(version.project.district, version.project.year, version.framework)
    now, then = working(version), sheet
    known = {one["message"] for one in _errors(examination(version, now, around).findings)}
    new = [one["message"] for one in _errors(examination(version, then, around).findings)]
    if told := [message for message in new if message not in known]:
        raise Refused([f"按这样修改会出现新的错误：{message}" for message in told])


def _errors(findings: Iterable[Told]) -> list[Told]:
    return [one for one in findings if one["level"] == Level.ERROR]


def named_cells(version: TableVersion, correction: Correction) -> list[dict[str, Any]]:
    """The cells of a correction by their names, for a page."""
    rows = {str(row.id): (part, row) for part, row in rows_of(working(version))}
    return [
        one | {"name": cell_name(*rows.get(one["row"], ("", None)), one["cell"])} for one in correction.cells
    ]
