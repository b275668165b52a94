"""F1 to F10: the sums, changes, headings and statements of a disclosure's text."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.rules.document import DOCUMENT, examine_document
from projects.rules.document_sound import FIGURES, REPAYMENTS
from projects.rules.document_words import numbered
from projects.rules.examples import CONTEXT
from projects.rules.figures import (
    Debt,
    DocumentFigures,
    Item,
    PaidProject,
    Repayment,
    Statement,
    ThreePublic,
)
from projects.rules.finding import FLAGGED, Level
from projects.rules.settings import Settings

RULES = {rule.code: rule for rule in DOCUMENT}
EXAMPLES = [
    pytest.param(rule, example, flagged, id=f"{rule.code}-{kind}-{number}")
    for rule in DOCUMENT
    for kind, flagged, examples in (("bad", True, rule.bad), ("good", False, rule.good))
    for number, example in enumerate(examples)
]


def look(code, figures, context=CONTEXT):
    return list(RULES[code].look(figures, context))


def flags(code, figures, context=CONTEXT):
    return [one for one in look(code, figures, context) if one.level in FLAGGED]


def levels(code, figures):
    return [one.level for one in look(code, figures)]


@pytest.mark.parametrize(("rule", "example", "flagged"), EXAMPLES)
def test_a_rule_flags_its_bad_examples_and_not_its_near_misses(rule, example, flagged):
    found = list(rule.look(example.figures, example.context or CONTEXT))
    assert any(one.level in FLAGGED for one in found) == flagged, (example.note, found)
    for one in found:
        assert one.message.endswith("。")
        assert len(one.message) <= 160
        assert "错误" not in one.message


def test_every_code_is_one_rule_and_only_arithmetic_blocks():
    assert len(RULES) == len(DOCUMENT)
    assert all(re.fullmatch(r"F[0-9]{1,2}[a-z]?", code) for code in RULES)
    assert {code for code, rule in RULES.items() if rule.level is Level.ERROR} == {
        "F1",
        "F2",
        "F4",
        "F5",
        "F6",
    }
    assert all(len(rule.bad) >= 2 and len(rule.good) >= 2 for rule in DOCUMENT)


def test_a_sound_disclosure_has_no_flag_and_shows_what_adds_up():
    found = examine_document(FIGURES, CONTEXT)
    assert [one for one in found if one.level in FLAGGED] == []
    assert {one.code for one in found if one.level is Level.PASSED} == {"F1", "F2", "F4", "F4a", "F5", "F6"}
    assert all(one.remark.evidence for one in found)


def test_nothing_given_passes_nothing_and_flags_nothing():
    assert examine_document(DocumentFigures(), CONTEXT) == []


sums = st.decimals(0, 10**6, places=2)


@given(sums, sums, sums, sums)
def test_the_total_of_any_parts_adds_up_and_any_other_does_not(abroad, purchase, running, reception):
    parts = (Item(), *map(Item, (abroad, Decimal(0), purchase, running, reception)))
    three = replace(ThreePublic(*parts), vehicles=Item())
    total = abroad + purchase + running + reception
    assert levels("F1", DocumentFigures(three=replace(three, total=Item(total)))) == [Level.PASSED]
    assert levels("F1", DocumentFigures(three=replace(three, total=Item(total + 1)))) == [Level.ERROR]


def test_a_missing_part_is_not_counted_as_nothing():
    three = ThreePublic(total=Item(Decimal(10)), abroad=Item(Decimal(4)), reception=Item(Decimal(6)))
    (finding,) = look("F1", DocumentFigures(three=three))
    assert finding.level is Level.UNCHECKED
    assert "公务用车购置费" in finding.message


@given(st.integers(1, 10**6), st.integers(-(10**6), 10**6), st.integers(0, 2))
def test_a_change_is_reckoned_from_the_year_before(previous, change, places):
    exact = Decimal(change) * 100 / previous
    percent = round(exact, places)
    item = Item(Decimal(previous + change), Decimal(previous), Decimal(change), percent, "原因")
    figures = DocumentFigures(three=ThreePublic(running=item))
    assert set(levels("F2", figures)) == {Level.PASSED}
    wrong = replace(item, percent=percent + 2)
    assert Level.ERROR in levels("F2", DocumentFigures(three=ThreePublic(running=wrong)))


@pytest.mark.parametrize(
    ("amount", "change", "percent", "level"),
    [
        ("29", "-2", "-6.5", Level.PASSED),
        ("29", "-2", "-6.4", Level.PASSED),  # cut instead of rounded
        ("29", "-2", "-6.9", Level.ERROR),  # of this year's sum
        ("29", "-2", "6.5", Level.ERROR),
        ("100", "2", "2", Level.PASSED),
        ("113", "0", "0", Level.PASSED),
        ("5", "5", "100", Level.UNCHECKED),  # nothing the year before
    ],
)
def test_percentages_as_officers_write_them(amount, change, percent, level):
    item = Item(Decimal(amount), None, Decimal(change), Decimal(percent), "原因")
    assert levels("F2", DocumentFigures(three=ThreePublic(reception=item))) == [level]


def test_limits_that_are_not_published_could_not_be_checked():
    found = look("F4a", DocumentFigures(debt=Debt(Decimal(104700), Decimal(24200), Decimal(80500))))
    assert [one.level for one in found] == [Level.UNCHECKED] * 3
    assert found[0].message == "已公开债务余额，未见债务限额，请补充。"


def test_each_source_is_added_up_for_itself():
    odd = replace(REPAYMENTS[1], principal=Decimal(600))
    found = flags("F5", replace(FIGURES, repayments=(REPAYMENTS[0], odd)))
    assert [(one.at.cell, one.at.number) for one in found] == [("total", 2), ("principal", 0)]
    assert found[0].remark.evidence == "600 + 1400 = 2000"


@pytest.mark.parametrize(
    ("name", "total", "level"),
    [
        ("一般债券利息", "400", Level.PASSED),
        ("地方政府一般债务付息支出", "400", Level.PASSED),
        ("一般债券还本付息", "400", Level.PASSED),
        ("一般债券本金", "0", Level.PASSED),
        ("一般债券利息", "399.5", Level.ERROR),
        ("一般债券发行费", "3", Level.UNCHECKED),
        ("专项债券利息", "1400", Level.UNCHECKED),
    ],
)
def test_the_project_that_pays_the_interest_is_found_by_its_name(name, total, level):
    figures = replace(FIGURES, projects=(PaidProject("p", name, Decimal(total)),))
    assert levels("F6", figures) == [level]


def test_interest_in_two_projects_is_added():
    parts = (
        PaidProject("a", "一般债券利息（第一批）", Decimal(150)),
        PaidProject("b", "一般债券付息", Decimal(250)),
    )
    assert levels("F6", replace(FIGURES, projects=parts)) == [Level.PASSED]


def test_the_usual_rates_are_set_by_the_district():
    figures = DocumentFigures(debt=Debt(Decimal(100)), repayment=Repayment(interest=Decimal(6)))
    assert flags("F7", figures)
    own = replace(CONTEXT, settings=Settings(thresholds={"interest_most": Decimal(7)}))
    assert flags("F7", figures, own) == []
    assert flags("F7", figures, replace(CONTEXT, settings=Settings(levels={"F7": "off"}))) == []


@pytest.mark.parametrize(
    ("heading", "level", "number"),
    [
        ("一、三公经费", 0, 1),
        ("十二、其他", 0, 12),
        ("（三）购车", 1, 3),
        ("(二十）评估", 1, 20),
        ("3.接待", 2, 3),
        ("3、接待", 2, 3),
        ("（4）其他", 3, 4),
        ("2025.12", 0, 0),
        ("1.5万元", 0, 0),
        ("一般公共预算", 0, 0),
        ("", 0, 0),
    ],
)
def test_numbers_of_headings_are_read(heading, level, number):
    assert numbered(heading) == (level, number)


def headings(text):
    return [one.at.number for one in flags("F9", DocumentFigures(headings=tuple(text.split())))]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("一、 二、 三、 四、", []),
        ("一、 （一） （二） 二、 （一） 1. 2. （二） 1.", []),
        ("一、 二、 三、 四、 一、 二、 三、", [4]),
        ("一、 二、 一、 二、 三、 四、", [2]),
        ("一、 三、 四、", [1]),
        ("二、 三、", [0]),
        ("一、 一、 二、", [1]),
        ("（一） （二） （四）", [2]),
        ("1. 2. 2. 3.", [2]),
        ("标题 一、 正文 二、", []),
    ],
)
def test_each_break_of_a_sequence_is_told_once(text, places):
    assert headings(text) == places


def test_a_zone_is_told_by_its_name_and_the_list():
    approval = replace(FIGURES, approval="经区第三届人民代表大会第四次会议批准")
    zone = replace(CONTEXT, district="明川高新区")
    assert flags("F10", approval, zone)
    assert flags("F10", replace(approval, approval="经临江市第三届人民代表大会批准"), zone) == []
    assert flags("F10", approval, replace(zone, settings=Settings(lexicons={"zones": ()}))) == []


values = st.none() | st.decimals(-(10**9), 10**9, places=2)
any_item = st.builds(Item, values, values, values, values, st.text(max_size=5))
any_debt = st.builds(Debt, *[values] * 6)
any_repayment = st.builds(Repayment, values, values, values, st.text("一般公共预算基金", max_size=6))


@given(
    st.builds(
        DocumentFigures,
        three=st.builds(ThreePublic, *[any_item] * 6),
        debt=any_debt,
        repayment=any_repayment,
        repayments=st.lists(any_repayment, max_size=3).map(tuple),
        statements=st.lists(st.builds(Statement, st.text(max_size=9), st.booleans(), values), max_size=3).map(
            tuple
        ),
        headings=st.lists(st.text("一二十九、（）()1.23 文", max_size=6), max_size=9).map(tuple),
        approval=st.text("省市区人民代表大会批准", max_size=20),
        projects=st.lists(
            st.builds(PaidProject, st.just("p"), st.text("一般债券还本付息", max_size=8), values)
        ).map(tuple),
    ),
    st.sampled_from(["明川区", "明川开发区", ""]),
)
def test_any_figures_can_be_looked_at(figures, district):
    for one in examine_document(figures, replace(CONTEXT, district=district)):
        assert one.message.endswith("。")
