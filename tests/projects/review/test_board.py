"""The board: departments × states, late ones first, one's own rows alone; inside talk is in no count."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.examining.answering import give_reason
from projects.jobs.examining import ask_to_compare
from projects.jobs.running import run
from projects.models import Deadline, FeedbackThread, InternalThread, Status, TableVersion
from projects.review.board import board
from tests.people import make_project, make_table, make_user
from tests.projects.review.lists import line, listed
from tests.projects.review.test_covering import project

pytestmark = pytest.mark.django_db


def due(district, step, days):
    on = timezone.localdate() + timedelta(days=days)
    return Deadline.objects.create(district=district, year=2025, step=step, due=on)


def row(found, name):
    return next(one for one in found.rows if one.name == name)


def shown(found) -> list[tuple]:
    return [(one.name, dict(one.counts)) for one in found.rows]


@pytest.fixture
def there(district, department, other_department):
    project(district, department, "甲", "P1", "10", status="replied")
    project(district, department, "乙", "P2", "20")
    project(district, other_department, "丙", "P3", "30", status="performance_review")
    project(district, other_department, "丁", "P4", "40", status="void")


def test_finance_sees_all_departments_and_a_departments_people_their_own(
    there, district, reviewer, drafter, other_drafter, stranger
):
    district.departments.create(code="empty", name="水务局")
    rows = [
        ("教育局", {"performance_review": 1, "void": 1}),
        ("水务局", {}),
        ("财政局", {"replied": 1, "draft": 1}),
    ]
    assert shown(board(reviewer, district, 2025)) == rows
    assert shown(board(drafter, district, 2025)) == rows[2:]
    assert shown(board(other_drafter, district, 2025)) == rows[:1]
    assert shown(board(stranger, district, 2025)) == []


def test_a_department_that_is_closed_and_has_nothing_is_not_shown(there, district, reviewer):
    district.departments.create(code="old", name="旧局", closed_from=2025)
    assert "旧局" not in [one.name for one in board(reviewer, district, 2025).rows]
    assert "旧局" in [one.name for one in board(reviewer, district, 2024).rows]


def test_amounts_are_without_what_was_given_up(there, district, reviewer):
    found = board(reviewer, district, 2025)
    assert (row(found, "教育局").total, row(found, "财政局").total, found.sums.total) == (30, 30, 60)
    assert (found.sums.tables, found.states) == (
        4,
        [Status.DRAFT, Status.PERFORMANCE_REVIEW, Status.REPLIED, Status.VOID],
    )


def test_tables_of_no_department_are_the_bureaus_to_see(there, district, reviewer, drafter):
    make_project(district)
    assert shown(board(reviewer, district, 2025))[-1] == ("未分配部门", {"draft": 1})
    assert "未分配部门" not in [one.name for one in board(drafter, district, 2025).rows]


def test_late_departments_come_first_the_longest_late_before(there, district, reviewer, department):
    due(district, "drafting", -3)
    due(district, "review", 2)
    found = board(reviewer, district, 2025)
    assert [one.name for one in found.rows] == ["财政局", "教育局"]
    assert [(late.days, late.tables) for late in found.rows[0].late] == [(3, 1)]
    assert found.rows[1].late == []
    assert found.late == 1
    assert [one.step for one in found.deadlines] == ["drafting", "review"]


def test_a_listed_project_without_a_table_is_late_too(there, district, reviewer, other_drafter):
    listed(district, reviewer, line("缺的", department="教育局"), line("乙", code="P2"))
    assert row(board(reviewer, district, 2025), "教育局").late == []
    due(district, "drafting", -1)
    [late] = row(board(other_drafter, district, 2025), "教育局").late
    assert (late.tables, late.missing) == (0, 1)


def test_findings_are_counted_by_level_with_those_of_comparisons_and_without_answered_ones(
    district, department, reviewer, drafter
):
    made = make_project(district, department, table=make_table(code=""))
    before = board(reviewer, district, 2025).sums.found
    assert before["warning"]
    give_reason(made.versions.get().pk, "A1", "", "code", "尚未下达", drafter)
    assert board(reviewer, district, 2025).sums.found["warning"] == before["warning"] - 1
    listed(district, reviewer, line(total="50"))
    run(ask_to_compare(district, 2025, reviewer).pk)
    assert board(drafter, district, 2025).sums.found["warning"] == before["warning"]


def test_feedback_counts_until_it_is_resolved_and_inside_talk_never(district, department, reviewer, drafter):
    made = make_project(district, department)
    said = {"project": made, "opened_by": reviewer, "side": "finance"}
    for state in ("open", "answered", "resolved"):
        FeedbackThread.objects.create(**said, state=state)
        InternalThread.objects.create(**said, state=state)
    for who in (reviewer, drafter):
        assert board(who, district, 2025).sums.threads == 2


def test_the_table_that_waits_longest_is_told_with_its_state(there, district, reviewer):
    long_ago = timezone.now() - timedelta(days=12)
    TableVersion.objects.filter(name__in=["甲", "丙"]).update(status_since=long_ago)
    found = board(reviewer, district, 2025)
    assert (row(found, "教育局").waiting, row(found, "教育局").waiting_in) == (12, "performance_review")
    assert row(found, "财政局").waiting == 0, "what is replied waits for nobody"
    assert found.sums.waiting == 12


def test_many_departments_and_200_projects_take_as_many_queries_as_few(there, district, reviewer):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            board(reviewer, district, 2025)
        return len(captured)

    due(district, "drafting", -1)
    listed(district, reviewer, line("甲", code="P1"), line("缺"))
    few = asked()
    lines = [line(f"项目{n}", code=f"Q{n}", department=f"部门{n % 20}") for n in range(200)]
    for number in range(20):
        one = district.departments.create(code=f"d{number}", name=f"部门{number}")
        made = make_project(district, one, table=make_table(name=f"项目{number}", code=f"Q{number}"))
        FeedbackThread.objects.create(project=made, opened_by=reviewer, side="finance")
    listed(district, reviewer, *lines, revision=1)
    assert asked() == few
    assert len(board(reviewer, district, 2025).rows) == 22


def test_who_stands_in_sees_what_the_other_sees(there, district, reviewer, stranger):
    today = timezone.localdate()
    reviewer.delegations_given.create(holder=stranger, first=today, last=today, made_by=reviewer)
    assert len(board(stranger, district, 2025).rows) == 2


def test_an_auditor_and_who_keeps_accounts_see_nothing(there, district):
    for role in ("auditor", "system_admin"):
        found = board(make_user(role, role, district=district), district, 2025)
        assert (found.rows, found.coverage, found.deadlines) == ([], None, [])
