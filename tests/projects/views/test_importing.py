"""The import page: nothing is written before one confirms, the server judges all, and all can be undone."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.jobs.submitting import MOST_UNFINISHED
from projects.models import ImportedTable, IncomingFile, Project, TableImport
from projects.rendering import excel, word
from projects.storing import load, working
from projects.tables import Amount
from tests.people import make_framework, make_project, make_table
from tests.projects.jobs.working import make_job

pytestmark = pytest.mark.django_db


def a_file(*tables, name="公开说明.docx") -> SimpleUploadedFile:
    drawn = excel if name.endswith("xlsx") else word
    return SimpleUploadedFile(name, drawn.render(list(tables), "公开"))


def tables(count=3):
    return [make_table(name=f"项目{number}", code=f"C{number}") for number in range(count)]


def upload(client, district, file, year=2025):
    address = reverse("import_new", args=[district.code, year])
    return client.post(address, {"file": file}, follow=True)


def take(client, *taken, **fields):
    one = IncomingFile.objects.order_by("-created_at").first()
    ticked = {f"take-{index}": "on" for index in taken}
    return client.post(reverse("incoming_take", args=[one.pk]), {"at": "1"} | ticked | fields, follow=True)


@pytest.fixture
def desk(client, drafter, department):
    make_framework(department.district)
    client.force_login(drafter)
    return department


@pytest.mark.parametrize("name", ["公开说明.docx", "公开说明.xlsx"])
def test_a_file_is_looked_at_before_anything_is_written(client, desk, name):
    told = upload(client, desk.district, a_file(*tables(), name=name)).content.decode()
    assert "识别出 3 张表" in told
    assert "还没有写入任何内容" in told
    assert not Project.objects.exists()


def test_ticked_tables_come_in_once_for_ones_own_department(client, desk):
    upload(client, desk.district, a_file(*tables()))
    for _ in range(2):
        told = take(client, 0, 2).content.decode()
    assert "新建 2 个项目" in told
    assert sorted(one.versions.get().name for one in Project.objects.all()) == ["项目0", "项目2"]
    assert {one.department for one in Project.objects.all()} == {desk}
    assert TableImport.objects.count() == 1
    one = IncomingFile.objects.get()
    assert not one.file
    assert not one.reading


def test_a_table_that_is_there_is_updated_and_its_rows_keep_their_ids(client, desk):
    project = make_project(desk.district, desk, table=make_table(code="C7"))
    version = project.versions.get()
    ids = [row.id for row in working(version).indicators]
    changed = make_table(code="C7", total=Amount.of("50"), purpose="改过的用途")
    told = upload(client, desk.district, a_file(changed)).content.decode()
    assert "编码相同" in told
    one = IncomingFile.objects.get()
    picture = client.get(reverse("incoming_table", args=[one.pk, 1])).content.decode()
    assert "预算数由" in picture
    assert "更新 1 个项目" in take(client, 0, **{"match-0": str(project.pk)}).content.decode()
    version.refresh_from_db()
    assert (version.total_text, version.purpose) == ("50", "改过的用途")
    assert [row.id for row in working(version).indicators] == ids
    undo = reverse("import_undo", args=[TableImport.objects.get().pk])
    client.post(undo)
    assert load(project.versions.get()).purpose == "支付学校冬季取暖费用"


def test_an_import_is_undone_whole_unless_somebody_went_on_writing(client, desk, drafter):
    upload(client, desk.district, a_file(*tables()))
    take(client, 0, 1, 2)
    project = Project.objects.first()
    project.versions.update(name="改过")
    undo = reverse("import_undo", args=[TableImport.objects.get().pk])
    assert "导入后已经改动" in client.post(undo).content.decode()
    assert Project.objects.count() == 3
    project.versions.update(name=project.versions.get().imported_as.get().version.code.replace("C", "项目"))
    client.post(undo)
    assert not Project.objects.exists()


def test_what_came_in_before_is_known_and_not_ticked(client, desk):
    for _ in range(2):
        response = upload(client, desk.district, a_file(*tables()))
        if not Project.objects.exists():
            take(client, 0, 1, 2)
    assert " checked" not in response.content.decode().split('name="take-0"')[1].split(">")[0]
    assert Project.objects.count() == 3


def test_the_bureau_confirms_departments_and_can_make_the_years_form(client, reviewer, department):
    client.force_login(reviewer)
    told = upload(client, department.district, a_file(*tables())).content.decode()
    assert "按文件内容建立本年度的表格样式" in told
    answer = take(client, 0, **{"department-0": str(department.pk)}).content.decode()
    assert "请勾选“按文件内容建立本年度的表格样式”" in answer
    take(client, 0, **{"department-0": str(department.pk), "framework": "on"})
    assert Project.objects.get().department == department


def test_other_departments_and_projects_cannot_be_written_by_their_ids(
    client, desk, other_department, department
):
    theirs = make_project(desk.district, other_department, table=make_table(code="C9"))
    before = load(theirs.versions.get())
    upload(client, desk.district, a_file(make_table(code="C9", purpose="偷改")))
    take(client, 0, **{"match-0": str(theirs.pk), "department-0": str(other_department.pk)})
    assert load(theirs.versions.get()) == before
    assert not Project.objects.filter(department=other_department).exclude(pk=theirs.pk).exists()


def test_nothing_ticked_nothing_done(client, desk):
    upload(client, desk.district, a_file(*tables()))
    assert "还没有勾选" in take(client).content.decode()
    assert not ImportedTable.objects.exists()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04broken", b"hello"])
def test_a_file_that_is_none_is_refused_with_a_sentence(client, desk, data):
    told = upload(client, desk.district, SimpleUploadedFile("x.docx", data)).content.decode()
    assert "没有写入任何内容" in told
    assert not Project.objects.exists()


def test_a_file_is_given_up_and_gone(client, desk):
    upload(client, desk.district, a_file(*tables()))
    one = IncomingFile.objects.get()
    name, storage = one.file.name, one.file.storage
    client.post(reverse("incoming_drop", args=[one.pk]))
    assert not IncomingFile.objects.exists()
    assert not storage.exists(name)


def test_the_years_template_comes_back_filled(client, desk):
    from openpyxl import load_workbook

    response = client.get(reverse("import_template", args=[desk.district.code, 2025]))
    book = load_workbook(io.BytesIO(response.content))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "项目名称":
                name = cell
    for column in range(name.column + 1, sheet.max_column + 1):
        cell = sheet.cell(name.row, column)
        if type(cell).__name__ == "Cell":
            cell.value = "模板项目"
            break
    filled = io.BytesIO()
    book.save(filled)
    told = upload(client, desk.district, SimpleUploadedFile("填报.xlsx", filled.getvalue())).content.decode()
    assert "模板项目" in told


def test_the_list_of_many_tables_asks_as_often_as_that_of_few(client, desk, django_assert_max_num_queries):
    upload(client, desk.district, a_file(*tables(40)))
    one = IncomingFile.objects.get()
    with django_assert_max_num_queries(30):
        client.get(reverse("incoming", args=[one.pk]))


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
    refused = client.post(address, {"file": a_file(*tables()), "department": third.pk})
    assert "这个部门不能由您导入" in refused.content.decode()
    assert not IncomingFile.objects.exists()
    client.post(address, {"file": a_file(*tables()), "department": other_department.pk})
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
    assert "识别出 3 张表" in upload(client, desk.district, a_file(*tables())).content.decode()


def test_the_script_of_the_page_is_answered_in_json(client, desk, settings):
    address = reverse("import_new", args=[desk.district.code, 2025])
    asks = {"Accept": "application/json"}
    answer = client.post(address, {"file": a_file(*tables())}, headers=asks)
    assert answer.json() == {"next": reverse("incoming", args=[IncomingFile.objects.get().pk])}
    settings.UPLOAD_MAX_BYTES = 10
    answer = client.post(address, {"file": a_file(*tables())}, headers=asks)
    assert answer.status_code == 422
    assert "没有上传" in answer.json()["message"]
    client.logout()
    answer = client.post(address, {"file": a_file(*tables())}, headers=asks)
    assert (answer.status_code, answer.json()["error"]) == (401, "signed-out")


def test_an_upload_from_another_site_is_none(district, desk, drafter):
    client = Client(enforce_csrf_checks=True)
    client.force_login(drafter)
    answer = client.post(reverse("import_new", args=[district.code, 2025]), {"file": a_file(*tables())})
    assert answer.status_code == 403
    assert not IncomingFile.objects.exists()


def test_whoever_has_too_much_unfinished_reads_so(client, desk, drafter):
    for place in range(MOST_UNFINISHED):
        make_job(drafter, parameters={"place": place})
    text = upload(client, desk.district, a_file(*tables())).content.decode()
    assert "请等其中一些完成" in text
    assert not IncomingFile.objects.exists()


def test_the_page_lists_what_waits_and_what_came_in(client, desk, drafter, other_drafter, reviewer):
    upload(client, desk.district, a_file(*tables(), name="甲.docx"))
    upload(client, desk.district, a_file(*tables(2), name="乙.xlsx"))
    take(client, 0, 1)
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
    upload(client, desk.district, a_file(*tables()))
    take(client, 0, 1, 2)
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
            upload(
                client,
                desk.district,
                a_file(make_table(name=f"项目{place}{counts}", code=f"{place}{counts}")),
            )
            take(client, 0)
            upload(client, desk.district, a_file(*tables()))
        with CaptureQueriesContext(connection) as asked:
            page(client, desk.district)
        counts.append(len(asked))
    assert counts[0] == counts[1]
