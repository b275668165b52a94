"""What a draft chooses, and in which words publishers and departments are called."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone

from disclosures.document import Paragraph, Publisher
from disclosures.figures import Part
from disclosures.models import DepartmentSector, DisclosureDraft
from disclosures.publishing import manifest, service
from disclosures.publishing.gathering import chosen, drawn, gather, total
from projects.rules.examples import SOUND
from tests.disclosures.publishing.press import give_figures
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


def test_totals_are_of_every_replied_table_whichever_are_printed(press, second):
    press.replied(table=replace(SOUND, name="又一项目", code="X4"))
    make_project(press.district, press.cast.department, table=replace(SOUND, name="草稿"))
    draft = press.draft
    draft.choice, draft.picked = "picked", [str(second.project_id)]
    made, whole = gather(draft), total(draft, chosen(draft))
    assert [one.number for one in made.projects] == [1]
    assert (whole.count, whole.printed, whole.total) == (3, 1, SOUND.total.value * 3)
    said = [one.text for one in made.sections[-2].blocks if isinstance(one, Paragraph)]
    assert said[0].startswith("本年度已批复的项目共3个，预算数合计136.8万元")
    assert said[1] == "以下按全部3个已批复的项目汇总，其中1个项目的绩效目标表随本说明公开。"
    assert "".join(one.text for one in made.sections[-1].blocks if isinstance(one, Paragraph)) == (
        "3个已批复的项目中，以下公开1个项目的绩效目标表。"
    )
    draft.sections = [{"key": "totals", "title": "合计", "text": "【公开项目数】", "shown": True}]
    assert total(draft, chosen(draft)).printed == 0


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
    press.replied(table=replace(SOUND, name="别部门的项目", code="X3"), department=None)
    other = make_project(press.district, other_department, table=SOUND)
    draft = DisclosureDraft.objects.create(
        district=press.district, department=press.cast.department, year=2025, changed_by=press.publisher
    )
    district, own = gather(press.draft), gather(draft)
    assert (own.publisher.key, own.publisher.name) == ("lutai/finance", "芦台经济开发区财政局")
    assert other.pk not in {one.id for one in own.projects}
    by_id = {one.id: one.frozen for one in district.projects}
    assert all(by_id[one.id] == one.frozen for one in own.projects)
    assert not {one.key for one in own.sections} & set(Part)
    assert {one.key for one in district.sections} >= set(Part)
    assert district.figures["amounts"]["reception"]["value"] == "113"
    assert own.figures is None


def test_no_two_publishers_have_one_chain():
    assert Publisher("lutai-finance", "x").key != Publisher("lutai", "x", "finance", "y").key


def test_the_preview_has_the_hash_that_is_published(press, quick):
    disclosure, facts = service.preview(press.draft)
    assert (facts.number, facts.previous) == (0, "")
    edition = press.publish()
    assert edition.data_hash == facts.data_hash == manifest.digest(bytes(edition.data))
    assert disclosure.title
    assert service.preview(press.draft)[1].previous == edition.manifest_hash


def test_sections_that_are_not_shown_take_their_tables_with_them(press, quick):
    kept = [{"key": "totals", "title": "合计", "text": "", "shown": True}]
    press.draft.sections = kept
    press.draft.save()
    assert gather(press.draft).projects == ()


def last_year(press) -> list[str]:
    return [one.message for one in gather(press.draft).checks if one.code == "F2a"]


def test_last_years_figures_are_those_that_were_published(press, quick):
    """What lies on the desk for last year was never public, and moves nothing."""
    before = press.data_hash
    draft = press.another_year(2024)
    give_figures(press.district, 2024, press.publisher, reception="120")
    assert last_year(press) == ["没有上年公开的“三公”经费数据，未能核对上年数。"]
    assert press.data_hash == before
    service.ask(draft, press.publisher, reviewer=press.reviewer, at_once=True)
    assert "公务接待费上年数填的是113万元，上年公开的是120万元。" in last_year(press)
    published = press.data_hash
    give_figures(press.district, 2024, press.publisher, reception="130")
    assert press.data_hash == published


def test_last_years_figures_are_drawn_where_nobody_typed_them(press, quick):
    draft = press.another_year(2024)
    service.ask(draft, press.publisher, reviewer=press.reviewer, at_once=True)
    give_figures(press.district, 2025, press.publisher, reception_last="")
    assert drawn(press.draft).value("reception_last") == 113
    assert gather(press.draft).figures["amounts"]["reception_last"]["value"] == "113"
