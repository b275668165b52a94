"""The handbook on every screen, and the help at a cell without leaving it."""

import pytest
from playwright.sync_api import expect

from projects.handbook.chapters import BY_SLUG, CHAPTERS, PUBLIC
from tests.e2e.drafting import cell, is_saved, sit_down
from tests.e2e.visiting import examine, show_on

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_no_chapter_breaks_a_rule_of_accessibility_or_scrolls_sideways(page, site, drafter):
    page.goto(site.url + BY_SLUG[PUBLIC].get_absolute_url())
    examine(page)
    sit_down(page, site, drafter)
    for address in ("/handbook/", *(chapter.get_absolute_url() for chapter in CHAPTERS)):
        page.goto(site.url + address)
        examine(page)


def test_from_the_form_one_is_led_to_what_the_handbook_says_of_it(at_form):
    at_form.get_by_role("link", name="帮助").click()
    at_form.wait_for_url("**/handbook/drafter/#write")
    expect(at_form.get_by_role("heading", name="填写", exact=True)).to_be_in_viewport()


def panel(page):
    return page.locator("#cell-help")


def test_f1_tells_what_good_looks_like_and_follows_from_cell_to_cell(at_form, indicators):
    value = cell(at_form, indicators[0], "value")
    value.focus()
    at_form.keyboard.press("F1")
    expect(value).to_be_focused()
    expect(panel(at_form)).to_contain_text("一个可以核对的数")
    expect(panel(at_form)).to_contain_text("数量指标")  # of the row's own class too
    assert "cell-help-text" in value.get_attribute("aria-describedby").split()
    purpose = cell(at_form, "head", "purpose")
    purpose.focus()
    expect(panel(at_form)).to_contain_text("单价乘数量应当等于预算数")
    assert "cell-help-text" not in value.get_attribute("aria-describedby").split()
    assert "cell-help-text" in purpose.get_attribute("aria-describedby").split()
    at_form.keyboard.press("F1")
    expect(panel(at_form)).to_be_hidden()
    expect(purpose).to_be_focused()


def test_help_closes_with_escape_or_its_button_and_one_goes_on_in_the_cell(at_form, indicators):
    value = cell(at_form, indicators[0], "value")
    value.focus()
    at_form.keyboard.press("F1")
    at_form.keyboard.press("Escape")
    expect(panel(at_form)).to_be_hidden()
    at_form.get_by_role("button", name="这一格怎么填").click()
    expect(panel(at_form)).to_contain_text("一个可以核对的数")
    panel(at_form).get_by_role("button", name="收起").click()
    expect(value).to_be_focused()
    expect(panel(at_form)).to_be_hidden()


def test_help_changes_with_the_class_that_one_chooses(at_form, indicators):
    chosen = cell(at_form, indicators[0], "class")
    chosen.focus()
    at_form.keyboard.press("F1")
    expect(panel(at_form)).to_contain_text("完成多少工作")
    chosen.select_option(label="时效指标")
    expect(panel(at_form)).to_contain_text("什么时候完成，写到日期或期限")


def test_help_is_there_without_a_line_and_keeps_what_is_typed(at_form, indicators):
    basis = cell(at_form, indicators[0], "basis")
    at_form.context.set_offline(True)
    basis.fill("取暖合同（2025年）")
    at_form.keyboard.press("F1")
    expect(panel(at_form)).to_contain_text("文号的年份用六角括号")
    at_form.context.set_offline(False)
    is_saved(at_form)
    at_form.problems.clear()  # the browser reports that there was no line


def test_on_a_phone_help_stands_over_the_form_and_goes_away(at_form, indicators):
    show_on(at_form, "phone")
    cell(at_form, indicators[0], "value").focus()
    at_form.get_by_role("button", name="这一格怎么填").click()
    expect(panel(at_form)).to_be_in_viewport()
    panel(at_form).get_by_role("button", name="收起").click()
    expect(panel(at_form)).to_be_hidden()
