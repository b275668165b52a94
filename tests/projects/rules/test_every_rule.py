"""What holds for every rule: it shows itself on its own examples, and speaks plainly."""

import re

import pytest

from projects.rules import examine
from projects.rules.examples import CONTEXT, SOUND
from projects.rules.finding import FLAGGED, Level
from projects.rules.reading import Reading
from projects.rules.registered import ALIKE, BY_CODE, SINGLE

EXAMPLES = [
    pytest.param(rule, example, flagged, id=f"{rule.code}-{kind}-{number}")
    for rule in SINGLE
    for kind, flagged, examples in (("bad", True, rule.bad), ("good", False, rule.good))
    for number, example in enumerate(examples)
]


@pytest.mark.parametrize(("rule", "example", "flagged"), EXAMPLES)
def test_a_rule_flags_its_bad_examples_and_not_its_near_misses(rule, example, flagged):
    found = list(rule.look(Reading(example.table), example.context or CONTEXT))
    assert any(finding.level in FLAGGED for finding in found) == flagged, (example.note, found)


def test_every_code_is_one_rule_and_has_examples_of_both_kinds():
    rules = (*SINGLE, *ALIKE)
    assert len(BY_CODE) == len(rules)
    for rule in rules:
        assert re.fullmatch(r"[A-H][0-9]{1,2}[a-z]?", rule.code)
        assert rule.bad, rule.code
        assert rule.good, rule.code
        assert rule.title, rule.code
        assert rule.basis, rule.code


def test_only_arithmetic_and_structure_block_by_default():
    """The codes that are errors out of the box are named here: a new one is a decision."""
    errors = {code for code, rule in BY_CODE.items() if rule.level is Level.ERROR}
    assert errors <= {
        "A2",
        "A3",
        "A5",
        "B1",
        "B2",
        "B8",
        "C1",
        "C2",
        "C4",
        "D1",
        "D5",
        "F1",
        "F2",
        "F4",
        "F5",
        "F6",
    }


def test_nothing_is_wrong_with_the_sound_table():
    assert [one for one in examine(SOUND, CONTEXT) if one.level in FLAGGED] == []


@pytest.mark.parametrize(("rule", "example", "flagged"), EXAMPLES)
def test_a_message_is_a_sentence_that_a_person_can_act_on(rule, example, flagged):
    for finding in rule.look(Reading(example.table), example.context or CONTEXT):
        assert re.search("[一-鿿]", finding.message)
        assert finding.message.endswith("。")
        assert len(finding.message) <= 160
        if finding.level in FLAGGED:
            assert finding.at.part in ("head", "plan", "goals", "indicators")
