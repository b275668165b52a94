"""What the rules find shows under the cell a second after one stops typing, and nothing moves."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from projects.rules.examples import SOUND
from projects.tables import Amount
from tests.e2e.drafting import cell, is_saved, open_form, sit_down, table
from tests.e2e.visiting import examine
from tests.people import make_project

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def project(district, department):
    return make_project(district, department, table=SOUND)


def under(page, row, name):
    """The findings under a cell."""
    return page.locator(f'[id="found-{getattr(row, "id", row)}-{name}"] .finding')


def test_a_finding_comes_while_one_types_and_goes_when_it_is_mended(at_form, project):
    expect(under(at_form, "head", "fiscal")).to_have_count(0)
    cell(at_form, "head", "fiscal").fill("40")
    expect(at_form.locator("#findings li .level.error").first).to_be_visible()
    expect(at_form.locator(".found .finding.error").first).to_contain_text("45.6")
    cell(at_form, "head", "fiscal").fill("45.6")
    expect(at_form.locator(".found .finding.error")).to_have_count(0)


def test_the_field_one_types_in_stays_where_it_is(at_form, project):
    row = table(project).indicators[-1]
    field = cell(at_form, row, "value")
    field.scroll_into_view_if_needed()
    field.click()
    place = field.bounding_box()["y"]
    at_form.evaluate(
        "document.querySelector('#f-head-fiscal').value = ''"
    )  # no event: the server does not know
    field.press("End")
    field.type("以上")
    is_saved(at_form)
    expect(at_form.locator("#findings-title")).to_be_visible()
    assert abs(field.bounding_box()["y"] - place) < 2
    expect(field).to_be_focused()


def test_a_finding_about_a_text_that_stands_there_no_more_fades(at_form):
    cell(at_form, "head", "code").fill("")
    expect(under(at_form, "head", "code")).to_have_count(1)
    slot = at_form.locator("#found-head-code")
    cell(at_form, "head", "code").press_sequentially("1")
    assert "stale" in slot.get_attribute("class")


def test_a_certain_correction_is_applied_by_a_click(at_form, project):
    row = table(project).indicators[0]
    cell(at_form, row, "basis").fill("《设备更新方案》（明教【2024】18号）")
    found = under(at_form, row, "basis").filter(has_text="〔")
    button = found.get_by_role("button")
    expect(button).to_be_visible()
    expect(cell(at_form, row, "basis")).to_have_value("《设备更新方案》（明教【2024】18号）")
    button.click()
    expect(cell(at_form, row, "basis")).to_have_value("《设备更新方案》（明教〔2024〕18号）")
    is_saved(at_form)
    assert "〔2024〕" in table(project).indicators[0].basis


def test_one_walks_from_finding_to_finding_by_key(page, site, district, department, drafter):
    project = make_project(
        district, department, table=replace(SOUND, code="", fiscal=Amount.of("40"), purpose="")
    )
    sit_down(page, site, drafter)
    open_form(page, site, project)
    places = {link.get_attribute("href") for link in page.locator("#findings > ul a").all()}
    assert len(places) > 1
    cell(page, "head", "title").focus()
    walked = set()
    for _ in places:
        page.keyboard.press("F8")
        walked.add("#" + page.evaluate("document.activeElement.id"))
    assert walked >= places


def test_the_form_with_findings_can_be_used_by_everybody(page, site, district, department, drafter):
    project = make_project(district, department, table=replace(SOUND, code="", fiscal=Amount.of("40")))
    sit_down(page, site, drafter)
    open_form(page, site, project)
    expect(page.locator(".found .finding").first).to_be_visible()
    examine(page)


def test_a_reason_is_given_on_the_projects_page(page, site, district, department, drafter):
    project = make_project(district, department, table=replace(SOUND, code=""))
    sit_down(page, site, drafter)
    open_form(page, site, project)
    page.get_by_role("link", name="检查结果和说明理由").click()
    page.get_by_label("项目编码").fill("一体化系统尚未下达编码")
    page.get_by_role("button", name="保存理由").click()
    expect(page.get_by_text("已保存 1 条理由")).to_be_visible()
    open_form(page, site, project)
    expect(under(page, "head", "code")).to_have_count(0)
