"""Each rule shown in each of its states: the text, held against the figures, by a table of cases."""

from decimal import Decimal

import pytest

from disclosures.figures import Figures
from disclosures.rules import FAILED, PASSED, RULES, UNCHECKED
from projects.rules.examples import SOUND, changed
from projects.rules.settings import Settings
from tests.disclosures.given import REASONS, SEED_TEXTS, figures
from tests.disclosures.rules.test_rules import INTEREST, checks

ITEMS = (
    "公务用车购置及运行维护费129万元，其中：公务用车购置29万元，公务用车运行维护费100万元；公务接待费{}万元"
)
TYPED = f"2025年安排“三公”经费260万元，其中：{ITEMS}；因公出国（境）费用18万元。"
DEBT = (
    "政府债务限额106000万元（一般债务25000万元，专项债务81000万元），"
    "余额{}万元（一般债务24200万元，专项债务80500万元）。"
)
PAID = "2025年应偿还债务本息4944万元，其中：本金1000万元，利息{}万元。"
FUNDS = (
    "由一般公共预算安排还本付息{}万元，由政府性基金预算安排还本付息4176万元（本金1000万元，利息3176万元）。"
)
NOTHING = {"of": Figures(), "tables": ()}
ZERO = {"goods": "0", "works": "0", "services": "0"}

CASES = [
    ("F1", PASSED, {}, "29+100+113+18=260"),
    ("F1", PASSED, {"three_public": TYPED.format(113)}, "29+100+113+18=260"),
    ("F1", FAILED, {"three_public": TYPED.format(100)}, "与各项之和247万元不一致"),
    ("F1", FAILED, {"three_public": TYPED.format(100)}, "文中公务接待费为100万元，数据为113万元"),
    ("F1", UNCHECKED, {"three_public": "“三公”经费情况见表。"}, "没有读到“三公”经费合计、公务用车购置"),
    ("F1", UNCHECKED, NOTHING, "未填"),
    ("F2", PASSED, {}, "-2÷31=-6.5%"),
    ("F2", PASSED, {"of": figures(reception="10001", reception_last="10000")}, "1÷10000不足0.1%"),
    ("F2", FAILED, {"three_public": "公务接待费113万元，比上年减少。"}, "比上年减少"),
    ("F2", FAILED, {"three_public": "公务用车购置29万元，与上年持平。"}, "应为比上年减少2万元，同比降低6.5%"),
    ("F2", FAILED, {"three_public": "公务用车购置29万元，比上年减少3万元。"}, "减少3万元"),
    ("F2", FAILED, {"three_public": "公务用车购置29万元，同比降低2%。"}, "减少2%"),
    ("F2", FAILED, {"three_public": "公务接待费未安排。", "of": figures(reception_last="0")}, "未安排"),
    ("F2", UNCHECKED, {"three_public": TYPED.format(113)}, "没有读到公务接待费与上年相比的增减"),
    ("F2", UNCHECKED, NOTHING, "未填"),
    ("F2a", PASSED, {"last": figures(purchase="31", upkeep="98")}, "31=31"),
    ("F2a", FAILED, {"last": figures(purchase="30")}, "上年公开的是30万元"),
    ("F2a", UNCHECKED, {}, "没有上年公开的"),
    ("F3", PASSED, {}, "已说明原因"),
    ("F3", PASSED, {"three_public": "公务用车购置减少2万元，由于少购一辆。"}, "公务用车购置"),
    ("F3", FAILED, {"of": figures(texts=SEED_TEXTS)}, "未说明原因"),
    ("F3", FAILED, {"three_public": "公务用车购置29万元，比上年减少2万元。"}, "填了原因而文中没有写"),
    ("F3", UNCHECKED, {"three_public": "见表。"}, "没有读到公务用车购置"),
    ("F3a", PASSED, {}, "29+100=129"),
    ("F3a", FAILED, {"three_public": "公务用车购置29万元。"}, "合并为一项"),
    ("F3a", UNCHECKED, NOTHING, "没有的请填0"),
    ("F4", PASSED, {"debt": DEBT.format(104700)}, "24200+80500=104700"),
    ("F4", PASSED, {"of": figures(balance_general="0")}, "0+80500=80500"),
    ("F4", FAILED, {"debt": DEBT.format(104800)}, "文中政府债务余额为104800万元，数据为104700万元"),
    ("F4", FAILED, {"debt": DEBT.format(104800)}, "与各项之和104700万元不一致"),
    ("F4", UNCHECKED, {"debt": "债务情况见表。"}, "没有读到政府债务余额"),
    ("F4a", PASSED, {}, "104700≤106000"),
    ("F4a", FAILED, {"of": figures(limit_special="1")}, "超过限额"),
    ("F4a", UNCHECKED, NOTHING, "未填"),
    ("F5", PASSED, {"debt": PAID.format(3944) + FUNDS.format(768)}, "768+4176=4944"),
    ("F5", FAILED, {"debt": PAID.format(3900)}, "文中付息合计为3900万元，数据为3944万元"),
    ("F5", FAILED, {"debt": PAID.format(3944) + FUNDS.format(700)}, "一般公共预算还本付息为700万元"),
    ("F5", UNCHECKED, {"debt": "见表。"}, "没有读到还本付息合计"),
    ("F6", PASSED, {}, "768=768"),
    ("F6", FAILED, {"debt": "一般债券利息700万元。"}, "文中一般公共预算付息700万元"),
    ("F6", UNCHECKED, {"tables": [changed(name="政府债券利息", total="9")]}, "未见可以对应"),
    ("F6", UNCHECKED, {"debt": "见表。"}, "文中未见一般公共预算的付息金额"),
    ("F7", PASSED, {}, "3.8%"),
    ("F7", FAILED, {"of": figures(interest_fund="31760")}, "通常在"),
    ("F7", UNCHECKED, NOTHING, "未填"),
    ("F8", PASSED, {"procurement": "2025年无政府采购预算。", "of": figures(**ZERO)}, "写明没有安排"),
    ("F8", PASSED, {"state_capital": "我区无国有资本经营收入。"}, "写明没有安排"),
    ("F8", PASSED, {"three_public": "未安排公务接待费。", "of": figures(reception="0")}, "未安排公务接待费"),
    ("F8", FAILED, {"three_public": "本年没有安排公务接待费。"}, "写“本年没有安排公务接待费”"),
    ("F8", FAILED, {"debt": "我区无政府债务。"}, "而政府债务余额的数据为104700万元"),
    ("F8", FAILED, {"performance": "我区未安排政府采购预算。"}, "数据为500.5万元"),
    ("F8", FAILED, {"procurement": "采购情况见表。", "of": figures(**ZERO)}, "请写明本年没有安排"),
    ("F8", UNCHECKED, {"debt": "我区无政府债务。", "of": figures(balance_general="")}, "未能核对"),
    ("F9", PASSED, {}, "连续"),
    ("F9", FAILED, {"performance": "（一）甲\n（三）乙"}, "（二）"),
    ("F10", PASSED, {"performance": "经区人民代表大会批准。"}, "批准机关"),
    ("F10", UNCHECKED, {}, "没有写批准预算的机关"),
    ("F11", PASSED, {}, "813.6+0=813.6"),
    ("F11", FAILED, {"tables": [changed(fiscal="40")]}, "不一致"),
    ("F11", UNCHECKED, NOTHING, "没有已批复的项目"),
    ("F12", PASSED, {"three_public": TYPED.format(113)}, "113万元、18万元与数据一致"),
    ("F12", FAILED, {"three_public": "公务接待费29万元。"}, "写公务接待费29万元，数据为113万元"),
    ("F12", FAILED, {"performance": "“三公”经费二百万元。"}, "数据为260万元"),
    ("F12", FAILED, {"totals": "项目共35个，预算数合计9999万元。"}, "9999万元、项目共35个与数据都不一致"),
    ("F12", UNCHECKED, {"performance": "节约资金300万元。"}, "300万元，没有可以对应的数据"),
    ("F13", PASSED, {}, "都不小于0"),
    ("F13", FAILED, {"of": figures(reception="-113")}, "公务接待费“-113”小于0"),
    ("F13", FAILED, {"of": figures(reception_last="约113")}, "没有看懂"),
    ("F13", FAILED, {"performance": "【【年度】】"}, "【2025】不是数据的名称"),
    ("F14", PASSED, {}, "30万元、60万元、200万元"),
    ("F14", FAILED, {"of": figures(goods_from="50")}, "审核项目用的是30万元"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "state", "given", "words"), CASES)
