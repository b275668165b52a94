"""事前绩效评估, its files, the marks and the way of review, over their pages."""

import re
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.template import Context, Template
from django.urls import reverse

from budget_site.accounts.models import Role
from budget_site.trail.models import TrailRecord
from projects.models import Assessment, AssessmentFile, Project, ReviewSetup
from projects.models.assessment import ASPECTS
from projects.rules.examples import SOUND
from tests.people import make_district, make_project, make_user
from tests.projects.review.cast import make_cast
from tests.projects.review.papers import a_pdf, a_picture, locked_pdf, make_paper, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(district, department):
    made = make_cast(district, department)
    made.switch_on(major_amount=SOUND.total.value)
    Project.objects.filter(pk=made.project.pk).update(is_new=True)
    return made


def at(cast, name="assessment", *more):
    return reverse(name, args=[cast.project.pk, *more])


def page(client, cast, who) -> str:
    client.force_login(who)
    return client.get(at(cast)).content.decode()


def words(**changed):
    return dict.fromkeys(ASPECTS, "经论证可行") | {"conclusion": "support", "revision": 0} | changed


def writes(client, cast, who=None, **changed):
    client.force_login(who or cast.drafter)
    return client.post(at(cast), words(**changed), follow=True).content.decode()


def attaches(client, cast, file, who=None) -> str:
    client.force_login(who or cast.drafter)
    return client.post(at(cast, "assessment_file"), {"file": file}, follow=True).content.decode()


def test_the_drafter_writes_and_uploads_until_nothing_is_missing(client, cast):
    assert "还缺立项必要性" in page(client, cast, cast.drafter)
    assert "评估内容已保存" in writes(client, cast)
    assert "还缺评估材料" in page(client, cast, cast.drafter)
    assert "已上传“评估报告.pdf”" in attaches(client, cast, upload())
    assert "评估内容和材料已齐" in page(client, cast, cast.drafter)
    cast.submitted()
    told = page(client, cast, cast.drafter)
    assert "<textarea" not in told
    assert "保存评估内容" not in told
    assert "移除" not in told


def test_readers_read_and_do_not_write(client, cast):
    writes(client, cast, economy="成本按上年合同测算\n<b>三家询价</b>")
    kept = make_paper(cast.project, cast.drafter)
    for who in (cast.head, cast.reviewer, make_user("公开", Role.PUBLISHER, department=cast.department)):
        told = page(client, cast, who)
        assert "成本按上年合同测算<br>&lt;b&gt;三家询价" in told
        assert "<textarea" not in told
        for name, more in (
            ("assessment", ()),
            ("assessment_file", ()),
            ("assessment_file_remove", (kept.pk,)),
        ):
            assert client.post(at(cast, name, *more), words(economy="改")).status_code == 403
        assert client.get(at(cast, "assessment_file_get", kept.pk)).status_code == 200
    assert Assessment.objects.get().economy.startswith("成本")


def test_other_departments_and_strangers_find_nothing(client, cast, other_drafter, stranger):
    kept = make_paper(cast.project, cast.drafter)
    for who in (other_drafter, stranger):
        client.force_login(who)
        assert client.get(at(cast)).status_code == 404
        assert client.get(at(cast, "assessment_file_get", kept.pk)).status_code == 404
        for name, more in (
            ("assessment", ()),
            ("assessment_file", ()),
            ("assessment_file_remove", (kept.pk,)),
            ("project_marks", ()),
        ):
            assert client.post(at(cast, name, *more), words()).status_code == 404
    assert AssessmentFile.objects.count() == 1


def test_a_file_is_reached_through_its_own_project_alone(client, cast, other_department):
    other = make_project(cast.district, cast.department)
    kept = make_paper(other, cast.drafter)
    client.force_login(cast.drafter)
    assert client.get(at(cast, "assessment_file_get", kept.pk)).status_code == 404
    assert client.get(at(cast, "assessment_file_get", uuid4())).status_code == 404


