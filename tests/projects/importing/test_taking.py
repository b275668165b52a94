"""What was decided is written once and whole, as far as the person may."""

import threading
from dataclasses import replace

import pytest
from django.db import connection

from projects.drafting.operations import LONGEST, MOST_ROWS
from projects.importing.accepting import AT_ONCE, accept, take
from projects.importing.deciding import NEW, Answer
from projects.importing.importer import Importer
from projects.importing.refused import ImportRefused
from projects.jobs.running import run
from projects.models import (
    ImportedTable,
    IncomingFile,
    Job,
    Project,
    Recheck,
    Status,
    TableFramework,
    TableImport,
    TableVersion,
)
from projects.rechecks import open_rechecks
from projects.storing import load, working
from projects.tables import Goal, to_canonical
from tests.messy import Mess, Random, messy_docx
from tests.messy import make_table as messy_table
from tests.people import make_framework, make_project, make_table
from tests.projects.importing.uploads import YEAR, answer, corrected, named, proposed, take_all, uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(district):
    return make_framework(district)


@pytest.fixture
def here(year, district, department):
    return make_project(district, department, table=named("甲")[0])


def refused(incoming, match, **how):
    answer(incoming, *how.pop("said"), **how)
    with pytest.raises(ImportRefused, match=match):
        take(incoming.pk, incoming.owner)
    assert not TableImport.objects.exists()


def test_only_what_is_ticked_comes_in(year, drafter, district, department):
    incoming = uploaded(drafter, district, *named("甲", "乙", "丙"))
    answer(incoming, {1: Answer(False)})
    done = take(incoming.pk, drafter)
    assert sorted(TableVersion.objects.values_list("name", flat=True)) == sorted("甲丙")
    assert {one.department for one in Project.objects.all()} == {department}
    assert [one.index for one in done.table_import.tables.all()] == [1, 3]
    assert done.table_import.department == department
    assert not done.file
    assert not done.reading


def test_a_second_time_it_only_says_what_came_of_it(year, drafter, district):
    incoming = uploaded(drafter, district, *named("甲", "乙"))
    first = take(incoming.pk, drafter).table_import
    assert take(incoming.pk, drafter).table_import == first
    assert Project.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_are_one_import(year, drafter, district):
    incoming = uploaded(drafter, district, *named("甲", "乙"))
    together, outcomes = threading.Barrier(4), []

    def click():
        try:
            together.wait()
            outcomes.append(take(incoming.pk, drafter).table_import_id)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 4
    assert len(set(outcomes)) == 1
    assert Project.objects.count() == 2


def test_a_guessed_cell_is_asked_about_on_the_form(year, drafter, district):
    torn = messy_docx([messy_table(Random(3))], Mess(torn_row=True), Random(2))
    take_all(uploaded(drafter, district, data=torn))
    doubts = [one["text"] for one in ImportedTable.objects.get().doubts]
    rechecks = Recheck.objects.filter(version=TableVersion.objects.get())
    assert {one.text for one in rechecks} == {text for text in doubts if text} != set()
    assert {one.why for one in rechecks} == {Recheck.Why.GUESSED}


def test_what_was_asked_about_before_is_asked_about_still(year, drafter, district, department):
    """A table copied from last year, one cell of which is still to be looked at, gets a file with a guess."""
    table = messy_table(Random(3))
    version = make_project(district, department, table=table).versions.get()
    Recheck.objects.create(version=version, cell="total", why="copied", text=table.total.raw, reason="请核对")
    edited = replace(table, purpose="新的用途")
    take_all(uploaded(drafter, district, data=messy_docx([edited], Mess(torn_row=True), Random(2))))
    version = TableVersion.objects.with_rows().get()
    asked = {(one.row, one.cell) for one in open_rechecks(version, working(version))}
    assert (None, "total") in asked
    assert version.open_rechecks == len(asked) > 1


@pytest.mark.parametrize("how", ["a cell too long", "too many rows"])
def test_what_no_table_holds_is_refused_in_words(here, drafter, district, how):
    table = named("甲")[0]
    cells = {"purpose": "长" * (LONGEST + 1)}
    if how == "too many rows":
        cells = {"goals": tuple(Goal(f"目标{place}", "按时完成") for place in range(MOST_ROWS + 1))}
    incoming = uploaded(drafter, district, replace(table, **cells))
    said = {0: Answer(True, match=str(here.pk))}
    sentence = "“甲”没有导入：一张表最多1000行" if how == "too many rows" else "“甲”没有导入：一格最多50000字"
    refused(incoming, sentence, said=[said])
    assert load(here.versions.get()) == table


def test_nothing_ticked_is_nothing_done(year, drafter, district):
    refused(uploaded(drafter, district, *named("甲")), "还没有勾选", said=[{0: Answer(False)}])


def test_the_department_of_another_is_never_written(year, drafter, district, other_department):
    incoming = uploaded(drafter, district, *named("甲"))
    answer(incoming, {0: Answer(True, str(other_department.pk), NEW)})
    take(incoming.pk, drafter)
    assert Project.objects.get().department == Importer.of(drafter, district, YEAR).only_department


def test_whoever_drafts_for_several_chooses_one_of_these(
    year, drafter, district, department, other_department
):
    drafter.assignments.create(role="drafter", department=other_department)
    third = district.departments.create(code="third", name="第三局")
    incoming = uploaded(drafter, district, *named("甲"))
    refused(incoming, "第1张“甲”：请选择部门", said=[{0: Answer(True)}])
    refused(incoming, "这个部门不能由您导入", said=[{0: Answer(True, str(third.pk))}])
    refused(incoming, "这个部门不能由您导入", said=[{0: Answer(True, "0 or 1=1")}])
    answer(incoming, {0: Answer(True, str(other_department.pk))})
    take(incoming.pk, drafter)
    assert Project.objects.get().department == other_department


