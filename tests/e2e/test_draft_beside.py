"""What is told beside the table: how a cell was understood, what is missing, what others call it."""

import pytest
from playwright.sync_api import expect

from projects.models import Recheck
from projects.official.trees import plain_label
from tests.e2e.drafting import bar, cell, conflict, is_saved, last, open_form, sit_down, state, table
from tests.e2e.visiting import examine
from tests.people import make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def library(district):
    """Three ways to say it in the approved tables of the district."""
    common = {"class_label": plain_label("数量指标"), "source": "history"}
    district.library.create(
        name="供热天数",
        name_key="供热天数",
        description="一年中供热的天数",
        unit="天",
        basis="供热合同",
        uses=12,
        departments=5,
        typical_value="120天",
        **common,
    )
    district.library.create(
        name="供热面积", name_key="供热面积", mark="avoid", uses=30, departments=9, **common
    )
    district.library.create(name="供热学校", name_key="供热学校", mark="model", **common)


def suggestions(page):
    return page.locator("#suggestions:visible").get_by_role("option")


def test_a_value_is_told_as_understood_and_a_proposal_waits_for_a_click(at_form, project):
    row = table(project).indicators[0]
    note = at_form.locator(f'[id="note-{row.id}-value"]')
    cell(at_form, row, "value").fill("大于等于６000㎡")
    expect(note.get_by_text("≥ 5200 ㎡")).to_be_hidden()  # it is about what stood there before
    is_saved(at_form)
    assert table(project).indicators[0].value == "大于等于６000㎡"
    note.get_by_role("button", name="改为 ≥6000㎡").click()
    expect(cell(at_form, row, "value")).to_have_value("≥6000㎡")
    is_saved(at_form)
    expect(note.get_by_role("button")).to_have_count(0)
    assert table(project).indicators[0].value == "≥6000㎡"


def test_sums_are_compared_and_missing_cells_listed_as_one_types(at_form, project):
    cell(at_form, "head", "other").fill("10万元")
    cell(at_form, "head", "purpose").fill("")
    balance = at_form.locator("#side [data-balance]")
    expect(balance).to_contain_text("44.32 万元")
    expect(at_form.get_by_role("heading", name="还缺 1 处")).to_be_visible()
    at_form.locator("#missing").get_by_role("link", name="资金用途").click()
    expect(cell(at_form, "head", "purpose")).to_be_focused()
    at_form.keyboard.type("支付取暖费")
    expect(at_form.get_by_role("heading", name="各栏都已填写")).to_be_visible()


def test_a_copied_amount_is_confirmed_or_changed(page, site, project, drafter):
    version = project.versions.get()
    for name, text in (("total", "34.32万元"), ("fiscal", "34.32万元")):
        reason = "金额沿用2024年，请核对"
        Recheck.objects.create(version=version, cell=name, why="copied", text=text, reason=reason)
    sit_down(page, site, drafter)
    open_form(page, site, project)
    side = page.locator("#side")
    side.get_by_role("button", name="没有变化，确认").first.click()
    expect(side.get_by_role("heading", name="请核对 1 处")).to_be_visible()
    expect(cell(page, "head", "fiscal")).to_be_focused()  # the next one to look at
    page.keyboard.press("End")
    page.keyboard.type("（含补助）")
    expect(side.get_by_role("heading", name="请核对")).to_be_hidden()
    assert version.rechecks.filter(confirmed_by=drafter).count() == 1


def test_a_suggestion_fills_the_row_and_leaves_the_value_to_the_officer(at_form, library, project):
    row = table(project).indicators[0]
    cell(at_form, row, "basis").focus()
    at_form.keyboard.press("Control+Enter")
    at_form.keyboard.type("供热")
    options = suggestions(at_form)
    expect(options).to_have_count(3)
    expect(options.first).to_contain_text("范例")
    expect(options.last).to_contain_text("不宜再用")
    expect(options.nth(1)).to_contain_text("用过12次，5个部门；常见值 120天")
    at_form.keyboard.press("ArrowDown")
    at_form.keyboard.press("ArrowDown")
    at_form.keyboard.press("Enter")
    expect(options).to_have_count(0)
    value = at_form.locator("textarea:focus")
    expect(value).to_have_value("天")
    at_form.keyboard.type("118")
    is_saved(at_form)
    made = table(project).indicators[1]
    assert (made.level3, made.description, made.value, made.basis) == (
        "供热天数",
        "一年中供热的天数",
        "118天",
        "供热合同",
    )


