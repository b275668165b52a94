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
    sit_down,
    state,
    table,
)
from tests.people import make_project, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def project(district, department):
    return make_project(district, department)


@pytest.fixture
def at_form(page, site, project, drafter):
    sit_down(page, site, drafter)
    open_form(page, site, project)
    return page


@pytest.fixture
def colleague(new_context, site, project, department):
    """李河桃 at another desk, with the same table open."""
    user = make_user("lihetao", "drafter", department=department)
    user.name = "李河桃"
    user.save()
    page = new_context().new_page()
    sit_down(page, site, user)
    open_form(page, site, project)
    return page


@pytest.fixture
def indicators(project):
    return table(project).indicators


def write(page, *typed) -> None:
    for row, name, text in typed:
        cell(page, row, name).fill(text)
    page.keyboard.press("Control+s")


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
    before = typing.bounding_box()
    with at_form.expect_response("**/presence/"):
        look_again(at_form)
    expect(rows(at_form)).to_have_count(4)
    expect(cell(at_form, "head", "purpose")).to_have_value("支付取暖费")
    expect(typing).to_be_focused()
    assert abs(typing.bounding_box()["y"] - before["y"]) < 2
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


def test_a_row_in_which_both_wrote_can_still_be_deleted(at_form, colleague, project, indicators):
    row = indicators[1]
    write(colleague, (row, "value", "28所"))
    is_saved(colleague)
    waiting = []
    at_form.route("**/save/", lambda route: waiting.append(route), times=1)
    with at_form.expect_request("**/save/"):
        write(at_form, (row, "value", "30所"))
    at_form.keyboard.press("Control+Delete")
    while not waiting:
        at_form.wait_for_timeout(20)
    waiting[0].continue_()  # the answer is about a cell that stands on the page no more
    still = conflict(at_form).get_by_role("button", name="仍然删除")
    expect(still).to_be_visible()
    still.click()
    is_saved(at_form)
    assert [one.level3 for one in table(project).indicators] == ["取暖面积", "室温达标率"]


def test_a_row_with_an_open_question_may_be_deleted_and_comes_back_with_it(
    at_form, colleague, project, indicators
):
    row = indicators[1]
    write(colleague, (row, "value", "28所"))
    is_saved(colleague)
    write(at_form, (row, "value", "30所"))
    expect(conflict(at_form)).to_contain_text("改为“28所”")
    cell(at_form, row, "value").focus()
    at_form.keyboard.press("Control+Delete")
    is_saved(at_form)
    assert len(table(project).indicators) == 2
    at_form.keyboard.press("Control+z")
    expect(rows(at_form)).to_have_count(3)
    is_saved(at_form)
    assert table(project).indicators[1].value == "30所"


def test_what_a_colleague_deleted_may_be_deleted_here_too(at_form, colleague, project, indicators):
    row = indicators[1]
    cell(colleague, row, "level3").focus()
    colleague.keyboard.press("Control+Delete")
    is_saved(colleague)
    write(at_form, (row, "value", "30所"))
    expect(conflict(at_form)).to_contain_text("删除了这一行")
    cell(at_form, row, "value").focus()
    at_form.keyboard.press("Control+Delete")
    expect(state(at_form)).not_to_contain_text("请选择")
    at_form.keyboard.press("Control+z")
    expect(conflict(at_form)).to_have_count(0)
    is_saved(at_form)
    assert table(project).indicators[1].value == "30所"


def test_a_row_that_one_only_reads_may_be_deleted_here_too(at_form, colleague, indicators):
    row = indicators[1]
    cell(at_form, row, "value").focus()
    cell(colleague, row, "level3").focus()
    colleague.keyboard.press("Control+Delete")
    is_saved(colleague)
    look_again(at_form)
    expect(bar(at_form)).to_contain_text("同事刚刚删除了“取暖学校”这一行")
    at_form.keyboard.press("Control+Delete")
    expect(rows(at_form)).to_have_count(2)


def test_what_a_colleague_does_leaves_ones_own_last_step_to_be_taken_back(
    at_form, colleague, project, indicators
):
    cell(at_form, indicators[0], "value").focus()
    at_form.keyboard.press("Control+Delete")
    is_saved(at_form)
    cell(colleague, indicators[1], "level3").focus()
    colleague.keyboard.press("Control+Delete")
    is_saved(colleague)
    look_again(at_form)
    expect(bar(at_form)).to_contain_text("同事刚刚删除了“取暖学校”这一行")
    expect(bar(at_form).get_by_role("button", name="撤销")).to_be_hidden()  # not theirs
    bar(at_form).get_by_role("button", name="知道了").click()
    expect(bar(at_form)).to_contain_text("已删除“取暖面积”")
    bar(at_form).get_by_role("button", name="撤销").click()
    is_saved(at_form)
    assert [one.level3 for one in table(project).indicators] == ["取暖面积", "室温达标率"]


def test_a_colleagues_change_of_class_adds_none_to_the_list(at_form, colleague, indicators):
    row = indicators[0]
    listed = cell(at_form, row, "class").locator("option").all_inner_texts()
    cell(colleague, row, "class").select_option(label="经济效益指标")
    is_saved(colleague)
    look_again(at_form)
    expect(cell(at_form, row, "class").locator("option:checked")).to_have_text("经济效益指标")
    assert cell(at_form, row, "class").locator("option").all_inner_texts() == listed


def test_an_answer_from_before_a_save_does_not_bring_its_hints_back(at_form, indicators):
    late = []
    at_form.route("**/presence/", lambda route: late.append((route, route.fetch())), times=1)
    look_again(at_form)
    while not late:
        at_form.wait_for_timeout(20)
    row = indicators[0]
    write(at_form, (row, "value", "≥6000㎡"))
    is_saved(at_form)
    note = at_form.locator(f'[id="note-{row.id}-value"]')
    expect(note).to_contain_text("≥ 6000 ㎡")
    [(route, answer)] = late
    with at_form.expect_response("**/presence/"):
        route.fulfill(response=answer)
    at_form.wait_for_timeout(200)  # ms, for what it would have done
    expect(note).to_contain_text("≥ 6000 ㎡")


def test_a_row_moved_step_by_step_goes_where_the_last_step_led(at_form, colleague, project, indicators):
    row = indicators[2]
    cell(colleague, row, "level3").focus()
    colleague.keyboard.press("Alt+ArrowUp")
    colleague.keyboard.press("Alt+ArrowUp")
    is_saved(colleague)
    cell(at_form, row, "level3").focus()
    at_form.keyboard.press("Alt+ArrowUp")
    at_form.keyboard.press("Alt+ArrowDown")
    expect(conflict(at_form)).to_contain_text("也移动了这一行")
    conflict(at_form).get_by_role("button", name="移到我的位置").click()
    is_saved(at_form)
    assert [one.level3 for one in table(project).indicators] == ["取暖面积", "取暖学校", "室温达标率"]
