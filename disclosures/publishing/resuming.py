"""Whatever was interrupted is brought to an end: by every sweep of a worker, and after every step."""

import logging
from collections.abc import Callable
from functools import partial
from threading import Event

from django.db import transaction
from django.utils import timezone

from disclosures.models import Edition
from disclosures.publishing import sharing, state, storing, tree
from disclosures.publishing.insisting import each
from projects.jobs.submitting import UNFINISHED
from projects.models import Job

logger = logging.getLogger(__name__)
State = Edition.State
STUCK = "后台程序没有把文件做完，或者任务已被取消，请重新办理；仍不行时请联系系统管理员。"


_renewed = Event()  # whether this process has looked whether pages were made by other code than its own


def sweep() -> None:
    """As a worker's sweep calls it. The first in a process, as after an update, renews old pages."""
    if not _renewed.is_set():
        _quietly(_renew)
    resume_quietly()


def _renew() -> None:
    tree.settle(renew=True)
    _renewed.set()  # what did not come to its end, as on a full disk, is tried again


def resume() -> None:
    """Several may do this at once. What is taken back goes first, and no trouble holds up what comes next."""
    under_way = Edition.objects.filter(state__in=state.UNDER_WAY).values_list("pk", flat=True)
    each(
        tree.take_away,
        sharing.take_away,
        _take_back,
        *(partial(_go_on_or_give_up, pk) for pk in under_way),
        _settle,
        storing.clear,
    )


def is_ended(edition: Edition) -> bool:
    """Whether what was withdrawn or erased is gone from where it has to go."""
    if edition.state not in (State.WITHDRAWN, State.ERASED):
        return True
    if tree.is_shown(edition) or sharing.is_shared(edition):
        return False
    return edition.state == State.WITHDRAWN or storing.is_erased(edition)


def resume_quietly() -> None:
    """Trouble here undoes nothing that was decided: the database says it, and the next sweep tries again."""
    _quietly(resume)


def settle_quietly() -> None:
    """The same for who has just changed what is public."""
    _quietly(_settle)


def _quietly(step: Callable[[], object]) -> None:
    try:
        step()
    except Exception:
        logger.exception("Publications could not be brought to an end")


def _settle() -> None:
    """The public tree as the database says; then what only pages that are there may show."""
    each(sharing.share, tree.settle, _show)


def _show() -> None:
    for pk in state.unshown(tree.shown()):
        with transaction.atomic():
            state.show(state.locked(pk))


@transaction.atomic
def _go_on_or_give_up(pk: int) -> None:
    """What is under way has a job that does it; where none is left, one is begun, or it is given up."""
    from disclosures.publishing import work  # which calls this module when it has done something

    edition = state.locked(pk)
    latest = work.jobs_of(edition).first()
    if edition.state not in state.UNDER_WAY or (latest and latest.state in UNFINISHED):
        return
    ended_badly = latest and latest.state != Job.State.DONE
    if edition.state == State.PREPARING or ended_badly:
        work.give_up(edition, STUCK)
    elif edition.scheduled_for <= timezone.now():
        work.submit_due(edition)


def _take_back() -> None:
    """Files of what is erased, or was never published, go; those of what was withdrawn are shut."""
    steps = {State.ERASED: storing.erase, State.STOPPED: storing.discard, State.WITHDRAWN: storing.shut}
    kept = storing.tokens()  # asked once: of most that was stopped nothing is there any more
    each(
        *(
            partial(step, edition)
            for which, step in steps.items()
            for edition in Edition.objects.filter(state=which).defer("data")
            if edition.token in kept or which == State.ERASED
        )
    )
