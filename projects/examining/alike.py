"""The tables of a year compared with each other, in a process of its own: pure, without Django."""

from collections.abc import Callable, Sequence
from typing import Any

from projects.examining.wire import Told, told
from projects.rules import ALIKE, Context
from projects.rules.collection import Entry
from projects.tables import ProjectTable

Found = tuple[Any, Any, Told]  # the project, the other project if there is one, the finding


def compare(
    report: Callable[[int, int, str], None],
    tables: Sequence[tuple[Any, Any, ProjectTable]],
    context: Context,
) -> list[Found]:
    """What the rules over many tables say; `tables` are (project, department, table)."""
    entries = [Entry(project, table, department) for project, department, table in tables]
    found: list[Found] = []
    for number, rule in enumerate(ALIKE):
        report(number, len(ALIKE), rule.title)
        for entry, finding in rule.look(entries, context):
            found.append((entry.project, finding.remark.other_project, told(finding, entry.table)))
    return found
