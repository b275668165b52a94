"""How sentences are read: which figure each sum is of, which way it changed, and what there is none of."""

from decimal import Decimal

import pytest

from disclosures.rules.hearing import hear
from disclosures.rules.measures import measures
from tests.seed import SEED_TEXT, needs_seed

SUMS = [
    ("113万。", "113"),
    ("113.50万元", "113.5"),
    ("24,200 万元", "24200"),
    ("1.2亿元", "12000"),
    ("2000000元", "200"),
    ("二百万元", "200"),
    ("两千三百五十万元", "2350"),
    ("一亿二千万元", "12000"),
    ("百分之九十", "90"),
    ("6.5%", "6.5"),
    ("五成", "50"),
]


@pytest.mark.parametrize(("text", "value"), SUMS)
def test_a_sum_or_a_share_is_read_however_it_is_written(text, value):
    assert [f"{one.value.normalize():f}" for one in measures(text)] == [value]


@pytest.mark.parametrize(
    "text", ["1.46万吨", "20元/课时", "2200元每人", "9所", "完成", "一成不变", "3.5万人"]
)
def test_what_is_no_sum_is_not_read_as_one(text):
    assert list(measures(text)) == []


ROUGH = [
    ("200余万元", "200 250", "113 300.1"),
    ("近200万元", "150 200", "201"),
    ("约113万元", "112.6 113.4", "120"),
    ("五成", "46 54", "90"),
    ("不足0.1%", "0.01", "0.2"),
    ("6.5%", "6.45 6.54", "6.7"),
    ("6%", "6.45 6.9", "7.6"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), ROUGH)
def test_a_rough_sum_tells_what_is_near_it_and_nothing_else(text, right, wrong):
    [one] = measures(text)
    assert all(one.tells(Decimal(exact)) for exact in right.split())
    assert not any(one.tells(Decimal(exact)) for exact in wrong.split())


def said(text: str) -> list[str]:
    """`reception change -2万元`, as a line each."""
    found = []
    for one in hear(text):
        words = one.measure.words if one.measure else ""
        sign = {-1: "-", 1: "+", 0: ""}[one.sign]
        found.append(" ".join(filter(None, (one.key, str(one.how), sign + words))))
    return found


SENTENCES = [
    ("公务接待费113万元，与上年持平。", ["reception amount 113万元", "reception way"]),
    ("比上年减少公务接待费2万元。", ["reception change -2万元"]),
    ("公务接待费减少为100万元。", ["reception amount 100万元"]),
    ("公务接待费上年110万元，本年113万元。", ["reception last 110万元", "reception amount 113万元"]),
    ("公务接待费比上年有所下降。", ["reception way -"]),
    ("公务接待费只减不增，没有增加。", []),
    ("公务接待费113万元。主要原因是压减2万元。", ["reception amount 113万元", "reception reason"]),
    ("公务接待费决算100万元。", ["amount 100万元"]),
    ("全区安排9万元用于公务接待费。", ["amount 9万元"]),
    ("公务接待费增减的情况没有变化。", []),
    ("2025年未安排公务接待费，比上年减少3万元。", ["reception none", "reception change -3万元"]),
    ("公务接待费20万元（上年无此项预算）。", ["reception amount 20万元"]),
    ("我区无政府债务。", ["balance none"]),
    ("没有政府债务风险，没有隐性债务。", ["none"]),
    ("一般债务限额9万元，余额8万元。", ["limit_general amount 9万元", "balance_general amount 8万元"]),
    ("政府债务余额为7万元。其中：专项债务7万元。", ["balance amount 7万元", "balance_special amount 7万元"]),
    ("新增专项债务限额500万元。", ["amount 500万元"]),
    ("一般债券利息768万元。", ["interest_general amount 768万元"]),
    ("未编制采购预算的不得采购。", []),
    ("2025年无政府采购预算。", ["procurement none"]),
    ("没有国有资本经营预算转移支付。", ["none"]),
    ("我区无国有资本经营收入。", ["capital_income none"]),
    ("年初预算未安排转移支付。", ["transfers none"]),
]


@pytest.mark.parametrize(("text", "heard"), SENTENCES)
def test_a_sentence_is_heard_clause_by_clause(text, heard):
    assert said(text) == heard


OF_THE_SEED = [
    "three amount 260万元",
    "purchase amount 29万元",
    "purchase change -2万元",
    "purchase change -6.5%",
    "upkeep amount 100万元",
    "upkeep change +2万元",
    "upkeep change +2%",
    "reception amount 113万元",
    "reception way",
    "abroad amount 18万元",
    "abroad way",
    "balance amount 104700万元",
    "balance_general amount 24200万元",
    "balance_special amount 80500万元",
    "repaid amount 4944万元",
    "principal amount 1000万元",
    "interest amount 3944万元",
    "repaid_fund amount 4176万元",
    "principal_fund amount 1000万元",
    "interest_fund amount 3176万元",
    "repaid_general amount 768万元",
    "interest_general amount 768万元",
    "transfers none",
]


@needs_seed
def test_every_figure_of_the_seed_is_heard():
    text = SEED_TEXT.read_text(encoding="utf-8")
    assert said(text[text.index("一、安排") : text.index("四、预算绩效")]) == OF_THE_SEED
    assert said(text[text.rindex("五、政府采购") :]) == [
        "goods_from amount 30万元",
        "works_from amount 60 万元",
        "open_from amount 200 万元",
        "capital_income none",
        "capital none",
        "transfers none",
    ]
