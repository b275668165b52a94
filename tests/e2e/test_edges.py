"""What is seen when things are not as usual: several districts, no role, refusals, texts of any length."""

import pytest
from django.urls import reverse

from projects.models import Status
from projects.storing import store
from projects.tables import Amount, ProjectTable, to_canonical
from tests.e2e.visiting import examine, follow, show_on, sign_in
from tests.people import PASSWORD, make_district, make_project, make_table, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

LONG = "关于统筹推进高标准农田建设与农村人居环境整治三年行动" * 6


@pytest.fixture
def replier(district):
    """预算科 of two districts, with tables in one of them."""
    user = make_user("hetao", "replier", PASSWORD, district=district)
    user.assignments.create(role="replier", district=make_district("邻区", "next"))
    make_project(district)
    make_project(district, year=2024)
    return user


def test_who_works_in_two_districts_chooses_between_their_years(page, site, replier, district):
    sign_in(page, site)
    page.get_by_role("heading", name="选择年度").wait_for()
    assert page.get_by_role("link", name="设置").count() == 1
    examine(page)
    page.get_by_role("link", name="2024年").click()
    page.wait_for_url(f"**{reverse('year', args=[district.code, 2024])}")


def test_whoever_has_nothing_to_see_reads_why(page, site, db):
    make_user("hetao", password=PASSWORD)
    sign_in(page, site)
    page.get_by_role("heading", name="您还没有可以查看的表格").wait_for()
    examine(page)


def test_a_district_without_tables_is_not_offered_as_a_choice(page, site, district):
    make_user("hetao", "replier", PASSWORD, district=district)
    sign_in(page, site)
    page.get_by_role("heading", name="还没有可以查看的年度").wait_for()
    examine(page)


def test_a_refused_new_password_says_what_to_do(page, site, replier):
    sign_in(page, site)
    page.get_by_role("heading", name="选择年度").wait_for()
    page.goto(site.url + reverse("password_change"))
    for field, text in (("old_password", "wrong"), ("new_password1", "123"), ("new_password2", "124")):
        page.locator(f"#id_{field}").fill(text)
    page.get_by_role("button", name="更改密码").click()
    page.get_by_text("旧密码不对").first.wait_for()
    examine(page)


def test_a_form_sent_too_late_can_be_sent_again(page, site, replier):
    page.goto(site.url + reverse("login"))
    page.locator("[name=csrfmiddlewaretoken]").evaluate("field => field.value = 'stale'")
    page.get_by_label("用户名").fill("hetao")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("heading", name="请重新提交").wait_for()
    page.problems.clear()  # the browser reports the 403 itself
    examine(page)
    page.get_by_role("link", name="回到首页").click()
    page.get_by_role("heading", name="登录").wait_for()


def test_texts_of_any_length_leave_the_pages_in_shape(page, site, replier, district):
    department = district.departments.create(code="long", name=LONG[:100])
    long = make_table(name=LONG, code="P" * 150, total=Amount.of("约五十万元，以上级下达为准"), purpose=LONG)
    project = make_project(district, department, table=long)
    empty = make_project(district)
    store(empty.versions.get(), ProjectTable())
    sign_in(page, site)
    page.get_by_role("heading", name="选择年度").wait_for()
    for url in (
        reverse("year", args=[district.code, 2025]),
        project.get_absolute_url(),
        empty.get_absolute_url(),
    ):
        page.goto(site.url + url)
        examine(page)


def test_every_state_of_a_table_can_be_read_by_everyone(page, site, replier, district):
    for status in Status:
        frozen = to_canonical(make_table())
        make_project(district).versions.update(status=status, frozen=frozen)
    sign_in(page, site)
    follow(page.get_by_role("link", name="2025年"))
    page.locator(".list").get_by_text(Status.REPLIED.label, exact=True).wait_for()
    examine(page)


def test_the_head_of_a_long_list_stays_in_sight(page, site, replier, district):
    for _ in range(40):
        make_project(district)
    sign_in(page, site)
    follow(page.get_by_role("link", name="2025年"))
    page.locator(".list tbody tr").last.scroll_into_view_if_needed()
    assert page.locator(".list thead th").first.bounding_box()["y"] == 0


def test_name_and_amount_of_a_project_stand_side_by_side_on_a_phone(page, site, replier, district):
    show_on(page, "phone")
    sign_in(page, site)
    follow(page.get_by_role("link", name="2025年"))
    for cell in (".list tbody th", ".list tbody .amount"):
        box = page.locator(cell).first.bounding_box()
        assert 0 <= box["x"] < box["x"] + box["width"] <= 390
