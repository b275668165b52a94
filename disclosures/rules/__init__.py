"""The rules over a disclosure: figures against figures, text against figures, text against tables. Pure."""

from collections.abc import Iterable

from disclosures.document import Check
from disclosures.rules import debt, three, typed, whole, words
from disclosures.rules.inputs import Inputs, Said
from disclosures.rules.rule import FAILED, PASSED, STATES, UNCHECKED, Rule
from projects.rules.finding import Level

__all__ = [
    "FAILED",
    "PASSED",
    "RULES",
    "STATES",
    "UNCHECKED",
    "Inputs",
    "Rule",
    "Said",
    "blocking",
    "examine",
]

_MODULES = (three, debt, words, typed, whole)
RULES: dict[str, Rule] = {rule.code: rule for module in _MODULES for rule in module.REGISTER.rules}


def examine(inputs: Inputs) -> list[Check]:
    """Everything that the rules say, in their order: what passed, what failed, what could not be checked."""
    return [check for rule in RULES.values() for check in rule.checks(inputs)]


def blocking(checks: Iterable[Check]) -> list[Check]:
    """Those that failed and are matters of arithmetic or of gaps, which no reason excuses."""
    return [one for one in checks if one.state == FAILED and RULES[one.code].level is Level.ERROR]
