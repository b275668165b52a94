"""Who somebody is, and where: what pages ask before they offer anything."""

import pytest

from budget_site.accounts.models import Assignment, Department, Role, User
from budget_site.accounts.models.people import FINANCE_ROLES
from tests.people import make_district, make_user

pytestmark = pytest.mark.django_db


def test_a_role_in_a_department_is_none_in_its_district(district, department):
    user = make_user("someone", "drafter", department=department)
    assert user.roles_in(district) == set()
    Assignment.objects.create(user=user, role="replier", district=district)
    Assignment.objects.create(user=user, role="publisher", district=district)
    assert user.roles_in(district) == {Role.REPLIER, Role.PUBLISHER}
    assert user.roles_in(make_district("邻区", "next")) == set()


@pytest.mark.parametrize("role", Role)
def test_the_finance_bureaus_people_hold_one_of_its_roles_for_the_whole_district(district, department, role):
    of_the_district = make_user("district", role, district=district)
    of_a_department = make_user("department", role, department=department)
    assert of_the_district.is_finance_of(district) == (role in FINANCE_ROLES)
    assert not of_a_department.is_finance_of(district)
    assert not of_the_district.is_finance_of(make_district("邻区", "next"))


def test_who_is_of_no_district_is_nothing_anywhere(district, stranger):
    assert not stranger.is_finance_of(district)
    assert not stranger.departments_as(Role.DRAFTER).exists()
    assert not User.objects.system().departments_as(Role.DRAFTER).exists()


def test_a_role_is_held_in_ones_departments_or_in_all_of_a_district(drafter, department, other_department):
    assert list(drafter.departments_as(Role.DRAFTER)) == [department]
    assert not drafter.departments_as(Role.HEAD).exists()
    everywhere = make_user("everywhere", "drafter", district=department.district)
    assert set(everywhere.departments_as(Role.DRAFTER)) == {department, other_department}
    assert not everywhere.departments_as(Role.DRAFTER).filter(district__code="next").exists()


def test_a_closed_department_is_still_ones_own_but_not_for_a_new_year(drafter, department, other_department):
    other_department.merge_into(department, 2026)
    assert set(drafter.departments_as(Role.DRAFTER)) == {department, other_department}
    assert list(drafter.departments_as(Role.DRAFTER).open_in(2026)) == [department]


def test_a_district_is_somebodys_only_as_a_whole(district, department):
    chief = make_user("chief", "system_admin", district=district)
    assistant = make_user("assistant", "system_admin", department=department)
    assert list(chief.districts_as(Role.SYSTEM_ADMIN)) == [district]
    assert not chief.districts_as(Role.AUDITOR).exists()
    assert not assistant.districts_as(Role.SYSTEM_ADMIN).exists()


def test_a_closed_account_is_nothing_any_more(district, department):
    user = make_user("someone", "replier", district=district)
    user.is_active = False
    user.save()
    assert user.roles_in(district) == set()
    assert not user.is_finance_of(district)
    assert not user.departments_as(Role.REPLIER).exists()
    assert not user.districts_as(Role.REPLIER).exists()


def test_asking_costs_one_query_and_remembers_nothing(district, reviewer, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert reviewer.is_finance_of(district)
    with django_assert_num_queries(1):
        assert set(reviewer.departments_as(Role.PERFORMANCE_REVIEWER)) == set(Department.objects.none())
    reviewer.assignments.all().delete()
    assert not reviewer.is_finance_of(district)