def test_both_texts_are_told_where_two_wrote(client, cast):
    writes(client, cast, economy="甲的测算")
    told = writes(client, cast, cast.colleague, economy="乙的测算", revision=0)
    assert "经办的姓名已经改过评估内容" in told
    assert "其他人已改成：甲的测算" in told
    assert re.search(r"<textarea[^>]*name=\"economy\"[^>]*>\s*乙的测算", told)
    assert Assessment.objects.get().economy == "甲的测算"
    revision = re.search(r'name="revision"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="revision"', told)
    assert "1" in revision.groups()
    assert "评估内容已保存" in writes(client, cast, cast.colleague, economy="乙的测算", revision=1)
    assert Assessment.objects.get().economy == "乙的测算"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"conclusion": "perhaps"}, "请从列出的结论里选择"),
        ({"assessed_on": "三月"}, "请填写日期，例如 2025-03-01"),
        ({"assessed_on": "2999-01-01"}, "评估日期还没有到"),
        ({"necessity": "长" * 5001}, "5000"),
        ({"revision": "x"}, ""),
    ],
)
def test_what_cannot_be_is_told(client, cast, said, told):
    assert told in writes(client, cast, **said)
    assert not Assessment.objects.exclude(revision=0).exists()


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (upload("报告.pdf", b"MZ\x90\0" + bytes(3000)), "这不是 PDF"),
        (upload("报告.pdf", locked_pdf(owner="甲")), "设有密码"),
        (upload("报告.docx", b""), "文件是空的"),
        ("", "请先选择要上传的文件"),
    ],
    ids=["exe", "locked", "empty", "none"],
)
def test_a_file_that_is_refused_is_told_why(client, cast, file, told):
    assert told in attaches(client, cast, file)
    assert not AssessmentFile.objects.exists()


def test_a_file_is_handed_out_to_be_kept_and_never_opened_here(client, cast):
    attaches(client, cast, upload("扫描件.exe", data := a_picture()))
    kept = AssessmentFile.objects.get()
    answer = client.get(at(cast, "assessment_file_get", kept.pk))
    assert answer.content == data
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"].startswith("attachment")
    assert kept.filename == "扫描件.exe.png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    told = TrailRecord.objects.filter(action="export").latest("id")
    assert (told.after["文件"], told.after["SHA-256"]) == ("扫描件.exe.png", kept.file_hash)


def test_a_file_that_has_gone_from_the_disk_is_not_found(client, cast):
    kept = make_paper(cast.project, cast.drafter)
    kept.file.storage.delete(kept.file.name)
    client.force_login(cast.drafter)
    assert client.get(at(cast, "assessment_file_get", kept.pk)).status_code == 404


def test_a_file_that_is_not_what_was_uploaded_any_more_is_not_handed_out(client, cast, caplog):
    kept = make_paper(cast.project, cast.drafter)
    kept.file.storage.delete(kept.file.name)
    kept.file.storage.save(kept.file.name, ContentFile(b"another"))
    client.force_login(cast.drafter)
    answer = client.get(at(cast, "assessment_file_get", kept.pk), follow=True)
    assert "这个文件与上传时不同，可能已损坏，没有下载" in answer.content.decode()
    assert str(kept.pk) in caplog.text


def test_a_file_is_removed_once(client, cast):
    attaches(client, cast, upload(data=a_pdf()))
    kept = AssessmentFile.objects.get()
    for told in ("已移除“评估报告.pdf”", "这个文件已经移除了"):
        answer = client.post(at(cast, "assessment_file_remove", kept.pk), follow=True)
        assert told in answer.content.decode()
    assert not AssessmentFile.objects.exists()


def part(rf, cast, who) -> str:
    """What the project's page includes."""
    request = rf.get("/")
    request.user = who
    context = Context({"user": who, "version": cast.version, "csrf_token": "x"})
    return Template("{% load assessments %}{% project_marks version %}").render(context)


