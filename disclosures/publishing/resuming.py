"""Whatever was interrupted is brought to an end: by every sweep of a worker, and after every step."""

import logging
from collections.abc import Callable
from threading import Event

from django.db import transaction
from django.utils import timezone

from disclosures.models import Edition
from disclosures.publishing import state, storing, tree
from projects.jobs.submitting import UNFINISHED
from projects.models import Job

logger = logging.getLogger(__name__)
State = Edition.State
STUCK = "后台程序没有把文件做完，或者任务已被取消，请重新办理；仍不行时请联系系统管理员。"


_renewed = Event()  # whether this process has looked whether pages were made by other code than its own


def sweep() -> None:
    """As a worker's sweep calls it. The first in a process, as after an update, renews old pages once."""
    if not _renewed.is_set():
        _renewed.set()
        _quietly(lambda: tree.settle(renew=True))
    resume_quietly()


def resume() -> None:
    """Several may do this at once."""
    for pk in Edition.objects.filter(state__in=state.UNDER_WAY).values_list("pk", flat=True):
        _go_on_or_give_up(pk)
    _settle()
    _clear()


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
    """The public tree as the database says; then what only a whole tree may show."""
    tree.settle()
    for pk in state.unshown():
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


def _clear() -> None:
    """Files of what was never published, or is erased, go; those of what was withdrawn are shut."""
    storing.clear()
    for edition in Edition.objects.filter(state=State.STOPPED).defer("data"):
        storing.discard(edition)
    for edition in Edition.objects.filter(state=State.ERASED).defer("data"):
        storing.erase(edition)
    for edition in Edition.objects.filter(state=State.WITHDRAWN).defer("data"):
        storing.shut(edition)