def test_a_suggestion_can_be_ignored_or_taken_back(at_form, library, project):
    row = table(project).indicators[0]
    cell(at_form, row, "level3").fill("供热天")
    suggestions(at_form).get_by_text("供热天数").click()
    bar(at_form).get_by_role("button", name="撤销").click()
    expect(cell(at_form, row, "level3")).to_have_value("供热天")
    cell(at_form, row, "level3").focus()
    at_form.keyboard.type("x")
    at_form.keyboard.press("Backspace")
    expect(suggestions(at_form)).to_have_count(1)
    at_form.keyboard.press("Escape")
    expect(suggestions(at_form)).to_have_count(0)
    at_form.keyboard.press("Enter")
    expect(cell(at_form, table(project).indicators[1], "level3")).to_be_focused()


def test_a_step_of_the_plan_is_added_once_all_is_saved(at_form, project):
    cell(at_form, "head", "purpose").fill("支付取暖费")
    at_form.get_by_role("button", name="增加时间节点").click()
    expect(at_form.locator('[data-part="plan"] [data-cell="percent"]')).to_have_count(3)
    assert table(project).purpose == "支付取暖费"
    assert len(table(project).plan) == 3


def test_everything_that_scripts_show_keeps_the_rules_of_accessibility(
    at_form, new_context, site, project, library, department
):
    colleague = new_context().new_page()
    sit_down(colleague, site, make_user("lihetao", "drafter", department=department))
    open_form(colleague, site, project)
    row = table(project).indicators[0]
    cell(colleague, row, "value").fill("≥1㎡")
    is_saved(colleague)
    cell(at_form, row, "value").fill("≥2㎡")
    expect(conflict(at_form)).to_be_visible()
    expect(state(at_form)).to_contain_text("请选择")
    cell(at_form, table(project).goals[0], "text").focus()
    at_form.keyboard.press("Control+Delete")
    expect(bar(at_form)).to_contain_text("已删除")
    at_form.get_by_role("button", name="增加指标").click()
    last(at_form, "class").select_option(label="数量指标")
    last(at_form, "level3").press_sequentially("供热")
    expect(suggestions(at_form)).to_have_count(3)
    examine(at_form)
    at_form.keyboard.press("Escape")
    at_form.keyboard.press("F1")
    examine(at_form)


def test_who_asks_for_suggestions_where_there_are_none_is_told_so(at_form, project):
    row = table(project).indicators[0]
    cell(at_form, row, "level3").fill("")
    at_form.keyboard.press("ArrowDown")
    expect(suggestions(at_form)).to_have_text(["这一类还没有参考指标，请直接填写"])
    examine(at_form)
    at_form.keyboard.press("ArrowDown")  # there is nothing to choose
    suggestions(at_form).first.click(force=True)
    expect(cell(at_form, row, "level3")).to_have_value("")
    at_form.keyboard.type("门")
    expect(suggestions(at_form)).to_have_count(0)


def test_on_a_slow_line_suggestions_come_for_what_was_typed_last(at_form, library, project):
    waiting = []

    def slow(route):
        """The first answer never comes."""
        waiting.append(route) if not waiting else route.continue_()

    at_form.route("**/suggestions/**", slow)
    name = cell(at_form, table(project).indicators[0], "level3")
    name.fill("")
    with at_form.expect_request("**/suggestions/**"):
        name.press_sequentially("供")
    name.press_sequentially("热")
    expect(suggestions(at_form)).to_have_count(3)


def test_on_a_page_one_has_not_touched_the_table_is_kept_and_a_step_goes_and_comes_back(at_form, project):
    version = project.versions.get()
    at_form.get_by_role("button", name="留存当前版本").click()
    expect(at_form.get_by_text("并留存为第1次版本")).to_be_visible()
    assert version.snapshots.count() == 1
    steps = at_form.locator('[data-part="plan"] [data-cell="percent"]')
    at_form.get_by_role("button", name="删除这个时间节点").first.click()
    expect(steps).to_have_count(1)
    at_form.get_by_role("button", name="撤销删除").click()
    expect(steps).to_have_count(2)
    assert len(table(project).plan) == 2
