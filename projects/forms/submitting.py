"""One submission of the form without scripts: what was typed is saved, then what its button asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from budget_site.accounts.models import User
from projects.drafting import snapshots
from projects.drafting.confirming import confirm
from projects.drafting.operations import BadOperation, Operation
from projects.drafting.saving import Outcome, SaveRefused, save
from projects.drafting.state import proposals, state
from projects.forms.buttons import operations
from projects.forms.posting import Posted, key_of, read
from projects.forms.seen import Lost
from projects.models import Snapshot, TableVersion
from projects.storing import working


class NotTaken(Exception):
    """Nothing was saved; the sentence says why. `posted` is what was sent, where it could be read."""

    def __init__(self, sentence: str, posted: Posted | None) -> None:
        super().__init__(sentence)
        self.posted = posted


@dataclass(frozen=True, slots=True)
class Taken:
    """What was sent and what came of it; `kept` where the button asked to keep the table as it is now."""

    posted: Posted
    operations: list[Operation]
    outcome: Outcome
    kept: Snapshot | None = None

    @property
    def clock(self) -> str:
        return f"{timezone.localtime(self.outcome.saved_at):%H:%M}"


def submit(version: TableVersion, user: User, post: Mapping[str, Sequence[str]]) -> Taken:
    """Take a submission in. NotTaken where it is none of ours, or the table cannot be written now."""
    posted = None
    try:
        posted = read(post)
        offered = proposals(state(version, posted.seen, [])) if posted.takes_proposal else {}
        asked = operations(posted, offered)
        return _take(version, user, posted, asked)
    except (BadOperation, SaveRefused) as error:
        raise NotTaken(str(error), posted) from error


@transaction.atomic
def _take(version: TableVersion, user: User, posted: Posted, asked: list[Operation]) -> Taken:
    outcome = save(version.pk, user, key_of(posted, asked), posted.base, asked)
    if posted.confirmed:
        confirm(version, posted.confirmed, user)
    kept = None
    if posted.do == "keep" and not outcome.conflicts:
        kept = snapshots.keep(version, user, snapshots.Reason.REQUESTED)
    return Taken(posted, asked, outcome, kept)


def deleted_in(version: TableVersion, user: User, revision: int, after: UUID | None) -> Lost | None:
    """The row that this person's save deleted, to be offered back below `after`; None where it is back."""
    done = version.saves.filter(revision=revision, user=user).first()
    for one in done.operations if done else ():
        row = UUID(one["row"]) if one["row"] else None
        if one["op"] == "delete" and row not in {there.id for _, there in working(version).rows()}:
            return Lost(one["part"], row, after, one["seen"])
    return None
