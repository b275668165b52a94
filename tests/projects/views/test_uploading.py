"""Where an import begins: the upload, who may, what is refused, and what came in lately."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.jobs.submitting import MOST_UNFINISHED
from projects.models import IncomingFile, Project, TableImport
from tests.people import make_framework
from tests.projects.importing.uploads import a_file, named, take_all
from tests.projects.jobs.working import make_job

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, drafter, department):
    make_framework(department.district)
    client.force_login(drafter)
    return department


def upload(client, district, file):
    return client.post(reverse("import_new", args=[district.code, 2025]), {"file": file}, follow=True)


def some(name="公开说明.docx", *names):
    return a_file(*named(*(names or "甲乙丙")), name=name)


def take_latest():
    return take_all(IncomingFile.objects.order_by("-created_at").first())


def page(client, district, year=2025):
    return client.get(reverse("import_new", args=[district.code, year]))


def test_only_drafters_and_finance_import(client, district, department, stranger, drafter, reviewer):
    make_framework(district)
    for role, status in (("head", 403), ("publisher", 403), ("auditor", 404), ("replier", 200)):
        stranger.assignments.all().delete()
        stranger.assignments.create(role=role, district=district)
        client.force_login(stranger)
        for name in ("import_new", "import_template"):
            assert client.get(reverse(name, args=[district.code, 2025])).status_code == status, role
    client.force_login(drafter)
    for code, year in (("nowhere", 2025), (district.code, 1999), (district.code, 10**12)):
        assert client.get(reverse("import_new", args=[code, year])).status_code == 404


def test_a_year_without_a_form_tells_drafters_whom_to_ask_and_lets_finance_begin(
    client, district, drafter, reviewer
):
    client.force_login(drafter)
    text = page(client, district).content.decode()
    assert "还没有2025年的表格样式" in text
    assert 'type="file"' not in text
    assert client.get(reverse("import_template", args=[district.code, 2025])).status_code == 404
    client.force_login(reviewer)
    assert 'type="file"' in page(client, district).content.decode()


def test_no_department_but_ones_own_is_taken_for_the_file(client, desk, drafter, other_department, district):
    third = district.departments.create(code="third", name="第三局")
    drafter.assignments.create(role="drafter", department=other_department)
    address = reverse("import_new", args=[district.code, 2025])
    refused = client.post(address, {"file": some(), "department": third.pk})
    assert "这个部门不能由您导入" in refused.content.decode()
    assert not IncomingFile.objects.exists()
    client.post(address, {"file": some(), "department": other_department.pk})
    assert IncomingFile.objects.get().department == other_department


def test_an_upload_without_a_file_says_what_to_do(client, desk):
    address = reverse("import_new", args=[desk.district.code, 2025])
    assert "请先选择要导入的文件" in client.post(address).content.decode()


def test_a_file_beyond_the_limit_is_dropped_with_a_sentence(client, desk, settings):
    settings.UPLOAD_MAX_BYTES = 100_000
    big = SimpleUploadedFile("大.docx", bytes(300_000))
    text = upload(client, desk.district, big).content.decode()
    assert "文件超过 0.1 MB，没有上传" in text
    assert not IncomingFile.objects.exists()
    assert "识别出 3 张表" in upload(client, desk.district, some()).content.decode()


def test_two_files_at_once_are_not_read_at_all(client, desk):
    """What a file may be at most is what a request may be: many files would fill the disk."""
    address = reverse("import_new", args=[desk.district.code, 2025])
    assert client.post(address, {"file": some(), "another": some()}).status_code == 400
    assert not IncomingFile.objects.exists()


def test_the_script_of_the_page_is_answered_in_json(client, desk, settings):
    address = reverse("import_new", args=[desk.district.code, 2025])
    asks = {"Accept": "application/json"}
    answer = client.post(address, {"file": some()}, headers=asks)
    assert answer.json() == {"next": reverse("incoming", args=[IncomingFile.objects.get().pk])}
    settings.UPLOAD_MAX_BYTES = 10
    answer = client.post(address, {"file": some()}, headers=asks)
    assert answer.status_code == 422
    assert "没有上传" in answer.json()["message"]
    client.logout()
    answer = client.post(address, {"file": some()}, headers=asks)
    assert (answer.status_code, answer.json()["error"]) == (401, "signed-out")


def test_an_upload_from_another_site_is_none(district, desk, drafter):
    client = Client(enforce_csrf_checks=True)
    client.force_login(drafter)
    answer = client.post(reverse("import_new", args=[district.code, 2025]), {"file": some()})
    assert answer.status_code == 403
    assert not IncomingFile.objects.exists()


def test_whoever_has_too_much_unfinished_reads_so(client, desk, drafter):
    for place in range(MOST_UNFINISHED):
        make_job(drafter, parameters={"place": place})
    text = upload(client, desk.district, some()).content.decode()
    assert "请等其中一些完成" in text
    assert not IncomingFile.objects.exists()


def test_the_page_lists_what_waits_and_what_came_in(client, desk, drafter, other_drafter, reviewer):
    upload(client, desk.district, some("甲.docx"))
    upload(client, desk.district, some("乙.xlsx", "丁", "戊"))
    take_latest()
    text = page(client, desk.district).content.decode()
    assert text.index("还没有办完的文件") < text.index("甲.docx") < text.index("最近的导入")
    assert "乙.xlsx" in text[text.index("最近的导入") :]
    assert "drafter的姓名" in text
    client.force_login(other_drafter)
    assert "乙.xlsx" not in page(client, desk.district).content.decode()
    client.force_login(reviewer)
    text = page(client, desk.district).content.decode()
    assert "乙.xlsx" in text
    assert "甲.docx" not in text
    assert reverse("import_undo", args=[TableImport.objects.get().pk]) not in text


def test_nobody_undoes_what_is_not_theirs_to_write(client, desk, drafter, other_drafter, reviewer):
    upload(client, desk.district, some())
    take_latest()
    undo = reverse("import_undo", args=[TableImport.objects.get().pk])
    for somebody, status in ((other_drafter, 404), (reviewer, 403)):
        client.force_login(somebody)
        for ask in (client.get, client.post):
            assert ask(undo).status_code == status
    assert Project.objects.count() == 3
    client.force_login(drafter)
    assert "新建的 3 个项目会删除" in client.get(undo).content.decode()
    client.post(undo)
    assert "无需再次撤销" in client.post(undo).content.decode()


def test_lists_of_imports_ask_the_database_a_constant_number_of_times(client, desk, drafter):
    counts = []
    for _ in range(2):
        for place in range(3):
            upload(client, desk.district, some("x.docx", f"项目{place}{counts}"))
            take_latest()
            upload(client, desk.district, some())
        with CaptureQueriesContext(connection) as asked:
            page(client, desk.district)
        counts.append(len(asked))
    assert counts[0] == counts[1]
