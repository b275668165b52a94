"""The rules as people read them say what the rules are today."""

from budget_site.env import BASE_DIR
from projects.rules.handbook import handbook, markdown
from projects.rules.registered import ALIKE, SINGLE


def test_the_document_is_that_of_todays_rules():
    """Anew: manage.py rules --out docs/rules.md."""
    assert (BASE_DIR / "docs" / "rules.md").read_text(encoding="utf-8") == markdown()


def test_every_rule_is_described_with_what_it_says_of_its_examples():
    described = [rule for _, rules in handbook() for rule in rules]
    assert [rule.code for rule in described] == [rule.code for rule in (*SINGLE, *ALIKE)]
    for rule in described:
        assert all(one.message for one in rule.bad), rule.code
        assert not any(one.message for one in rule.good), rule.code


def test_a_subject_stands_once():
    subjects = [subject for subject, _ in handbook()]
    assert len(subjects) == len(set(subjects))
