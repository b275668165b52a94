import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from budget_site.accounts.models import Assignment, District, Role, User
from budget_site.accounts.models.people import CONTENT_ROLES
from projects.models import Project
from tests.people import make_district, make_project, make_user

pytestmark = pytest.mark.django_db


def test_a_department_officer_sees_only_the_own_departments_tables(drafter, department, other_department):
    mine = make_project(department.district, department)
    make_project(department.district, other_department)
    make_project(department.district)  # not yet assigned
    assert list(Project.objects.visible_to(drafter)) == [mine]


def test_a_reviewer_of_the_district_sees_all_of_it_and_nothing_of_another(reviewer, department):
    inside = [make_project(department.district, department), make_project(department.district)]
    make_project(make_district("邻区", "next"))
    assert list(Project.objects.visible_to(reviewer)) == inside


def test_a_city_that_hosts_a_district_does_not_thereby_see_its_tables(district):
    city = make_district("唐山市", "tangshan")
    district.parent = city
    district.save()
    make_project(district)
    assert not Project.objects.visible_to(make_user("city", "replier", district=city)).exists()


@pytest.mark.parametrize("role", Role)
def test_only_roles_that_work_on_tables_open_tables(district, role):
    make_project(district)
    user = make_user("someone", role, district=district)
    assert Project.objects.visible_to(user).exists() == (role in CONTENT_ROLES)


def test_a_superuser_without_a_role_sees_no_table(district):
    make_project(district)
    chief = User.objects.create_superuser("chief", password="x")
    assert not Project.objects.visible_to(chief).exists()


def test_a_closed_account_sees_nothing_any_more(district, reviewer):
    make_project(district)
    reviewer.is_active = False
    reviewer.save()
    assert not Project.objects.visible_to(reviewer).exists()


def test_one_person_with_two_roles_sees_each_table_once(district, department):
    make_project(district, department)
    user = make_user("both", "drafter", department=department)
    Assignment.objects.create(user=user, role="head", department=department)
    Assignment.objects.create(user=user, role="replier", district=district)
    assert Project.objects.visible_to(user).count() == 1
    assert District.objects.visible_to(user).count() == 1


def test_the_system_sees_everything_but_cannot_sign_in_or_hold_a_role(district, client):
    make_project(district)
    system = User.objects.system()
    assert system == User.objects.system()
    assert Project.objects.visible_to(system).count() == 1
    assert not system.has_usable_password()
    assert not system.is_active
    with pytest.raises(ValueError, match="系统用户不能担任"):
        Assignment.objects.create(user=system, role="replier", district=district)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=system.pk).update(is_active=True)


def test_a_role_is_held_in_a_department_or_a_district_never_both_or_nowhere(drafter, department, district):
    for place in ({}, {"department": department, "district": district}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Assignment.objects.create(user=drafter, role="head", **place)


def test_a_place_is_found_by_name_or_code_and_made_once():
    made, new = District.objects.called_or_new("芦台经济开发区")
    assert (made.code, made.name, new) == ("001", "芦台经济开发区", True)
    assert District.objects.called_or_new("001") == (made, False)
    assert District.objects.called_or_new("lutai")[0].code == "lutai"
    assert District.objects.called_or_new("汉沽")[0].code == "002"


@pytest.mark.parametrize("name", ["", "  ", " 前有空格", "两\n行", "a\x01b", "长" * 101, "\udcff"])
def test_what_no_format_can_print_is_no_name_of_a_place(name):
    with pytest.raises(ValidationError):
        District.objects.called_or_new(name)
    assert not District.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_several_who_make_places_at_the_same_moment_do_not_disturb_each_other():
    names, together, made = ["甲区", "甲区", "乙区", "丙区"], threading.Barrier(4), []

    def one_of_them(name):
        try:
            together.wait()
            made.append(District.objects.called_or_new(name)[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=one_of_them, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(place.name for place in made) == sorted(names)
    assert sorted(District.objects.values_list("code", flat=True)) == ["001", "002", "003"]


def test_somebody_who_is_called_system_is_not_the_system(district):
    person = make_user("system", "replier", district=district)
    system = User.objects.system()
    assert system != person
    assert system == User.objects.system()
    assert not system.is_active


def test_names_and_codes_of_districts_are_not_given_twice(district):
    for twice in ({"code": district.code, "name": "别处"}, {"code": "other", "name": district.name}):
        with pytest.raises(IntegrityError), transaction.atomic():
            District.objects.create(**twice)
