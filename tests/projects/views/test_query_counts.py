"""Pages that show many things ask the database no more often than pages that show few."""

import json
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budget_site.accounts.models import User
from projects.adding import NewProject, add_projects
from projects.drafting.snapshots import Reason, keep
from projects.models import Job, Project, Snapshot
from projects.tables import Goal, Indicator, PlanStep
from tests.people import make_framework, make_project, make_table, make_user
from tests.projects.importing.uploads import named, uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client, drafter):
    client.force_login(drafter)


def queries(ask) -> list[str]:
    """What was asked of the database, the second time: what is remembered for ever is not asked again.

    Without the note, every half minute, that somebody is there.
    """
    ask()
    with pytest.MonkeyPatch.context() as patch, CaptureQueriesContext(connection) as captured:
        patch.setattr("budget_site.idle.EXACT_TO", float("inf"))
        answer = ask()
        found = [query["sql"] for query in captured.captured_queries]
    assert answer.status_code == 200
    return found


def assert_same(few: list[str], many: list[str]) -> None:
    told = "\n".join(many if len(many) > len(few) else few)
    assert len(few) == len(many), f"{len(few)} and {len(many)} queries:\n{told}"


def add(district, department, count: int) -> None:
    """Projects of which some have something missing, each changed by somebody."""
    tables = (
        make_table(name=f"项目{number}", purpose="" if number % 2 else "用途") for number in range(count)
    )
    add_projects(
        [NewProject(table, department) for table in tables], make_framework(district), User.objects.system()
    )


def indicators(count: int) -> tuple[Indicator, ...]:
    return tuple(
        Indicator("产出指标", "数量指标", f"第{number}项", "", f"≥{number}个", "") for number in range(count)
    )


def drafted(district, department, rows: int) -> Project:
    return make_project(
        district,
        department,
        table=make_table(
            indicators=indicators(rows),
            goals=tuple(Goal(f"目标{number}", "目标") for number in range(rows)),
            plan=tuple(PlanStep.of(f"{number}月底", "50") for number in range(rows)),
        ),
    )


@pytest.mark.parametrize("query", [{}, {"q": "项目"}, {"todo": "missing"}, {"sort": "amount"}])
def test_the_list_of_300_projects_takes_as_many_queries_as_that_of_5(client, district, department, query):
    def ask():
        return client.get(reverse("year", args=[district.code, 2025]), query)

    add(district, department, 5)
    few = queries(ask)
    add(district, department, 295)
    assert_same(few, queries(ask))


def test_the_list_of_many_departments_takes_as_many_queries_as_that_of_one(client, reviewer, district):
    def ask():
        return client.get(reverse("year", args=[district.code, 2025]))

    client.force_login(reviewer)
    add(district, district.departments.create(code="0", name="第一部门"), 3)
    few = queries(ask)
    for number in range(1, 20):
        add(district, district.departments.create(code=str(number), name=f"部门{number}"), 3)
    assert_same(few, queries(ask))


def test_the_bin_of_20_projects_takes_as_many_queries_as_that_of_2(client, drafter, district, department):
    def ask():
        return client.get(reverse("bin", args=[district.code, 2025]))

    def bin_all():
        Project.objects.update(binned_by=drafter, binned_at="2025-03-01T08:00Z")

    add(district, department, 2)
    bin_all()
    few = queries(ask)
    add(district, department, 18)
    bin_all()
    assert_same(few, queries(ask))


@pytest.mark.parametrize("name", ["draft", "project"])
def test_30_indicators_take_as_many_queries_as_5(client, district, department, name):
    small, large = (drafted(district, department, rows) for rows in (5, 30))
    few, many = (queries(lambda one=one: client.get(reverse(name, args=[one.pk]))) for one in (small, large))
    assert_same(few, many)


