"""The workbook for people: nothing typed is calculated, figures are numbers, every link leads somewhere."""

import io
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from disclosures.document import DataTable, Disclosure, Section
from disclosures.figures import Figures, as_json
from disclosures.rendering.excel import render
from projects.tables import Amount, typed
from tests.disclosures.rendering.examples import PREVIOUS, disclosure, facts
from tests.disclosures.rendering.strategies import of_any_disclosure
from tests.projects.rendering.test_excel import check_as_typed

SHEETS = ["目录", "汇总数据", "数据表", "项目", "绩效目标表", "版本说明"]


def opened(shown: Disclosure, **changes):
    return load_workbook(io.BytesIO(render(shown, facts(shown, **changes))))


def column(sheet, number: int) -> list:
    return [sheet.cell(row, number).value for row in range(1, sheet.max_row + 1)]


def test_each_kind_of_content_has_its_sheet_and_the_contents_lead_to_it():
    workbook = opened(disclosure())
    assert workbook.sheetnames == SHEETS
    contents = workbook["目录"]
    assert contents.cell(1, 1).value == "关于2025年区级预算公开有关事项的说明"
    for row in range(3, contents.max_row + 1):
        sheet, _, cell = contents.cell(row, 1).hyperlink.location.rpartition("!")
        title = workbook[sheet.strip("'")][cell].value
        assert title
        if sheet == "'数据表'":
            assert title.startswith(contents.cell(row, 1).value)
        assert contents.cell(row, 2).value == sheet.strip("'")
    assert column(contents, 1)[-2:] == ["项目绩效目标表（3张）", "版本说明"]


def test_the_official_tables_stand_as_their_paper_has_them():
    shown = disclosure()
    check_as_typed(opened(shown)["绩效目标表"], [one.table for one in shown.projects])


def test_figures_stand_as_typed_and_as_numbers_and_add_up_where_they_can():
    given_ = Figures(
        {"purchase": Amount.of("29万元"), "upkeep": Amount.of("1,000,000元"), "abroad": Amount.of("约18")},
        {"purchase_reason": "=报废更新"},
    )
    sheet = opened(disclosure(figures=as_json(given_)))["汇总数据"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert rows == [
        ("“三公”经费", "填报内容", "金额（万元）"),
        ("因公出国（境）费用", "约18", None),
        ("公务用车购置", "29万元", 29),
        ("公务用车购置增减原因", "=报废更新", None),
        ("公务用车运行维护费", "1,000,000元", 100),
        ("公务用车购置及运行维护费", "（合计）", 129),
    ]
    assert [cell.data_type for cell in sheet["B"] if cell.value == "=报废更新"] == ["s"]


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("260", 260, "0"),
        ("1,234.50", 1234.5, "#,##0.00"),
        ("-2", -2, "0"),
        ("6.5%", "6.5%", None),
        ("—", "—", None),
        ("", None, None),
        ("12,34", "12,34", None),
        ("=1+1", "=1+1", None),
        ("1234567890123456", "1234567890123456", None),
    ],
)
def test_a_figure_of_a_data_table_is_a_number_shown_with_the_places_it_has(text, value, shown):
    table = DataTable("甲", "万元", ("项目", "金额"), (("=1", text),), (1,))
    sheet = opened(disclosure(sections=(Section("debt", "", (table,)),)))["数据表"]
    assert sheet.cell(2, 1).value == "甲（单位：万元）"
    assert (sheet.cell(4, 1).value, sheet.cell(4, 1).data_type) == ("=1", "s")
    cell = sheet.cell(4, 2)
    assert cell.value == value
    assert cell.data_type == ("n" if shown or not text else "s")
    assert not shown or cell.number_format == shown


def test_hashes_stand_on_the_closing_sheet_alone():
    shown = disclosure()
    workbook = opened(shown)
    told = dict(zip(column(workbook["版本说明"], 1), column(workbook["版本说明"], 2), strict=True))
    assert "".join(told["上一版本清单 SHA-256"].split()) == PREVIOUS
    assert told["更正说明"] == "公务用车购置费原为30万元，更正为29万元。"
    assert told["版本"] == "第2版"
    for name in SHEETS[:-1]:
        assert PREVIOUS[:4] not in str(list(workbook[name].iter_rows(values_only=True)))


def test_a_preview_is_marked_on_every_page_and_an_edition_on_none():
    assert all(sheet.oddHeader.center.text is None for sheet in opened(disclosure()))
    for sheet in opened(disclosure(), number=0, previous="", corrects=None, note=""):
        assert sheet.oddHeader.center.text == "草稿 未公开"


def test_a_disclosure_of_nothing_says_so():
    workbook = opened(Disclosure(disclosure().publisher, 2025, "无", ()))
    assert workbook["汇总数据"].cell(2, 1).value == "没有填报汇总数据。"
    assert workbook["数据表"].cell(2, 1).value == "没有数据表。"
    assert "项目绩效目标表（0张）" in column(workbook["目录"], 1)


@of_any_disclosure(15)
def test_any_disclosure_makes_a_workbook_without_a_formula(shown):
    data = render(shown, facts(shown))
    assert data == render(shown, facts(shown))
    with ZipFile(io.BytesIO(data)) as package:
        assert not [name for name in package.namelist() if b"<f>" in package.read(name)]
    workbook = load_workbook(io.BytesIO(data))
    if shown.projects:
        check_as_typed(workbook["绩效目标表"], [one.table for one in shown.projects])
    tables = [block for one in shown.sections for block in one.blocks if isinstance(block, DataTable)]
    row = 2
    for table in tables:
        heads = [
            unescape(workbook["数据表"].cell(row + 1, at + 1).value or "") for at in range(len(table.heads))
        ]
        assert heads == [typed(head) for head in table.heads]
        row += 2 + len(table.rows)
