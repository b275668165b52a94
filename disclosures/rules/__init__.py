"""The rules over a disclosure: figures against figures, text against figures, text against tables. Pure."""

from collections.abc import Iterable

from disclosures.document import Check
from disclosures.rules import absent, debt, filled, three, typed, whole, words
from disclosures.rules.inputs import Inputs, Said
from disclosures.rules.rule import FAILED, PASSED, STATES, UNCHECKED, Rule

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

_MODULES = (filled, three, debt, absent, words, typed, whole)
RULES: dict[str, Rule] = {rule.code: rule for module in _MODULES for rule in module.REGISTER.rules}
_BLOCKING = frozenset(code for code, rule in RULES.items() if rule.blocks)


def examine(inputs: Inputs) -> list[Check]:
    """Everything that the rules say, in their order: what passed, what failed, what could not be checked."""
    return [check for rule in RULES.values() for check in rule.checks(inputs)]


def blocking(checks: Iterable[Check]) -> list[Check]:
    """Those with which nothing is published: gaps, and figures that cannot be. Others are shown, and stay."""
    return [one for one in checks if one.state == FAILED and one.code in _BLOCKING]
