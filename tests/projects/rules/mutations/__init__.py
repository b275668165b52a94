"""How tables go wrong, written from the forms and domain.md, never from the rules' code."""

from tests.projects.rules.mutations import classes, heads, money, plan, ties, values, wording
from tests.projects.rules.mutations.making import KINDS, Kind, Mutant

__all__ = ["KINDS", "Kind", "Mutant", "classes", "heads", "money", "plan", "ties", "values", "wording"]
