"""The drafting page in a real browser with its scripts switched off; and by the rules of accessibility."""

import pytest
from django.urls import reverse

from projects.drafting.snapshots import Reason, keep
from projects.models import Recheck
from projects.storing import store, working
from tests.e2e.visiting import examine, sign_in
from tests.people import PASSWORD, make_project, make_table, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def project(district, department):
    return make_project(district, department)


@pytest.fixture
def opened(browser, site, project, drafter, department):
    """Opens the form in a browser without scripts, as this or that officer."""
    make_user("lisi", "drafter", PASSWORD, department=department)
    contexts = []

    def open_as(name: str):
        contexts.append(
            browser.new_context(java_script_enabled=False, viewport={"width": 1366, "height": 768})
        )
        page = contexts[-1].new_page()
        sign_in(page, site, reverse("draft", args=[project.pk]), name)
        page.get_by_role("heading", level=1, name="填写：义务教育学校取暖").wait_for()
        return page

    yield open_as
    for context in contexts:
        context.close()


def sheet_of(project):
    return working(project.versions.get())


def row(page, name: str):
    """The row of an indicator, by its name."""
    return page.locator("#part-indicators tr", has=page.locator("textarea", has_text=name))


def cell(page, name: str):
    """A field by what a screen reader calls it: its labels, and the row it stands in."""
    whole = {"资金用途": "预算规模及资金用途 资金用途"}.get(name, name)
    return page.get_by_role("textbox", name=whole, exact=True)


def save(page) -> None:
    page.get_by_role("button", name="保存", exact=True).click()


def test_an_officer_fills_the_form_saves_adds_deletes_and_takes_it_back(opened, project):
    page = opened("drafter")
    cell(page, "项目名称").fill("校舍取暖")
    cell(page, "指标值 取暖学校").fill("大于等于７所")
    save(page)
    page.get_by_text("已保存 ").first.wait_for()
    page.get_by_role("button", name="改为 ≥7所").click()
    row(page, "取暖学校").get_by_role("button", name="在下面增加一行").click()
    page.get_by_role("textbox", name="三级指标").nth(2).fill("取暖天数")
    row(page, "取暖面积").get_by_role("button", name="删除这一行").click()
    page.get_by_text("已删除：").wait_for()
    sheet = sheet_of(project)
    assert sheet.name == "校舍取暖"
    assert [one.level3 for one in sheet.indicators] == ["取暖学校", "取暖天数", "室温达标率"]
    assert sheet.indicators[0].value == "≥7所"
    page.get_by_role("button", name="撤销删除").click()
    page.get_by_text("已保存 ").first.wait_for()
    names = [one.level3 for one in sheet_of(project).indicators]
    assert names == ["取暖面积", "取暖学校", "取暖天数", "室温达标率"]


def test_enter_in_a_field_makes_a_line_and_a_reload_saves_nothing_twice(opened, project):
    page = opened("drafter")
    field = cell(page, "资金用途")
    field.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("第二行")
    page.get_by_role("button", name="增加指标").click()
    page.get_by_text("已保存 ").first.wait_for()
    page.reload()
    sheet = sheet_of(project)
    assert sheet.purpose == "支付学校冬季取暖费用\n第二行"
    assert len(sheet.indicators) == 4
    assert project.versions.get().saves.count() == 1


def test_of_two_officers_in_one_cell_each_sees_what_the_other_wrote(opened, project):
    mine, theirs = opened("drafter"), opened("lisi")
    cell(theirs, "项目名称").fill("李四的名称")
    save(theirs)
    theirs.get_by_text("已保存 ").first.wait_for()
    cell(mine, "项目名称").fill("我的名称")
    cell(mine, "资金用途").fill("我的用途")
    save(mine)
    mine.get_by_text("有 1 处与同事的改动不一致").wait_for()
    assert cell(mine, "项目名称").input_value() == "我的名称"
    assert mine.get_by_text("改为：“李四的名称”").count() == 1
    mine.get_by_label("用对方的内容").check()
    save(mine)
    mine.get_by_text("没有改动").wait_for()
    assert cell(mine, "项目名称").input_value() == "李四的名称"
    assert (sheet_of(project).name, sheet_of(project).purpose) == ("李四的名称", "我的用途")


def test_a_class_is_chosen_and_an_unknown_one_comes_back_unchanged(opened, project):
    page = opened("drafter")
    page.get_by_role("combobox", name="二级指标 室温达标率").select_option(label="质量指标")
    save(page)
    page.get_by_text("已保存 ").first.wait_for()
    now = sheet_of(project).indicators
    assert [(one.level1, one.level2) for one in now[1:]] == [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
    ]


def test_the_form_breaks_no_rule_of_accessibility_and_never_scrolls_sideways(page, site, project, drafter):
    version = project.versions.get()
    again = Recheck(
        version=version, cell="total", why="copied", text="34.32万元", reason="金额沿用2024年，请核对"
    )
    again.save()
    sign_in(page, site, reverse("draft", args=[project.pk]), "drafter")
    page.get_by_text("金额沿用2024年，请核对").first.wait_for()
    examine(page)
    keep(version, drafter, Reason.REQUESTED, "会前")
    store(version, make_table(name="另一个名称", indicators=()))
    history = reverse("snapshots", args=[project.pk])
    new = reverse("project_new", args=[project.district.code, 2025])
    for url in (history, f"{history}compare/?old=1&new=now", f"{history}1/restore/", new):
        page.goto(site.url + url)
        examine(page)
