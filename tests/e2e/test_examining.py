"""The pages of findings and rules, on every screen, for everybody."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from projects.jobs.examining import ask_to_compare
from projects.jobs.running import run
from projects.tables import Amount
from tests.e2e.drafting import sit_down
from tests.e2e.visiting import examine
from tests.people import make_project, make_table

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def project(district, department):
    """Two that are alike, and whose sums do not add up."""
    make_project(district, department, table=make_table(name="校车", code="P2"))
    return make_project(district, department, table=make_table(fiscal=Amount.of("30"), code=""))


@pytest.mark.parametrize("name", ["findings", "project_findings", "review", "rule_settings", "rules"])
def test_the_pages_can_be_used_by_everybody(page, site, district, project, reviewer, name):
    run(ask_to_compare(district, 2025, reviewer).pk)
    places = {"project_findings": [project.pk], "review": [project.pk], "rules": []}
    sit_down(page, site, reviewer)
    page.goto(site.url + reverse(name, args=places.get(name, [district.code, 2025])))
    page.wait_for_load_state("networkidle")
    examine(page)


def test_the_bureau_tries_a_level_before_it_is_kept(page, site, district, project, reviewer):
    sit_down(page, site, reviewer)
    page.goto(site.url + reverse("rule_settings", args=[district.code, 2025]))
    expect(page.locator("#count-A1")).to_have_text("1")
    page.get_by_label("填写项目编码", exact=True).select_option("off")
    page.get_by_role("button", name="保存设置").click()
    expect(page.get_by_text("正在后台按新的设置重新检查")).to_be_visible()
    expect(page.get_by_label("填写项目编码", exact=True)).to_have_value("off")


def test_a_reviewer_narrows_to_a_rule_and_goes_to_the_project(page, site, district, project, reviewer):
    sit_down(page, site, reviewer)
    page.goto(site.url + reverse("findings", args=[district.code, 2025]))
    page.get_by_role("link", name="填写项目编码").click()
    expect(page.locator(".finding")).to_have_count(1)
    page.locator(".found h3 a").click()
    expect(page).to_have_url(site.url + project.get_absolute_url())


def test_a_word_at_a_cell_leads_to_what_was_found_and_back(page, site, project, reviewer):
    sit_down(page, site, reviewer)
    page.goto(site.url + reverse("review", args=[project.pk]))
    at_cell = page.locator(".official .code .official-note").filter(has_text="警告")
    at_cell.click()
    told = page.locator(".talks .finding.chosen")
    expect(told).to_be_in_viewport()
    told.get_by_role("link", name="项目编码").click()
    expect(at_cell).to_be_in_viewport()
