"""What undoes, repeats or refuses a step: it is told, kept in order, and nothing of it is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from budget_site.trail.models import TrailRecord
from projects.models import ReviewEvent, Status
from projects.review.returning import answer, last_return
from projects.review.said import Refused
from projects.workflow import Action
from tests.projects.review.cast import judged, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(district, department):
    return make_cast(district, department)


def test_a_refused_submission_leaves_to_be_seen_what_it_was_refused_for(cast):
    """The page counts what today's rules find, not what those of the last save did."""
    before = cast.version.examination.errors
    broken = cast.version.indicators.first()
    type(broken).objects.filter(pk=broken.pk).update(level3="")
    with pytest.raises(Refused, match="处错误"):
        cast.submitted()
    assert cast.version.examination.errors > before


def test_what_was_not_arranged_comes_back_to_the_drafter_with_a_reason(cast):
    cast.submitted()
    cast.does(Action.REJECT, cast.reviewer, why="不属于支出范围", judged=judged("poor"))
    with pytest.raises(Refused, match="写明退回修改的原因"):
        cast.does(Action.RETURN, cast.second)
    cast.does(Action.RETURN, cast.second, why="县政府同意安排，请补充依据")
    assert cast.version.status == Status.RETURNED
    said = cast.version.judgements.order_by("event__number")
    assert [one.grade for one in said] == ["poor"], "no grade is given anew by hearing it again"
    answer(cast.version.pk, 1, "已补充", cast.drafter, uuid4())
    cast.submitted()
    cast.does(Action.APPROVE, cast.reviewer, judged=judged("excellent"))


def test_a_colleague_sets_free_what_was_taken_and_the_drafter_may_then_withdraw(cast):
    cast.submitted()
    cast.does(Action.CLAIM, cast.reviewer)
    with pytest.raises(Refused, match="写明取消的原因"):
        cast.does(Action.RELEASE, cast.second)
    cast.does(Action.RELEASE, cast.second, why="病假")
    cast.does(Action.WITHDRAW, cast.drafter)


def test_the_order_of_steps_does_not_hang_on_the_clock(cast):
    cast.submitted()
    cast.does(Action.RETURN, cast.reviewer, why="第一次")
    first = last_return(cast.version)
    answer(cast.version.pk, 1, "好", cast.drafter, uuid4())
    cast.submitted()
    cast.does(Action.RETURN, cast.reviewer, why="第二次")
    ReviewEvent.objects.filter(pk=first.pk).update(at=timezone.now() + timedelta(days=1))
    assert last_return(cast.version).why == "第二次"
    assert [one.number for one in cast.version.events.all()] == [1, 2, 3, 4]


def test_the_trail_knows_the_grade_and_never_the_words(cast):
    cast.submitted()
    cast.does(Action.RETURN, cast.reviewer, why="取暖面积 3200 平方米没有依据")
    kept = list(TrailRecord.objects.filter(action="status").order_by("pk"))
    assert kept[-1].after["等级"] == "中"
    assert not any("3200" in f"{one.note}{one.before}{one.after}" for one in kept)