def test_the_project_page_offers_the_mark_that_seems_to_be_missing(client, rf, cast):
    assert "还缺：立项必要性" in part(rf, cast, cast.drafter)
    client.force_login(cast.reviewer)
    client.post(at(cast, "project_marks"), {"is_new": "0"})
    told = part(rf, cast, cast.drafter)
    assert "上年没有这个项目。如果是新增项目，请标记" in told
    assert "标记为新增项目" in told
    assert "标记为重点项目" not in told
    assert "请标记" not in part(rf, cast, cast.head)
    assert "<button" not in part(rf, cast, cast.head)
    client.force_login(cast.reviewer)
    assert client.post(at(cast, "project_marks"), {"is_new": "1", "is_key": "1"}).url == at(cast, "project")
    assert "取消重点标记" in part(rf, cast, cast.reviewer)
    assert (Project.objects.get().is_new, Project.objects.get().is_key) == (True, True)


def test_the_drafter_is_not_offered_to_take_new_away(client, rf, cast):
    told = part(rf, cast, cast.drafter)
    assert re.search(r'class="mark">新增项目</span><span class="soft">[^<]*由财政部门取消', told)
    assert "<form" not in told
    assert "由财政部门取消" not in part(rf, cast, cast.head)
    told = part(rf, cast, cast.reviewer)
    assert "取消新增标记" in told
    assert "由财政部门取消" not in told
    client.force_login(cast.drafter)
    answer = client.post(at(cast, "project_marks"), {"is_new": "0"})
    assert answer.status_code == 403
    assert "新增项目的标记由财政部门取消" in answer.content.decode()
    assert Project.objects.get().is_new


def test_a_mark_that_is_none_changes_nothing(client, cast):
    client.force_login(cast.reviewer)
    for said in ({}, {"is_new": "yes"}, {"is_key": ""}):
        assert client.post(at(cast, "project_marks"), said).status_code == 302
    assert Project.objects.get().is_new
    client.force_login(cast.drafter)
    assert client.post(at(cast, "project_marks"), {"is_key": "1"}).status_code == 403


def setup_page(cast):
    return reverse("review_setup", args=[cast.district.code])


def test_the_way_of_review_is_set_on_its_page(client, cast):
    client.force_login(cast.reviewer)
    assert "审核流程" in client.get(setup_page(cast)).content.decode()
    said = {"unit_review": "on", "major_amount": "300"}
    told = client.post(setup_page(cast), said, follow=True).content.decode()
    assert "审核流程已保存" in told
    setup = ReviewSetup.objects.get()
    assert (setup.unit_review, setup.business_review, setup.major_amount) == (True, False, 300)
    steps = client.get(reverse("new_year", args=[cast.district.code, 2025])).content.decode()
    assert "送审→单位审核→绩效审核→批复。新增项目达到 300 万元的须先评估" in steps
    assert setup_page(cast) in steps


def test_a_step_with_waiting_tables_and_a_bad_amount_are_told(client, cast):
    client.force_login(cast.replier)
    for amount, told in (("-1", "不小于 0"), ("很多", "请填写数值"), ("1e40", "")):
        answer = client.post(setup_page(cast), {"major_amount": amount})
        assert answer.status_code == 200
        assert told in answer.content.decode()
    cast.switch_on(unit_review=True, major_amount=None)
    cast.submitted()
    told = client.post(setup_page(cast), {"major_amount": ""}).content.decode()
    assert "还有 1 张表在“待单位审核”，不能取消这一步" in told
    assert ReviewSetup.objects.get().unit_review


def test_others_do_not_set_it(client, cast, stranger):
    for who in (cast.drafter, cast.head, cast.business):
        client.force_login(who)
        assert client.get(setup_page(cast)).status_code == 403
        assert client.post(setup_page(cast), {"unit_review": "on"}).status_code == 403
    for who in (stranger, make_user("邻区", Role.REPLIER, district=make_district("邻区", "next"))):
        client.force_login(who)
        assert client.get(setup_page(cast)).status_code == 404
    assert not ReviewSetup.objects.get().unit_review
