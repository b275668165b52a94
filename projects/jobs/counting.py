"""What an operator's figures say of work in the background: how much waits, for how long, what failed."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Min
from django.utils import timezone

from budget_site.operating.metrics import Figure
from projects.models import Job, Mail

RECENT = timedelta(days=1)


def figures() -> Iterator[Figure]:
    now = timezone.now()
    open_ones = dict.fromkeys((Job.State.WAITING, Job.State.RUNNING), 0)
    counted = Job.objects.filter(state__in=open_ones).order_by().values_list("state")
    for state, many in (open_ones | dict(counted.annotate(Count("pk")))).items():
        yield Figure("jobs", "Unfinished jobs", many, {"state": state})
    failed = Job.objects.filter(state=Job.State.FAILED, finished_at__gte=now - RECENT).count()
    yield Figure("jobs_failed_in_a_day", "Jobs that failed in the last day", failed)
    oldest = Job.objects.filter(state=Job.State.WAITING).aggregate(at=Min("created_at"))["at"]
    waited = (now - oldest).total_seconds() if oldest else 0
    yield Figure("jobs_oldest_waiting_seconds", "How long the oldest waiting job has waited", waited)
    mails = Mail.objects.filter(state=Mail.State.WAITING, not_before__lte=now)
    yield Figure("mails_unsent", "Mails that the server has not taken yet", mails.count())
