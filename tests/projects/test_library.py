"""The indicator library counts what was approved, tells nobody's table, and heeds the bureau's marks."""

import pytest
from django.urls import reverse

from projects import library
from projects.models import LibraryEntry, Status
from projects.tables import Indicator
from tests.people import make_district, make_project, make_table, make_user

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
