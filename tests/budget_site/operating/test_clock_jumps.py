"""The machine's clock jumps a day ahead and is set right again: nothing is done twice, nobody waits a day.

SOAK_ROUNDS (`make soak`) asks for more jumps, of any length and backwards too.
"""

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import reverse
from django.utils import timezone

from budget_site.trail.models import Action, TrailRecord
from budget_site.trail.recording import record
from budget_site.trail.sealing import seal, tell_heads
from budget_site.trail.verifying import Verification
from disclosures.models import Edition, RegisterEntry
from projects.drafting import presence
from projects.jobs.progress import Progress
from projects.jobs.sweeping import sweep
from projects.models import Job, Presence
from tests.disclosures.publishing.press import make_press, public_files, work
from tests.disclosures.publishing.quick import draw_all
from tests.people import make_project
from tests.projects.jobs.working import make_job

pytestmark = pytest.mark.django_db
DAY, ROUNDS = timedelta(days=1), int(os.environ.get("SOAK_ROUNDS", "1"))


@pytest.fixture
def clock(monkeypatch):
    """`clock(DAY)`: the clock goes that much ahead of the true one; `clock()` sets it right."""
    real, real_seconds = timezone.now, time.time

    def jump(ahead: timedelta = timedelta(0)) -> None:
        monkeypatch.setattr(timezone, "now", lambda: real() + ahead)
        monkeypatch.setattr(time, "time", lambda: real_seconds() + ahead.total_seconds())

    return jump


def jumps() -> Iterator[timedelta]:
    """How far from the true time the clock is, one after the other."""
    yield from (DAY, timedelta(0))
    chance = Random(ROUNDS)
    for _ in range(ROUNDS):
        yield chance.uniform(-400, 400) * DAY


def state(job: Job) -> str:
    return Job.objects.get(pk=job.pk).state


def test_a_living_workers_job_is_its_own_across_both_jumps(drafter, clock):
    job = make_job(drafter)
    progress = Progress.take(job.pk)
    for ahead in jumps():
        clock(ahead)
        progress.renew()
        sweep()
        assert Progress.take(job.pk) is None
        assert state(job) == Job.State.RUNNING


def test_the_job_of_a_worker_that_died_while_the_clock_was_ahead_waits_no_day(drafter, clock):
    for ahead in map(abs, jumps()):
        job = make_job(drafter)
        clock(max(ahead, DAY))
        Progress.take(job.pk)
        clock()
        sweep()
        assert state(job) == Job.State.WAITING
        assert Progress.take(job.pk)


def test_a_long_step_is_not_taken_for_a_wrong_clock(drafter):
    job = make_job(drafter)
    Progress.take(job.pk).hold(6 * 3600)
    sweep()
    assert state(job) == Job.State.RUNNING


def test_what_is_scheduled_is_published_once(district, department, clock, monkeypatch):
    monkeypatch.setattr(Progress, "apart_all", draw_all)
    press = make_press(district, department)
    edition = press.publish(when=timezone.now() + timedelta(hours=5))
    clock(-DAY)
    work()
    assert Edition.objects.get().state == Edition.State.SCHEDULED
    clock(DAY)
    work()
    shown = public_files()
    clock()
    work()
    clock(DAY)
    work()
    assert Edition.objects.get(pk=edition.pk).state == Edition.State.PUBLISHED
    assert public_files() == shown
    assert RegisterEntry.objects.count() == 1
    assert TrailRecord.objects.filter(action="publication", after__步骤="公开").count() == 1


def test_who_is_signed_in_signs_in_anew_and_no_session_lives_a_day_longer(client, drafter, clock):
    client.force_login(drafter)
    clock(DAY)
    assert client.get(reverse("home")).url.startswith(reverse("login"))
    client.force_login(drafter)
    assert client.get(reverse("home")).status_code == 200
    clock()
    assert client.get(reverse("home")).url.startswith(reverse("login"))
    assert SESSION_KEY not in client.session


@pytest.mark.django_db(transaction=True)
def test_the_trail_is_linked_in_the_order_in_which_things_were_done(clock):
    done = []
    for ahead in (timedelta(0), DAY, timedelta(0), -DAY):
        clock(ahead)
        done.append(record(Action.SETTING, by=None).pk)
        tell_heads()
        seal()
    assert not list(Verification().problems())
    linked = TrailRecord.objects.exclude(seal=None).order_by("seal__chain", "seal__number")
    assert [pk for pk in linked.values_list("pk", flat=True) if pk in done] == done
    assert TrailRecord.objects.filter(action=Action.HEADS).count() == 2  # of two days, once each


def test_nobody_is_shown_at_a_table_who_left_it_when_the_clock_was_ahead(
    district, department, drafter, other_drafter, clock
):
    version = make_project(district, department).versions.get()
    clock(DAY)
    presence.report(version, drafter, version.project_id)
    clock()
    assert presence.others(version, other_drafter) == []
    presence.forget_gone()
    assert not Presence.objects.exists()
