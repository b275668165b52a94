"""Two who act at the same moment, and a process killed at any: one wins or nothing is written, never half."""

import hashlib
import os
import random
import time
from functools import partial
from uuid import uuid4

import pytest

from budget_site.trail.models import TrailRecord
from projects.models import ReviewEvent, Snapshot, Status, TableVersion
from projects.review.facts import token
from projects.review.performing import perform
from projects.review.said import Refused
from projects.review.threads import FEEDBACK, open_thread
from projects.rules.examples import SOUND
from projects.workflow import Action
from tests import together
from tests.forked import Forked
from tests.people import make_project
from tests.processes import wait_for
from tests.projects.review import stepper
from tests.projects.review.cast import judged, make_cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("processes")]
at_once = partial(together.at_once, refused=Refused)
KILLS = 4 * int(os.environ.get("SOAK_ROUNDS", "1"))


@pytest.fixture
def cast(district, department):
    return make_cast(district, department)


def split(answers):
    done = [one for one in answers if isinstance(one, ReviewEvent)]
    return done, [one for one in answers if isinstance(one, Refused)]


def test_of_two_reviewers_one_wins_and_the_other_is_told(cast):
    cast.submitted()
    pk, seen = cast.version.pk, token(cast.version)
    answers = at_once(
        lambda: perform(Action.APPROVE, pk, cast.reviewer, seen=seen, judged=judged("excellent")),
        lambda: perform(Action.RETURN, pk, cast.second, seen=seen, why="请补充"),
    )
    [done], [refused] = split(answers)
    assert cast.version.status == done.after
    assert any("您打开页面以后，这张表的内容或状态有了变化" in one for one in refused.reasons)
    assert cast.version.events.count() == 2


def test_of_two_claims_one_holds(cast):
    cast.submitted()
    pk = cast.version.pk
    answers = at_once(
        lambda: perform(Action.CLAIM, pk, cast.reviewer), lambda: perform(Action.CLAIM, pk, cast.second)
    )
    [done], [refused] = split(answers)
    assert cast.version.claimed_by == done.by
    assert "已经领办" in refused.reasons[0]


def test_a_double_click_is_one_step(cast):
    pk, key = cast.version.pk, uuid4()
    click = lambda: perform(Action.SUBMIT, pk, cast.drafter, key=key)  # noqa: E731
    done, refused = split(at_once(click, click, click))
    assert (len(done), refused) == (3, [])
    assert ReviewEvent.objects.count() == 1
    assert Snapshot.objects.filter(reason="submitted").count() == 1


def test_a_remark_and_an_approval_at_the_same_moment_do_not_pass_each_other(cast):
    cast.submitted()
    pk = cast.version.pk
    answers = at_once(
        lambda: perform(Action.APPROVE, pk, cast.reviewer, judged=judged("excellent")),
        lambda: open_thread(FEEDBACK, cast.project, cast.second, (None, "total"), "请核对", uuid4()),
    )
    done, refused = split(answers)
    thread = cast.project.feedback.get()
    if done:  # the approval was first: the remark stands at an approved table, and blocks its reply
        assert thread.opened_at > done[0].at
    else:
        assert "反馈意见没有解决" in refused[0].reasons[0]


def test_a_process_killed_at_any_moment_leaves_nothing_half_written(cast, district, department):
    chance = random.Random(5)
    projects = [make_project(district, department, table=SOUND) for _ in range(3)]
    versions = [project.versions.get() for project in projects]
    for _ in range(KILLS):
        process = Forked(stepper.step, cast.drafter.pk, cast.reviewer.pk, [one.pk for one in versions])
        before = ReviewEvent.objects.count()
        # It is at work, however busy the machine is.
        wait_for(lambda before=before: ReviewEvent.objects.count() > before, process)
        time.sleep(chance.uniform(0, 0.5))
        process.kill()
        assert process.wait() == -9, process.stderr.read()
        for version in versions:
            is_whole(TableVersion.objects.get(pk=version.pk))
    assert TrailRecord.objects.filter(action="status").count() == ReviewEvent.objects.count()


def is_whole(version: TableVersion) -> None:
    """State, text, snapshot, checklist and notices are those of the steps on record, in one chain."""
    events = list(version.events.order_by("at"))
    states = [Status.DRAFT, *(one.after for one in events)]
    assert [one.before for one in events] == states[:-1]
    assert version.status == states[-1]
    submitted = [one for one in events if one.action == Action.SUBMIT]
    assert version.snapshots.filter(reason="submitted").count() == len(submitted)
    assert all(one.snapshot_id for one in submitted)
    assert all(one.notices.exists() for one in events)
    assert all(one.items.exists() for one in events if one.action == Action.RETURN)
    if submitted:
        assert hashlib.sha256(bytes(version.frozen)).hexdigest() == version.frozen_hash
