"""A file that is not a sound workbook with official tables is refused in a sentence that helps."""

import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.importing.excel.reading import read_excel
from projects.importing.limits import Limits
from projects.importing.refused import ImportRefused
from tests import hostile
from tests.projects.importing.sheetml import BOOK_TYPE, c, n, parts_of, row, rows, sheet, styles, xlsx
from tests.projects.importing.users import EMPTY_FORM, book, saved
from tests.projects.official.sheets import FORM, TABLE
from tests.projects.official.sheets import sheet as drawn
from tests.wordml import content_types, zipped

FORM_ROWS = [[cell.strip(" <^") for cell in line.split("|")] for line in FORM.strip().splitlines()]
GOOD = sheet(rows(FORM_ROWS, style=1), merged=["A1:G1", "A5:A6", "A7:A8", "A10:A12", "B11:B12"])
BLANKS = " " * 6_000_000
READ = ("xl/workbook.xml", "xl/worksheets/sheet0.xml", "xl/styles.xml", "xl/sharedStrings.xml")
LINKS = ("_rels/.rels", "xl/_rels/workbook.xml.rels", "[Content_Types].xml")


def refusal(data: bytes, **limits) -> str:
    with pytest.raises(ImportRefused) as refused:
        read_excel(io.BytesIO(data), Limits(**limits))
    sentence = str(refused.value)
    assert sentence.endswith("。")
    assert "\n" not in sentence
    return sentence


def with_part(name: str, data: str | bytes) -> bytes:
    return zipped(parts_of(GOOD) | {name: data})


def with_rows(data: str, **how) -> bytes:
    """The sound sheet and one more with these rows."""
    return xlsx(GOOD, sheet(data, **how))


def test_the_sound_file_that_the_others_are_made_from_is_read():
    assert [found.table for found in read_excel(io.BytesIO(xlsx(GOOD))).tables] == [TABLE]


