"""Many tables at once: each judged by itself, told by itself, nothing half done."""

from dataclasses import replace
from uuid import uuid4

import pytest

from projects.adding import NewProject, add_projects
from projects.models import Project, Status, TableVersion
from projects.review.bulk import Many, act_on
from projects.review.choosing import UNSEEN
from projects.review.facts import token
from projects.review.performing import perform
from projects.review.returning import answer
from projects.rules.examples import SOUND
from projects.tables import Amount
from projects.workflow import Action
from tests.people import make_framework
from tests.projects.review.cast import judged, make_cast

pytestmark = pytest.mark.django_db
MANY = 200
STALE = "您打开页面以后，这张表的内容或状态有了变化，请重新打开，看过现在的再办理。"


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


def now(versions) -> list[TableVersion]:
    """As they stand in the database."""
    there = TableVersion.objects.in_bulk([one.pk for one in versions])
    return [there[one.pk] for one in versions]


def act(many, versions, user, key=None, why="", seen=None):
    """With what the page showed: the tables as they stand, unless it was something else."""
    shown = zip(now(versions), seen or map(token, now(versions)), strict=True)
    return list(act_on(many, shown, user, key or uuid4(), why))


def test_of_200_those_that_may_go_go_and_each_other_says_why(cast):
    wrong = {7: replace(SOUND, fiscal=Amount.of("1")), 123: replace(SOUND, total=Amount.of("多少"))}
    tables = [wrong.get(number, table) for number, table in enumerate(named(MANY))]
    results = act(Many.SUBMIT, add(cast, *tables), cast.drafter)
    assert [number for number, one in enumerate(results) if not one.done] == sorted(wrong)
    assert all("错误" in "".join(one.reasons) for one in results if not one.done)
    count = TableVersion.objects.filter(status=Status.PERFORMANCE_REVIEW).count()
    assert count == MANY - len(wrong)
    assert TableVersion.objects.filter(status=Status.DRAFT, frozen=None).count() == len(wrong) + 1


def test_a_double_click_tells_the_same_and_does_nothing_twice(cast):
    versions, key = add(cast, *named(3)), uuid4()
    seen = [token(one) for one in versions]
    first, again = (act(Many.SUBMIT, versions, cast.drafter, key, seen=seen) for _ in range(2))
    assert [one.done for one in first] == [one.done for one in again] == [True] * 3
    assert sum(one.events.count() for one in versions) == 3


def test_pass_at_the_last_step_says_that_all_is_met_but_for_key_projects_and_what_was_judged(cast):
    versions = add(cast, *named(3))
    act(Many.SUBMIT, versions, cast.drafter)
    Project.objects.filter(pk=versions[1].project_id).update(is_key=True)
    perform(Action.RETURN, versions[2].pk, cast.reviewer, why="请核对")
    answer(versions[2].pk, 1, "已核对", cast.drafter, uuid4())
    perform(Action.SUBMIT, versions[2].pk, cast.drafter)
    told = act(Many.PASS, versions, cast.reviewer, why="目标清楚")
    assert [one.done for one in told] == [True, False, False]
    assert told[1].reasons == ("请先填写四项审核意见和等级。",)
    assert "等级为中" in told[2].reasons[0]
    said = versions[0].judgements.get()
    assert (said.grade, said.opinion) == ("excellent", "目标清楚")
    assert {one["verdict"] for one in said.criteria.values()} == {"met"}


def test_pass_is_the_step_of_each_table(cast):
    cast.switch_on(business_review=True)
    cast.submitted()
    [result] = act(Many.PASS, [cast.version], cast.business)
    assert result.done
    assert cast.version.status == Status.PERFORMANCE_REVIEW


def test_a_common_reason_returns_each_with_a_checklist_of_its_own(cast):
    versions = add(cast, *named(3))
    act(Many.SUBMIT, versions[:2], cast.drafter)
    assert not any(one.done for one in act(Many.RETURN, versions, cast.reviewer))
    results = act(Many.RETURN, versions, cast.reviewer, why="请按新模板填写")
    assert [one.done for one in results] == [True, True, False]
    for version in versions[:2]:
        event = version.events.get(action=Action.RETURN)
        assert [item.remark for item in event.items.all()] == ["请按新模板填写"]


def test_a_mixture_of_roles_does_not_let_anybody_pass_the_own_table(cast):
    cast.also(cast.drafter, "performance_reviewer")
    cast.does(Action.SUBMIT, cast.drafter)
    [result] = act(Many.PASS, [cast.version], cast.drafter)
    assert not result.done
    cast.does(Action.APPROVE, cast.reviewer, judged=judged("excellent"))


@pytest.mark.parametrize("many", Many)
def test_a_table_that_changed_since_it_was_shown_is_refused_and_the_others_are_not(cast, many):
    cast.switch_on(business_review=True)
    versions = add(cast, *named(3))
    if many is not Many.SUBMIT:
        act(Many.SUBMIT, versions, cast.drafter)
    seen = [token(one) for one in now(versions)]
    TableVersion.objects.filter(pk=versions[1].pk).update(revision=7)
    user = cast.drafter if many is Many.SUBMIT else cast.business
    results = act(many, versions, user, why="请补充依据", seen=seen)
    assert [one.reasons for one in results] == [(), (STALE,), ()]
    moved = [one.events.filter(action=many.value).count() for one in versions]
    assert moved == [1, 0, 1]


@pytest.mark.parametrize("seen", [UNSEEN, "1-draft-0", "乱写"])
def test_what_no_page_can_have_shown_is_refused_too(cast, seen):
    [version] = add(cast, *named(1))
    [result] = act(Many.SUBMIT, [version], cast.drafter, seen=[seen])
    assert result.reasons == (STALE,)
    assert not version.events.exists()
