"""The department's desk in a real browser: find, tick, carry over last year's tables and check them again."""

import pytest
from django.urls import reverse

from projects import demo
from projects.adding import NewProject, add_projects
from projects.models import Project, Recheck
from tests.e2e.visiting import examine, sign_in
from tests.people import PASSWORD, make_framework, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def desk(district, department, other_department):
    """Last year's eight tables of the demo, two of them here this year already."""
    user = make_user("hetao", "drafter", PASSWORD, department=department)
    tables = [table for table, _ in demo.tables()[:8]]
    last = add_projects(
        [NewProject(table, department) for table in tables], make_framework(district, 2024), user
    )
    here = [
        NewProject(table, department, lineage=one.project.lineage)
        for table, one in zip(tables[:2], last, strict=False)
    ]
    add_projects(here, make_framework(district), user)
    add_projects([NewProject(tables[2], other_department)], make_framework(district), user)
    return reverse("year", args=[district.code, 2025])


def test_desk_bin_and_last_years_list_are_open_to_everybody(page, site, district, desk):
    sign_in(page, site, desk)
    page.wait_for_url(f"**{desk}")
    examine(page)
    page.get_by_role("checkbox").nth(1).check()
    page.get_by_role("button", name="移入回收站").click()
    page.get_by_text("已把 1 个项目移入回收站").wait_for()
    page.goto(site.url + reverse("bin", args=[district.code, 2025]))
    examine(page)
    page.goto(site.url + reverse("carry", args=[district.code, 2025]))
    examine(page)


def test_the_list_narrows_by_what_is_typed_and_chosen(page, site, desk):
    sign_in(page, site, desk)
    page.wait_for_url(f"**{desk}")  # whole, with its scripts
    page.get_by_label("查找").fill("保费")
    page.get_by_text("找到 1 张表").wait_for()
    page.get_by_role("link", name="显示全部").first.click()
    page.get_by_text("共 2 张表").wait_for()
    page.get_by_label("排序").select_option("amount")
    page.wait_for_url("**sort=amount**")


def test_who_types_faster_than_the_site_looks_is_told_and_keeps_the_list(page, site, desk, settings):
    settings.SEARCHES_PER_MINUTE = 1
    sign_in(page, site, desk)
    page.wait_for_url(f"**{desk}")
    page.get_by_label("查找").fill("保费")
    page.get_by_text("找到 1 张表").wait_for()
    page.get_by_label("查找").fill("取暖")
    page.get_by_role("alert").get_by_text("查得太快了，请停几秒再试；下面显示的是之前的内容。").wait_for()
    page.get_by_text("找到 1 张表").wait_for()
    examine(page)
    settings.SEARCHES_PER_MINUTE = 120
    page.get_by_label("查找").fill("")
    page.get_by_text("共 2 张表").wait_for()
    page.get_by_role("alert").wait_for(state="detached")
    page.problems.clear()  # the browser notes the 429 itself


def test_ticking_all_says_how_many_and_exports_them(page, site, desk):
    sign_in(page, site, desk)
    page.get_by_label("全选本页").check()
    page.get_by_text("已勾选 2 个").wait_for()
    page.get_by_role("button", name="导出 Word").click()
    page.wait_for_url("**/jobs/**")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载").first.click()
    assert download.value.suggested_filename.endswith(".docx")


def test_last_years_tables_come_over_and_every_stale_cell_is_confirmed_or_changed(page, site, district, desk):
    sign_in(page, site, desk)
    page.get_by_role("link", name="沿用上年").click()
    page.get_by_text("另有 2 个项目今年已经有了").wait_for()
    page.get_by_label("全选").check()
    page.get_by_role("button", name="沿用勾选的项目").click()
    page.get_by_text("已从2024年沿用 6 个项目").wait_for()
    project = Project.objects.filter(year=2025).order_by("position").last()
    page.goto(site.url + reverse("draft", args=[project.pk]))
    version = project.versions.get()
    open_before = version.open_rechecks
    assert open_before
    page.get_by_role("button", name="没有变化").first.click()
    page.locator("#save-state", has_text="已保存").wait_for()
    version.refresh_from_db()
    assert version.open_rechecks == open_before - 1
    assert Recheck.objects.filter(version=version, confirmed_by__username="hetao").count() == 1
    field = page.locator('[name="head.total"]')
    if version.rechecks.filter(cell="total", confirmed_at=None).exists():
        field.fill("12.5万元")
        page.locator("#save-state", has_text="已保存").wait_for()
        page.wait_for_function("!document.querySelector('[data-confirm][data-cell=\"total\"]')")
