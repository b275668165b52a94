"""Every rule there is, in the order of docs/rules.md."""

from projects.rules.collection import CollectionRule
from projects.rules.rule import Rule

_MODULES = ()
SINGLE: tuple[Rule, ...] = tuple(rule for module in _MODULES for rule in module.REGISTER.rules)
ALIKE: tuple[CollectionRule, ...] = ()
BY_CODE: dict[str, Rule | CollectionRule] = {rule.code: rule for rule in (*SINGLE, *ALIKE)}
