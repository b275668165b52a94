"""The indicator library counts what was approved, tells nobody's table, and heeds the bureau's marks."""

from uuid import uuid4

import pytest
from django.urls import reverse

from budget_site.accounts.models import User
from projects import library
from projects.drafting.operations import Set
from projects.drafting.saving import save
from projects.importing.service import Preview
from projects.importing.taking import Choice, commit, take_in
from projects.importing.undoing import undo
from projects.models import LibraryEntry, Project, Status, TableImport
from projects.official.document import DocumentReading
from projects.official.marks import Reading
from projects.tables import Indicator
from tests.people import make_district, make_framework, make_project, make_table, make_user

pytestmark = pytest.mark.django_db


def approved(district, department, year=2025, **cells):
    """A replied table with one quantity indicator."""
    row = {"level1": "产出指标", "level2": "数量指标", "level3": "取暖面积", "value": "≥5200㎡"} | cells
    project = make_project(district, department, year, make_table(indicators=(Indicator(**row),)))
    project.versions.update(status=Status.REPLIED, frozen=b"{}")
    return project


def entry(district, name="取暖面积") -> LibraryEntry:
    return district.library.get(name=name)


def test_approved_indicators_are_counted_by_use_and_department(district, department, other_department):
    approved(district, department, basis="取暖合同", description="供暖的教室面积")
    approved(district, department, basis="取暖合同")
    approved(district, other_department, value="≥800㎡", basis="年度计划", level3="取暖 面积")
    library.refresh(district)
    found = entry(district)
    assert (found.uses, found.departments, found.last_year) == (3, 2, 2025)
    assert (found.unit, found.typical_value) == ("㎡", "≥5200㎡")
    assert (found.basis, found.description) == ("取暖合同", "供暖的教室面积")


def test_drafts_and_categories_are_no_history(district, department):
    make_project(district, department)
    approved(district, department, level3="数量指标")
    library.refresh(district)
    assert not district.library.filter(source=LibraryEntry.Source.HISTORY).exists()


def brought(user, district, department=None, year=2024, name="全年供热天数") -> Project:
    """A table that somebody took in from a file, in a year before the district's latest."""
    make_project(district, None, 2025)
    make_framework(district, year)
    row = Indicator("产出指标", "数量指标", name, "", "≥120天", "供热合同")
    reading = DocumentReading((Reading(make_table(indicators=(row,)), ()),), (), 0)
    commit(Preview("公开说明.docx", "0" * 64, reading), district, year, department, user)
    library.refresh(district)
    return Project.objects.get(year=year)


def from_history(district) -> set[str]:
    return set(district.library.filter(source=LibraryEntry.Source.HISTORY).values_list("name", flat=True))


@pytest.mark.parametrize("who", ["bureau", "machine room"])
def test_what_the_bureau_took_in_of_a_past_year_is_history(district, reviewer, who):
    brought(reviewer if who == "bureau" else User.objects.system(), district)
    assert from_history(district) == {"全年供热天数"}


def test_a_draft_that_another_department_took_in_is_suggested_to_nobody(
    client, district, department, other_department, drafter, other_drafter
):
    brought(other_drafter, district, other_department)
    assert from_history(district) == set()
    client.force_login(drafter)
    project = make_project(district, department)
    told = client.get(reverse("draft_suggestions", args=[project.pk]), {"level2": "数量指标", "q": "供热"})
    assert told.json()["entries"] == []


def test_what_was_written_on_after_the_bureau_took_it_in_is_a_draft(district, department, reviewer, drafter):
    version = brought(reviewer, district, department).versions.get()
    save(version.pk, drafter, uuid4(), 0, [Set(None, "purpose", "支付学校冬季取暖费用", "还没有定")])
    library.refresh(district)
    assert from_history(district) == set()


def test_what_the_bureau_took_back_is_no_history(district, reviewer):
    brought(reviewer, district)
    undo(TableImport.objects.get(), reviewer)
    library.refresh(district)
    assert from_history(district) == set()


def test_what_was_changed_by_a_file_and_changed_back_is_no_history(district, department, reviewer):
    reviewer.assignments.create(role="drafter", department=department)
    project = make_project(district, department, 2024, make_table(name="甲"))
    make_project(district, department, 2025)
    reading = DocumentReading((Reading(make_table(name="甲", purpose="另一个用途"), ()),), (), 0)
    found, chosen = Preview("公开说明.docx", "0" * 64, reading), [Choice(0, into=project.pk)]
    done, _ = take_in(found, chosen, district, 2024, department, reviewer)
    undo(done, reviewer)
    library.refresh(district)
    assert from_history(district) == set()


