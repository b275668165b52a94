"""The official sentences: the facts of each section, by a table of cases; the seed's figures among them."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosures.figures import FIELDS, THREE, Figures, Part
from disclosures.labels import KEYS, LABEL, all_labels
from disclosures.narrative import default_text, filled, gaps, tokens, unknown
from disclosures.totals import Total
from projects.tables import Amount
from tests.disclosures.given import REASONS, SEED, SEED_TEXTS, figures
from tests.seed import SEED_TEXT, needs_seed

KEYS_OF_SECTIONS = [*map(str, Part), "performance", "totals"]
SEED_FIGURES = figures(SEED, SEED_TEXTS)


def said(key: str, of: Figures) -> str:
    return filled(default_text(key, of, 2025), of, 2025)


CASES = [
    ("three_public", "2025年安排“三公”经费260万元，与上年持平"),
    ("three_public", "公务用车购置及运行维护费129万元，与上年持平"),
    ("three_public", "公务用车购置29万元，比上年减少2万元，同比降低6.5%"),
    ("three_public", "公务用车运行维护费100万元，比上年增加2万元，同比增长2%"),
    ("three_public", "公务接待费113万元，与上年持平"),
    ("three_public", "因公出国（境）费用18万元，与上年持平"),
    ("debt", "截至2024年底"),
    ("debt", "政府债务余额为104700万元（其中：一般债务24200万元，专项债务80500万元）"),
    ("debt", "2025年应偿还政府债务本息4944万元（其中：本金1000万元，利息3944万元）"),
    ("debt", "由政府性基金预算安排还本付息4176万元（其中：本金1000万元，利息3176万元）"),
    ("debt", "由一般公共预算安排还本付息768万元（其中：利息768万元）"),
    ("debt", "政府债务限额为〔一般债务限额、专项债务限额未填〕"),
    ("transfers", "2025年年初预算未安排对下转移支付。"),
    ("transfers", "我区乡镇按照部门管理方式对待。"),
    ("state_capital", "〔国有资本经营预算收入、国有资本经营预算支出未填〕"),
]


@pytest.mark.parametrize(("key", "fact"), CASES)
def test_the_seeds_figures_give_the_seeds_facts(key, fact):
    assert fact in said(key, SEED_FIGURES)


@needs_seed
@pytest.mark.parametrize("key", ["three_public", "debt"])
def test_every_amount_that_the_seed_tells_is_told(key):
    """Its own text is the measure: each amount and percentage of its section stands in ours."""
    start, end = {"three_public": ("一、", "二、"), "debt": ("二、", "三、")}[key]
    text = SEED_TEXT.read_text(encoding="utf-8")
    section = text[text.index(start) : text.index(end)]
    told = re.findall(r"[0-9.]+(?:万元|%)", section)
    assert len(told) >= 8
    ours = re.findall(r"[0-9.]+(?:万元|%)", said(key, SEED_FIGURES))
    assert set(told) <= set(ours)


NO_CARS = dict.fromkeys(("purchase", "purchase_last", "upkeep", "upkeep_last"), "0")
NONE_OF_THREE = {f"{key}{end}": "0" for key in THREE for end in ("", "_last")}
NONE_PAID = {f"{what}_{fund}": "0" for what in ("principal", "interest") for fund in ("general", "fund")}
WHOLE_CASES = [
    ("three_public", {}, "同比降低6.5%，主要原因是更新车辆减少"),
    ("three_public", {}, "同比增长2%，主要原因是车辆老化，维修增加"),
    ("three_public", {"abroad": "0"}, "三是未安排因公出国（境）费用，比上年减少18万元。"),
    ("three_public", {"abroad": "20", "abroad_last": "0"}, "比上年增加20万元（上年无此项预算）"),
    ("three_public", {"abroad": "0", "abroad_last": "0"}, "三是未安排因公出国（境）费用。"),
    ("three_public", NO_CARS, "一是未安排公务用车购置及运行维护费。\n二是"),
    (
        "three_public",
        {"purchase": "0", "upkeep": "0"},
        "一是未安排公务用车购置及运行维护费，比上年减少129万元。其中：未安排公务用车购置，比上年减少31万元，主要",
    ),
    ("three_public", NONE_OF_THREE, "2025年未安排“三公”经费。\n一是未安排"),
    ("debt", NONE_PAID, "2025年没有需要偿还的政府债务本息，未安排还本付息支出。"),
    (
        "debt",
        NONE_PAID | {"interest_fund": "9"},
        "本息9万元（其中：利息9万元）。由政府性基金预算安排还本付息9万元",
    ),
    ("three_public", {"reception": ""}, "〔公务接待费未填〕"),
    ("debt", {}, "政府债务限额为106000万元（其中：一般债务25000万元，专项债务81000万元）"),
    ("transfers", {"transfers": "1200.5"}, "2025年年初预算安排对下转移支付1200.5万元。"),
    ("state_capital", {}, "2025年未安排国有资本经营预算。"),
    ("state_capital", {"capital_income": "60"}, "安排国有资本经营预算收入60万元，支出0万元。"),
    ("procurement", {}, "安排政府采购预算500.5万元（其中：货物120万元，工程300万元，服务80.5万元）。"),
    (
        "procurement",
        {},
        "货物、服务项目单项或批量采购预算金额30万元（含）以上，工程项目单项或批量采购预算金额60万元",
    ),
    ("procurement", {}, "公开招标数额标准：货物、服务项目200万元（含）以上"),
    ("procurement", {"goods": "0", "works": "0", "services": "0"}, "2025年未安排政府采购预算。"),
]


@pytest.mark.parametrize(("key", "typed", "fact"), WHOLE_CASES)
def test_a_section_tells_what_was_typed(key, typed, fact):
    assert fact in said(key, figures(**typed))


def test_a_change_without_a_typed_reason_is_given_none():
    text = said("three_public", figures(texts=SEED_TEXTS))
    assert "原因" not in text


LEADS = ("因", "由于", "主要是", "主要原因是", "原因：", "主要是由于", "主要原因是因为")


@pytest.mark.parametrize("lead", LEADS)
def test_a_reason_is_led_in_once_however_it_was_typed(lead):
    text = said("three_public", figures(texts={"purchase_reason": f"{lead}少买一辆。"}))
    assert "6.5%，主要原因是少买一辆；" in text


def test_a_reason_that_only_begins_alike_is_left_as_typed():
    text = said("three_public", figures(texts={"upkeep_reason": "因公出行增加，主要领导调整"}))
    assert "2%，主要原因是因公出行增加，主要领导调整。" in text


def test_a_reason_is_said_once_and_not_of_what_is_level():
    text = said("three_public", figures(texts=REASONS | {"reception_reason": "多余"}))
    assert "多余" not in text
    text = said("three_public", figures(texts={"purchase_reason": "主要原因是少买一辆。"}))
    assert "6.5%，主要原因是少买一辆；" in text


@pytest.mark.parametrize("key", list(map(str, Part)))
def test_nothing_is_said_to_be_none_where_nothing_was_filled(key):
    text = said(key, Figures())
    assert "未安排" not in text
    assert "持平" not in text
    assert gaps(text)
    assert all(re.fullmatch("〔.+未填〕", line) for line in text.splitlines())


@pytest.mark.parametrize("key", KEYS_OF_SECTIONS)
def test_official_sentences_hold_no_figure_and_no_unknown_label(key):
    text = default_text(key, Figures(), 2025)
    assert text
    assert not re.search("[0-9０-９]", text)
    assert unknown(text) == []


@pytest.mark.parametrize("key", KEYS_OF_SECTIONS)
def test_official_sentences_do_not_depend_on_when_they_were_kept(key):
    assert default_text(key, Figures(), 2024) == default_text(key, figures(), 2025)


def test_free_sections_have_no_official_sentences():
    assert default_text("free-1", figures(), 2025) == ""


def test_labels_that_are_none_are_told_and_stay():
    text = "【“三公”经费】与【年度】、【公务接待费:增减】、【转移支付说明：构成】、【“三公”经费】"
    assert unknown(text) == ["“三公”经费", "转移支付说明：构成"]
    assert (
        filled(text, figures(), 2025)
        == "【“三公”经费】与2025、与上年持平、【转移支付说明：构成】、【“三公”经费】"
    )


def test_totals_wait_for_the_tables():
    text = default_text("totals", figures(), 2025)
    assert filled(text, figures(), 2025) == text
    total = Total("合计", 37, Decimal("12.50"), Decimal(12), Decimal("0.5"))
    assert filled(text, figures(), 2025, total) == (
        "本年度已批复的项目共37个，预算数合计12.5万元，其中：财政资金12万元，其他资金0.5万元。"
    )


def test_what_was_typed_is_not_read_as_a_label():
    told = filled(
        "【公务接待费：增减】", figures(texts={"reception_reason": "【年度】"}, reception="1"), 2025
    )
    assert told.endswith("主要原因是【年度】")


def test_the_staff_page_sees_what_each_label_says():
    told = tokens(SEED_FIGURES, 2025)
    assert told["“三公”经费合计"] == "260万元"
    assert told["上年度"] == "2024"
    assert told["政府债务限额"] == "〔一般债务限额、专项债务限额未填〕"
    assert set(KEYS) <= set(told)
    assert "公开项目数" not in told


@pytest.mark.parametrize("label", list(all_labels()))
def test_every_label_offered_is_known(label):
    assert unknown(f"【{label}】") == []


amounts = st.dictionaries(
    st.sampled_from([one.key for one in FIELDS if not one.words]),
    st.decimals(0, 10**8, places=4).map(str).map(Amount.of),
)
texts = st.dictionaries(st.sampled_from([one.key for one in FIELDS if one.words]), st.text(max_size=9))


@given(amounts, texts, st.sampled_from(list(map(str, Part))))
def test_any_figures_can_be_drawn_in(typed, words, key):
    of = Figures(typed, words)
    text = filled(default_text(key, of, 2025), of, 2025)
    assert text == filled(default_text(key, of, 2025), of, 2025)
    if not any("【" in one for one in words.values()):
        assert not LABEL.search(text)
    unfilled = [one for one in FIELDS if one.part == key and not one.words and of.value(one.key) is None]
    if key != "debt" and not unfilled and not any("〔" in one for one in words.values()):
        assert gaps(text) == []
