"""What was copied in Excel or Word fans out over the cells of the table."""

import pytest
from playwright.sync_api import expect

from tests.e2e.drafting import bar, cell, is_saved, open_form, rows, sit_down, table

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

PASTE = """(field, [type, text]) => {
    const data = new DataTransfer();
    data.setData("text/plain", type === "text/plain" ? text : "");
    if (type === "text/html") data.setData(type, text);
    field.focus();
    const options = {clipboardData: data, bubbles: true, cancelable: true};
    return field.dispatchEvent(new ClipboardEvent("paste", options));
}"""

MERGED = """<html><body><!--StartFragment--><table>
<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>绩效指标描述</td><td>指标值</td><td>指标值确定依据</td></tr>
<tr><td rowspan=2>产出指标</td><td rowspan=2>质量指标</td><td><p>道路<br>完好率</p></td><td>完好的
道路占比</td><td>≥95%</td><td rowspan=2>养护合同</td></tr>
<tr><td>验收率</td><td>合格&nbsp;占比</td><td>100%</td></tr>
<tr><td>效益指标</td><td>自定义类</td><td>通行</td><td colspan=2>跨两列</td><td>调查</td></tr>
</table><!--EndFragment--></body></html>"""


def paste(field, text: str, kind: str = "text/plain") -> bool:
    """As a person does it; True where the page left it to the browser."""
    return field.evaluate(PASTE, [kind, text])


def texts(project) -> list[tuple[str, ...]]:
    return [(row.level3, row.description, row.value, row.basis) for row in table(project).indicators]


def test_a_block_from_excel_fills_rows_and_adds_those_it_needs(at_form, project):
    before = table(project)
    block = '面积\t教室\t≥5000㎡\t合同\r\n"学\n校"\t"称""数"""\t8所\t\r\n天数\t供热\t120天\t国标\r\n'
    paste(cell(at_form, before.indicators[1], "level3"), block)
    expect(bar(at_form)).to_contain_text("已粘贴 3 行，新增 1 行")
    is_saved(at_form)
    assert texts(project) == [
        ("取暖面积", "供暖的教室面积", "≥5200㎡", "取暖合同"),
        ("面积", "教室", "≥5000㎡", "合同"),
        ("学\n校", '称"数"', "8所", ""),
        ("天数", "供热", "120天", "国标"),
    ]
    assert table(project).indicators[3].level2 == "社会效益指标"
    at_form.keyboard.press("Control+z")
    is_saved(at_form)
    assert table(project) == before


def test_taking_a_block_back_leaves_what_was_typed_over_it(at_form, project):
    first, second, _ = table(project).indicators
    paste(cell(at_form, first, "value"), "1㎡\t甲\n2所\t乙\n")
    cell(at_form, second, "basis").fill("我的依据")
    bar(at_form).get_by_role("button", name="撤销").click()
    is_saved(at_form)
    assert [row[2:] for row in texts(project)][:2] == [("≥5200㎡", "取暖合同"), ("6所", "我的依据")]


def test_a_block_may_begin_in_the_middle_and_what_has_no_column_is_told(at_form, project):
    first = table(project).indicators[0]
    paste(cell(at_form, first, "value"), "1㎡\t甲\t多余\n2所\t乙\t多余\n")
    expect(bar(at_form)).to_contain_text("右侧 1 列没有位置，未粘贴")
    is_saved(at_form)
    assert [row[2:] for row in texts(project)] == [("1㎡", "甲"), ("2所", "乙"), ("≥95%", "国家标准")]


def test_a_table_from_word_brings_its_classes_and_merged_cells(at_form, project):
    paste(cell(at_form, table(project).indicators[0], "level3"), MERGED, "text/html")
    is_saved(at_form)
    assert [(row.level1, row.level2) for row in table(project).indicators] == [
        ("产出指标", "质量指标"),
        ("产出指标", "质量指标"),
        ("效益指标", "自定义类"),
    ]
    assert texts(project) == [
        ("道路\n完好率", "完好的道路占比", "≥95%", "养护合同"),
        ("验收率", "合格 占比", "100%", "养护合同"),
        ("通行", "跨两列", "", "调查"),
    ]


