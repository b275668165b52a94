"""What is proposed for each table: its project, its department, and whether it need come in at all."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.binning import put_away
from projects.importing.deciding import NEW, Answer, problem
from projects.importing.importer import Importer
from projects.matching import Evidence
from projects.models import Status, TableVersion
from projects.storing import load, store
from projects.tables import to_canonical
from tests.people import make_district, make_framework, make_project, make_table
from tests.projects.importing.uploads import YEAR, named, proposed, take_all, uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(district, department):
    """甲 (C1) is there already."""
    make_framework(district)
    return make_project(district, department, table=named("甲")[0])


def only(incoming):
    [one] = proposed(incoming)
    return one


def changed(**cells):
    return replace(named("甲")[0], purpose="改过的用途", **cells)


@pytest.mark.parametrize(
    ("cells", "evidence", "by"),
    [
        ({"name": "另一个名称"}, Evidence.CODE, "编码相同"),
        ({"code": ""}, Evidence.NAME, "名称相同"),
        ({"code": "X99"}, Evidence.LIKE, "名称相近"),
    ],
)
def test_a_table_is_of_the_project_with_its_code_or_else_its_name(
    drafter, district, here, cells, evidence, by
):
    one = only(uploaded(drafter, district, changed(**cells)))
    assert (one.existing.id, one.existing.evidence, one.existing.by) == (here.pk, evidence, by)
    assert one.existing.is_written
    assert not one.known


def test_a_mere_likeness_is_asked_about_before_anything_is_overwritten(drafter, district, here):
    one = only(uploaded(drafter, district, changed(code="X99")))
    answer = Answer.proposed(one)
    assert (answer.take, answer.match) == (True, "")
    assert problem(one, answer, Importer.of(drafter, district, YEAR))[0] == "match"


def test_the_same_content_again_is_not_ticked(drafter, district, here):
    one = only(uploaded(drafter, district, *named("甲")))
    assert one.known == "已有，内容相同"
    assert not Answer.proposed(one).take


def test_what_an_import_brought_is_known_also_after_it_was_changed(drafter, district, here):
    take_all(uploaded(drafter, district, *named("x", "乙")[1:]))
    assert only(uploaded(drafter, district, *named("x", "乙")[1:])).known == "已导入，内容相同"
    version = TableVersion.objects.get(name="乙")
    store(version, replace(load(version), purpose="后来改的"))
    one = only(uploaded(drafter, district, *named("x", "乙")[1:]))
    assert one.known == "已导入，之后改动过"
    assert not Answer.proposed(one).take


def test_a_table_with_the_reviewers_is_not_updated(drafter, district, here):
    version = here.versions.get()
    TableVersion.objects.update(status=Status.UNIT_REVIEW, frozen=to_canonical(load(version)))
    one = only(uploaded(drafter, district, changed()))
    assert one.known == "已有“甲”（编码相同，待单位审核），不能由您更新"
    assert not one.existing.is_written
    assert Answer.proposed(one) == Answer(False, one.summary and str(one.department.pk), NEW)


def test_finance_sees_that_a_project_is_there_and_cannot_write_it(reviewer, district, here):
    one = only(uploaded(reviewer, district, changed()))
    assert one.known == "已有“甲”（编码相同，草稿），不能由您更新"
    assert not Answer.proposed(one).take


def test_two_projects_of_a_name_are_told_and_not_doubled_unasked(drafter, district, department, here):
    make_project(district, department, table=make_table(name="甲", code="C9"))
    one = only(uploaded(drafter, district, changed(code="")))
    assert one.existing is None
    assert one.known == "已有2个同名项目，分不清是哪一个"


def test_what_one_does_not_see_is_not_proposed(
    drafter, other_drafter, district, other_department, department, here
):
    assert only(uploaded(other_drafter, district, changed())).existing is None
    put_away(here, drafter)
    assert only(uploaded(drafter, district, changed())).existing is None


def test_a_file_for_one_department_is_matched_to_that_ones_projects(
    drafter, district, department, other_department, here
):
    drafter.assignments.create(role="drafter", department=other_department)
    theirs = make_project(district, other_department, table=make_table(name="甲", code=""))
    table = changed(code="")
    assert only(uploaded(drafter, district, table)).existing is None
    one = only(uploaded(drafter, district, table, department=other_department))
    assert one.existing.id == theirs.pk
    assert (one.department, one.guess) == (other_department, "")


def test_whoever_drafts_for_one_department_chooses_none(drafter, district, department, here):
    one = only(uploaded(drafter, district, *named("新")))
    assert (one.department, one.guess) == (department, "")


@pytest.mark.parametrize(
    ("cells", "name", "guess"),
    [
        ({"title": "芦台经济开发区教育局项目绩效目标表"}, "说明.docx", "表名写明"),
        ({}, "教育局2025年.xlsx", "文件名或标题写明"),
        ({"name": "去年的项目"}, "说明.docx", "上年同名项目的部门"),
    ],
)
def test_the_bureau_is_told_from_where_a_department_is_guessed(
    reviewer, district, department, other_department, cells, name, guess
):
    make_framework(district)
    make_project(district, other_department, year=YEAR - 1, table=make_table(name="去年的项目"))
    one = only(uploaded(reviewer, district, make_table(**{"name": "新项目"} | cells), name=name))
    assert (one.department, one.guess) == (other_department, guess)


def test_a_department_that_was_closed_is_not_proposed(reviewer, district, department, other_department):
    other_department.merge_into(department, YEAR)
    make_framework(district)
    one = only(uploaded(reviewer, district, make_table(), name="教育局.docx"))
    assert one.department is None
    make_project(district, other_department, year=YEAR - 1, table=make_table(name="去年的项目"))
    one = only(uploaded(reviewer, district, make_table(name="去年的项目")))
    assert one.department == department


def test_a_department_that_is_named_by_its_old_name_is_found(
    reviewer, district, department, other_department
):
    other_department.rename("教育体育局", YEAR)
    make_framework(district)
    one = only(uploaded(reviewer, district, make_table(), name="教育局.docx"))
    assert one.department == other_department


def test_nobody_imports_without_a_role_for_it(district, department, stranger, reviewer, drafter):
    assert Importer.of(stranger, district, YEAR) is None
    assert Importer.of(drafter, make_district("邻区", "next"), YEAR) is None
    for role in ("head", "publisher", "auditor", "system_admin"):
        stranger.assignments.all().delete()
        stranger.assignments.create(role=role, district=district)
        assert Importer.of(stranger, district, YEAR) is None
    department.closed_from = YEAR
    department.save()
    assert Importer.of(drafter, district, YEAR) is None


def test_questions_to_the_database_do_not_grow_with_the_tables(drafter, district, department):
    counts = []
    make_framework(district)
    for many in (2, 60):
        names = [f"项目{place}" for place in range(many)]
        for table in named(*names):
            make_project(district, department, table=table)
        incoming = uploaded(drafter, district, *(replace(one, purpose="改") for one in named(*names)))
        with CaptureQueriesContext(connection) as asked:
            assert all(one.existing or one.known for one in proposed(incoming))
        counts.append(len(asked))
    assert counts[0] == counts[1]
