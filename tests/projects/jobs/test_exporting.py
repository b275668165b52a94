"""Bulk export: what is in the file, for whom, and what is said about it."""

import io
import re
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from projects.binning import put_away
from projects.drawing import Counted
from projects.formats import FORMATS
from projects.jobs import JobFailed, submit
from projects.jobs.exporting import export_projects, may_still_have
from projects.jobs.running import run
from projects.models import Job
from tests.people import make_district, make_project, make_table
from tests.projects.jobs.working import content_of, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(department):
    return [make_project(department.district, department, table=make_table(name=name)) for name in "甲乙丙"]


def export(owner, district, projects=None, form="docx") -> Job:
    """Asked for and not yet done."""
    chosen = projects and [str(project.pk) for project in projects]
    parameters = {"district": district.code, "year": 2025, "projects": chosen, "form": form}
    return submit(Job.Kind.EXPORT, owner, "导出", parameters)


def done(job: Job) -> Job:
    run(job.pk)
    job.refresh_from_db()
    return job


def words(job: Job) -> str:
    with ZipFile(io.BytesIO(content_of(job))) as package:
        return "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))


def test_few_tables_are_there_at_once(drafter, district, three):
    job = export_projects(drafter, district, 2025, [three[0].pk, three[2].pk], "docx")
    assert (job.state, job.message) == (Job.State.DONE, "共2张表。")
    assert job.result_name == "芦台经济开发区2025年项目绩效目标表.docx"
    assert job.title == "导出芦台经济开发区2025年项目绩效目标表（Word，2张）"
    text = words(job)
    assert "甲" in text
    assert "丙" in text
    assert "乙" not in text
    assert "草稿 未公开 · 第1版（修订0）· drafter的姓名 · 20" in text


def test_many_tables_wait_for_a_worker(drafter, district, department):
    count = FORMATS["pdf"].at_once + 1
    for _ in range(count):
        make_project(district, department)
    job = export_projects(drafter, district, 2025, None, "pdf")
    assert job.state == Job.State.WAITING
    assert done(job).message == f"共{count}张表。"
    assert content_of(job).startswith(b"%PDF")


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx", "html"])
def test_every_form_has_every_table_and_the_count_of_them(drafter, district, three, form):
    job = done(export(drafter, district, form=form))
    assert (job.state, job.message) == (Job.State.DONE, "共3张表。")
    assert job.result_name.endswith(f".{form}")
    if form == "xlsx":
        book = load_workbook(io.BytesIO(content_of(job)))
        names = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
        assert names >= {"甲", "乙", "丙"}
    if form == "html":
        assert re.findall("[甲乙丙]", content_of(job).decode())


def test_a_table_that_is_passed_over_is_missed():
    told = []
    tables = Counted([make_table()] * 3, lambda *far: told.append(far[:2]))
    drawing = iter(tables)
    next(drawing), next(drawing)
    assert tables.asked_for == 1
    assert len(list(tables)) == tables.asked_for == 3
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_who_lost_the_role_meanwhile_gets_what_is_visible_then(drafter, other_department, district, three):
    theirs = make_project(district, other_department, table=make_table(name="丁"))
    drafter.assignments.create(role="drafter", department=other_department)
    job = export(drafter, district, [*three, theirs])
    drafter.assignments.filter(department=other_department).delete()
    assert done(job).message == "共3张表。所选的另外1个项目您现在看不到，没有包含在内。"
    assert "丁" not in words(job)


def test_who_lost_every_role_gets_nothing_but_a_sentence(drafter, district, three):
    job = export(drafter, district)
    drafter.assignments.all().delete()
    assert done(job).state == Job.State.FAILED
    assert "您现在都看不到了" in job.message
    assert not stored(job)


def test_an_account_that_was_closed_gets_nothing(drafter, district, three):
    job = export(drafter, district)
    drafter.is_active = False
    drafter.save()
    assert done(job).state == Job.State.FAILED


def test_nobody_names_projects_of_others_into_a_file(other_drafter, district, three):
    with pytest.raises(JobFailed, match="没有可以导出的表"):
        export_projects(other_drafter, district, 2025, [project.pk for project in three], "docx")
    assert done(export(other_drafter, district, three)).state == Job.State.FAILED
    elsewhere = make_district("邻区", "next")
    assert done(export(other_drafter, elsewhere, three)).state == Job.State.FAILED


def test_what_is_in_the_bin_is_not_in_the_file(drafter, district, three):
    put_away(three[1], drafter)
    assert done(export(drafter, district)).message == "共2张表。"


def test_a_file_is_kept_from_who_may_no_longer_see_all_of_it(drafter, district, three):
    job = done(export(drafter, district))
    assert may_still_have(job)
    drafter.assignments.all().delete()
    assert not may_still_have(job)


def test_done_twice_it_leaves_one_file(drafter, district, three):
    job = done(export(drafter, district))
    first = job.result.name
    Job.objects.update(state=Job.State.WAITING)
    done(job)
    assert job.result.name != first
    assert job.message == "共3张表。"
