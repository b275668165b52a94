"""Personal data are found wherever they stand, however they are typed; what only looks alike is let go."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosures.document import DataTable, Disclosure, Heading, Paragraph, Section
from disclosures.publishing import gate, names
from disclosures.publishing.gate import CARD, IDENTITY, LANDLINE, MOBILE, PERSONS
from projects.rules.examples import SOUND
from projects.tables import INDICATOR_CELLS
from tests.disclosures.given import DISTRICT, published

ID = "11010519491231002X"  # the example of GB 11643
CARD_NUMBER = "6222021234567890128"


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
        "标题",
        "更正说明",
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
