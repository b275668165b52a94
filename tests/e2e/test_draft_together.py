"""Two people, or two tabs of one, write on a table: nobody's words vanish, nobody wins silently."""

import pytest
from playwright.sync_api import expect

from tests.e2e.drafting import (
    bar,
    cell,
    conflict,
    is_saved,
    look_again,
    open_form,
    rows,
    state,
    table,
    write,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_different_cells_of_one_row_merge(at_form, colleague, project, indicators):
    row = indicators[0]
    write(colleague, (row, "basis", "补充合同"))
    is_saved(colleague)
    write(at_form, (row, "value", "≥6000㎡"))
    is_saved(at_form)
    expect(cell(at_form, row, "basis")).to_have_value("补充合同")
    now = table(project).indicators[0]
    assert (now.value, now.basis) == ("≥6000㎡", "补充合同")


def test_the_same_cell_shows_both_texts_and_mine_can_stay(at_form, colleague, project, indicators):
    row = indicators[1]
    write(colleague, (row, "value", "28所"))
    is_saved(colleague)
    write(at_form, (row, "value", "30所"))
    expect(state(at_form)).to_have_text("有 1 处与同事的修改不一致，请选择")
    expect(conflict(at_form)).to_contain_text("改为“28所”")
    expect(conflict(at_form)).to_contain_text("李河桃")
    expect(cell(at_form, row, "value")).to_have_value("30所")
    assert table(project).indicators[1].value == "28所"
    conflict(at_form).get_by_role("button", name="保留我的").click()
    is_saved(at_form)
    expect(conflict(at_form)).to_have_count(0)
    assert table(project).indicators[1].value == "30所"


def test_or_theirs_is_taken(at_form, colleague, project, indicators):
    row = indicators[1]
    write(colleague, (row, "value", "28所"))
    is_saved(colleague)
    write(at_form, (row, "value", "30所"), (row, "basis", "我的依据"))
    conflict(at_form).get_by_role("button", name="用对方的").click()
    is_saved(at_form)
    expect(cell(at_form, row, "value")).to_have_value("28所")
    now = table(project).indicators[1]
    assert (now.value, now.basis) == ("28所", "我的依据")


def test_a_conflict_that_is_open_survives_a_crash(at_form, colleague, site, project, indicators):
    row = indicators[1]
    write(colleague, (row, "value", "28所"))
    is_saved(colleague)
    write(at_form, (row, "value", "30所"))
    expect(conflict(at_form)).to_be_visible()
    again = at_form.context.new_page()
    at_form.close()
    open_form(again, site, project)
    again.get_by_role("button", name="恢复").click()
    expect(cell(again, row, "value")).to_have_value("30所")
    expect(conflict(again)).to_contain_text("李河桃")


def test_the_class_of_a_row_is_one_thing_to_choose(at_form, colleague, project, indicators):
    row = indicators[0]
    cell(colleague, row, "class").select_option(label="质量指标")
    is_saved(colleague)
    cell(at_form, row, "class").select_option(label="经济效益指标")
    expect(conflict(at_form)).to_have_count(1)
    expect(conflict(at_form)).to_contain_text("质量指标")
    conflict(at_form).get_by_role("button", name="保留我的").click()
    is_saved(at_form)
    now = table(project).indicators[0]
    assert (now.level1, now.level2) == ("效益指标", "经济效益指标")


def test_a_row_deleted_by_a_colleague_can_be_put_back_with_what_was_typed(
    at_form, colleague, project, indicators
):
    row = indicators[1]
    cell(colleague, row, "level3").focus()
    colleague.keyboard.press("Control+Delete")
    is_saved(colleague)
    write(at_form, (row, "value", "30所"))
    expect(conflict(at_form)).to_contain_text("删除了这一行")
    conflict(at_form).get_by_role("button", name="恢复这一行").click()
    is_saved(at_form)
    now = table(project).indicators
    assert [(one.level3, one.value) for one in now][1] == ("取暖学校", "30所")
    assert now[1].lineage == row.lineage


def test_or_stay_deleted(at_form, colleague, project, indicators):
    row = indicators[1]
    cell(colleague, row, "level3").focus()
    colleague.keyboard.press("Control+Delete")
    is_saved(colleague)
    write(at_form, (row, "value", "30所"))
    conflict(at_form).get_by_role("button", name="不要了").click()
    expect(rows(at_form)).to_have_count(2)
    write(at_form, ("head", "purpose", "支付取暖费"))
    is_saved(at_form)
    assert len(table(project).indicators) == 2


@pytest.mark.parametrize(("choice", "left"), [("仍然删除", 2), ("保留这一行", 3)])
def test_deleting_a_row_that_a_colleague_wrote_in_asks_first(
    choice, left, at_form, colleague, project, indicators
):
    row = indicators[1]
    write(colleague, (row, "value", "28所"))
    is_saved(colleague)
    cell(at_form, row, "level3").focus()
    at_form.keyboard.press("Control+Delete")
    expect(conflict(at_form)).to_contain_text("改动了您要删除的这一行")
    expect(cell(at_form, row, "value")).to_have_value("28所")
    conflict(at_form).get_by_role("button", name=choice).click()
    is_saved(at_form)
    assert len(table(project).indicators) == left


def test_a_row_moved_by_both_stands_where_one_chooses(at_form, colleague, project, indicators):
    row = indicators[2]
    cell(colleague, row, "level3").focus()
    colleague.keyboard.press("Alt+ArrowUp")
    colleague.keyboard.press("Alt+ArrowUp")
    is_saved(colleague)
    cell(at_form, row, "level3").focus()
    at_form.keyboard.press("Alt+ArrowUp")
    expect(conflict(at_form)).to_contain_text("也移动了这一行")
    expect(rows(at_form).first.locator('[data-cell="level3"]')).to_have_value("室温达标率")
    conflict(at_form).get_by_role("button", name="移到我的位置").click()
    is_saved(at_form)
    assert [one.level3 for one in table(project).indicators] == ["取暖面积", "室温达标率", "取暖学校"]


def test_what_a_colleague_adds_appears_without_taking_the_caret_away(at_form, colleague, project, indicators):
    cell(colleague, indicators[0], "basis").focus()
    colleague.keyboard.press("Control+Enter")
    colleague.keyboard.type("供热天数")
    is_saved(colleague)
    cell(colleague, "head", "purpose").fill("支付取暖费")
    is_saved(colleague)
    typing = cell(at_form, indicators[2], "value")
    typing.focus()
    at_form.evaluate("scrollTo(0, 300)")  # at its very top a page cannot give way
    before = typing.bounding_box()
    with at_form.expect_response("**/presence/"):
        look_again(at_form)
    expect(rows(at_form)).to_have_count(4)
    expect(cell(at_form, "head", "purpose")).to_have_value("支付取暖费")
    expect(typing).to_be_focused()
    at_form.wait_for_load_state("networkidle")  # what the rules say of it comes a moment later
    line = 20  # px: what the rules say of a cell above comes or goes
    assert abs(typing.bounding_box()["y"] - before["y"]) < line
    expect(at_form.locator("#people")).to_have_text("李河桃 也打开了这张表")


def test_a_deleted_row_stays_until_one_has_left_it(at_form, colleague, indicators):
    row = indicators[1]
    cell(at_form, row, "value").focus()
    cell(colleague, row, "level3").focus()
    colleague.keyboard.press("Control+Delete")
    is_saved(colleague)
    look_again(at_form)
    expect(bar(at_form)).to_contain_text("同事刚刚删除了“取暖学校”这一行")
    expect(cell(at_form, row, "value")).to_be_focused()
    at_form.keyboard.press("Enter")
    expect(rows(at_form)).to_have_count(2)
    expect(cell(at_form, indicators[2], "value")).to_be_focused()


def test_two_tabs_of_one_person_are_two_writers(at_form, site, project, indicators):
    other = at_form.context.new_page()
    open_form(other, site, project)
    row = indicators[1]
    write(at_form, (row, "value", "28所"))
    is_saved(at_form)
    write(other, (row, "value", "30所"), (indicators[0], "value", "≥6000㎡"))
    expect(conflict(other)).to_contain_text("您在另一个页面")
    conflict(other).get_by_role("button", name="用对方的").click()
    is_saved(other)
    assert [one.value for one in table(project).indicators[:2]] == ["≥6000㎡", "28所"]
    expect(other.locator("#recover")).to_be_hidden()
