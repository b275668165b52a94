"""How work is asked for, and how one changes one's mind."""

from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from budget_site.accounts.models import User
from projects.jobs import files
from projects.jobs.register import JobFailed
from projects.jobs.running import run
from projects.jobs.tasks import wake
from projects.models import Job

MOST_UNFINISHED = 10  # of one person, so that nobody keeps everybody waiting
UNFINISHED = (Job.State.WAITING, Job.State.RUNNING)


def submit(
    kind: Job.Kind, owner: User, title: str, parameters: dict[str, Any], *, pk: UUID | None = None
) -> Job:
    """A new job for the workers, or the same one where it was asked for before and is not finished.

    Asked for with the same `pk` it is the same one, finished or not. JobFailed, with a sentence, where the
    person has too many unfinished ones.
    """
    with transaction.atomic():
        job, new = _row(kind, owner, title, parameters, pk)
        if new:
            wake(job.pk)
    return job


def submit_or_run(
    kind: Job.Kind,
    owner: User,
    title: str,
    parameters: dict[str, Any],
    *,
    small: bool,
    pk: UUID | None = None,
) -> Job:
    """The same; small work is done before this returns, so that nobody waits for a worker."""
    if not small:
        return submit(kind, owner, title, parameters, pk=pk)
    with transaction.atomic():
        job, _ = _row(kind, owner, title, parameters, pk)
    run(job.pk)
    job.refresh_from_db()
    return job


def _row(
    kind: Job.Kind, owner: User, title: str, parameters: dict[str, Any], pk: UUID | None
) -> tuple[Job, bool]:
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)  # a person's two clicks, one by one
    if pk and (there := Job.objects.filter(pk=pk, owner=owner).first()):
        return there, False
    unfinished = list(Job.objects.filter(owner=owner, state__in=UNFINISHED))
    for job in unfinished:
        if job.kind == kind and job.parameters == parameters:
            return job, False
    if len(unfinished) >= MOST_UNFINISHED:
        raise JobFailed(
            f"您已有{len(unfinished)}项后台任务还没有完成，请等其中一些完成，或者取消不需要的，然后再试。"
        )
    made = {"kind": kind, "owner": owner, "title": title[:200], "parameters": parameters}
    return Job.objects.create(pk=pk or uuid4(), **made), True


def cancel(job: Job) -> bool:
    """Cancelled at once, as far as the person is concerned; a worker stops at its next step.

    False where the job was finished already.
    """
    return bool(
        Job.objects.filter(pk=job.pk, state__in=UNFINISHED).update(
            state=Job.State.CANCELLED,
            lease=None,
            lease_until=None,
            message="",
            finished_at=timezone.now(),
        )
    )


def anybody_works() -> bool:
    """Whether a worker is at work now, on whosever job."""
    return Job.objects.filter(state=Job.State.RUNNING, lease_until__gt=timezone.now()).exists()


def remove(job: Job) -> bool:
    """Forget a finished job and its file; False where it is not finished."""
    gone, _ = Job.objects.filter(pk=job.pk).exclude(state__in=UNFINISHED).delete()
    if gone:
        files.discard(job.result.name)
    return bool(gone)
