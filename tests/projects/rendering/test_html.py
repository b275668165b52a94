"""The table as a web page: every cell as typed, and each heard with the labels it stands under."""

import re
from pathlib import Path

import tinyhtml5
from hypothesis import given

from projects.official.compose import WIDTHS, compose
from projects.official.grid import Role
from projects.rendering import html
from projects.tables import Indicator, PlanStep
from tests.projects.rendering.examples import CHECKPOINTS, ORDINARY, ordinary
from tests.projects.strategies import tables

STYLES = Path(__file__).parents[3] / "static/official.css"
SIGNS = "5 < 6 & 7 > 3 \"引号\" 'x' ≥ ＞ </td><script>alert(1)</script> &amp; &lt;"


def parsed(text):
    return tinyhtml5.parse(text, namespace_html_elements=False)


def cells(page):
    return [cell for row in page.iter("tr") for cell in row]


def named_by(page, text):
    """The labels that a screen reader reads before a cell, by the `headers` of the cell."""
    labels = {cell.get("id"): cell.text for cell in cells(page)}
    cell = next(cell for cell in cells(page) if cell.text == text)
    return [labels[label] for label in cell.get("headers", "").split()]


@given(tables())
def test_every_cell_stands_on_the_page_as_typed_and_in_its_place(table):
    drawn = cells(parsed(html.fragment(table)))
    grid = [cell for cell in compose(table).cells if cell.role is not Role.TITLE]
    assert [cell.text or "" for cell in drawn] == [cell.text for cell in grid]
    spans = [(int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))) for cell in drawn]
    assert spans == [(cell.rowspan, cell.colspan) for cell in grid]


@given(tables())
def test_every_header_says_something_and_whom_it_names(table):
    page = parsed(html.fragment(table))
    for part in page.iter("table"):
        headers = {cell.get("id") for cell in part.iter("th")}
        for cell in part.iter("th"):
            assert cell.text
            assert cell.get("scope") in ("row", "rowgroup", "col")
        for cell in part.iter("td"):
            assert set(cell.get("headers", "").split()) <= headers


def test_the_title_is_printed_once_and_the_name_is_heard_with_both_tables():
    page = parsed(html.fragment(ORDINARY))
    captions = ["".join(caption.itertext()) for caption in page.iter("caption")]
    assert captions == ["预算项目绩效目标表：农业保险保费补贴", "绩效指标：农业保险保费补贴"]
    assert html.fragment(ORDINARY).count(ORDINARY.title) == 1


def test_each_amount_percentage_and_goal_is_heard_with_its_own_labels_only():
    page = parsed(html.fragment(ORDINARY))
    assert named_by(page, "农业保险保费补贴") == ["项目名称"]
    assert named_by(page, "40万元") == ["预算规模及资金用途", "其中：财政资金"]
    assert named_by(page, "70%") == ["资金支出计划（%）", "9月底"]
    assert named_by(page, "稳定农民收入") == ["绩效目标", "目标2"]


def test_a_plan_of_many_checkpoints_keeps_each_percentage_with_its_own():
    steps = tuple(PlanStep.of(f"{month}月底", f"{month}分之一") for month in range(1, 13))
    page = parsed(html.fragment(ordinary(plan=steps)))
    assert named_by(page, "2分之一") == ["资金支出计划（%）", "2月底"]
    assert named_by(page, "11分之一") == ["资金支出计划（%）", "11月底"]


def test_indicators_stand_under_a_head_that_print_repeats():
    upper, lower = parsed(html.fragment(ORDINARY)).iter("table")
    assert upper.find("thead") is None
    heads = [cell.text for cell in lower.find("thead").iter("th")]
    assert heads == ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"]
    scopes = {cell.text: cell.get("scope") for cell in lower.iter("th")}
    assert (scopes["产出指标"], scopes["数量指标"], scopes["指标值"]) == ("rowgroup", "row", "col")


def test_a_table_without_indicators_has_heads_that_name_nothing():
    lower = list(parsed(html.fragment(ordinary(indicators=()))).iter("table"))[1]
    assert not list(lower.iter("th"))
    assert len(list(lower.iter("td"))) == 6


def test_signs_of_markup_are_only_text():
    table = ordinary(title=SIGNS, name=SIGNS, indicators=(Indicator(*[SIGNS] * 6),))
    page = parsed(html.render([table, table], SIGNS).decode())
    assert not list(page.iter("script"))
    texts = [cell.text for cell in cells(page)]
    assert texts.count(SIGNS) == 2 * 7
    assert page.find("head/title").text == SIGNS


def test_the_fragment_obeys_the_strict_content_security_policy():
    text = html.fragment(ORDINARY)
    assert not re.search(r"<(script|style|link)|\sstyle=|\son\w+=", text)


@given(tables(), tables())
def test_no_two_things_of_a_page_have_the_same_id(first, second):
    found = re.findall(r'\sid="([^"]*)"', html.render([first, second, first]).decode())
    assert len(found) == len(set(found))


def test_the_file_needs_nothing_else_and_reaches_for_nothing():
    text = html.render([ORDINARY], "2025年项目绩效目标表").decode()
    assert text.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert not re.search(r"<script|<link|<img|src=|://|url\(|@import", text)


def test_several_tables_have_a_list_that_leads_to_each():
    page = parsed(html.render([ORDINARY, ordinary(name="")]).decode())
    links = {link.text: link.get("href")[1:] for link in page.iter("a")}
    assert list(links) == ["农业保险保费补贴", "预算项目绩效目标表"]
    assert set(links.values()) <= {section.get("id") for section in page.iter("section")}
    assert not list(parsed(html.render([ORDINARY]).decode()).iter("a"))


def test_a_file_of_no_tables_says_so():
    assert "没有项目绩效目标表。" in html.render([]).decode()


def test_the_styles_know_the_width_of_every_column():
    known = dict(re.findall(r"\.mm(\d+) \{ width: ([\d.]+)%", STYLES.read_text("utf-8")))
    assert sum(WIDTHS) == 156
    for width in WIDTHS:
        assert abs(float(known[str(width)]) - width / 1.56) < 0.0001


def test_the_same_tables_give_the_same_bytes():
    assert html.render([ORDINARY, ORDINARY]) == html.render([ordinary(), ordinary()])
    assert html.render([ORDINARY]) != html.render(
        [ordinary(plan=tuple(map(PlanStep.of, CHECKPOINTS, "1234")))]
    )