@pytest.mark.parametrize(
    "whose", ["another department's", "in the bin", "with the reviewers", "no id", "another table's"]
)
def test_only_a_project_that_is_proposed_and_ones_own_is_updated(
    here, drafter, district, department, other_department, whose
):
    other = make_project(district, other_department, table=named("甲")[0])
    incoming = uploaded(drafter, district, corrected(named("甲")[0]))
    target = str(here.pk)
    if whose == "another department's":
        target = str(other.pk)
    elif whose == "in the bin":
        Project.objects.filter(pk=here.pk).update(binned_at="2025-01-01T00:00Z", binned_by=drafter)
    elif whose == "with the reviewers":
        frozen = to_canonical(load(here.versions.get()))
        here.versions.update(status=Status.UNIT_REVIEW, frozen=frozen)
    elif whose == "no id":
        target = "../../"
    else:
        target = str(make_project(district, department, table=make_table(name="完全不同", code="Z1")).pk)
    before = {version.pk: to_canonical(load(version)) for version in TableVersion.objects.all()}
    refused(incoming, "对应的项目有了变动", said=[{0: Answer(True, match=target)}])
    assert before == {version.pk: to_canonical(load(version)) for version in TableVersion.objects.all()}


def test_finance_makes_projects_for_any_department_or_none_and_updates_none(
    here, reviewer, district, department, other_department
):
    tables = [corrected(named("甲")[0]), *named("x", "乙", "丙")[1:]]
    incoming = uploaded(reviewer, district, *tables)
    refused(incoming, "对应的项目有了变动", said=[{0: Answer(True, match=str(here.pk))}])
    answer(incoming, {0: Answer(False), 1: Answer(True, str(other_department.pk)), 2: Answer(True, "")})
    done = take(incoming.pk, reviewer).table_import
    assert {one.versions.get().name: one.department for one in Project.objects.all()} == {
        "甲": department,
        "乙": other_department,
        "丙": None,
    }
    assert done.department is None
    assert load(here.versions.get()) == named("甲")[0]


def test_a_guessed_department_is_confirmed_first(year, reviewer, district, department):
    incoming = uploaded(reviewer, district, *named("甲"), name="财政局.docx")
    assert proposed(incoming)[0].department == department
    refused(incoming, "有1张表的部门是系统建议的", said=[{}])
    answer(incoming, {}, confirmed=True)
    take(incoming.pk, reviewer)
    assert Project.objects.get().department == department


def test_a_year_without_a_form_gets_one_from_the_file_if_finance_says_so(
    drafter, reviewer, district, department
):
    incoming = uploaded(reviewer, district, *named("甲"))
    refused(incoming, "按文件内容建立本年度的表格样式", said=[{}])
    mine = uploaded(drafter, district, *named("甲"))
    answer(mine, {}, framework=True)
    with pytest.raises(ImportRefused, match="请联系财政部门"):
        take(mine.pk, drafter)
    assert not TableFramework.objects.exists()
    answer(incoming, {}, framework=True)
    take(incoming.pk, reviewer)
    framework = TableFramework.objects.get()
    assert (framework.title, framework.plan_labels) == (make_table().title, ["6月底", "12月底"])


def test_a_role_that_was_lost_meanwhile_writes_nothing(year, drafter, district):
    incoming = uploaded(drafter, district, *named("甲"))
    drafter.assignments.all().delete()
    with pytest.raises(ImportRefused, match="没有在这个区划导入的任职"):
        take(incoming.pk, drafter)
    assert not Project.objects.exists()


def test_nobody_takes_in_what_another_uploaded(year, drafter, reviewer, district):
    incoming = uploaded(drafter, district, *named("甲"))
    with pytest.raises(ImportRefused, match="重新上传"):
        take(incoming.pk, reviewer)
    assert not Project.objects.exists()


def test_many_tables_are_written_by_a_job_that_checks_all_again(year, drafter, district):
    names = [f"项目{place}" for place in range(AT_ONCE + 1)]
    incoming = uploaded(drafter, district, *named(*names))
    importer = Importer.of(drafter, district, YEAR)
    for _ in range(2):
        accept(incoming, importer, proposed(incoming))
    job = Job.objects.get(kind=Job.Kind.TAKE_IN)
    assert (job.state, job.page) == (Job.State.WAITING, f"/imports/{incoming.pk}/")
    assert not Project.objects.exists()
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == (Job.State.DONE, f"共{len(names)}张表。")
    assert IncomingFile.objects.get().table_import.tables.count() == len(names)
    Job.objects.update(state=Job.State.WAITING)
    run(job.pk)
    assert Project.objects.count() == len(names)


def test_a_job_whose_owner_lost_the_role_says_so(year, drafter, district):
    incoming = uploaded(drafter, district, *named(*(f"项目{place}" for place in range(AT_ONCE + 1))))
    accept(incoming, Importer.of(drafter, district, YEAR), proposed(incoming))
    drafter.assignments.all().delete()
    job = Job.objects.get(kind=Job.Kind.TAKE_IN)
    run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "任职" in job.message
    assert not Project.objects.exists()


def test_a_table_that_cannot_be_written_keeps_all_others_out(here, drafter, district):
    tables = [*named("x", "乙")[1:], corrected(named("甲")[0])]
    incoming = uploaded(drafter, district, *tables)
    answer(incoming, {0: Answer(True), 1: Answer(True, match=str(here.pk))})
    here.versions.update(status=Status.VOID)
    with pytest.raises(ImportRefused):
        take(incoming.pk, drafter)
    assert Project.objects.count() == 1
    assert IncomingFile.objects.get().reading
