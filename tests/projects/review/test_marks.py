"""新增 and 重点: who may mark, when the mark seems to be missing, and that the trail tells."""

import pytest

from budget_site.accounts.models import Role
from budget_site.trail.models import TrailRecord
from projects.models import Project
from projects.review.assessing import setup_of
from projects.review.marks import MarkRefused, may_mark, seems_new, set_marks
from projects.review.said import Refused
from projects.rules.examples import SOUND
from tests.people import make_project, make_user
from tests.projects.review.cast import make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(district, department):
    made = make_cast(district, department)
    made.switch_on(major_amount=SOUND.total.value)
    return made


def marked(cast) -> tuple[bool, bool]:
    project = Project.objects.get(pk=cast.project.pk)
    return project.is_new, project.is_key


def told():
    return TrailRecord.objects.filter(action="setting", object_kind="projects.project")


def test_the_drafter_marks_new_and_the_bureau_both(cast):
    assert set_marks(cast.version, cast.drafter, is_new=True, is_key=None) == ["新增项目"]
    assert marked(cast) == (True, False)
    assert set_marks(cast.version, cast.replier, is_new=None, is_key=True) == ["重点项目"]
    assert set_marks(cast.version, cast.reviewer, is_new=False, is_key=None) == ["新增项目"]
    assert marked(cast) == (False, True)
    assert [(one.before, one.after) for one in told()] == [
        ({"新增项目": False}, {"新增项目": True}),
        ({"重点项目": False}, {"重点项目": True}),
        ({"新增项目": True}, {"新增项目": False}),
    ]


def test_a_second_time_changes_nothing(cast):
    set_marks(cast.version, cast.drafter, is_new=True, is_key=None)
    assert set_marks(cast.version, cast.drafter, is_new=True, is_key=None) == []
    assert told().count() == 1


def test_the_drafter_does_not_take_new_away_whoever_set_it(cast):
    """Else a table that needs an assessment were submitted without one."""
    for who in (cast.reviewer, cast.drafter):
        set_marks(cast.version, who, is_new=True, is_key=None)
        for drafter in (cast.drafter, cast.colleague):
            with pytest.raises(MarkRefused, match="新增项目的标记由财政部门取消"):
                set_marks(cast.version, drafter, is_new=False, is_key=None)
            with pytest.raises(MarkRefused):
                set_marks(cast.version, drafter, is_new=False, is_key=True)
        assert marked(cast) == (True, False)
    assert told().count() == 1
    with pytest.raises(Refused, match="事前绩效评估还缺"):
        cast.submitted()


@pytest.mark.parametrize("finance", ["business", "reviewer", "replier"])
def test_each_of_the_bureau_takes_it_away_while_it_is_worked_on_and_later(cast, finance):
    who = getattr(cast, finance)
    for submit in (False, True):
        set_marks(cast.version, who, is_new=True, is_key=None)
        assert set_marks(cast.version, who, is_new=False, is_key=None) == ["新增项目"]
        if not submit:
            cast.submitted()


def test_a_drafter_of_the_bureau_too_takes_it_away_for_the_bureau(cast):
    cast.also(cast.drafter, Role.BUSINESS_REVIEWER)
    set_marks(cast.version, cast.drafter, is_new=True, is_key=None)
    assert set_marks(cast.version, cast.drafter, is_new=False, is_key=None)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DRAFTER])
def test_others_do_not_mark(cast, role):
    user = make_user("别人", role, department=cast.department)
    finance = role in (Role.BUSINESS_REVIEWER, Role.PERFORMANCE_REVIEWER, Role.REPLIER)
    assert bool(may_mark(user, cast.version)) is finance
    if not finance:
        for asked in ({"is_new": True, "is_key": None}, {"is_new": None, "is_key": None}):
            with pytest.raises(MarkRefused):
                set_marks(cast.version, user, **asked)
        assert marked(cast) == (False, False)


def test_the_drafter_marks_no_key_project_and_nothing_that_is_under_review(cast, stranger):
    for user in (cast.drafter, stranger):
        with pytest.raises(MarkRefused, match="重点项目由财政部门标记"):
            set_marks(cast.version, user, is_new=None, is_key=True)
    cast.submitted()
    with pytest.raises(MarkRefused):
        set_marks(cast.version, cast.drafter, is_new=True, is_key=None)
    assert set_marks(cast.version, cast.reviewer, is_new=True, is_key=None)


def test_a_major_project_without_a_last_year_seems_new(cast, other_department):
    setup = setup_of(cast.district.pk)
    assert seems_new(cast.version, setup)
    last = make_project(cast.district, other_department, 2024)
    Project.objects.filter(pk=last.pk).update(lineage=cast.project.lineage)
    assert not seems_new(cast.version, setup)
    Project.objects.filter(pk=last.pk).update(year=2023)
    assert seems_new(cast.version, setup)
    set_marks(cast.version, cast.drafter, is_new=True, is_key=None)
    assert not seems_new(cast.version, setup)


def test_a_small_project_and_a_district_without_a_threshold_are_not_asked(cast):
    cast.switch_on(major_amount=SOUND.total.value + 1)
    assert not seems_new(cast.version, setup_of(cast.district.pk))
    cast.switch_on(major_amount=None)
    assert not seems_new(cast.version, setup_of(cast.district.pk))
    assert not seems_new(cast.version, None)
