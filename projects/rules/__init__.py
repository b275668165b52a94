"""The rules: what a careful reviewer would find in a table. Pure; see docs/decisions/0007-rules.md."""

from projects.rules.context import Context
from projects.rules.finding import Anchor, Finding, Level
from projects.rules.reading import Reading
from projects.rules.registered import ALIKE, SINGLE
from projects.rules.settings import Settings
from projects.tables import ProjectTable

__all__ = ["ALIKE", "SINGLE", "Anchor", "Context", "Finding", "Level", "Settings", "examine"]


def examine(table: ProjectTable, context: Context) -> list[Finding]:
    """Everything that the rules for one table say of it, never the first only, in the order of the rules."""
    reading = Reading(table)
    return [finding for rule in SINGLE for finding in rule.look(reading, context)]