def test_what_the_bureau_wrote_itself_is_counted_but_not_written_over(client, district, department, reviewer):
    client.force_login(reviewer)
    own = {"class_label": "数量", "name": "取暖面积", "description": "供暖教室的面积", "unit": "平方米"}
    client.post(reverse("library", args=[district.code]), own | {"basis": "取暖合同"})
    approved(district, department, level3="取暖 面积")
    for _ in range(2):
        library.refresh(district)
    found = entry(district)
    assert (found.description, found.unit, found.basis) == ("供暖教室的面积", "平方米", "取暖合同")
    assert (found.uses, found.typical_value, found.source) == (1, "≥5200㎡", LibraryEntry.Source.EXAMPLE)


def test_what_is_too_long_for_a_name_is_no_entry(client, district, department, reviewer):
    long = "".join(chr(0x4E00 + number) for number in range(3000))
    approved(district, department, level3=long)
    approved(district, department)
    library.refresh(district)
    assert from_history(district) == {"取暖面积"}
    client.force_login(reviewer)
    for name in (long, "\ufdfa" * 200):
        own = {"class_label": "数量", "name": name, "description": "", "unit": "", "basis": ""}
        assert client.post(reverse("library", args=[district.code]), own).status_code == 200
    assert district.library.filter(name__contains="\ufdfa").count() == 0


def test_marks_survive_and_what_nobody_uses_any_more_goes(district, department):
    kept, dropped = approved(district, department), approved(district, department, level3="供热天数")
    library.refresh(district)
    district.library.filter(name="取暖面积").update(mark=LibraryEntry.Mark.AVOID)
    for project in (kept, dropped):
        project.versions.update(status=Status.VOID)
    library.refresh(district)
    assert entry(district).mark == LibraryEntry.Mark.AVOID
    assert not district.library.filter(name="供热天数").exists()


def test_refreshing_twice_changes_nothing(district, department):
    approved(district, department)
    first = library.refresh(district)
    before = list(district.library.values())
    assert library.refresh(district) == first
    assert list(district.library.values()) == before


def test_every_example_names_a_class_of_a_shipped_tree_and_leaves_the_value_to_the_officer():
    from projects.official.trees import TREES, plain_label

    classes = {
        plain_label(node.name) for tree in TREES.values() for level1 in tree for node in level1.children
    }
    assert {plain_label(one["class"]) for one in library.examples()} == classes
    assert all(one["name"] and "value" not in one for one in library.examples())


def test_models_come_first_and_discouraged_ones_last(district, drafter):
    library.refresh(district)
    names = [one.name for one in library.suggest(drafter, district, "数量指标", "数")]
    district.library.filter(name=names[0]).update(mark=LibraryEntry.Mark.AVOID)
    district.library.filter(name=names[-1]).update(mark=LibraryEntry.Mark.MODEL)
    again = [one.name for one in library.suggest(drafter, district, "数量指标", "数")]
    assert again[0] == names[-1]
    assert names[0] not in again[:-1]


def test_suggestions_are_for_those_who_see_the_table_and_from_their_own_district(
    client, district, department, drafter, stranger
):
    project = make_project(district, department)
    neighbour = make_district("邻区", "next")
    approved(neighbour, None, level3="邻区秘密指标")
    for place in (district, neighbour):
        library.refresh(place)
    url = reverse("draft_suggestions", args=[project.pk])
    assert client.get(url).status_code == 401
    client.force_login(stranger)
    assert client.get(url).status_code == 404
    client.force_login(drafter)
    told = client.get(url, {"level2": "数量指标", "q": ""}).json()["entries"]
    assert told
    assert not [one for one in told if "邻区" in one["name"]]
    narrowed = client.get(url, {"level2": "数量指标", "q": "人 数"}).json()["entries"]
    assert narrowed
    assert all("人数" in one["name"] for one in narrowed)
    assert set(told[0]) == {
        "name",
        "description",
        "unit",
        "basis",
        "typical_value",
        "uses",
        "departments",
        "mark",
        "source",
    }


def test_the_bureau_of_another_district_gets_no_suggestions(district):
    reviewer = make_user("next", "performance_reviewer", district=make_district("邻区", "next"))
    library.refresh(district)
    assert library.suggest(reviewer, district, "数量指标", "") == []
