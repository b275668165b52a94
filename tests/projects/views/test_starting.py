"""A new project: one small form, one project however often it is sent."""

import re

import pytest
from django.urls import reverse

from projects.models import Project
from projects.storing import working
from tests.people import make_district, make_framework, make_project, make_table, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(district):
    make_framework(district)
    return reverse("project_new", args=[district.code, 2025])


def id_in(client, url: str) -> str:
    return re.search(r'name="id" value="([0-9a-f-]{36})"', client.get(url).content.decode())[1]


def test_an_officer_of_one_department_starts_with_the_empty_table_of_the_year(
    client, drafter, department, url
):
    client.force_login(drafter)
    answer = client.post(url, {"id": id_in(client, url), "name": "  校舍取暖 "})
    project = Project.objects.get()
    assert answer.url == reverse("draft", args=[project.pk])
    assert (project.department, project.year) == (department, 2025)
    sheet = working(project.versions.get())
    assert sheet.name == "校舍取暖"
    assert [step.label for step in sheet.plan] == ["3月底", "6月底", "9月底", "12月底"]
    assert len(sheet.indicators) == 9


def test_sending_the_form_twice_makes_one_project(client, drafter, url):
    client.force_login(drafter)
    once = {"id": id_in(client, url)}
    assert client.post(url, once).url == client.post(url, once).url
    assert Project.objects.count() == 1


def test_two_pages_make_two_projects(client, drafter, url):
    client.force_login(drafter)
    for _ in range(2):
        client.post(url, {"id": id_in(client, url)})
    assert Project.objects.count() == 2


def test_somebody_of_several_departments_says_whose_it_is(client, drafter, other_department, url):
    drafter.assignments.create(role="drafter", department=other_department)
    client.force_login(drafter)
    new = {"id": id_in(client, url)}
    assert "请选择部门" in client.get(url).content.decode()
    assert "这个字段是必填项" in client.post(url, new).content.decode()
    client.post(url, new | {"department": other_department.pk})
    assert Project.objects.get().department == other_department


def test_the_department_must_be_ones_own(client, drafter, other_department, district, url):
    third = district.departments.create(code="x", name="交通局")
    drafter.assignments.create(role="drafter", department=other_department)
    client.force_login(drafter)
    assert client.post(url, {"id": id_in(client, url), "department": third.pk}).status_code == 200
    assert not Project.objects.exists()


def test_a_closed_department_starts_nothing_new(client, drafter, department, url):
    department.closed_from = 2025
    department.save()
    client.force_login(drafter)
    assert client.get(url).status_code == 403


def test_whoever_is_no_officer_is_told_who_does_this(client, reviewer, url):
    client.force_login(reviewer)
    for answer in (client.get(url), client.post(url, {})):
        assert answer.status_code == 403
        assert "新建项目由部门的经办人办理" in answer.content.decode()


def test_for_people_of_other_districts_the_page_is_not_there(client, stranger, url):
    client.force_login(stranger)
    assert client.get(url).status_code == 404
    elsewhere = make_user("far", "drafter", district=make_district("邻区", "next"))
    client.force_login(elsewhere)
    assert client.get(url).status_code == 404


def test_a_year_without_a_form_says_whom_to_ask(client, drafter, district):
    client.force_login(drafter)
    answer = client.get(reverse("project_new", args=[district.code, 2031]))
    assert answer.status_code == 200
    assert "还没有2031年的表格样式" in answer.content.decode()


def test_a_broken_page_makes_nothing(client, drafter, url):
    client.force_login(drafter)
    for post in ({}, {"id": "x"}, {"name": "甲"}):
        assert client.post(url, post).status_code == 200
    assert not Project.objects.exists()


def test_a_project_of_the_same_name_this_year_is_told_before_last_years_is_taken_over(
    client, district, department, drafter
):
    make_project(district, department, year=2024, table=make_table(name="门卫经费"))
    make_project(district, department, year=2024, table=make_table(name="校车服务"))
    make_project(district, department, year=2025, table=make_table(name="门卫 经费"))
    client.force_login(drafter)
    page = client.get(reverse("carry", args=[district.code, 2025])).content.decode()
    assert page.count("今年已有同名项目") == 1
