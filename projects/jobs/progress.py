"""How a worker says how far it is, and hears that it should stop. Only who holds the lease may write."""

from datetime import timedelta
from math import inf
from threading import Event
from time import monotonic
from typing import Any, Self
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from projects import apart
from projects.jobs import files
from projects.jobs.register import Outcome
from projects.models import Job

MOST_ATTEMPTS = 3
OFTEN_ENOUGH = 0.3  # seconds between two writes of how far it is
TRIED_ENOUGH = f"这项工作试了{MOST_ATTEMPTS}次都没有完成，请稍后再试；仍不行时请联系系统管理员。"
LONGEST = timedelta(hours=12)  # no lease is given for so long
stopping = Event()  # set in a worker that was asked to end


class LetGo(BaseException):
    """Stop this work now; no error, so that no `except Exception` keeps it."""


class Cancelled(LetGo):
    """The person no longer wants it."""


class LeaseLost(LetGo):
    """Another worker has it, or nobody: whatever is done here no longer counts."""


class WorkerStops(LetGo):
    """This worker was asked to end; another goes on."""


def expired() -> Q:
    """Jobs whose worker let the lease run out; or has one so long that a clock was set back since."""
    now = timezone.now()
    ended = Q(lease_until__lt=now) | Q(lease_until__gt=now + LONGEST)
    return Q(state=Job.State.RUNNING) & ended


def free() -> Q:
    """Jobs that a worker may take: waiting ones, and those whose worker is no more."""
    return Q(state=Job.State.WAITING) | expired()


def _lease_end():
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)


class Progress:
    """A taken job, in the hands of its worker.

    Call it between steps, not inside a transaction: nobody would see it before the end.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self._far: dict[str, Any] = {}
        self._written = -inf

    @classmethod
    def take(cls, pk: UUID) -> Self | None:
        """The lease of a free job, by one UPDATE that one worker alone can win; None for all others."""
        lease = uuid4()
        taken = Job.objects.filter(free(), pk=pk, attempts__lt=MOST_ATTEMPTS).update(
            state=Job.State.RUNNING,
            lease=lease,
            lease_until=_lease_end(),
            attempts=F("attempts") + 1,
            steps_done=0,
            steps=0,
            message="",
        )
        job = Job.objects.select_related("owner").filter(pk=pk, lease=lease).first() if taken else None
        return cls(job) if job else None

    def __call__(self, done: int, total: int, saying: str = "") -> None:
        """So many of so many steps are done; renews the lease. Raises a LetGo when the work should stop.

        May be called as often as one likes: what comes a moment after the last is written with the next.
        """
        self._far = {"steps_done": done, "steps": total, "message": saying}
        if stopping.is_set() or monotonic() - self._written >= OFTEN_ENOUGH:
            self.renew()

    def renew(self) -> None:
        """Holds the lease for another while, with no step done."""
        if stopping.is_set():
            raise WorkerStops
        self._written = monotonic()
        self._write(lease_until=_lease_end(), **self._far)

    def hold(self, seconds: float) -> None:
        """Holds the lease for a step that cannot say how far it is, as one transaction cannot.

        Should the worker die in it, the job waits so long.
        """
        self._write(lease_until=_lease_end() + timedelta(seconds=seconds))

    def apart(self, target: str, *arguments: Any) -> Any:
        """What `target(report, *arguments)` answers, called by its dotted name in a child process.

        `report(done, total, saying)` there is this progress here. The child is killed when the work should
        stop, and ends when this process dies. What the target raises is raised here; `apart.Died` where the
        child vanished. Arguments and answer are pickled; the child opens no database, and a target that needs
        settings sets the site up by itself.
        """
        return apart.call(target, *arguments, report=self, tick=self.renew, every=self._tick())

    def apart_all(self, *calls: tuple) -> list[Any]:
        """The same for several `(target, *arguments)` at once; the progress is that of all together."""
        far = [(0, 0, "")] * len(calls)

        def report(nth: int, *now: Any) -> None:
            far[nth] = now
            done, totals, _ = zip(*far, strict=True)
            saying = next((what for one, total, what in far if one < total), now[-1])
            self(sum(done), sum(totals), saying)

        return apart.call_all(calls, report, self.renew, self._tick())

    @staticmethod
    def _tick() -> float:
        """Seconds: often enough for a person who cancels, and for the lease."""
        return min(1.0, settings.JOB_LEASE_SECONDS / 5)

    def finish(self, outcome: Outcome) -> None:
        """Done, unless it was cancelled or lost meanwhile: then a LetGo, and no file is left."""
        result = files.keep(self.job, outcome.filename, outcome.content) if outcome.content else ""
        try:
            self._end(
                Job.State.DONE,
                message=outcome.message,
                result=result,
                result_name=outcome.filename,
                parameters=self.job.parameters | outcome.facts,
                steps_done=F("steps"),
            )
        except BaseException:
            files.discard(result)
            raise

    def fail(self, sentence: str) -> None:
        self._end(Job.State.FAILED, message=sentence)

    def hand_back(self, counted: bool) -> None:
        """For another worker to go on with, once a sweep has found it."""
        if counted and self.job.attempts >= MOST_ATTEMPTS:
            self.fail(TRIED_ENOUGH)
        else:
            attempts = self.job.attempts if counted else self.job.attempts - 1
            self._write(state=Job.State.WAITING, lease=None, lease_until=None, attempts=attempts, message="")

    def _end(self, state: Job.State, **written: Any) -> None:
        self._write(state=state, lease=None, lease_until=None, finished_at=timezone.now(), **written)

    def _write(self, **written: Any) -> None:
        mine = Job.objects.filter(pk=self.job.pk, lease=self.job.lease, state=Job.State.RUNNING)
        if not mine.update(**written):
            cancelled = Job.objects.filter(pk=self.job.pk, state=Job.State.CANCELLED).exists()
            raise Cancelled if cancelled else LeaseLost
