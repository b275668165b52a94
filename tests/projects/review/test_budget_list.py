"""A new list takes the place of the year's; what a person said of it is kept, and nothing comes twice."""

import pytest

from budget_site.trail.models import TrailRecord
from projects.binning import put_away
from projects.models import BudgetList, BudgetProject
from projects.review.budget_list import ListRefused, import_list, link, newest, plan_list
from tests.people import make_district, make_project, make_table, make_user
from tests.projects.review.lists import line, listed

pytestmark = pytest.mark.django_db


def names(budget_list) -> list[tuple]:
    return [(one.name, one.department, one.project_id) for one in budget_list.lines.all()]


def test_a_list_comes_in_once_however_often_it_is_confirmed(district, department, reviewer):
    for new in (True, False):
        made, is_new = import_list(district, 2025, [line()], reviewer, filename="清单.xlsx", revision=0)
        assert is_new is new
    assert (made.revision, made.filename, made.imported_by) == (1, "清单.xlsx", reviewer)
    assert names(made) == [("义务教育学校取暖", department, None)]
    assert BudgetProject.objects.count() == 1


def test_another_list_is_the_years_from_then_on_and_the_old_one_stays(district, reviewer):
    listed(district, reviewer, line())
    listed(district, reviewer, line(total="50"), line("校车"), revision=1)
    assert [one.revision for one in BudgetList.objects.all()] == [2, 1]
    assert newest(district, 2025).lines.count() == 2
    assert newest(district, 2026) is None


def test_who_looked_at_an_older_list_is_told_and_writes_nothing(district, reviewer):
    listed(district, reviewer, line())
    with pytest.raises(ListRefused, match="请重新上传"):
        import_list(district, 2025, [line("校车")], reviewer, filename="", revision=0)
    assert BudgetList.objects.count() == 1


@pytest.mark.parametrize("role", ["drafter", "head", "publisher", "system_admin", "auditor"])
def test_only_the_finance_bureau_imports_and_links(district, department, reviewer, role):
    made = listed(district, reviewer, line())
    project = make_project(district, department)
    for where in ({"district": district}, {"department": department}):
        who = make_user(f"{role}-{list(where)}", role, **where)
        with pytest.raises(ListRefused, match="财政部门"):
            import_list(district, 2025, [line("校车")], who, filename="", revision=1)
        with pytest.raises(ListRefused, match="财政部门"):
            link(district, 2025, made.lines.get().pk, project.pk, who)
    assert names(newest(district, 2025)) == [("义务教育学校取暖", department, None)]


def test_a_neighbours_bureau_is_a_stranger(district, reviewer):
    listed(district, reviewer, line())
    other = make_user("door", "performance_reviewer", district=make_district("邻区", "next"))
    with pytest.raises(ListRefused):
        import_list(district, 2025, [line("校车")], other, filename="", revision=1)


def test_departments_are_known_by_code_and_by_any_name_they_had(district, department, reviewer):
    department.rename("财政和国资局", 2026)
    made = listed(
        district,
        reviewer,
        *(
            line(str(n), department=d)
            for n, d in enumerate(("财政局", "财政和国资局", "finance", "水务局", ""))
        ),
    )
    assert [one.department for one in made.lines.all()] == [department] * 3 + [None] * 2
    assert [one.department_name for one in made.lines.all()][3] == "水务局"
    plan = plan_list(district, 2025, [line(department="水务局"), line("校车", department="水务局")])
    assert plan.unknown == ["水务局"]


def test_a_department_that_is_there_by_now_is_found_when_the_same_list_comes_again(district, reviewer):
    listed(district, reviewer, line(department="水务局"))
    water = district.departments.create(code="201", name="水务局")
    made = listed(district, reviewer, line(department="水务局"), revision=1)
    assert (made.revision, made.lines.get().department) == (2, water)


def test_a_plan_says_what_comes_goes_and_changes(district, department, reviewer):
    listed(district, reviewer, line("甲", "1", "1"), line("乙", "2", "2"), line("丙", "3"))
    plan = plan_list(district, 2025, [line("甲改名", "1", "1"), line("乙", "5", "2"), line("丁", "4")])
    assert (plan.revision, plan.added, plan.gone, plan.changed) == (1, 1, 1, 1)
    assert plan_list(district, 2026, [line()]).is_new


def test_what_was_linked_by_hand_goes_over_by_code_or_by_name_and_department(district, department, reviewer):
    first, second, third = (make_project(district, department, table=make_table(name=n)) for n in "子丑寅")
    made = listed(district, reviewer, line("甲", code="P1"), line("乙"), line("丙"), line("丁"))
    for one, project in zip(made.lines.all(), (first, second, third), strict=False):
        link(district, 2025, one.pk, project.pk, reviewer)
    lines = [line("丁"), line("乙", "9"), line("换了名", code="p1"), line("戊")]
    plan = plan_list(district, 2025, lines)
    assert (plan.carried, plan.lost) == (2, ["丙"])
    made = listed(district, reviewer, *lines, revision=1)
    assert [one.project_id for one in made.lines.all()] == [None, second.pk, first.pk, None]


def test_a_link_goes_to_neither_of_two_lines_that_could_be_meant(district, department, reviewer):
    project = make_project(district, department)
    made = listed(district, reviewer, line("甲"))
    link(district, 2025, made.lines.get().pk, project.pk, reviewer)
    made = listed(district, reviewer, line("甲"), line("甲", "9"), revision=1)
    assert not made.lines.exclude(project=None).exists()


def test_a_link_is_made_taken_back_and_told_in_the_trail(district, department, reviewer):
    project = make_project(district, department)
    pk = listed(district, reviewer, line("甲")).lines.get().pk
    before = TrailRecord.objects.count()
    for _ in range(2):
        assert link(district, 2025, pk, project.pk, reviewer).project_id == project.pk
    for _ in range(2):
        assert link(district, 2025, pk, None, reviewer).project_id is None
    assert TrailRecord.objects.count() == before + 2


def test_a_table_is_linked_to_one_line_alone(district, department, reviewer):
    project = make_project(district, department)
    one, other = listed(district, reviewer, line("甲"), line("乙")).lines.all()
    link(district, 2025, one.pk, project.pk, reviewer)
    with pytest.raises(ListRefused, match="已指定给清单里的“甲”"):
        link(district, 2025, other.pk, project.pk, reviewer)


def test_only_a_table_of_this_year_and_district_can_be_linked(district, department, reviewer, drafter):
    pk = listed(district, reviewer, line("甲")).lines.get().pk
    elsewhere = make_district("邻区", "next")
    binned = make_project(district, department)
    put_away(binned, drafter)
    for project in (make_project(district, department, 2024), make_project(elsewhere), binned):
        with pytest.raises(ListRefused, match="没有找到这张表"):
            link(district, 2025, pk, project.pk, reviewer)


def test_a_line_of_an_older_list_or_of_another_district_can_not_be_linked(district, department, reviewer):
    project = make_project(district, department)
    pk = listed(district, reviewer, line("甲")).lines.get().pk
    listed(district, reviewer, line("乙"), revision=1)
    with pytest.raises(ListRefused, match="最新的清单"):
        link(district, 2025, pk, project.pk, reviewer)
    elsewhere = make_district("邻区", "next")
    other = listed(elsewhere, make_user("door", "replier", district=elsewhere), line("丙"))
    with pytest.raises(ListRefused, match="最新的清单"):
        link(district, 2025, other.lines.get().pk, project.pk, reviewer)
