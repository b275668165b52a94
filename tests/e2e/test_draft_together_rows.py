"""Two people and the rows of a table: deleted, moved, put back, and what the list then says."""

import pytest
from playwright.sync_api import expect

from tests.e2e.drafting import (
    bar,
    cell,
    conflict,
    is_saved,
    look_again,
    rows,
    state,
    table,
    write,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


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
    at_form.reload()
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
    assert "≥ 6000 ㎡" in note.inner_text()


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
