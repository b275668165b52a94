"""全覆盖 by number and amount; everyone sees of it what is theirs, and all see the same matches."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.binning import put_away
from projects.jobs.examining import ask_to_compare
from projects.jobs.running import run
from projects.models import Comparison, CrossFinding, TableVersion
from projects.review.budget_list import link
from projects.review.covering import coverage, listed_amounts
from projects.storing import table_of
from projects.tables import Amount, to_canonical
from tests.people import make_district, make_project, make_table, make_user
from tests.projects.examining.dues import comparison_due
from tests.projects.review.lists import line, listed

pytestmark = pytest.mark.django_db


def project(district, department, name, code="", total="34.32万元", status="draft"):
    table = make_table(name=name, code=code, total=Amount.of(total), fiscal=Amount.of(total))
    made = make_project(district, department, table=table)
    frozen = None if status in ("draft", "returned", "void") else to_canonical(table_of(made.versions.get()))
    TableVersion.objects.filter(project=made).update(status=status, frozen=frozen)
    return made


@pytest.fixture
def there(district, department, other_department, reviewer):
    """Four of five listed projects have a table, two of these are approved, and one more is in no line."""
    made = {
        "甲": project(district, department, "甲", "P1", status="replied"),
        "乙": project(district, department, "乙", "P2", "55万元", status="approved"),
        "丙": project(district, other_department, "丙"),
        "丁": project(district, other_department, "丁", status="returned"),
        "外": project(district, other_department, "外"),
    }
    lines = [line("甲", code="P1"), line("乙", "50", "P2"), line("无表", "10")]
    lines += [line("丙", department="教育局"), line("丁", department="教育局")]
    listed(district, reviewer, *lines)
    return made


def names(lines) -> list[str]:
    return [one.listed.name for one in lines]


def test_coverage_is_told_by_number_and_amount(there, district, reviewer):
    found = coverage(reviewer, district, 2025)
    assert (found.listed.count, found.listed.total) == (5, Decimal("162.96"))
    assert (found.with_table.count, found.with_table.total) == (4, Decimal("152.96"))
    assert (found.approved.count, found.approved.total) == (2, Decimal("84.32"))
    assert names(found.missing) == ["无表"]
    assert names(found.pending) == ["丙", "丁"]
    assert [(one.listed.name, one.away) for one in found.differing] == [("乙", 5)]
    assert [table.name for table in found.unlisted] == ["外"]


def test_a_department_sees_its_own_projects_and_nothing_of_others(there, district, drafter, other_drafter):
    found = coverage(drafter, district, 2025)
    assert names(found.lines) == ["甲", "乙", "无表"]
    assert found.unlisted == []
    found = coverage(other_drafter, district, 2025)
    assert names(found.lines) == ["丙", "丁"]
    assert [table.name for table in found.unlisted] == ["外"]


def test_strangers_and_neighbours_see_no_list(there, district, stranger):
    other = make_user("door", "performance_reviewer", district=make_district("邻区", "next"))
    for who in (stranger, other, make_user("keeper", "system_admin", district=district)):
        assert coverage(who, district, 2025) is None


def test_what_another_departments_table_says_is_not_told(district, department, other_department, reviewer):
    """The line is of one department, the table of the name of another."""
    project(district, other_department, "校车", total="55万元")
    listed(district, reviewer, line("校车", department="财政局"))
    drafter = make_user("d", "drafter", department=department)
    [seen] = coverage(drafter, district, 2025).lines
    assert (seen.seen, seen.away, seen.other_code) == (False, None, "")
    [seen] = coverage(reviewer, district, 2025).lines
    assert (seen.seen, seen.away) == (True, Decimal("20.68"))


def test_a_line_of_an_unknown_department_is_the_bureaus_to_see(district, drafter, reviewer):
    listed(district, reviewer, line(department="水务局"))
    assert coverage(drafter, district, 2025).lines == []
    assert names(coverage(reviewer, district, 2025).missing) == ["义务教育学校取暖"]


def test_a_replied_table_holds_while_it_is_adjusted(district, department, reviewer):
    made = project(district, department, "甲", status="replied")
    listed(district, reviewer, line("甲"))
    old = made.versions.get()
    TableVersion.objects.create(
        project=made, number=2, name="甲", created_by=reviewer, framework=old.framework
    )
    found = coverage(reviewer, district, 2025)
    assert found.approved.count == 1
    assert found.pending == []


@pytest.mark.parametrize(("status", "missing"), [("void", 1), ("rejected", 0)])
def test_a_table_that_was_given_up_is_none_and_a_refused_one_is_told(
    district, department, reviewer, status, missing
):
    project(district, department, "甲", status=status)
    listed(district, reviewer, line("甲"))
    found = coverage(reviewer, district, 2025)
    assert (len(found.missing), len(found.pending)) == (missing, 1 - missing)
    listed(district, reviewer, line("乙"), revision=1)
    assert coverage(reviewer, district, 2025).unlisted == []


def test_a_table_in_the_bin_is_none_whoever_linked_it(district, department, reviewer, drafter):
    made = project(district, department, "甲")
    budget_list = listed(district, reviewer, line("乙"))
    link(district, 2025, budget_list.lines.get().pk, made.pk, reviewer)
    assert coverage(reviewer, district, 2025).missing == []
    put_away(made, drafter)
    assert names(coverage(reviewer, district, 2025).missing) == ["乙"]


def test_the_people_of_a_merged_department_find_their_tables(
    district, department, other_department, reviewer
):
    project(district, department, "甲")
    other_department.merge_into(department, 2026)
    listed(district, reviewer, line("甲", department="教育局"))
    [found] = coverage(reviewer, district, 2025).lines
    assert found.way == "name"


def test_amounts_that_differ_are_findings_at_the_cell_and_gone_when_mended(there, district, reviewer):
    assert listed_amounts(district, 2025)[str(there["乙"].pk)] == 50
    run(ask_to_compare(district, 2025, reviewer).pk)
    [found] = CrossFinding.objects.filter(finding__code="E10")
    assert found.project == there["乙"]
    assert found.finding["cell"] == "total"
    assert found.finding["place"] == "预算数"
    assert "预算项目清单为50万元，本表预算数为55万元，相差5万元" in found.finding["message"]
    lines = [line("甲", code="P1"), line("乙", "55", "P2")]
    listed(district, reviewer, *lines, revision=1)
    run(ask_to_compare(district, 2025, reviewer).pk)
    assert not CrossFinding.objects.filter(finding__code="E10").exists()


def test_a_new_list_is_compared_with_the_tables_at_once(there, district, reviewer):
    run(ask_to_compare(district, 2025, reviewer).pk)
    assert not comparison_due(district, 2025)
    listed(district, reviewer, line("甲", "1"), revision=1)
    assert comparison_due(district, 2025)
    run(ask_to_compare(district, 2025, reviewer).pk)
    assert not comparison_due(district, 2025)
    assert Comparison.objects.count() == 1


def test_a_table_that_is_linked_by_hand_is_compared_with_its_line(there, district, reviewer):
    run(ask_to_compare(district, 2025, reviewer).pk)
    missing = coverage(reviewer, district, 2025).missing[0].listed
    link(district, 2025, missing.pk, there["外"].pk, reviewer)
    assert comparison_due(district, 2025)
    run(ask_to_compare(district, 2025, reviewer).pk)
    found = CrossFinding.objects.filter(finding__code="E10", project=there["外"])
    assert "清单为10万元，本表预算数为34.32万元" in found.get().finding["message"]


def test_200_projects_take_as_many_queries_as_two(district, department, reviewer):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            counted.append(coverage(reviewer, district, 2025))
        return len(captured)

    counted = []
    project(district, department, "甲", "X1")
    listed(district, reviewer, line("甲", code="X1"), line("乙"))
    few = asked()
    lines = [line(f"项目{number}", code=f"P{number}") for number in range(200)]
    for number in range(0, 200, 10):
        project(district, department, f"项目{number}", f"P{number}")
    listed(district, reviewer, *lines, revision=1)
    assert asked() == few
    assert (counted[-1].listed.count, counted[-1].with_table.count) == (200, 20)