@pytest.mark.parametrize(
    ("data", "called"),
    [
        (b"", "空的"),
        (b"a,b\n", "不是 Excel 文件。请用 Excel 或 WPS 打开原文件，另存为 .xlsx"),
        (b"%PDF-1.7\n", "PDF"),
        (zipped(hostile.good_parts()), "这是 Word 文件"),
        (hostile.ole2("Workbook"), "旧版 .xls 文件"),
        (hostile.ole2("Book"), "旧版 .xls 文件"),
        (hostile.ole2("WordDocument"), "不是 Excel 文件"),
        (hostile.ole2("EncryptionInfo", "EncryptedPackage"), "密码"),
        (zipped({"a.txt": "x"}), "压缩包"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "OpenDocument"),
        (xlsx(GOOD, kind=BOOK_TYPE.replace("sheet.main", "sheet.binary.macroEnabled.main")), ".xlsb"),
        (xlsx(GOOD, kind="application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "宏"),
        (with_part("xl/vbaProject.bin", b"\xd0\xcf"), "宏"),
        (zipped({name: data for name, data in parts_of(GOOD).items() if name != "_rels/.rels"}), "缺少必要"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_of_another_kind_is_called_by_its_name(data, called):
    assert called in refusal(data)


def test_a_macro_sheet_is_a_macro_too():
    types = {"/xl/workbook.xml": BOOK_TYPE, "/xl/m.xml": "application/vnd.ms-excel.macrosheet+xml"}
    assert "宏" in refusal(
        zipped(parts_of(GOOD) | {"[Content_Types].xml": content_types(types), "xl/m.xml": ""})
    )


@pytest.mark.parametrize("part", [*READ, *LINKS])
def test_no_part_may_bring_a_doctype_or_entities(part):
    head, rest = str(parts_of(GOOD)[part]).split("?>", 1)
    assert "DOCTYPE" in refusal(with_part(part, f'{head}?><!DOCTYPE a SYSTEM "file:///etc/passwd">{rest}'))
    assert "DOCTYPE" in refusal(with_part(part, hostile.laughs()))


@pytest.mark.parametrize("part", READ)
def test_a_bomb_is_refused_before_it_goes_off(part):
    text = str(parts_of(GOOD)[part])
    assert "庞大" in refusal(with_part(part, text.replace("?>", f"?>{BLANKS}", 1)))


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFE1"><v>1</v></c>',
        '<c r="A1048577"><v>1</v></c>',
        '<c r="A0"><v>1</v></c>',
        '<c r="a1"><v>1</v></c>',
        '<c r="A2"><v>1</v></c>',
        '<c r="B1"><v>1</v></c><c r="A1"><v>1</v></c>',
        '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>',
        '<c r="A1"><v>一</v></c>',
        '<c r="A1"><v>nan</v></c>',
        '<c r="A1"><v>1e309</v></c>',
        '<c r="A1"><v>1e99999999</v></c>',
        '<c r="A1" t="s"><v>0</v></c>',
        '<c r="A1" t="s"><v>-1</v></c>',
        '<c r="A1" t="s"><v>99999999999999999999</v></c>',
        '<c r="A1" t="d"><v>昨天</v></c>',
        '<c r="A1" t="x"><v>1</v></c>',
        '<c r="A1" s="x"><v>1</v></c>',
    ],
)
def test_a_cell_that_cannot_be_is_refused(cell):
    assert "损坏" in refusal(with_rows(row(1, cell)))


@pytest.mark.parametrize(
    ("data", "merged"),
    [
        (row(2, c("A2", "甲")) + row(1, c("A1", "乙")), []),
        (row(1) + row(1), []),
        ('<row r="1048577"/>', []),
        ('<row r="x"/>', []),
        (row(1), ["B2:A1"]),
        (row(1), ["A1:XFE1"]),
        (row(1) + "<row>", []),
    ],
)
def test_a_sheet_that_cannot_be_is_refused(data, merged):
    assert "损坏" in refusal(with_rows(data, merged=merged))


def test_two_sheets_may_not_be_the_same_part():
    parts = parts_of(GOOD, GOOD)
    links = str(parts["xl/_rels/workbook.xml.rels"]).replace("sheet1.xml", "sheet0.xml")
    assert "损坏" in refusal(zipped(parts | {"xl/_rels/workbook.xml.rels": links}))


def test_what_lies_outside_the_file_is_not_asked_for():
    parts = parts_of(GOOD, GOOD)
    links = str(parts["xl/_rels/workbook.xml.rels"])
    outside = links.replace('Target="worksheets/sheet1.xml"', 'Target="http://x/a.xml" TargetMode="External"')
    parts |= {"xl/_rels/workbook.xml.rels": outside, "xl/externalLinks/externalLink1.xml": hostile.laughs()}
    assert [found.table for found in read_excel(io.BytesIO(zipped(parts))).tables] == [TABLE]


def test_a_sheet_of_a_hundred_thousand_empty_rows_is_read_like_any_other():
    padding = "".join(row(number) for number in range(len(FORM_ROWS) + 1, 100_000))
    rest = GOOD.replace("</sheetData>", f"{padding}</sheetData>")
    rest = rest.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    noise = hostile.Random(1).randbytes(2_000_000)  # so that the file is no bomb by its ratio
    data = zipped(parts_of(rest) | {"xl/media/image1.png": noise})
    assert [found.table for found in read_excel(io.BytesIO(data), Limits(ratio=10**6)).tables] == [TABLE]


def test_merged_areas_as_large_as_a_sheet_cost_nothing():
    data = row(1, c("A1", "甲")) + row(2, c("B2", "盖住")) + row(1_048_576, c("XFD1048576", "盖住"))
    assert len(read_excel(io.BytesIO(with_rows(data, merged=["A1:XFD1048576"]))).tables) == 1
    wide = GOOD.replace("A1:G1", "A1:XFD1")
    assert [found.table for found in read_excel(io.BytesIO(xlsx(wide))).tables] == [TABLE]


def test_every_limit_holds_for_workbooks_too():
    assert "超过 1 张" in refusal(xlsx(GOOD, GOOD), tables=1)
    for limit in ("unpacked_bytes", "held_bytes", "entries", "pieces", "letters"):
        assert "庞大" in refusal(xlsx(GOOD), **{limit: 2})
    assert "超过 0 MB" in refusal(xlsx(GOOD), packed_bytes=100)


def test_cells_strewn_over_the_whole_sheet_are_too_many_together():
    diagonal = "".join(
        row(at, c(f"{hostile_letters(at)}{at}", "甲"), n(f"{hostile_letters(at + 1)}{at}", "1"))
        for at in range(1, 3_000)
    )
    assert "庞大" in refusal(with_rows(diagonal))


def hostile_letters(number: int) -> str:
    return "" if not number else hostile_letters((number - 1) // 26) + chr(65 + (number - 1) % 26)


def test_one_long_text_in_very_many_cells_is_too_much():
    texts = f"<si><t>{'长' * 30_000}</t></si>"
    data = row(1, *['<c t="s"><v>0</v></c>' for _ in range(3_000)])
    assert "庞大" in refusal(xlsx(GOOD, sheet(data), texts=texts))


def test_a_workbook_without_an_official_table_is_refused():
    assert "没有找到项目绩效目标表" in refusal(xlsx(sheet(rows([["姓名", "电话"], ["张三", "1"]]))))
    assert "没有找到项目绩效目标表" in refusal(xlsx())
    assert "没有隐藏" in refusal(xlsx(GOOD, states=["hidden"]))


def test_forms_that_nobody_filled_in_are_refused():
    assert "还没有填写内容" in refusal(saved(book(drawn(EMPTY_FORM), drawn(EMPTY_FORM))))


def test_a_table_with_an_unreadable_head_is_named_with_its_sheet():
    sentence = refusal(xlsx(GOOD, GOOD.replace("预算数", "数额"), names=["甲", "乙 & 丙"]))
    assert "工作表“乙 & 丙”中，第 1 张绩效目标表" in sentence
    assert "对照官方表样" in sentence


def test_a_formula_without_its_result_is_named_with_its_place():
    workbook = book(drawn(FORM))
    workbook["表1"]["C3"] = "=SUM(E3,G3)"
    workbook["表1"]["Z99"] = "=A1"
    sentence = refusal(saved(workbook))
    assert sentence.startswith("工作表“表1”第3行 C 列是公式，但文件里没有保存算出的结果。")
    workbook["表1"]["B3"] = "=A1"  # the label itself: the table can no longer be told
    assert "第3行 B 列、工作表“表1”第3行 C 列、工作表“表1”第99行 Z 列是公式" in refusal(saved(workbook))


def test_formulas_elsewhere_stand_in_nobody_s_way():
    workbook = book(drawn(FORM))
    workbook.create_sheet("算")["A1"] = "=1+1"
    workbook["表1"]["Z99"] = "=1+1"
    assert len(read_excel(io.BytesIO(saved(workbook))).tables) == 1


SOUND = xlsx(GOOD, style_part=styles(["0%"]))


@given(
    st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), max_size=6), st.integers(0, 40)
)
@settings(max_examples=200)
def test_no_changed_byte_brings_anything_but_a_refusal(changes, cut):
    data = bytearray(SOUND)
    for place, byte in changes:
        data[place] = byte
    with suppress(ImportRefused):
        read_excel(io.BytesIO(bytes(data[: len(data) - cut])))


_OLD = [
    "<c ",
    "</c>",
    "<row ",
    "</row>",
    "<v>",
    "<is>",
    'r="',
    's="1"',
    "<t ",
    "A1",
    "mergeCell",
    ":",
    "1",
    "inlineStr",
]
_NEW = [
    "",
    "<v>1</v>",
    "<f>A1</f>",
    "<row/>",
    "<c/>",
    "s",
    "-7",
    't="s"',
    "<x>",
    "XFD1048576",
    "9",
    "hidden",
    "e",
]


@given(
    st.lists(
        st.tuples(st.sampled_from(_OLD), st.integers(0, 400), st.sampled_from(_NEW)), min_size=1, max_size=4
    )
)
@settings(max_examples=300)
def test_no_changed_markup_brings_anything_but_a_refusal(changes):
    text = GOOD
    for old, occurrence, new in changes:
        pieces = text.split(old)
        at = occurrence % len(pieces)
        text = old.join(pieces[:at]) + new + old.join(pieces[at:])
    with suppress(ImportRefused):
        read_excel(io.BytesIO(xlsx(text)))
