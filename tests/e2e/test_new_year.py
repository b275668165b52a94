"""A new year from Excel lists, in a real browser: form, departments, people, deadlines, the first sign-in."""

import pytest
from django.urls import reverse

from budget_site.accounts.models import User
from projects import library
from projects.importing.sheet_list import write_rows
from projects.models import TableFramework
from projects.yearly import departments, people
from tests.e2e.visiting import examine, follow, sign_in
from tests.people import PASSWORD, make_framework, make_project, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def year(district, department):
    """Last year has a form and a table; this one has nothing."""
    make_user("hetao", "performance_reviewer", PASSWORD, district=district)
    make_user("dengzhiming", "system_admin", PASSWORD, district=district)
    make_project(district, department, 2025)
    return reverse("new_year", args=[district.code, 2026])


def written(tmp_path, heads, *rows):
    keys = [head.key for head in heads]
    path = tmp_path / "名单.xlsx"
    path.write_bytes(write_rows(heads, [dict(zip(keys, row, strict=True)) for row in rows], "名单"))
    return path


def test_from_two_lists_to_the_first_officer_at_the_desk(page, site, district, year, tmp_path):
    sign_in(page, site, year)
    page.get_by_role("button", name="沿用2025年的样式").click()
    page.get_by_text("已沿用2025年的表格样式").wait_for()
    page.get_by_label("部门名单（Excel）").set_input_files(
        written(tmp_path, departments.HEADS, ("201", "水务局"))
    )
    page.get_by_role("button", name="上传并核对").click()
    page.get_by_text("新增 1 个").wait_for()
    page.get_by_role("button", name="确认导入").click()
    page.get_by_text("水务局").first.wait_for()
    page.get_by_label("填报截止").fill("2026-12-31")
    page.get_by_role("button", name="保存截止日期").click()
    page.get_by_text("截止日期已保存").wait_for()
    follow(page.get_by_role("button", name="退出"))

    sign_in(page, site, year, "dengzhiming")
    rows = (("水丽", "shuili", "经办人", "水务局"),)
    page.get_by_label("人员名单（Excel）").set_input_files(written(tmp_path, people.HEADS, *rows))
    follow(page.get_by_role("button", name="上传并核对"))
    follow(page.get_by_role("button", name="确认导入"))
    initial = page.locator("code").inner_text()
    follow(page.get_by_role("button", name="退出"))

    sign_in(page, site, "/", "shuili", initial)
    page.get_by_label("旧密码").fill(initial)
    for field in page.locator("input[name^=new_password]").all():
        field.fill("staple battery horse 7")
    page.get_by_role("button", name="更改密码").click()
    page.wait_for_url(f"**{reverse('year', args=[district.code, 2026])}")
    page.get_by_text("填报截止 2026年12月31日").wait_for()
    assert not User.objects.get(username="shuili").must_change_password


def test_the_pages_of_the_set_up_are_open_to_everybody(page, site, district, year, tmp_path):
    library.refresh(district)
    framework = TableFramework.objects.get(year=2025)
    make_framework(district, 2026)
    sign_in(page, site, year)
    page.wait_for_url(f"**{year}")
    examine(page)
    page.get_by_label("部门名单（Excel）").set_input_files(
        written(tmp_path, departments.HEADS, ("", "水务局"))
    )
    page.get_by_role("button", name="上传并核对").click()
    page.get_by_role("button", name="确认导入").wait_for()
    examine(page)
    page.goto(site.url + reverse("library", args=[district.code]))
    examine(page)
    page.goto(
        site.url + reverse("department_change", args=[district.code, 2026, district.departments.get().pk])
    )
    examine(page)
    page.goto(site.url + reverse("framework", args=[framework.pk]))
    examine(page)
    page.get_by_label("表名").fill("新表名")
    page.locator("#picture caption", has_text="新表名").first.wait_for()
    page.get_by_role("button", name="查看影响的表").click()
    page.get_by_role("button", name="保存，草稿也改用").wait_for()
    examine(page)
