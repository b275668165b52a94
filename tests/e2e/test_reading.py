"""A reader signs in, finds a table, takes it home: in a real browser, with the keyboard alone too."""

import io

import pytest
from django.urls import reverse

from projects import demo
from projects.adding import NewProject, add_projects
from projects.importing.word.reading import read_word
from tests.e2e.visiting import examine, follow, sign_in
from tests.people import PASSWORD, make_framework, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def year(district, department):
    """The demo's first eight tables, and a second year."""
    tables = [(table, department) for table, _ in demo.tables()[:8]]
    reviewer = make_user("hetao", "performance_reviewer", PASSWORD, district=district)
    add_projects([NewProject(*one) for one in tables], make_framework(district), reviewer)
    add_projects([NewProject(*tables[0])], make_framework(district, 2024), reviewer)
    return reverse("year", args=[district.code, 2025])


def test_from_sign_in_to_the_word_file(page, site, year):
    sign_in(page, site)
    page.wait_for_url(f"**{year}")
    follow(page.get_by_role("link", name="农业保险保费补贴"))
    assert page.get_by_role("heading", level=1).inner_text() == "农业保险保费补贴"
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    assert download.value.suggested_filename == "2025年农业保险保费补贴绩效目标表.docx"
    data = io.BytesIO(download.value.path().read_bytes())
    assert [part.table for part in read_word(data).tables] == [demo.tables()[1][0]]


def test_the_list_narrows_while_one_types_and_its_address_can_be_kept(page, site, year):
    sign_in(page, site)
    page.wait_for_url(f"**{year}")  # whole, with its scripts
    page.get_by_label("查找").press_sequentially("债券")
    page.get_by_text("找到 1 张表").wait_for()
    page.wait_for_url("**?q=*")
    page.reload()
    assert page.locator(".list tbody tr").count() == 1
    assert page.get_by_label("查找").input_value() == "债券"


def test_after_signing_in_one_is_where_one_wanted_to_go(page, site, year, district):
    wanted = reverse("year", args=[district.code, 2024])
    sign_in(page, site, wanted)
    page.wait_for_url(f"**{wanted}")
    page.get_by_role("link", name="2025年").first.click()
    page.wait_for_url(f"**{year}")


def test_the_keyboard_alone_opens_a_table(page, site, year):
    page.goto(site.url)
    page.wait_for_function("document.activeElement.name === 'username'")  # the first field has the focus
    page.keyboard.type("hetao")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{year}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # 跳到正文
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.list tbody a')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/**")


def test_without_scripts_everything_can_still_be_read(browser, site, year):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, site)
    page.get_by_label("查找").fill("债券")
    follow(page.get_by_role("button", name="查找"))
    follow(page.get_by_role("link", name="一般债券利息"))
    assert "768万元" in page.locator("table").first.inner_text()
    context.close()


def test_no_page_breaks_a_rule_of_accessibility_or_scrolls_sideways(page, site, year, district):
    page.goto(site.url)
    examine(page)
    sign_in(page, site, password="wrong")
    page.get_by_text("用户名或密码不对").wait_for()
    examine(page)
    sign_in(page, site)
    page.wait_for_url(f"**{year}")
    examine(page)
    project = page.locator(".list a").first.get_attribute("href")
    for url in (project, f"{year}?q=没有这个", reverse("password_change")):
        page.goto(site.url + url)
        examine(page)
    page.goto(f"{site.url}/nothing/")
    page.problems.clear()  # the browser reports the 404 itself
    examine(page)
