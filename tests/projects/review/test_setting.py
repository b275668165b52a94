"""审核流程: who sets it, that nobody's table loses its step, and that the trail tells before and after."""

from decimal import Decimal

import pytest

from budget_site.accounts.models import Role
from budget_site.trail.models import TrailRecord
from projects.models import ReviewSetup, Status
from projects.review.setting import SetupRefused, change_setup, in_words, may_set
from projects.workflow import Action
from tests.people import make_user
from tests.projects.review.cast import make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(district, department):
    return make_cast(district, department)


def change(cast, unit=False, business=False, amount=None):
    asked = {"unit_review": unit, "business_review": business, "major_amount": amount and Decimal(amount)}
    return change_setup(cast.district, cast.reviewer, **asked)


def told():
    return TrailRecord.objects.filter(object_kind="projects.reviewsetup")


def test_a_change_is_kept_and_told_with_before_and_after(cast):
    assert change(cast, unit=True, amount="100")
    setup = ReviewSetup.objects.get()
    assert (setup.unit_review, setup.business_review, setup.major_amount) == (True, False, 100)
    [record] = told()
    assert record.before == {"待单位审核": "不需要", "重大项目起点": "未设置"}
    assert record.after == {"待单位审核": "需要", "重大项目起点": "100 万元"}
    assert record.actor_id == cast.reviewer.pk


def test_the_same_again_is_no_change(cast):
    assert not change(cast)
    assert change(cast, business=True, amount="100.0")
    assert not change(cast, business=True, amount="100")
    assert told().count() == 1


@pytest.mark.parametrize(
    ("step", "status"), [("unit", Status.UNIT_REVIEW), ("business", Status.BUSINESS_REVIEW)]
)
def test_a_step_in_which_tables_wait_stays(cast, step, status):
    change(cast, **{step: True})
    cast.submitted()
    assert cast.version.status == status
    with pytest.raises(SetupRefused, match=f"还有 1 张表在“{status.label}”，不能取消这一步"):
        change(cast)
    assert told().count() == 1
    change(cast, unit=True, business=True)  # one more is no loss
    who = cast.head if step == "unit" else cast.business
    cast.does(Action.RETURN, who, why="请修改")
    assert change(cast)


@pytest.mark.parametrize("role", list(Role))
def test_performance_and_budget_office_of_the_whole_district_set_it(cast, role):
    whole = make_user("全区", role, district=cast.district)
    here = make_user("本局", role, department=cast.department)
    assert may_set(whole, cast.district) is (role in (Role.PERFORMANCE_REVIEWER, Role.REPLIER))
    assert not may_set(here, cast.district)


def test_it_is_told_in_words():
    assert in_words(None) == "送审→绩效审核→批复。没有设置重大项目起点。"
    setup = ReviewSetup(unit_review=True, business_review=True, major_amount=Decimal("500.5"))
    assert in_words(setup) == "送审→单位审核→业务审核→绩效审核→批复。新增项目达到 500.5 万元的须先评估。"
