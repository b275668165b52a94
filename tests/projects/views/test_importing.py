"""The import page: nothing is written before one confirms, the server judges all, and all can be undone."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from projects.models import ImportedTable, IncomingFile, Project, TableImport
from projects.rendering import excel, word
from projects.storing import load, working
from projects.tables import Amount
from tests.people import make_framework, make_project, make_table

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
    with django_assert_max_num_queries(10):
        client.get(reverse("incoming", args=[one.pk]))
