"""Personal data are found wherever they stand, however they are typed; what only looks alike is let go."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosures.document import (
    Chart,
    ChartKind,
    Check,
    DataTable,
    Disclosure,
    Heading,
    Paragraph,
    Section,
    Series,
)
from disclosures.publishing import gate, names
from disclosures.publishing.gate import CARD, IDENTITY, LANDLINE, MOBILE, PERSONS
from projects.importing.word.reading import read_word
from projects.rules.examples import SOUND
from projects.tables import INDICATOR_CELLS
from tests.disclosures.given import DISTRICT, published
from tests.seed import SEED_DOCX, SEED_TEXT, needs_seed

ID = "11010519491231002X"  # the example of GB 11643


def luhn(digits: str) -> str:
    """The digits with their check digit."""
    return next(digits + last for last in "0123456789" if gate._is_card(digits + last))


def found(text: str) -> list[str]:
    sections = (Section("free-1", "其他", (Paragraph(text),)),)
    return [one.kind for one in gate.findings(Disclosure(DISTRICT, 2025, "说明", sections))]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"身份证{ID}", IDENTITY),
        (f"身份证{ID.lower()}。", IDENTITY),
        ("证件号１１０１０５１９４９１２３１００２Ｘ", IDENTITY),
        ("身份证 110105 19491231 002X", IDENTITY),
        ("请拨13812345678", MOBILE),
        ("请拨138 1234 5678", MOBILE),
        ("请拨138-1234-5678", MOBILE),
        ("请拨+86 13812345678", MOBILE),
        ("请拨１３８１２３４５６７８", MOBILE),
        ("电话0315-5551234", LANDLINE),
        ("电话(0315)5551234", LANDLINE),
        ("电话（0315）5551234", LANDLINE),
        ("010－66551234", LANDLINE),
        ("联系电话：5551234", LANDLINE),
        (f"卡号{luhn('622202123456789012')}", CARD),
        ("卡号 4111 1111 1111 1111", CARD),
        ("发放对象：张三、李四、王小五。", PERSONS),
        ("名单如下\n赵一 钱二 孙三丰", PERSONS),
        ("欧阳锋，黄药师，洪七公", PERSONS),
        ("身份证130203680101123", IDENTITY),
        ("身份证130203 680101 123", IDENTITY),
        ("手机138.1234.5678", MOBILE),
        ("手机138  1234  5678", MOBILE),
        ("手机1381 234 5678", MOBILE),
        ("手机138 123 45678", MOBILE),
        ("手机1 3 8 1 2 3 4 5 6 7 8", MOBILE),
        ("手机13812345678 500元", MOBILE),
        ("电话0315-312-3456", LANDLINE),
        ("慰问困难群众张建国、李秀英、王德福等6人", PERSONS),
        ("困难群众张建国、李秀英、王德福", PERSONS),
        ("补助张建国、李秀英、王德福三人各500元", PERSONS),
        ("张三丰、李四光和王五福", PERSONS),
        ("名单：张建国，李秀英及王德福", PERSONS),
        ("张建国与李秀英、王德福", PERSONS),
        ("张建国（组长）、李秀英（副组长）、王德福", PERSONS),
        ("工作组（张建国、李秀英、王德福）", PERSONS),
        ("1.张建国2.李秀英3.王德福", PERSONS),
        ("①张建国②李秀英③王德福", PERSONS),
        ("张建国500元、李秀英300元、王德福200元", PERSONS),
    ],
)
def test_personal_data_are_found(text, kind):
    assert kind in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "项目编码13020025P00001",
        "110105194912310021",  # the check digit is another
        "2024-2025年度",
        "预算12345678901.5万元",
        "13812345678901",
        "0.3155551234",
        "安排资金113万元，比上年增加2万元",
        "国发〔2014〕45号",
        "0000000000000000",
        "供水2400000立方米",
        "安全、高效、方便",
        "教育、农业、林业、水利、司法",
        "农村道路、路灯、管网、房屋维修",
        "石家庄、唐山、邯郸",
        "张三负责，李四协助",
        "单位、司机、车辆",
        "130203681301123",  # no such month
        "总额1381234.5678万元",
        "单个、单次、单套、单台",
        "新建管网（污水）、路灯（太阳能）和护栏",
        "1.安全生产2.高效运行3.方便群众",
        "张建国、李秀英负责",
        "",
    ],
)
def test_what_only_looks_alike_is_let_go(text):
    assert found(text) == []


def test_it_looks_into_every_cell_heading_table_and_note():
    number = "13812345678"
    blocks = (Heading(number), DataTable(number, "万元", ("项目",), ((number,),)))
    disclosure = Disclosure(DISTRICT, 2025, number, (Section("free-1", number, blocks),))
    places = [one.place for one in gate.findings(disclosure, number)]
    assert places == [
        "更正说明",
        "标题",
        "“138********”一节的标题",
        "“138********”一节",
        "“138********”一节的表格",
    ]


@pytest.mark.parametrize("cell", ["name", "purpose", "code", "title", *INDICATOR_CELLS])
def test_it_looks_into_every_cell_of_a_table(cell):
    if cell in INDICATOR_CELLS:
        rows = (replace(SOUND.indicators[0], **{cell: "13812345678"}), *SOUND.indicators[1:])
        table = replace(SOUND, indicators=rows)
    else:
        table = replace(SOUND, **{cell: "13812345678"})
    disclosure = Disclosure(DISTRICT, 2025, "说明", (), tuple(published([table])))
    assert MOBILE in {one.kind for one in gate.findings(disclosure)}


def test_it_looks_at_every_text_there_is():
    """Also where nobody expects a number to be typed."""
    number = "13812345678"
    table = replace(SOUND, plan_label=f"计划{number}", name_label=f"名称{number}")
    project = replace(published([table])[0], sector=f"农业{number}", department_name=f"农业局{number}")
    chart = Chart(ChartKind.BARS, number, "万元", (f"组{number}",), (Series(f"列{number}", ()),))
    sections = (Section("free-1", "其他", (chart,)),)
    publisher = replace(DISTRICT, department="101", department_name=f"办公室{number}")
    found = gate.findings(Disclosure(publisher, 2025, "说明", sections, (project,), {"texts": {"a": number}}))
    assert {one.kind for one in found} == {MOBILE}
    name = f"第1个项目“{SOUND.name}”的"
    assert [one.place for one in found] == [
        "公开单位",
        "“其他”一节的图表",
        "部门名称",
        "部门领域",
        f"{name}“项目名称”一栏",
        f"{name}“资金支出计划”一栏",
        "区级数据",
    ]


def test_a_list_that_goes_on_line_by_line_is_one():
    lines = tuple(map(Paragraph, ("名单", "张建国", "李秀英", "王德福")))
    table = DataTable("发放情况", "元", ("姓名", "金额"), (("张建国", "1"), ("李秀英", "2"), ("王德福", "3")))
    for blocks in (lines, (table,)):
        disclosure = Disclosure(DISTRICT, 2025, "说明", (Section("free-1", "其他", blocks),))
        assert [one.kind for one in gate.findings(disclosure)] == [PERSONS]


def test_what_a_check_repeats_is_found_once_where_it_stands():
    checks = (Check("E1", "failed", "标题写的是13812345678"), Check("E1", "failed", "请核对13812345679"))
    found = gate.findings(Disclosure(DISTRICT, 2025, "请拨13812345678", (), checks=checks))
    assert [one.place for one in found] == ["标题", "核对情况"]


@needs_seed
def test_the_real_disclosure_has_no_finding_that_is_none():
    text = SEED_TEXT.read_text(encoding="utf-8")
    with SEED_DOCX.open("rb") as file:
        tables = [one.table for one in read_word(file).tables]
    sections = (Section("free-1", "说明", tuple(map(Paragraph, text.splitlines()))),)
    assert len(tables) == 37
    assert gate.findings(Disclosure(DISTRICT, 2025, "说明", sections, tuple(published(tables)))) == []


def test_a_sound_table_holds_nothing():
    assert gate.findings(Disclosure(DISTRICT, 2025, "说明", (), tuple(published([SOUND])))) == []


def test_a_finding_shows_the_place_and_masks_what_was_found():
    [one] = gate.findings(Disclosure(DISTRICT, 2025, f"证件{ID}", ()))
    assert (one.kind, one.place, one.excerpt) == (IDENTITY, "标题", "证件110105***********X")
    assert names.masked("张三、李四、王小五") == "张某、李某、王某某"


def test_a_digest_is_of_place_and_text():
    def digest(text: str, section: str = "free-1") -> str:
        sections = (Section(section, "其他", (Paragraph(text),)),)
        [one] = gate.findings(Disclosure(DISTRICT, 2025, "说明", sections))
        return one.digest

    first = digest("请拨13812345678")
    assert digest("以后请拨13812345678") == first  # words around it may change
    assert digest("请拨13812345679") != first
    assert digest("请拨13812345678", "free-2") != first
    assert "13812345678" not in first


@given(st.text("0123456789Xx-－ 张李王赵、，安全０１", max_size=60))
def test_whatever_is_typed_is_looked_through(text):
    for kind in found(text):
        assert kind in (IDENTITY, MOBILE, LANDLINE, CARD, PERSONS)


@given(st.dates(), st.integers(0, 999), st.sampled_from("123456"))
def test_every_identity_number_is_found(born, serial, region):
    digits = f"{region}30209{born:%Y%m%d}".zfill(14) + f"{serial:03d}"
    if born.year < 1880 or born.year > 2100:
        return
    total = sum(int(digit) * weight for digit, weight in zip(digits, gate._WEIGHTS, strict=True))
    assert found(f"号{digits}{gate._CHECKS[total % 11]}，") == [IDENTITY]
