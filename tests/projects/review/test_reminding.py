"""Reminders of a deadline: before and after it, to whoever still has something to do, once each."""

import datetime

import pytest

from budget_site.accounts.models import Role
from projects.binning import put_away
from projects.models import Notice, Reminder, TableVersion
from projects.review.own_notices import unread
from projects.review.reminding import DAYS, LEFT, remind
from projects.review.turns import TURN
from tests.people import make_district, make_project, make_user
from tests.projects.review.cast import make_cast

pytestmark = pytest.mark.django_db
DUE = datetime.date(2026, 12, 10)


@pytest.fixture
def cast(district, department):
    return make_cast(district, department)


def days_before(days: int) -> datetime.date:
    return DUE - datetime.timedelta(days=days)


def due(cast, step="drafting", date=DUE, year=2025):
    return cast.district.deadlines.create(year=year, step=step, due=date)


def reminded(user) -> list[str]:
    found = unread(user).filter(kind=Notice.Kind.DUE).order_by("at", "pk")
    return list(found.values_list("text", flat=True))


def put(cast, status) -> None:
    TableVersion.objects.filter(project=cast.project).update(status=status, frozen=b"{}")


def test_the_drafters_are_reminded_of_what_is_not_submitted(cast, district, department):
    make_project(district, department)
    due(cast)
    remind(days_before(7))
    expected = "芦台经济开发区2025年填报将于12月10日截止，到12月3日财政局还有 2 张表没有送审。"
    assert reminded(cast.drafter) == reminded(cast.colleague) == [expected]
    for user in (cast.head, cast.business, cast.reviewer, cast.replier):
        assert not reminded(user)


@pytest.mark.parametrize("days", DAYS)
def test_a_reminder_is_given_once(cast, days):
    due(cast)
    for _ in range(3):
        remind(days_before(days))
    assert len(reminded(cast.drafter)) == 1
    assert Reminder.objects.get().days == days


@pytest.mark.parametrize("days", [8, 30, -15, -300])
def test_long_before_or_after_nobody_is_reminded(cast, days):
    due(cast)
    remind(days_before(days))
    assert not Notice.objects.exists()
    assert not Reminder.objects.exists()


def test_day_by_day_each_reminder_comes_on_its_day(cast):
    due(cast)
    given = []
    for days in range(10, -12, -1):
        before = Notice.objects.count()
        remind(days_before(days))
        if Notice.objects.count() > before:
            given.append(days)
    assert given == list(DAYS)


def test_after_days_without_a_worker_only_the_latest_is_given(cast):
    due(cast)
    remind(days_before(-4))
    assert [one.days for one in Reminder.objects.all()] == [-3]
    [text] = reminded(cast.drafter)
    assert text == (
        "芦台经济开发区2025年填报已于12月10日截止，到12月14日财政局还有 1 张表没有送审，请尽快办理。"
    )


def test_another_date_is_reminded_of_anew(cast):
    deadline = due(cast)
    remind(days_before(1))
    deadline.due = DUE + datetime.timedelta(days=20)
    deadline.save()
    remind(days_before(1))
    assert len(reminded(cast.drafter)) == 1
    remind(deadline.due - datetime.timedelta(days=1))
    assert len(reminded(cast.drafter)) == 2


STATES = {
    "drafting": ("draft", "drafter"),
    "unit_review": ("unit_review", "head"),
    "business_review": ("business_review", "business"),
    "review": ("performance_review", "reviewer"),
    "reply": ("approved", "replier"),
}


@pytest.mark.parametrize("step", STATES)
@pytest.mark.parametrize("status", sorted(TURN))
def test_each_step_reminds_of_the_tables_that_stand_in_it_and_of_no_others(cast, step, status):
    due(cast, step)
    put(cast, status)
    remind(days_before(1))
    stands, who = STATES[step]
    left = status == stands or (step == "drafting" and status == "returned")
    for name in ("drafter", "head", "business", "reviewer", "replier"):
        assert len(reminded(getattr(cast, name))) == (left and name == who), name


def test_every_step_reminds_those_whose_turn_it_is():
    for left in LEFT.values():
        assert {TURN[status] for status in left.states} == {left.role}


def test_where_nothing_is_left_to_do_nobody_is_reminded(cast):
    due(cast)
    put(cast, "replied")
    remind(days_before(1))
    assert not Notice.objects.exists()


def test_departments_are_reminded_of_their_own_and_districts_of_theirs(cast, other_department):
    next_door = make_user("next door", Role.DRAFTER, department=other_department)
    elsewhere = make_district("邻区", "next")
    far = make_user("far", Role.DRAFTER, district=elsewhere)
    make_project(elsewhere)
    due(cast)
    remind(days_before(1))
    assert not reminded(next_door)
    assert not reminded(far)
    assert len(reminded(cast.drafter)) == 1


def test_of_a_binned_project_and_of_another_year_nobody_is_reminded(cast, district, department):
    due(cast, year=2024)
    remind(days_before(1))
    assert not Notice.objects.exists()
    put_away(cast.project, cast.drafter)
    due(cast)
    remind(days_before(1))
    assert not Notice.objects.exists()


def test_projects_without_a_department_are_told_to_the_drafters_of_the_district(cast, district):
    whole = make_user("whole", Role.DRAFTER, district=district)
    make_project(district)
    due(cast)
    remind(days_before(1))
    assert len(reminded(cast.drafter)) == 1
    assert any("未分配部门的项目还有 1 张表" in text for text in reminded(whole))


def test_the_bureau_gets_one_reminder_however_many_departments_there_are(cast, district, other_department):
    make_project(district, other_department)
    TableVersion.objects.update(status="business_review", frozen=b"{}")
    due(cast, "business_review")
    of_one = make_user("of one", Role.BUSINESS_REVIEWER, department=other_department)
    none = make_user(
        "none", Role.BUSINESS_REVIEWER, department=district.departments.create(code="x", name="局")
    )
    remind(days_before(1))
    assert [text.partition("到12月9日")[2] for text in reminded(cast.business)] == [
        "共还有 2 张表等待业务审核。"
    ]
    assert [text.partition("到12月9日")[2] for text in reminded(of_one)] == [
        "您负责的部门还有 1 张表等待业务审核。"
    ]
    assert not reminded(none)


def test_the_day_of_publication_reminds_nobody_here(cast):
    due(cast, "disclosure")
    remind(DUE)
    assert not Notice.objects.exists()
