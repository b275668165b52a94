"""催办: by the bureau and by the department's head, to whose turn it is, once a day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from budget_site.accounts.models import Role
from projects.models import Notice, TableVersion
from projects.review.own_notices import unread
from projects.review.urging import urge
from projects.workflow import Action
from tests.people import make_district, make_project, make_user
from tests.projects.review.cast import make_cast

pytestmark = pytest.mark.django_db
URGED = Notice.Kind.URGED


@pytest.fixture
def cast(district, department):
    return make_cast(district, department)


def urged(user) -> int:
    return unread(user).filter(kind=URGED).count()


def put(cast, status) -> None:
    TableVersion.objects.filter(project=cast.project).update(status=status, frozen=b"{}")


TURNS = {
    "draft": ("reviewer", "drafter"),
    "returned": ("reviewer", "drafter"),
    "unit_review": ("reviewer", "head"),
    "business_review": ("reviewer", "business"),
    "performance_review": ("head", "reviewer"),
    "approved": ("reviewer", "replier"),
}


@pytest.mark.parametrize("status", TURNS)
def test_whose_turn_it_is_is_reminded_and_nobody_else(cast, status):
    put(cast, status)
    by, whom = (getattr(cast, name) for name in TURNS[status])
    done = urge([cast.version], by)
    assert (done.told, done.reasons) == (1, [])
    for name in ("drafter", "head", "business", "reviewer", "replier"):
        user = getattr(cast, name)
        assert urged(user) == (user == whom), name


def test_who_has_taken_the_table_is_reminded_in_person(cast):
    cast.submitted()
    cast.does(Action.CLAIM, cast.second)
    urge([cast.version], cast.head)
    assert (urged(cast.second), urged(cast.reviewer)) == (1, 0)


def test_where_that_person_may_review_no_more_all_are_reminded(cast):
    cast.submitted()
    cast.does(Action.CLAIM, cast.second)
    cast.second.assignments.all().delete()
    urge([cast.version], cast.head)
    assert (urged(cast.second), urged(cast.reviewer)) == (0, 1)


def test_a_second_click_on_the_same_day_reminds_nobody_and_says_so(cast):
    urge([cast.version], cast.reviewer)
    again = urge([cast.version], cast.head)
    assert (again.told, again.reasons) == (0, ["其中 1 个项目今天已经催办过，请明天再催。"])
    assert urged(cast.drafter) == 1
    Notice.objects.update(at=timezone.now() - timedelta(days=1))
    assert urge([cast.version], cast.reviewer).told == 1


@pytest.mark.parametrize("who", ["drafter", "publisher", "next door", "elsewhere", "stranger", "admin"])
def test_who_is_neither_the_bureau_nor_the_head_may_not(cast, other_department, stranger, who):
    elsewhere = make_district("邻区", "next")
    people = {
        "drafter": cast.drafter,
        "publisher": make_user("publisher", Role.PUBLISHER, district=cast.district),
        "next door": make_user("door", Role.HEAD, department=other_department),
        "elsewhere": make_user("far", Role.REPLIER, district=elsewhere),
        "stranger": stranger,
        "admin": make_user("admin", Role.SYSTEM_ADMIN, district=cast.district),
    }
    done = urge([cast.version], people[who])
    assert done.told == 0
    assert done.reasons == ["催办由财政部门或本单位负责人办理，其中 1 个项目您不能催办。"]
    assert not Notice.objects.exists()


def test_what_waits_for_oneself_or_for_nobody_is_not_urged(cast, district, department):
    put(cast, "unit_review")
    assert urge([cast.version], cast.head).reasons == ["其中 1 个项目正等您自己办理，请在“待办”里查看。"]
    put(cast, "replied")
    assert urge([cast.version], cast.head).reasons == ["其中 1 个项目没有等待办理的环节，不用催办。"]


def test_many_at_once_are_each_judged_by_itself(cast, district, department):
    make_project(district, department)
    urge([cast.version], cast.reviewer)
    done = urge(list(TableVersion.objects.all()), cast.reviewer)
    assert (done.told, len(done.reasons)) == (1, 1)


def test_a_reminder_names_place_and_day_and_no_cell(cast):
    urge([cast.version], cast.reviewer)
    text = unread(cast.drafter).get().text
    assert text.startswith("绩效的姓名提醒您：芦台经济开发区2025年第1个项目（财政局）自")
    assert cast.version.name not in text


def test_urging_many_asks_the_database_as_often_as_few(
    cast, district, department, django_assert_max_num_queries
):
    for _ in range(12):
        make_project(district, department)
    versions = list(TableVersion.objects.all())
    with django_assert_max_num_queries(12):
        assert urge(versions, cast.reviewer).told == 13
