"""What is done to many tables, departments or cells at once asks the database as often as with few."""

import json
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.copying import copy_from_last_year, duplicate
from projects.models import Project, TableFramework, TableVersion
from projects.yearly.revising import revise
from tests.people import make_framework, make_project, make_table, make_user
from tests.projects.views.test_query_counts import add, assert_same, drafted, indicators, queries
from tests.projects.yearly.test_setting_up import changed

pytestmark = pytest.mark.django_db


def asked(do, *arguments) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        do(*arguments)
        return [query["sql"] for query in captured.captured_queries]


def test_setting_up_a_year_of_20_departments_takes_as_many_queries_as_of_one(client, reviewer, district):
    def ask():
        return client.get(reverse("new_year", args=[district.code, 2026]))

    client.force_login(reviewer)
    district.departments.create(code="0", name="第一部门")
    few = queries(ask)
    for number in range(1, 20):
        department = district.departments.create(code=str(number), name=f"部门{number}")
        make_user(f"drafter{number}", "drafter", department=department)
    assert_same(few, queries(ask))


def last_year(district, departments, count) -> list[TableVersion]:
    """Tables of last year, each in one of some departments, with numbers and years to be looked at again."""
    for number in range(count):
        table = make_table(name=f"项目{number}", purpose="2024年的支出", indicators=indicators(1))
        make_project(district, departments[number % len(departments)], 2024, table)
    chosen = TableVersion.objects.filter(project__year=2024).order_by("-pk")[:count]
    return list(chosen.select_related("project__district", "project__department"))


@pytest.fixture
def departments(district, drafter, department, other_department):
    """Three, of which the last was merged into the second since."""
    merged = district.departments.create(code="merged", name="并入的局")
    merged.merge_into(other_department, 2025)
    drafter.assignments.create(role="drafter", department=other_department)
    return department, other_department, merged


def test_carrying_over_12_projects_takes_as_many_queries_as_3(district, departments, drafter):
    framework = make_framework(district, 2025)
    few, many = (
        asked(copy_from_last_year, last_year(district, departments, count), framework, drafter)
        for count in (3, 12)
    )
    assert_same(few, many)
    assert Project.objects.filter(year=2025).count() == 15
    assert TableVersion.objects.filter(project__year=2025, open_rechecks__gt=0).count() == 15


def test_copying_12_projects_takes_as_many_queries_as_3(district, departments, drafter):
    framework = make_framework(district, 2024)
    few, many = (
        asked(duplicate, last_year(district, departments, count), framework, drafter, uuid4())
        for count in (3, 12)
    )
    assert_same(few, many)
    assert Project.objects.count() == 2 * 15


def test_a_save_with_30_conflicts_takes_as_many_queries_as_with_one(client, district, department, drafter):
    project = drafted(district, department, 30)
    rows = list(project.versions.get().indicators.all())
    colleague = make_user("colleague", "drafter", department=department)

    def send(count, new):
        sets = [
            {"op": "set", "row": str(row.pk), "cell": "value", "seen": row.value, "new": new}
            for row in rows[:count]
        ]
        said = {"key": str(uuid4()), "base": 0, "operations": sets}
        address = reverse("draft_save", args=[project.pk])
        return client.post(address, json.dumps(said), content_type="application/json")

    client.force_login(colleague)
    send(30, "同事填的")
    client.force_login(drafter)
    few, many = (queries(lambda count=count: send(count, "我填的")) for count in (1, 30))
    assert {one["by"] for one in send(30, "我填的").json()["conflicts"]} == {str(colleague)}
    assert_same(few, many)


def test_each_draft_more_on_a_new_form_takes_its_own_save_and_little_else(district, department, reviewer):
    """Each is saved by itself, so that the pages that have it open hear of it; all else is done at once."""
    framework, counts = make_framework(district), []
    for title in ("第二版", "第三版"):
        add(district, department, 3)
        counts.append(len(asked(revise, framework, changed(framework, title=title), reviewer, True)))
        framework = TableFramework.objects.current(district, 2025)
    assert counts[1] - counts[0] <= 3 * 14
