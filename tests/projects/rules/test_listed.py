"""Amounts that differ from the list of the year's budget projects are findings at the 预算数."""

from dataclasses import replace
from decimal import Decimal

import pytest

from projects.rules import Settings
from projects.rules.across.listed import REGISTER, difference
from projects.rules.collection import Entry
from projects.rules.examples import CONTEXT, SOUND, changed
from projects.rules.finding import Level
from projects.rules.registered import ALIKE
from tests.projects.rules.looking import examine_all

[RULE] = REGISTER.rules
EXAMPLES = [
    pytest.param(group, flagged, id=f"{kind}-{number}")
    for kind, flagged, groups in (("bad", True, RULE.bad), ("good", False, RULE.good))
    for number, group in enumerate(groups)
]


def look(total, listed, **settings):
    context = replace(CONTEXT, listed={"p": Decimal(listed)}, settings=Settings(**settings))
    return [one for _, one in RULE.look([Entry("p", changed(total=total))], context)]


@pytest.mark.parametrize(("group", "flagged"), EXAMPLES)
def test_the_rule_flags_its_bad_groups_and_not_its_near_misses(group, flagged):
    entries = [Entry(number, table) for number, table in enumerate(group.tables)]
    assert bool(list(RULE.look(entries, group.context or CONTEXT))) == flagged, group.note


def test_the_message_says_both_amounts_and_what_to_do_at_the_cell():
    [found] = look("55", "50.00")
    assert found.message == (
        "预算项目清单为50万元，本表预算数为55万元，相差5万元，请核对后修改本表或联系预算科更正清单。"
    )
    assert (found.level, found.at.part, found.at.cell) == (Level.WARNING, "head", "total")
    assert found.remark.evidence == "55 - 50 = 5（万元）"


def test_a_district_sets_its_level_and_what_it_allows_for_rounding():
    assert look("34.32", "34.3216")
    assert not look("34.32", "34.3216", thresholds={"rounding": Decimal("0.005")})
    assert not look("34.32", "50", levels={RULE.code: "off"})
    [found] = look("34.32", "50", levels={RULE.code: "error"})
    assert found.level is Level.ERROR


def test_what_is_not_known_is_no_difference():
    assert difference(None, Decimal(1), Settings()) is None
    assert difference(Decimal(1), None, Settings()) is None
    assert difference(Decimal("1.0"), Decimal(1), Settings()) is None
    assert difference(Decimal(3), Decimal(1), Settings()) == -2


def test_without_a_list_nothing_changes():
    entries = [Entry("p", SOUND), Entry("q", changed(total="1"))]
    assert RULE in ALIKE
    assert not any(examine_all([RULE], entries, CONTEXT).values())
