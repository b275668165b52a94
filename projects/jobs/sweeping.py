"""What puts right whatever a dead worker, a lost queue entry or the passing of time has left."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from budget_site.accounts.second_factor import at_rest
from budget_site.guarding import sessions
from budget_site.trail.sealing import seal, tell_heads
from projects.drafting.presence import forget_gone
from projects.importing.incoming import sweep_incoming
from projects.jobs import files
from projects.jobs.examining import ask_where_due
from projects.jobs.progress import MOST_ATTEMPTS, TRIED_ENOUGH, expired, free
from projects.jobs.submitting import remove
from projects.jobs.tasks import look_at, wake
from projects.models import Job
from projects.rendering.paper import store
from projects.review.mailing import post
from projects.review.papers import sweep_assessments
from projects.review.reminding import remind

logger = logging.getLogger(__name__)

_others: list[Callable[[], None]] = []


def also(look: Callable[[], None]) -> None:
    """Have every sweep look after something more: who builds on projects says so when it starts."""
    if look not in _others:
        _others.append(look)


def sweep() -> None:
    """Any worker may do this at any time, several at once too."""
    _give_up()
    _free_expired()
    ask_where_due()
    _wake_waiting()
    _forget_old()
    files.discard_strays()
    sessions.sweep()
    at_rest.sweep()
    seal()
    tell_heads()
    remind(timezone.localdate())
    for look in _others:
        look()
    store.Store(store.folder()).sweep(settings.PAGES_KEEP_DAYS)
    post()  # last: a mail server may let one wait


def _give_up() -> None:
    """On jobs that were tried often enough: whatever kills their workers would go on doing so."""
    given_up = Job.objects.filter(free(), attempts__gte=MOST_ATTEMPTS).update(
        state=Job.State.FAILED,
        lease=None,
        lease_until=None,
        message=TRIED_ENOUGH,
        finished_at=timezone.now(),
    )
    if given_up:
        logger.error("%s jobs are given up after %s attempts", given_up, MOST_ATTEMPTS)


def _free_expired() -> None:
    left = Job.objects.filter(expired()).update(
        state=Job.State.WAITING, lease=None, lease_until=None, message=""
    )
    if left:
        logger.warning("%s jobs wait again: their worker died", left)


def _wake_waiting() -> None:
    """An entry too many does no harm: who looks at a job that is not free goes away again."""
    entries = DBTaskResult.objects.filter(task_path=look_at.module_path, status=TaskResultStatus.READY)
    queued = {entry["args"][0] for entry in entries.values_list("args_kwargs", flat=True)}
    for pk in Job.objects.filter(state=Job.State.WAITING).order_by("created_at").values_list("pk", flat=True):
        if str(pk) not in queued:
            wake(pk)


def _forget_old() -> None:
    before = timezone.now() - timedelta(days=settings.JOB_KEEP_DAYS)
    for job in Job.objects.filter(finished_at__lt=before):
        remove(job)
    sweep_incoming()
    sweep_assessments()
    forget_gone()
    done = DBTaskResult.objects.exclude(status=TaskResultStatus.READY)
    done.filter(task_path=look_at.module_path, enqueued_at__lt=before).delete()
