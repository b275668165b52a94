"""Asks one rule of a table, or some of many, for tests that read as policy."""

import time
from contextlib import contextmanager
from typing import Any

from projects.rules.examples import CONTEXT, changed
from projects.rules.finding import FLAGGED, Finding, Level
from projects.rules.reading import Reading
from projects.rules.registered import BY_CODE

PATIENCE = 20  # seconds: far above any machine, far below for ever


def examine_all(rules, entries, context) -> dict[Any, list[Finding]]:
    """The findings of each project, those without any included, in the order of the entries."""
    found = {entry.project: [] for entry in entries}
    for rule in rules:
        for entry, finding in rule.look(entries, context):
            found[entry.project].append(finding)
    return found


def findings(code, table, context=CONTEXT) -> list[Finding]:
    return list(BY_CODE[code].look(Reading(table), context))


def flags(code, table, context=CONTEXT) -> list[Finding]:
    return [one for one in findings(code, table, context) if one.level in FLAGGED]


def passes(code, table, context=CONTEXT) -> list[Finding]:
    return [one for one in findings(code, table, context) if one.level is Level.PASSED]


def unchecked(code, table, context=CONTEXT) -> list[Finding]:
    return [one for one in findings(code, table, context) if one.level is Level.UNCHECKED]


def goal(text):
    """A sound table but for its one goal."""
    return changed(goals=[text])


def mended(code, text) -> list[str | None]:
    """What a rule would write instead of this goal."""
    return [one.remark.proposal for one in flags(code, goal(text))]


def places(found: list[Finding]) -> list[tuple[str, int | None, str]]:
    """Where findings stand: part, place in it, cell."""
    return [(one.at.part, one.at.number, one.at.cell) for one in found]


@contextmanager
def ends():
    """What stands within ends, however long a text is: this finds what never would, not a slow machine.

    Counted in the seconds of this process, so that others on the machine do not matter.
    """
    started = time.process_time()
    yield
    assert time.process_time() - started < PATIENCE
