"""What the queue carries: that there is a job to look at, no more."""

from uuid import UUID

from django_tasks import task

from projects.jobs.running import run


@task()
def look_at(job: str) -> None:
    run(UUID(job))


def wake(job: UUID) -> None:
    """Have a worker look at a job. In a transaction it is seen when the job's row is, at the end."""
    look_at.enqueue(str(job))