def test_one_cell_of_excel_is_typed_in_without_its_line_end(at_form, project):
    field = cell(at_form, table(project).indicators[0], "basis")
    field.select_text()
    paste(field, "<table><tr><td>补充合同</td></tr></table>", "text/html")
    expect(field).to_have_value("补充合同")
    at_form.keyboard.press("Control+z")
    expect(field).to_have_value("取暖合同")


def test_lines_of_text_stay_lines_in_one_cell(at_form, project):
    assert paste(cell(at_form, table(project).indicators[0], "basis"), "第一行\n第二行")


def test_amounts_and_plan_are_pasted_across(at_form, project):
    paste(cell(at_form, "head", "total"), "50万元\t30万元\t20万元")
    plan = table(project).plan
    paste(cell(at_form, plan[0], "percent"), "50\t90")
    is_saved(at_form)
    now = table(project)
    assert [now.total.raw, now.fiscal.raw, now.other.raw] == ["50万元", "30万元", "20万元"]
    assert [step.raw for step in now.plan] == ["50", "90"]


def test_goals_are_pasted_below_each_other(at_form, project):
    paste(cell(at_form, table(project).goals[1], "text"), "目标2\t按时\n目标3\t完好\n目标4\t满意")
    is_saved(at_form)
    goals = [(goal.label, goal.text) for goal in table(project).goals]
    assert goals[1:] == [("目标2", "按时"), ("目标3", "完好"), ("目标4", "满意")]


def copied_from_official_page(page, table: str) -> str:
    """One of the tables of our own page, as the browser puts it on the clipboard."""
    return page.locator(f"table.official-{table}").evaluate("table => table.outerHTML")


def test_our_own_official_page_goes_back_into_the_cells_it_came_from(page, site, project, drafter):
    before = table(project)
    sit_down(page, site, drafter)
    page.goto(site.url + project.get_absolute_url())
    copied = copied_from_official_page(page, "lower")
    open_form(page, site, project)
    for name in ("description", "value", "basis"):
        cell(page, before.indicators[0], name).fill("")
    is_saved(page)
    paste(cell(page, before.indicators[0], "level3"), copied, "text/html")
    is_saved(page)
    assert table(project) == before


def test_goals_copied_with_the_heading_beside_them_keep_their_labels(at_form, project):
    block = "绩效目标\t目标1\t按时供暖\n\t目标2\t设备完好"
    paste(cell(at_form, table(project).goals[0], "text"), block)
    is_saved(at_form)
    goals = [(goal.label, goal.text) for goal in table(project).goals]
    assert goals == [("目标1", "按时供暖"), ("目标2", "设备完好")]


NO_FIELD_SIZING = """() => {
    CSS.supports = () => false;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("textarea { field-sizing: fixed !important; }");
    addEventListener("DOMContentLoaded", () => document.adoptedStyleSheets.push(sheet));
}"""


def test_in_an_older_browser_a_long_block_is_there_at_once_and_wholly_seen(page, site, project, drafter):
    page.add_init_script(f"({NO_FIELD_SIZING})()")
    sit_down(page, site, drafter)
    open_form(page, site, project)
    first = table(project).indicators[0]
    line = "取暖面积\t" + "供暖的教室面积" * 20 + "\t≥5200㎡\t合同\n"
    paste(cell(page, first, "level3"), line * 150)
    expect(rows(page)).to_have_count(150)
    field = rows(page).last.locator('[data-cell="description"]')
    expect(field).to_have_css("field-sizing", "fixed")
    page.wait_for_function("field => field.clientHeight >= field.scrollHeight", arg=field.element_handle())
    assert field.bounding_box()["height"] > 100
    is_saved(page)