def test_a_rule_says_what_it_found_in_the_text(code, state, given, words):
    found = [one.desk for one in checks(**given) if (one.code, one.state) == (code, state)]
    assert any(words in one for one in found), [one for one in checks(**given) if one.code == code]


def test_every_rule_is_shown_passed_and_not():
    seen = {code for code, state, *_ in CASES if state == PASSED}
    assert seen >= {code for code in RULES if code.startswith("F")}
    assert {code for code, state, *_ in CASES if state != PASSED} >= seen


SOUND_WORDS = [
    ("procurement", "2025年【政府采购预算：安排】。未编制采购预算的不得采购。", figures()),
    ("transfers", "年初预算【对下转移支付：安排】。没有国有资本经营预算转移支付。", figures(transfers="100")),
    ("performance", "无纸化办公，没有资金闲置，未安排上级转移支付。", figures()),
    ("debt", "截至2024年底，没有政府债务违约，没有隐性债务。", figures()),
]  # fmt: skip


@pytest.mark.parametrize(("key", "text", "of"), SOUND_WORDS)
def test_words_about_something_else_contradict_no_figure(key, text, of):
    assert [one for one in checks(of=of, **{key: text}) if one.code == "F8" and one.state == FAILED] == []


@pytest.mark.parametrize(
    "amounts",
    [
        {},
        dict.fromkeys(("purchase", "upkeep", "reception", "abroad"), "0"),
        {"purchase": "0", "purchase_last": "0", "abroad": "0", "reception": "0", "reception_last": "5"},
        {"transfers": "9", "capital_income": "7", **ZERO},
        {"principal_fund": "0", "interest_fund": "0", "principal_general": "0", "interest_general": "0"},
        {"limit_general": "0", "balance_general": "0", "interest_general": "0"},
    ],
)
def test_official_sentences_agree_with_their_figures(amounts):
    """Also where there is none of something: what is composed is read back, and holds."""
    reasons = {f"{key}_reason": "按照实际需要安排" for key in ("purchase", "upkeep", "reception", "abroad")}
    found = checks(of=figures(texts=SEED_TEXTS | REASONS | reasons, **amounts), tables=(SOUND, INTEREST))
    wrong = [one for one in found if one.state == FAILED and one.code not in ("F6", "F7")]
    assert wrong == []
    asked = ("F1", "F2", "F3", "F4", "F5", "F8", "F12", "F13")
    assert [one for one in found if one.state == UNCHECKED and one.code in asked] == []


def test_limits_are_those_of_the_districts_rules_unless_typed():
    settings = Settings(thresholds={"procurement_goods": Decimal(40)})
    none = figures(goods_from="", works_from="")
    found = [one for one in checks(of=none, settings=settings) if one.code == "F14"]
    assert [one.message for one in found] == ["采购限额标准与审核用的一致：40万元、60万元、200万元。"]
