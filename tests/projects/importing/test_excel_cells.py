"""What a person sees in a workbook is what is read, whatever the file holds behind it."""

import pytest

from tests.projects.importing.sheetml import c, n, row, sheet, styles, xlsx
from tests.projects.importing.sheets_seen import lines, seen

WHITE = "<font/>", '<font><color rgb="FFFFFFFF"/></font>', '<font><color theme="0"/></font>'
DARK = "<fill/>", '<fill><patternFill patternType="solid"><fgColor rgb="FF0B4F8A"/></patternFill></fill>'


def one(cell: str, **how) -> str:
    """What the only cell of a workbook shows."""
    found = seen(xlsx(sheet(row(1, cell)), **how))
    assert set(found) <= {"A1"}
    return found.get("A1", "")


@pytest.mark.parametrize(
    ("format_code", "value", "text"),
    [
        ("0%", "0.95", "95%"),
        ("0.00", "34.32", "34.32"),
        ("General", "34.320000000000007", "34.32"),
        ("General", "1.0000000000000001E-2", "0.01"),
        ("0%", "0.95000000000000007", "95%"),
        ('yyyy"年"m"月"d"日"', "46022", "2025年12月31日"),
    ],
)
def test_a_number_shows_as_it_is_formatted(format_code, value, text):
    assert one(n("A1", value, 2), style_part=styles([format_code])) == text


def test_a_formula_shows_its_result():
    assert one(n("A1", "34.32", formula="B1+C1")) == "34.32"
    assert one('<c r="A1" t="str"><f>B1</f><v>50万元</v></c>') == "50万元"
    assert one('<c r="A1" t="str"><f>B1</f><v></v></c>') == ""


def test_shared_texts_may_be_plain_or_in_runs_and_have_reading_aids():
    texts = (
        "<si><t>普通</t></si>"
        '<si><r><rPr><b/></rPr><t>清运</t></r><r><t xml:space="preserve"> 垃圾</t></r>'
        "<rPh><t>pinyin</t></rPh></si>"
        "<si><t/></si>"
    )
    data = row(1, *[f'<c r="{place}1" t="s"><v>{at}</v></c>' for at, place in enumerate("ABC")])
    assert seen(xlsx(sheet(data), texts=texts)) == {"A1": "普通", "B1": "清运 垃圾"}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("第一行\n第二行", "第一行\n第二行"),
        ("第一行_x000D_\n第二行", "第一行\r\n第二行"),
        ("_x005F_x0041_", "_x0041_"),
        ("_xD83D__xDE00_", "😀"),
        ("ＡＢ　１２％ ≥９５", "ＡＢ　１２％ ≥９５"),
        ("a < b & c", "a < b & c"),
    ],
)
def test_texts_are_as_they_were_typed(written, text):
    assert one(c("A1", written)) == text


@pytest.mark.parametrize("text", ["", " ", "　", "\n", "\u200b"])
def test_a_cell_of_blanks_shows_nothing(text):
    assert one(c("A1", text)) == ""


def test_truth_and_written_out_dates():
    assert one('<c r="A1" t="b"><v>1</v></c>') == "TRUE"
    day = '<c r="A1" s="2" t="d"><v>2025-12-31T00:00:00</v></c>'
    assert one(day, style_part=styles(["yyyy/m/d"])) == "2025/12/31"
    about = '<workbookPr date1904="1"/>'
    assert one(day, style_part=styles(["yyyy/m/d"]), about=about) == "2025/12/31"
    assert one(n("A1", "44560", 2), style_part=styles(["yyyy/m/d"]), about=about) == "2025/12/31"


@pytest.mark.parametrize("font", [1, 2])
def test_white_letters_on_white_are_not_seen_but_on_a_colour_they_are(font):
    kinds = [f'<xf fontId="{font}" fillId="{fill}"/>' for fill in (0, 1)]
    part = styles(fonts="".join(WHITE), fills="".join(DARK), xfs=kinds)
    assert one(c("A1", "藏", 2), style_part=part) == ""
    assert one(n("A1", "5", 2), style_part=part) == ""
    assert one(c("A1", "抬头", 3), style_part=part) == "抬头"


def test_white_letters_within_a_text_are_not_seen():
    run = '<r><rPr><color rgb="FFFFFFFF"/></rPr><t>藏</t></r>'
    cell = f'<c r="A1" t="inlineStr"><is><r><t>看得见</t></r>{run}</is></c>'
    assert one(cell) == "看得见"


def test_a_sheet_may_leave_its_zeros_out():
    view = '<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews>'
    data = row(1, n("A1", "0"), n("B1", "0", formula="A1"), n("C1", "1"), c("D1", "0"))
    assert seen(xlsx(sheet(data, before=view))) == {"C1": "1", "D1": "0"}


@pytest.mark.parametrize("strict", [False, True], ids=["usual", "strict"])
def test_both_names_of_the_format_are_understood(strict):
    data = sheet(row(1, c("A1", "甲"), n("B1", "0.5", 2)), merged=["A1:A2"])
    assert seen(xlsx(data, strict=strict, style_part=styles(["0%"]))) == {"A1": "甲", "B1": "50%"}


def test_cells_and_rows_without_a_reference_stand_next_to_each_other():
    data = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    assert seen(xlsx(sheet(data))) == {"A1": "1", "B1": "2", "A2": "3"}


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_not_there(state):
    first, second = sheet(row(1, c("A1", "藏"))), sheet(row(1, c("A1", "见")))
    assert list(lines(xlsx(first, second, states=[state, "visible"], names=["藏", "见"]))) == ["见"]


@pytest.mark.parametrize("about", ['hidden="1"', 'hidden="true"', 'ht="0" customHeight="1"'])
def test_hidden_rows_are_not_there(about):
    data = row(1, c("A1", "见")) + row(2, c("A2", "藏"), about=about) + row(3, c("A3", "见"))
    assert seen(xlsx(sheet(data))) == {"A1": "见", "A3": "见"}


@pytest.mark.parametrize("about", ['hidden="1"', 'width="0" customWidth="1"'])
def test_hidden_columns_are_not_there(about):
    columns = f'<cols><col min="2" max="3" {about}/></cols>'
    data = row(1, *[c(f"{place}1", place) for place in "ABCD"])
    assert seen(xlsx(sheet(data, before=columns))) == {"A1": "A", "D1": "D"}


def test_a_merged_cell_is_seen_where_any_of_it_is_and_hides_what_it_covers():
    data = row(1, c("A1", "合并"), about='hidden="1"')
    data += row(2, c("A2", "盖住"), c("B2", "盖住"), c("C2", "旁边"))
    assert seen(xlsx(sheet(data, merged=["A1:B3"]))) == {"A2": "合并", "C2": "旁边"}
    columns = '<cols><col min="1" max="1" hidden="1"/></cols>'
    assert seen(xlsx(sheet(data, before=columns, merged=["A1:B3"]))) == {"B2": "合并", "C2": "旁边"}
    columns = '<cols><col min="1" max="2" hidden="1"/></cols>'
    assert seen(xlsx(sheet(data, before=columns, merged=["A1:B3"]))) == {"C2": "旁边"}


def test_of_merged_cells_that_overlap_the_first_is_drawn():
    data = row(1, c("A1", "一")) + row(2, c("B2", "二"), c("D2", "三"))
    assert seen(xlsx(sheet(data, merged=["A1:C3", "B2:D4"]))) == {"A1": "一", "D2": "三"}
