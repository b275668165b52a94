"""Last year's tables come over once, with everything that may be stale marked for a second look."""

import pytest
from django.urls import reverse

from projects.copying import copy_from_last_year
from projects.drafting.confirming import confirm
from projects.drafting.snapshots import table_in
from projects.models import Project, Recheck, TableVersion
from projects.storing import load
from projects.tables import Amount, Indicator, PlanStep
from tests.people import make_framework, make_project, make_table, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def last_year(district, department):
    row = Indicator("产出指标", "时效指标", "完成时间", "全部完工", "2024年12月底", "年度计划")
    table = make_table(indicators=(row,), purpose="2024年冬季取暖", title="2024年绩效目标表")
    return make_project(district, department, 2024, table)


@pytest.fixture
def framework(district):
    return make_framework(district, 2025)


def carry(project, framework, user) -> TableVersion:
    [version] = copy_from_last_year([project.versions.get()], framework, user).versions
    return TableVersion.objects.with_rows().get(pk=version.pk)


def test_words_come_over_on_the_new_form_and_lineages_stay(last_year, framework, drafter):
    version = carry(last_year, framework, drafter)
    before, after = load(last_year.versions.get()), load(version)
    assert (after.title, after.purpose, after.name) == ("项目绩效目标表", before.purpose, before.name)
    assert [row.lineage for row in after.indicators] == [row.lineage for row in before.indicators]
    assert not {row.id for row in after.indicators} & {row.id for row in before.indicators}
    assert version.project.lineage == last_year.lineage
    assert version.snapshots.get().reason == "copied"


def test_years_dates_and_amounts_are_marked_and_counted(last_year, framework, drafter):
    version = carry(last_year, framework, drafter)
    marked = {(one.row, one.cell) for one in version.rechecks.all()}
    row = version.indicators.get()
    assert {(None, "total"), (None, "fiscal"), (None, "purpose"), (row.pk, "value")} <= marked
    assert version.open_rechecks == len(marked)
    assert version.rechecks.get(row=row.pk, cell="value").proposal == "2025年12月底"


def test_a_confirmed_cell_is_done_with(last_year, framework, drafter):
    version = carry(last_year, framework, drafter)
    confirm(version, [(None, "total", "34.32万元")], drafter)
    version.refresh_from_db()
    assert Recheck.objects.get(version=version, cell="total").confirmed_by == drafter
    assert version.open_rechecks == version.rechecks.count() - 1


def test_a_project_comes_over_once(last_year, framework, drafter):
    first = copy_from_last_year([last_year.versions.get()], framework, drafter)
    again = copy_from_last_year([last_year.versions.get()], framework, drafter)
    assert (len(first.versions), first.known, len(again.versions), again.known) == (1, 0, 0, 1)
    assert Project.objects.filter(year=2025).count() == 1


def test_percentages_stand_under_the_new_years_checkpoints(district, department, framework, drafter):
    plan = (PlanStep.of("6月底", "40"), PlanStep.of("12月底", "100"))
    version = carry(make_project(district, department, 2024, make_table(plan=plan)), framework, drafter)
    assert [(step.label, step.raw) for step in load(version).plan] == [
        ("3月底", ""),
        ("6月底", "40"),
        ("9月底", ""),
        ("12月底", "100"),
    ]


def test_a_merged_departments_projects_go_to_its_successor(
    last_year, framework, other_drafter, department, other_department
):
    department.merge_into(other_department, 2025)
    last_year = Project.objects.get(pk=last_year.pk)
    assert carry(last_year, framework, other_drafter).project.department == other_department


def test_an_officer_of_a_merged_department_writes_nothing_into_the_successors_year(
    client, district, last_year, framework, drafter, other_drafter, department, other_department
):
    department.merge_into(other_department, 2025)
    address, ticked = reverse("carry", args=[district.code, 2025]), {"project": [str(last_year.pk)]}
    client.force_login(drafter)
    assert "义务教育学校取暖" not in client.get(address).content.decode()
    assert "还没有选择项目" in client.post(address, ticked, follow=True).content.decode()
    assert not copy_from_last_year([last_year.versions.get()], framework, drafter).versions
    assert not Project.objects.filter(year=2025).exists()
    client.force_login(other_drafter)
    assert "义务教育学校取暖" in client.get(address).content.decode()
    client.post(address, ticked)
    assert Project.objects.get(year=2025).department == other_department


def test_what_a_closed_department_had_goes_nowhere(last_year, framework, reviewer, department, district):
    department.closed_from = 2025
    department.save()
    whole = make_user("whole", "drafter", district=district)
    assert not copy_from_last_year([last_year.versions.get()], framework, whole).versions


def test_a_kept_copy_says_what_the_table_says_and_what_the_rules_say_of_it(last_year, framework, drafter):
    version = carry(last_year, framework, drafter)
    kept = version.snapshots.get()
    assert table_in(kept) == load(version)
    assert (kept.findings, kept.asked) == (version.examination.findings, version.examination.asked)
    assert (kept.note, kept.number, kept.revision) == ("沿用2024年", 1, 0)


def test_the_page_offers_what_is_not_here_yet_and_carries_what_is_ticked(
    client, district, department, other_department, last_year, framework, drafter
):
    other = make_project(district, other_department, 2024, make_table(name="别人的", total=Amount.of("1")))
    client.force_login(drafter)
    address = reverse("carry", args=[district.code, 2025])
    shown = client.get(address).content.decode()
    assert "义务教育学校取暖" in shown
    assert "别人的" not in shown
    assert "还没有选择项目" in client.post(address, follow=True).content.decode()
    for _ in range(2):
        answer = client.post(address, {"project": [str(last_year.pk), str(other.pk)]}, follow=True)
    assert "已经有了" in answer.content.decode()
    assert [one.lineage for one in Project.objects.filter(year=2025)] == [last_year.lineage]
    assert "今年都已经有了" in client.get(address).content.decode()


def test_a_reviewer_has_nothing_to_carry_over(client, district, last_year, framework):
    client.force_login(make_user("reviewer", "performance_reviewer", district=district))
    address = reverse("carry", args=[district.code, 2025])
    assert "没有由您填写的项目" in client.get(address).content.decode()
    client.post(address, {"project": str(last_year.pk)})
    assert not Project.objects.filter(year=2025).exists()
