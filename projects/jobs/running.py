"""One attempt at a job, from taking its lease to telling how it ended."""

import logging
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection

from budget_site.operating import full_disk
from budget_site.stores import StoreTrouble
from projects.apart import Died
from projects.jobs.progress import LetGo, Progress, WorkerStops
from projects.jobs.register import JobFailed, handler_of

logger = logging.getLogger(__name__)

# What may go well the next time: database or store out of reach, a child process was killed for its memory.
PASSING = (OperationalError, InterfaceError, Died, StoreTrouble)
UNEXPECTED = "程序出了意外，这项工作没有完成。请稍后再试；仍不行时，请把时间和工作内容告诉系统管理员。"


def run(pk: UUID) -> None:
    """Do a job, if it is free; its row tells how it ended.

    Raises only where the row cannot be written or the process is told to exit: the lease then runs out.
    """
    progress = Progress.take(pk)
    if progress is None:
        return
    try:
        _attempt(progress)
    except LetGo as why:  # who stopped it has written what there was to write
        logger.info("Job %s is let go: %s", pk, type(why).__name__)


def _attempt(progress: Progress) -> None:
    job = progress.job
    try:
        outcome = handler_of(job.kind)(job, progress)
        if outcome is not None:
            progress.finish(outcome)
    except JobFailed as refused:
        progress.fail(str(refused))
    except (WorkerStops, SystemExit, KeyboardInterrupt):
        progress.hand_back(counted=False)
        raise
    except PASSING as trouble:
        logger.warning("Job %s, attempt %s: %s", job.pk, job.attempts, trouble)
        _drop_broken_connection()
        progress.hand_back(counted=True)
    except Exception as trouble:
        logger.exception("Job %s failed", job.pk)
        progress.fail(full_disk.SENTENCE if full_disk.is_full(trouble) else UNEXPECTED)


def _drop_broken_connection() -> None:
    """So that the next statement opens a new one."""
    if connection.connection is not None and not connection.is_usable():
        connection.close()
