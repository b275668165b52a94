"""Files that leave the site, and what a year is set to: who, which, before and after."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from budget_site.trail.models import Action, TrailRecord
from projects.examining.setting import change_settings
from projects.models import Job, TableFramework
from projects.rules import Level, Settings
from projects.yearly.revising import Form, edit, revise
from tests.people import make_framework, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(department):
    return make_project(department.district, department)


def told(action: Action):
    return list(TrailRecord.objects.filter(action=action))


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_the_file_of_one_table_is_told(client, drafter, district, project):
    client.force_login(drafter)
    answer = client.get(reverse("project_file", args=[project.pk, "html"]), REMOTE_ADDR="10.1.2.3")
    [one] = told(Action.EXPORT)
    assert (one.actor, one.address, one.district) == (drafter, "10.1.2.3", district)
    assert (one.object_kind, one.object_id) == ("projects.project", str(project.pk))
    assert one.after == {
        "文件": "2025年义务教育学校取暖绩效目标表.html",
        "SHA-256": sha256(answer.content),
        "表格张数": 1,
    }


def test_the_file_of_a_year_and_its_findings_are_told(client, reviewer, district, project):
    client.force_login(reviewer)
    year = client.get(reverse("year_file", args=["lutai", 2025, "html"]))
    findings = client.get(reverse("findings_file", args=["lutai", 2025]), {"level": "error"})
    one, other = told(Action.EXPORT)
    assert (one.object_id, one.after["表格张数"]) == ("lutai/2025", 1)
    assert (other.object_kind, other.after["查看条件"]) == ("findings", "level=error")
    assert [record.after["SHA-256"] for record in (one, other)] == [
        sha256(answer.content) for answer in (year, findings)
    ]
    assert {record.district for record in (one, other)} == {district}


def test_a_bulk_file_is_told_each_time_it_is_fetched_with_what_was_chosen(client, drafter, district, project):
    chosen = [str(project.pk)]
    asked = {"district": "lutai", "year": 2025, "projects": chosen, "form": "html", "drawn": chosen}
    job = Job.objects.create(
        kind=Job.Kind.EXPORT, owner=drafter, state="done", title="导出", parameters=asked
    )
    job.result_name = "表.html"
    job.result.save(f"{job.pk}.{job.pk}", ContentFile(b"all of it"))
    client.force_login(drafter)
    for _ in range(2):
        answer = client.get(reverse("job_file", args=[job.pk]))
        assert b"".join(answer.streaming_content) == b"all of it"
    one, other = told(Action.EXPORT)
    assert (one.actor, one.district, one.object_text) == (drafter, district, "导出")
    assert (
        one.after
        == other.after
        == {
            "文件": "表.html",
            "SHA-256": sha256(b"all of it"),
            "表格张数": 1,
            "项目编号": chosen,
        }
    )


def test_what_one_may_not_have_is_no_export(client, other_drafter, project):
    client.force_login(other_drafter)
    assert client.get(reverse("project_file", args=[project.pk, "html"])).status_code == 404
    assert not told(Action.EXPORT)


def test_a_change_of_the_rules_is_told_with_what_differs(reviewer, district, project):
    change_settings(district, 2025, Settings(levels={"A1": Level.HINT}), reviewer, 0)
    change_settings(district, 2025, Settings(levels={"A1": Level.ERROR}), reviewer, 1)
    assert change_settings(district, 2025, Settings(levels={"A1": Level.ERROR}), reviewer, 2) is None
    first, second = told(Action.SETTING)
    assert (first.before, first.after) == ({}, {"levels.A1": "hint"})
    assert (second.before, second.after) == ({"levels.A1": "hint"}, {"levels.A1": "error"})
    assert {one.actor for one in (first, second)} == {reviewer}
    assert second.object_text == "2025年规则设置第2次修订"


def test_the_form_of_a_year_made_edited_and_revised_is_told(client, reviewer, district, department):
    client.force_login(reviewer)
    client.post(reverse("new_year_form", args=["lutai", 2025]), {"tree": "2015"})
    framework = TableFramework.objects.current(district, 2025)
    form = Form.of(framework)
    edit(framework, form)
    edit(framework, renamed(form, "甲表"))
    revise(framework, renamed(form, "乙表"), reviewer, False)
    revise(framework, renamed(form, "乙表"), reviewer, False)
    made, edited, revised = told(Action.SETTING)
    assert (made.actor, made.note) == (reviewer, "已建立2025年的表格样式，请核对表名和时间节点。")
    assert (edited.before, edited.after) == ({"title": form.title}, {"title": "甲表"})
    assert (revised.before, revised.after) == ({"title": "甲表"}, {"title": "乙表"})
    assert revised.object_text == "芦台经济开发区2025年第2版样式"


def renamed(form: Form, title: str) -> Form:
    return Form(title, form.name_label, form.plan_label, form.plan_labels, form.classes)


def test_deadlines_are_told_where_they_change(client, reviewer, district):
    make_framework(district)
    client.force_login(reviewer)
    url = reverse("new_year_deadlines", args=["lutai", 2025])
    for days in ({"drafting": "2025-03-01"}, {"drafting": "2025-03-01"}, {"reply": "2025-04-01"}):
        client.post(url, days)
    first, second = told(Action.SETTING)
    assert (first.before, first.after) == ({}, {"填报": "2025-03-01"})
    assert (second.before, second.after) == ({"填报": "2025-03-01"}, {"批复": "2025-04-01"})
    assert (second.actor, second.object_text) == (reviewer, "芦台经济开发区2025年截止日期")
