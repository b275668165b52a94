"""What somebody holds is read once for a page that only reads, and anew for whatever writes."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from budget_site.accounts.delegating import delegate
from budget_site.accounts.middleware import RolesOnce
from budget_site.accounts.models import Assignment, Role
from budget_site.accounts.models.held import known_once
from projects.models import Project
from tests.people import make_district, make_project, make_user

pytestmark = pytest.mark.django_db


def test_on_a_page_that_only_reads_the_roles_are_read_once(
    district, reviewer, drafter, django_assert_num_queries
):
    with known_once():
        with django_assert_num_queries(1):
            assert reviewer.is_finance_of(district)
            assert reviewer.acting().roles == {Role.PERFORMANCE_REVIEWER}
        with django_assert_num_queries(1):
            assert not drafter.is_finance_of(district)


@pytest.mark.parametrize(
    ("method", "seen"), [("GET", 1), ("HEAD", 1), ("POST", 0), ("PUT", 0), ("DELETE", 0)]
)
def test_a_role_taken_away_meanwhile_counts_at_once_where_something_is_written(
    district, reviewer, method, seen
):
    """And a page that reads tells of the moment at which it was asked for."""
    make_project(district)
    counted = []

    def view(request):
        counted.append(Project.objects.visible_to(reviewer).count())
        reviewer.assignments.all().delete()
        counted.append(Project.objects.visible_to(reviewer).count())
        return HttpResponse()

    RolesOnce(view)(RequestFactory().generic(method, "/"))
    assert counted == [1, seen]
    assert not Project.objects.visible_to(reviewer).exists()


def test_the_next_page_knows_nothing_of_the_one_before(client, district, reviewer):
    project = make_project(district)
    client.force_login(reviewer)
    assert client.get(project.get_absolute_url()).status_code == 200
    reviewer.assignments.update(district=make_district("邻区", "next"))
    assert client.get(project.get_absolute_url()).status_code == 404
    reviewer.assignments.update(district=district)
    assert client.get(project.get_absolute_url()).status_code == 200


def test_nothing_stays_known_after_a_view_that_failed(district, reviewer):
    def view(request):
        assert reviewer.is_finance_of(district)
        raise ValueError

    with pytest.raises(ValueError):
        RolesOnce(view)(RequestFactory().get("/"))
    reviewer.assignments.all().delete()
    assert not reviewer.is_finance_of(district)


def test_what_is_known_of_one_person_says_nothing_of_another(district, reviewer, drafter, stranger):
    with known_once():
        assert reviewer.is_finance_of(district)
        assert not drafter.is_finance_of(district)
        assert not stranger.acting().assignments


def test_what_is_held_tells_where_and_for_whom(district, department, other_department):
    elsewhere = make_district("邻区", "next")
    outer = elsewhere.departments.create(code="outer", name="邻局")
    user = make_user("two", Role.DRAFTER, department=department)
    Assignment.objects.create(user=user, role=Role.REPLIER, district=elsewhere)
    giver = make_user("giver", Role.HEAD, department=outer)
    today = timezone.localdate()
    delegate(giver, user, today, today, by=giver)
    held = user.acting()
    assert held.roles == {Role.DRAFTER, Role.REPLIER, Role.HEAD}
    assert held.departments == {department.pk, outer.pk}
    assert held.districts == {elsewhere.pk}
    assert held.districts_touched == {district.pk, elsewhere.pk}
    assert held.selves == {user.pk, giver.pk}
    assert held.of({Role.HEAD}).selves == {user.pk, giver.pk}
    assert held.of({Role.DRAFTER}).selves == {user.pk}
    assert held.inside(district.pk).roles == {Role.DRAFTER}
    assert held.inside(elsewhere.pk).roles == {Role.REPLIER, Role.HEAD}


def test_who_keeps_accounts_acts_on_no_tables(district):
    keeper = make_user("keeper", Role.SYSTEM_ADMIN, district=district)
    assert not keeper.acting().assignments
    assert keeper.acting(frozenset(Role)).roles == keeper.roles_in(district) == {Role.SYSTEM_ADMIN}
