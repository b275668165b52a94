"""From last year's Word file to the corrected table, in a real browser."""

import pytest
from django.urls import reverse

from projects import demo
from projects.models import Project
from projects.rendering import word
from tests.e2e.visiting import examine, sign_in
from tests.people import PASSWORD, make_framework, make_project, make_table, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def desk(district, department, other_department):
    """Somebody who drafts for two departments, and one project that the file has too."""
    user = make_user("hetao", "drafter", PASSWORD, department=department)
    user.assignments.create(role="drafter", department=other_department)
    make_framework(district)
    make_project(district, department, table=make_table(name=demo.tables()[0][0].name, code=""))
    return reverse("year", args=[district.code, 2025])


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "公开说明.docx"
    path.write_bytes(word.render([table for table, _ in demo.tables()[:3]], "公开"))
    return path


def upload(page, site, district, file):
    page.goto(site.url + reverse("import_new", args=[district.code, 2025]))
    page.locator('input[type="file"]').set_input_files(file)
    page.get_by_role("button", name="上传并识别").click()
    page.get_by_text("识别出 3 张表").wait_for()


def test_import_correct_save_and_undo(page, site, district, department, desk, file):
    sign_in(page, site, desk)
    upload(page, site, district, file)
    for box in page.locator('input[name^="take-"]').all():
        box.check()
    for select in page.locator('select[name^="match-"]').all():
        select.select_option(label="作为新项目")
    for select in page.locator('select[name^="department-"]').all():
        select.select_option(str(department.pk))
    page.get_by_role("button", name="导入勾选的表").click()
    page.get_by_text("有1张表的部门是系统建议的").wait_for()
    page.get_by_label("标“建议”的部门已逐张核对").check()
    page.get_by_role("button", name="导入勾选的表").click()
    page.get_by_text("新建 3 个项目").wait_for()
    project = Project.objects.order_by("position").last()
    page.goto(site.url + reverse("draft", args=[project.pk]))
    page.locator('[name="head.name"]').fill("改正后的名称")
    page.locator("#save-state", has_text="已保存").wait_for()
    assert project.versions.get().name == "改正后的名称"


def test_the_pages_of_an_import_are_open_to_everybody(page, site, district, desk, file):
    sign_in(page, site, desk)
    page.goto(site.url + reverse("import_new", args=[district.code, 2025]))
    examine(page)
    upload(page, site, district, file)
    examine(page)
    page.locator(".lines th a").first.click()
    page.get_by_role("region", name="识别出的表").wait_for()
    examine(page)
