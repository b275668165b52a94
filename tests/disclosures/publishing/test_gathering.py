"""What a draft chooses, and in which words publishers and departments are called."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone

from disclosures.figures import Part
from disclosures.models import DepartmentSector, DisclosureDraft, YearFigures
from disclosures.publishing import manifest, service
from disclosures.publishing.gathering import chosen, gather
from projects.rules.examples import SOUND
from tests.people import make_project

pytestmark = pytest.mark.django_db


def names(draft) -> list[str]:
    return [one.table.name for one in gather(draft).projects]


@pytest.fixture
def second(press):
    """A second replied project, the last in the document."""
    return press.replied(table=replace(SOUND, name="后来的项目", code="X2"))


def test_all_replied_tables_stand_in_the_order_of_the_document(press, second):
    make_project(press.district, press.cast.department, table=replace(SOUND, name="草稿"))
    assert names(press.draft) == [SOUND.name, "后来的项目"]
    project = second.project
    project.position = 0
    project.save()
    assert names(press.draft) == ["后来的项目", SOUND.name]
    assert [one.number for one in gather(press.draft).projects] == [1, 2]


def test_key_projects_amounts_and_picked_ones_are_chosen(press, second):
    draft = press.draft
    draft.choice = "key"
    assert names(draft) == []
    type(second.project).objects.filter(pk=second.project.pk).update(is_key=True)
    assert names(draft) == ["后来的项目"]
    draft.choice, draft.least = "amount", SOUND.total.value
    assert len(names(draft)) == 2
    draft.least += Decimal("0.000001")
    assert names(draft) == []
    draft.choice, draft.picked = "picked", [str(second.project_id)]
    assert [one.pk for one in chosen(draft)] == [second.pk]


def test_what_lies_in_the_bin_is_not_published(press, second):
    project = second.project
    project.binned_at, project.binned_by = timezone.now(), press.publisher
    project.save()
    assert names(press.draft) == [SOUND.name]


def test_departments_are_called_as_in_the_year_and_have_their_sector(press):
    department = press.cast.department
    department.rename("财政和国资局", 2026)
    DepartmentSector.objects.create(department=department, name="综合")
    [project] = gather(press.draft).projects
    assert (project.department, project.department_name, project.sector) == ("finance", "财政局", "综合")


def test_a_department_publishes_its_own_tables_byte_for_byte_and_no_figures_of_the_district(
    press, other_department
):
    YearFigures.objects.create(
        district=press.district,
        year=2025,
        figures={"amounts": {"reception": {"raw": "113", "value": "113"}}},
        changed_by=press.publisher,
    )
    press.replied(table=replace(SOUND, name="别部门的项目", code="X3"), department=None)
    other = make_project(press.district, other_department, table=SOUND)
    draft = DisclosureDraft.objects.create(
        district=press.district, department=press.cast.department, year=2025, changed_by=press.publisher
    )
    district, own = gather(press.draft), gather(draft)
    assert (own.publisher.key, own.publisher.name) == ("lutai-finance", "芦台经济开发区财政局")
    assert other.pk not in {one.id for one in own.projects}
    by_id = {one.id: one.frozen for one in district.projects}
    assert all(by_id[one.id] == one.frozen for one in own.projects)
    assert not {one.key for one in own.sections} & set(Part)
    assert {one.key for one in district.sections} >= set(Part)
    assert district.figures["amounts"]["reception"]["value"] == "113"
    assert own.figures is None


def test_the_preview_has_the_hash_that_is_published(press, quick):
    disclosure, facts = service.preview(press.draft, press.publisher)
    assert (facts.number, facts.previous) == (0, "")
    edition = press.publish()
    assert edition.data_hash == facts.data_hash == manifest.digest(bytes(edition.data))
    assert disclosure.title
    assert service.preview(press.draft, press.publisher)[1].previous == edition.manifest_hash


def test_sections_that_are_not_shown_take_their_tables_with_them(press, quick):
    kept = [{"key": "totals", "title": "合计", "text": "", "shown": True}]
    press.draft.sections = kept
    press.draft.save()
    assert gather(press.draft).projects == ()
