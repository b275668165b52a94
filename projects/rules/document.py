"""The rules over a disclosure's text: F1 to F10 of what a reviewer reads beside the tables."""

from projects.rules import document_debt, document_three, document_words
from projects.rules.context import Context
from projects.rules.document_rule import DocumentRule
from projects.rules.figures import DocumentFigures
from projects.rules.finding import Finding

_MODULES = (document_three, document_debt, document_words)
DOCUMENT: tuple[DocumentRule, ...] = tuple(rule for module in _MODULES for rule in module.REGISTER.rules)


def examine_document(figures: DocumentFigures, context: Context) -> list[Finding]:
    """Everything that the rules for the text say, in the order of the rules."""
    return [finding for rule in DOCUMENT for finding in rule.look(figures, context)]
