"""A process that works: one job at a time as the queue wakes it, and a sweep beside it."""

import logging
import signal
import sys
import threading
from types import FrameType

from django.conf import settings
from django.db import DatabaseError, connections
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker

from budget_site.operating import systemd, unreachable
from projects.jobs.progress import stopping
from projects.jobs.sweeping import sweep

logger = logging.getLogger(__name__)

PAUSE = 5  # seconds until the next try where the database is out of reach


class JobWorker(Worker):
    """The queue's own loop. Asked to end, it hands a job back at its next step instead of finishing it."""

    def __init__(self, once: bool = False) -> None:
        super().__init__(
            queue_names=[DEFAULT_TASK_QUEUE_NAME],
            interval=1,
            batch=once,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Asked a second time, or with nothing in hand, it ends at once."""
        insisted = stopping.is_set()
        stopping.set()
        systemd.tell(systemd.STOPPING)
        self.running = False
        if insisted or not self.running_task:
            sys.exit(0)

    def run(self) -> None:
        """Until it is asked to end, whatever becomes of the database meanwhile."""
        while self.running:
            try:
                return super().run()
            except DatabaseError as trouble:
                logger.warning("The database is out of reach: %s", trouble)
                connections.close_all()
                stopping.wait(PAUSE)


def work() -> None:
    """Works until SIGTERM or SIGINT."""
    for name in ("django_tasks", "django_tasks_db"):
        logging.getLogger(name).setLevel(logging.WARNING)
    worker = JobWorker()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, worker.shutdown)
    sweeper = threading.Thread(target=_sweep_again_and_again, daemon=True)
    sweeper.start()
    systemd.tell(systemd.READY)
    try:
        worker.run()
    finally:
        stopping.set()
        sweeper.join(PAUSE)


def work_once() -> None:
    """Does what is waiting, and returns."""
    sweep()
    JobWorker(once=True).run()


def _sweep_again_and_again() -> None:
    """In a thread of its own, so that a long job does not hide another worker's death."""
    while not stopping.is_set():
        try:
            sweep()
        except Exception as trouble:
            if isinstance(trouble, DatabaseError) and (unreachable.is_busy(trouble) or unreachable.why()):
                logger.warning("The sweep waits, the database is out of reach: %s", trouble)
            else:
                logger.exception("The sweep failed")
        systemd.tell(systemd.WELL)  # a step that fails is told in the log; to begin anew would not mend it
        connections.close_all()
        stopping.wait(settings.JOB_LEASE_SECONDS / 2)
