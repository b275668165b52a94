"""A table is written with the keyboard alone, from nothing to complete."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from projects.drafting.missing import missing
from projects.models import Project
from tests.e2e.drafting import bar, cell, is_saved, last, rows, sit_down, table
from tests.people import make_framework

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def names(page) -> list[str]:
    return [one.input_value() for one in rows(page).locator('[data-cell="level3"]').all()]


def walk_to_an_empty_cell(page) -> str:
    """Past filled cells with findings, and past the code, which may come later; the name of the cell."""
    for _ in range(60):
        page.keyboard.press("F8")
        value, name = page.evaluate("[document.activeElement.value, document.activeElement.dataset.cell]")
        if value == "" and name != "code":
            return name
    raise AssertionError("no empty cell is walked to")


def test_a_first_table_is_written_from_nothing_without_a_mouse(page, site, district, department, drafter):
    make_framework(district)
    sit_down(page, site, drafter)
    page.goto(site.url + reverse("project_new", args=[district.code, 2025]))
    page.get_by_label("项目名称").focus()
    page.keyboard.type("乡村道路养护")
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit/")
    expect(page.locator("[data-help]")).to_be_visible()
    project = Project.objects.get()
    total = cell(page, "head", "total")
    walk_to_an_empty_cell(page)
    expect(total).to_be_focused()
    for text in ("50万元", "50万元", "", "养护道路"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    while missing(table(project)):
        cell_name = walk_to_an_empty_cell(page)
        page.keyboard.type("100" if cell_name == "percent" else "每年12次")
        page.keyboard.press("Control+s")
        is_saved(page)
    expect(page.get_by_role("heading", name="各栏都已填写")).to_be_visible()
    written = table(project)
    assert (written.name, written.fiscal.raw, written.purpose) == ("乡村道路养护", "50万元", "养护道路")
    assert all(row.level2 and row.value == "每年12次" for row in written.indicators)


def test_enter_goes_down_a_column_and_a_line_break_has_its_own_key(at_form, project):
    first, second, _ = table(project).indicators
    cell(at_form, first, "value").focus()
    at_form.keyboard.press("Enter")
    expect(cell(at_form, second, "value")).to_be_focused()
    at_form.keyboard.press("Shift+Enter")
    expect(cell(at_form, first, "value")).to_be_focused()
    at_form.keyboard.press("Alt+Enter")
    at_form.keyboard.type("含走廊")
    is_saved(at_form)
    assert table(project).indicators[0].value == "≥5200㎡\n含走廊"


def test_tab_leads_from_a_rows_last_cell_to_the_next_row(at_form, project):
    first, second, _ = table(project).indicators
    cell(at_form, first, "basis").focus()
    at_form.keyboard.press("Tab")
    expect(cell(at_form, second, "class")).to_be_focused()


def test_rows_are_added_copied_and_moved_by_keys(at_form, project):
    cell(at_form, table(project).indicators[0], "basis").focus()
    at_form.keyboard.press("Control+Enter")
    at_form.keyboard.type("供热天数")
    at_form.keyboard.press("Control+d")
    at_form.keyboard.type("二")
    at_form.keyboard.press("Alt+ArrowUp")
    assert names(at_form) == ["取暖面积", "供热天数二", "供热天数", "取暖学校", "室温达标率"]
    is_saved(at_form)
    assert [row.level3 for row in table(project).indicators] == names(at_form)
    assert {row.level2 for row in table(project).indicators[:4]} == {"数量指标"}


def test_a_deleted_row_comes_back_whole(at_form, project):
    before = table(project)
    cell(at_form, before.indicators[1], "level3").focus()
    at_form.keyboard.press("Control+Delete")
    expect(bar(at_form)).to_contain_text("已删除“取暖学校”")
    is_saved(at_form)
    assert len(table(project).indicators) == 2
    at_form.keyboard.press("Control+z")
    is_saved(at_form)
    assert table(project) == before
    assert [row.lineage for row in table(project).indicators] == [row.lineage for row in before.indicators]
    cell(at_form, before.goals[0], "text").focus()
    at_form.keyboard.press("Control+Delete")
    bar(at_form).get_by_role("button", name="撤销").click()  # before the deletion was sent
    expect(cell(at_form, before.goals[0], "text")).to_be_focused()
    is_saved(at_form)
    assert table(project) == before


def test_a_new_goal_gets_the_next_number(at_form, project):
    at_form.get_by_role("button", name="增加目标").click()
    at_form.keyboard.type("设备完好")
    is_saved(at_form)
    assert [(goal.label, goal.text) for goal in table(project).goals][2:] == [("目标3", "设备完好")]


def test_an_input_methods_enter_chooses_a_word_and_goes_nowhere(at_form, project):
    row = table(project).indicators[0]
    cell(at_form, row, "level3").fill("")
    cell(at_form, row, "level3").focus()
    keyboard = at_form.context.new_cdp_session(at_form)
    keyboard.send("Input.imeSetComposition", {"text": "mianji", "selectionStart": 6, "selectionEnd": 6})
    keyboard.send(
        "Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Enter", "windowsVirtualKeyCode": 229}
    )
    keyboard.send("Input.insertText", {"text": "面积"})
    expect(cell(at_form, row, "level3")).to_be_focused()
    is_saved(at_form)
    assert table(project).indicators[0].level3 == "面积"


def test_the_keys_are_one_key_away(at_form):
    at_form.keyboard.press("?")
    expect(at_form.get_by_role("dialog", name="快捷键")).to_contain_text("下一行、上一行的同一格")
    at_form.keyboard.press("Escape")
    cell(at_form, "head", "purpose").focus()
    at_form.keyboard.type("?")
    expect(at_form.get_by_role("dialog")).to_be_hidden()
    at_form.keyboard.press("Control+/")
    expect(at_form.get_by_role("dialog")).to_be_visible()


def test_a_double_click_adds_one_row(at_form, project):
    at_form.get_by_role("button", name="增加指标").dblclick()
    last(at_form, "level3").fill("一行")
    at_form.get_by_role("button", name="保存").dblclick()
    is_saved(at_form)
    rows(at_form).last.get_by_role("button", name="复制这一行").dblclick()
    is_saved(at_form)
    assert [row.level3 for row in table(project).indicators[3:]] == ["一行", "一行"]


def hold(page, keys: str) -> None:
    """Pressed so long that the keyboard says it again and again."""
    modifier, key = keys.split("+")
    page.keyboard.down(modifier)
    for _ in range(4):
        page.keyboard.down(key)
    page.keyboard.up(key)
    page.keyboard.up(modifier)


def test_a_key_that_is_held_deletes_copies_or_adds_one_row(at_form, project):
    cell(at_form, table(project).indicators[0], "level3").focus()
    hold(at_form, "Control+Delete")
    assert names(at_form) == ["取暖学校", "室温达标率"]
    hold(at_form, "Control+d")
    assert names(at_form) == ["取暖学校", "取暖学校", "室温达标率"]
    hold(at_form, "Control+Enter")
    assert names(at_form) == ["取暖学校", "取暖学校", "", "室温达标率"]


def test_deletions_are_taken_back_one_after_another(at_form, project):
    before = table(project)
    cell(at_form, before.indicators[0], "level3").focus()
    for _ in before.indicators:
        at_form.keyboard.press("Control+Delete")
    expect(rows(at_form)).to_have_count(0)
    at_form.keyboard.press("Control+z")
    expect(bar(at_form)).to_contain_text("已删除“取暖学校”")
    at_form.keyboard.press("Control+z")
    bar(at_form).get_by_role("button", name="撤销").click()
    expect(bar(at_form)).to_have_class("closed")
    is_saved(at_form)
    assert table(project) == before


def test_who_deletes_the_last_row_and_closes_the_bar_goes_on_beside_it(at_form, project):
    first, second = table(project).goals
    cell(at_form, first, "text").focus()
    at_form.keyboard.press("Control+Delete")
    bar(at_form).get_by_role("button", name="知道了").click()
    expect(cell(at_form, second, "text")).to_be_focused()
    at_form.keyboard.press("Control+Delete")
    expect(bar(at_form).get_by_role("button", name="撤销")).to_be_focused()
    at_form.keyboard.press("Tab")
    at_form.keyboard.press("Enter")
    expect(at_form.get_by_role("button", name="增加目标")).to_be_focused()
