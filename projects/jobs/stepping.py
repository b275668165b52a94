"""One step for many tables as a job: each table by itself, with the rights that are held when it is done.

Few tables are done while the person waits, many of them in the background; both are told on one page.
"""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from budget_site.accounts.models import District, User
from projects.jobs.progress import Progress
from projects.jobs.register import JobFailed, Outcome, register
from projects.jobs.submitting import submit_or_run
from projects.models import Job, ReviewEvent, TableVersion
from projects.review.bulk import Many, Result, act_on, step_key

AT_ONCE = 200  # tables that are done while the person waits: each is examined anew
OUT_OF_SIGHT = "这张表您现在看不到了，可能已移入回收站，或者您的任职有了变动，没有办理。"
ALL_OUT_OF_SIGHT = "要办理的表您现在都看不到了，可能已移入回收站，或者您的任职有了变动，一张也没有办理。"
STOPPED = "任务在办理这张表以前停下了，没有办理。"


@dataclass(frozen=True, slots=True)
class Click:
    """What one click asks for; sent again it has the same `pk`, which is that of its job.

    `seen` is the token of each version as the page showed it, `query` what the list was asked for.
    """

    pk: UUID
    key: UUID
    many: Many
    seen: dict[int, str]
    why: str = ""
    query: str = ""


def take(user: User, district: District, year: int, click: Click) -> Job:
    """The job that does it, done already where the tables are few. JobFailed: too many are unfinished."""
    count = len(click.seen)
    parameters = {
        "district": district.code,
        "year": year,
        "step": click.many,
        "key": str(click.key),
        "why": click.why,
        "tables": [[pk, token] for pk, token in click.seen.items()],
        "query": click.query,
        "page": reverse("many_told", args=[click.pk]),
    }
    title = f"{click.many.label}{district}{year}年{count}张表"
    return submit_or_run(Job.Kind.MANY, user, title, parameters, small=count <= AT_ONCE, pk=click.pk)


@register(Job.Kind.MANY)
def act(job: Job, progress: Progress) -> Outcome:
    """Begun again it goes through all tables again, and repeats nothing: each step has its key."""
    asked, many, key = job.parameters, *_of(job)
    tables = asked["tables"]
    seen = TableVersion.objects.visible_to(job.owner).defer("frozen")
    versions = seen.in_bulk([pk for pk, _ in tables])
    if not versions:
        raise JobFailed(ALL_OUT_OF_SIGHT)
    refused = [[pk, [OUT_OF_SIGHT]] for pk, _ in tables if pk not in versions]
    shown = [(versions[pk], token) for pk, token in tables if pk in versions]
    for number, result in enumerate(act_on(many, shown, job.owner, key, asked["why"]), 1):
        if not result.done:
            refused.append([result.version.pk, list(result.reasons)])
        progress(number, len(shown), f"正在逐张{many.label}")
    left = f"，其余{len(refused)}张没有办理，原因见逐张结果" if refused else ""
    return Outcome(f"已{many.label}{len(tables) - len(refused)}张表{left}。", facts={"refused": refused})


def told(job: Job, user: User) -> list[Result]:
    """What became of each table, those that were not done first.

    What was done is asked of the events, so that it is told of a job too that was stopped on its way.
    """
    many, key = _of(job)
    pks = [pk for pk, _ in job.parameters["tables"]]
    reasons = {pk: tuple(why) for pk, why in job.parameters.get("refused", [])}
    steps = {step_key(key, many, pk): pk for pk in pks}
    done = {steps[one] for one in ReviewEvent.objects.filter(pk__in=steps).values_list("pk", flat=True)}
    seen = TableVersion.objects.visible_to(user).select_related("project").defer("frozen")
    versions = seen.in_bulk(pks)
    results = [Result(versions.get(pk), () if pk in done else reasons.get(pk, (STOPPED,))) for pk in pks]
    return sorted(results, key=lambda one: one.done)


def _of(job: Job) -> tuple[Many, UUID]:
    return Many(job.parameters["step"]), UUID(job.parameters["key"])
