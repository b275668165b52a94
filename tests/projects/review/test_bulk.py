"""Many tables at once: each judged by itself, told by itself, nothing half done."""

from dataclasses import replace
from uuid import uuid4

import pytest

from projects.adding import NewProject, add_projects
from projects.models import Status, TableVersion
from projects.review.bulk import Many, act_on
from projects.rules.examples import SOUND
from projects.tables import Amount
from projects.workflow import Action
from tests.people import make_framework
from tests.projects.review.cast import judged, make_cast

pytestmark = pytest.mark.django_db
MANY = 200


@pytest.fixture
def cast(district, department):
    return make_cast(district, department)


def add(cast, *tables):
    new = [NewProject(table, cast.department) for table in tables]
    return add_projects(new, make_framework(cast.district), cast.drafter)


def named(count):
    return [
        replace(SOUND, name=f"第{number}项更新", code=f"1302002500{number:03}") for number in range(count)
    ]


def test_of_200_those_that_may_go_go_and_each_other_says_why(cast):
    wrong = {7: replace(SOUND, fiscal=Amount.of("1")), 123: replace(SOUND, total=Amount.of("多少"))}
    tables = [wrong.get(number, table) for number, table in enumerate(named(MANY))]
    versions = add(cast, *tables)
    results = act_on(Many.SUBMIT, versions, cast.drafter, uuid4())
    assert [number for number, one in enumerate(results) if not one.done] == sorted(wrong)
    assert all("错误" in "".join(one.reasons) for one in results if not one.done)
    count = TableVersion.objects.filter(status=Status.PERFORMANCE_REVIEW).count()
    assert count == MANY - len(wrong)
    assert TableVersion.objects.filter(status=Status.DRAFT, frozen=None).count() == len(wrong) + 1


def test_a_double_click_tells_the_same_and_does_nothing_twice(cast):
    versions, key = add(cast, *named(3)), uuid4()
    first = act_on(Many.SUBMIT, versions, cast.drafter, key)
    again = act_on(
        Many.SUBMIT, TableVersion.objects.filter(pk__in=[one.pk for one in versions]), cast.drafter, key
    )
    assert [one.done for one in first] == [one.done for one in again] == [True] * 3
    assert sum(one.events.count() for one in versions) == 3


def test_pass_is_the_step_of_each_table_and_asks_for_its_grade(cast):
    versions = add(cast, *named(2))
    act_on(Many.SUBMIT, versions, cast.drafter, uuid4())
    told = act_on(
        Many.PASS, [TableVersion.objects.get(pk=one.pk) for one in versions], cast.reviewer, uuid4()
    )
    assert [one.reasons for one in told] == [("请先填写四项审核意见和等级。",)] * 2
    cast.switch_on(business_review=True)
    cast.submitted()
    [result] = act_on(Many.PASS, [cast.version], cast.business, uuid4())
    assert result.done
    assert cast.version.status == Status.PERFORMANCE_REVIEW


def test_a_common_reason_returns_each_with_a_checklist_of_its_own(cast):
    versions = add(cast, *named(3))
    act_on(Many.SUBMIT, versions[:2], cast.drafter, uuid4())
    fresh = [TableVersion.objects.get(pk=one.pk) for one in versions]
    assert not any(one.done for one in act_on(Many.RETURN, fresh, cast.reviewer, uuid4()))
    results = act_on(Many.RETURN, fresh, cast.reviewer, uuid4(), "请按新模板填写")
    assert [one.done for one in results] == [True, True, False]
    for version in versions[:2]:
        event = version.events.get(action=Action.RETURN)
        assert [item.remark for item in event.items.all()] == ["请按新模板填写"]


def test_a_mixture_of_roles_does_not_let_anybody_pass_the_own_table(cast):
    cast.also(cast.drafter, "performance_reviewer")
    cast.does(Action.SUBMIT, cast.drafter)
    [result] = act_on(Many.PASS, [cast.version], cast.drafter, uuid4())
    assert not result.done
    cast.does(Action.APPROVE, cast.reviewer, judged=judged("excellent"))
