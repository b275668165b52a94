"""The job that makes an edition: draw for its place in the chain, check, switch; or wait for its time.

Begun again it goes on where it was: files that lie there stay, and what is published is published once.
"""

from contextlib import suppress
from itertools import chain
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from budget_site.operating import full_disk
from disclosures.models import Edition
from disclosures.publishing import again, drawing, state, storing, telling
from disclosures.publishing.places import page_of
from disclosures.publishing.refused import NotPublished
from disclosures.publishing.resuming import settle_quietly
from disclosures.rendering.files import PARTS
from projects.days import moment
from projects.jobs import JobFailed, Outcome, Progress, cancel, register, submit
from projects.jobs.running import run
from projects.jobs.submitting import UNFINISHED
from projects.models import Job

TRIES = 5  # so often another edition may come between drawing and switching
OVERTAKEN = "公开时接连有别的版本先公开，这一版没有公开，请稍后再办理。"
DAMAGED = "公开前核对时发现文件与生成时不同，没有公开，请重新办理，并告知系统管理员。"
State = Edition.State


def submit_for(edition: Edition, key: UUID | None = None) -> Job:
    """In the transaction of the edition. NotPublished where the person has too much unfinished work."""
    page = page_of(edition.district, edition.year, edition.department)
    try:
        return submit(
            Job.Kind.PUBLISH,
            edition.asked_by,
            f"公开{edition.district}{edition.department or ''}{edition.year}年预算公开说明",
            {"edition": edition.pk, "page": page},
            pk=key,
        )
    except JobFailed as refused:
        raise NotPublished([str(refused)]) from refused


def jobs_of(edition: Edition):
    """The latest first."""
    return Job.objects.filter(kind=Job.Kind.PUBLISH, parameters__edition=edition.pk)


def cancel_for(edition: Edition) -> None:
    for job in jobs_of(edition).filter(state__in=UNFINISHED):
        cancel(job)


def do(edition: Edition) -> None:
    """Now, in this process, unless a worker is at it. NotPublished where nothing came of it."""
    for job in jobs_of(edition).filter(state=Job.State.WAITING):
        run(job.pk)
        job.refresh_from_db()
        if job.state == Job.State.FAILED:
            raise NotPublished([job.message])


@register(Job.Kind.PUBLISH)
def publish(job: Job, progress: Progress) -> Outcome | None:
    edition = _edition(job)
    if edition is None or edition.state not in state.UNDER_WAY:
        settle_quietly()
        return Outcome("这一版已经办理过了。")
    try:
        _bring(edition, progress)
    except (NotPublished, OSError) as trouble:
        if not isinstance(trouble, NotPublished) and not full_disk.is_full(trouble):
            raise
        why = str(trouble) if isinstance(trouble, NotPublished) else full_disk.SENTENCE
        give_up(edition, why)
        raise JobFailed(why) from trouble
    return None


def give_up(edition: Edition, why: str) -> None:
    """Stop what cannot be published, and say so; what is published meanwhile stays."""
    with transaction.atomic():
        edition = state.locked(edition.pk)
        if edition.state in state.UNDER_WAY:
            state.stop(edition)
            telling.in_trail(edition, "未公开", None, 原因=why)
            telling.noticed(edition, f"{edition}没有公开：{why}", None)


def _edition(job: Job) -> Edition | None:
    beside = ("district", "department", "corrects", "asked_by")
    return Edition.objects.select_related(*beside).filter(pk=job.parameters["edition"]).first()


def _bring(edition: Edition, progress: Progress) -> None:
    for _ in range(TRIES):
        prepared = _drawn(edition, progress)
        if not storing.is_whole(edition, prepared):
            raise NotPublished([DAMAGED])
        with transaction.atomic():
            outcome = _step(state.locked(edition.pk), prepared)
            if outcome:
                progress.finish(Outcome(outcome))
        if outcome:
            settle_quietly()
            return
    raise NotPublished([OVERTAKEN])


def _drawn(edition: Edition, progress: Progress) -> storing.Prepared:
    """The files for the place that the edition would have now; as they lie there, if they do."""
    facts, there = state.facts_of(edition), storing.prepared(edition)
    if there and there.facts == facts and storing.is_whole(edition, there):
        return there
    asked = str(storing.folder_of(edition)), bytes(edition.data), facts
    drawn = progress.apart_all(*((f"{drawing.__name__}.draw", part, *asked) for part in PARTS))
    progress.renew()
    return storing.keep(edition, facts, dict(chain.from_iterable(one.items() for one in drawn)))


def _step(edition: Edition, prepared: storing.Prepared) -> str:
    """What became of it, in words; nothing where the files are for another place in the chain."""
    if edition.state not in state.UNDER_WAY:
        raise NotPublished([f"{edition}已不在办理中。"])
    if edition.scheduled_for and edition.scheduled_for > timezone.now():
        return _wait(edition)
    again.refuse(edition)
    if not state.publish(edition, prepared):
        return ""
    again.note_is_used(edition)
    telling.register(edition)
    telling.in_trail(edition, "更正" if edition.corrects else "公开", edition.asked_by)
    telling.noticed(edition, f"{edition}已公开。", edition.asked_by)
    return f"{edition}已公开。"


def _wait(edition: Edition) -> str:
    at = moment(timezone.localtime(edition.scheduled_for))
    if edition.state == State.PREPARING:
        state.schedule(edition)
        telling.in_trail(edition, "定时公开", edition.asked_by, 定时=at)
        telling.noticed(
            edition, f"{edition.district}{edition.year}年预算公开已定于{at}公开。", edition.asked_by
        )
    return f"文件已经生成并核对，定于{at}公开。"


def submit_due(edition: Edition) -> None:
    """For a sweep: where the person has too much unfinished work, the next one asks again."""
    with suppress(NotPublished), transaction.atomic():
        submit_for(edition)
