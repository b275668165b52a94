"""Every rule there is, in the order of docs/rules.md."""

from projects.rules import (
    agreement,
    alike,
    classing,
    cost,
    directions,
    enumerating,
    fitting,
    funds,
    measures,
    naming,
    norms,
    pace,
    personnel,
    places,
    plan,
    procurement,
    quoted_plan,
    repeating,
    required,
    restating,
    scope,
    structure,
    together,
)
from projects.rules.collection import CollectionRule
from projects.rules.rule import Rule

_MODULES = (
    structure,
    required,
    restating,
    enumerating,
    funds,
    plan,
    pace,
    quoted_plan,
    cost,
    norms,
    agreement,
    procurement,
    personnel,
    naming,
    repeating,
    measures,
    fitting,
    directions,
    classing,
    places,
    scope,
)
SINGLE: tuple[Rule, ...] = tuple(rule for module in _MODULES for rule in module.REGISTER.rules)
ALIKE: tuple[CollectionRule, ...] = (*together.REGISTER.rules, *alike.REGISTER.rules)
BY_CODE: dict[str, Rule | CollectionRule] = {rule.code: rule for rule in (*SINGLE, *ALIKE)}