def saved(client, project: Project, count: int) -> list[str]:
    """The queries of a save that changes the value of so many indicators."""
    rows = list(project.versions.get().indicators.values_list("pk", "value")[:count])

    def ask():
        version = project.versions.get()
        sets = [
            {"op": "set", "row": str(pk), "cell": "value", "seen": seen, "new": f"{seen}以上"}
            for pk, seen in rows
        ]
        rows[:] = [(pk, f"{seen}以上") for pk, seen in rows]
        said = {"key": str(uuid4()), "tab": str(uuid4()), "base": version.revision, "operations": sets}
        return client.post(
            reverse("draft_save", args=[project.pk]), json.dumps(said), content_type="application/json"
        )

    found = queries(ask)
    assert set(project.versions.get().indicators.values_list("value", flat=True)) >= {
        seen for _, seen in rows
    }
    return found


def test_a_save_of_30_cells_takes_as_many_queries_as_of_one(client, district, department):
    project = drafted(district, department, 30)
    assert_same(saved(client, project, 1), saved(client, project, 30))


def test_a_save_takes_as_many_queries_in_a_long_table_as_in_a_short_one(client, district, department):
    small, large = (drafted(district, department, rows) for rows in (5, 30))
    assert_same(saved(client, small, 1), saved(client, large, 1))


def test_20_colleagues_in_one_table_take_as_many_queries_as_one(client, department, district):
    project = drafted(district, department, 5)

    def report(tab):
        said = json.dumps({"tab": tab, "revision": 0})
        return client.post(
            reverse("draft_presence", args=[project.pk]), said, content_type="application/json"
        )

    tab, (first, *others) = (
        str(uuid4()),
        [make_user(f"colleague{number}", "drafter", department=department) for number in range(20)],
    )
    drafter = client.session["_auth_user_id"]
    counted = []
    for present in ([first], others):
        for colleague in present:
            client.force_login(colleague)
            report(str(uuid4()))
        client.force_login(User.objects.get(pk=drafter))
        counted.append(queries(lambda: report(tab)))
    assert_same(*counted)


def test_20_kept_versions_take_as_many_queries_as_2(client, drafter, district, department):
    project = drafted(district, department, 5)
    version = project.versions.get()

    def ask():
        return client.get(reverse("snapshots", args=[project.pk]))

    for _ in range(2):
        keep(version, drafter, Reason.IMPORTED)
    few = queries(ask)
    for _ in range(18):
        keep(version, make_user(str(uuid4())), Reason.IMPORTED)
    assert Snapshot.objects.filter(version=version).count() >= 20
    assert_same(few, queries(ask))


def test_a_file_of_40_tables_to_be_decided_on_takes_as_many_queries_as_one_of_2(
    client, drafter, district, department
):
    add(district, department, 40)
    files = [
        uploaded(drafter, district, *named(*(f"项目{number}" for number in range(count))))
        for count in (2, 40)
    ]
    few, many = (queries(lambda one=one: client.get(reverse("incoming", args=[one.pk]))) for one in files)
    assert_same(few, many)


def test_20_background_jobs_take_as_many_queries_as_2(client, drafter):
    def ask():
        return client.get(reverse("jobs"))

    def make(count):
        states = Job.State.values
        Job.objects.bulk_create(
            Job(kind="export", owner=drafter, title="导出", state=states[number % len(states)])
            for number in range(count)
        )

    make(2)
    few = queries(ask)
    make(18)
    assert_same(few, queries(ask))


def test_suggestions_take_one_query_however_many_entries_there_are(client, district, department):
    project = drafted(district, department, 5)

    def ask():
        address = reverse("draft_suggestions", args=[project.pk])
        return client.get(address, {"level2": "数量指标", "q": "项"})

    few = queries(ask)
    district.library.bulk_create(
        district.library.model(
            district=district, class_label="数量指标", name=f"第{number}项", name_key=f"第{number}项"
        )
        for number in range(30)
    )
    assert_same(few, queries(ask))
