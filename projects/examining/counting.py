"""How many of a year's tables each rule would flag under settings that are only considered."""

from collections import Counter
from dataclasses import dataclass, replace

from budget_site.accounts.models import District
from projects.examining import years
from projects.rules import Settings, examine
from projects.rules.finding import FLAGGED
from projects.rules.settings import OFF
from projects.storing import table_of

MOST = 600  # tables that are examined while a person waits: two or three seconds


@dataclass(frozen=True, slots=True)
class Flagged:
    """`tables` by code of the rule, switched-off ones too, of `looked_at` of all `there` are."""

    tables: Counter
    looked_at: int
    there: int


def count_flagged(district: District, year: int, settings: Settings) -> Flagged:
    """Where a year has very many tables, evenly chosen ones stand for all."""
    there = years.latest_of(district, year)
    chosen = there[:: -(-len(there) // MOST) or 1]
    asked = replace(settings, levels={code: one for code, one in settings.levels.items() if one != OFF})
    around, counted = years.Around(district, year), Counter()
    for version in years.read(chosen):
        context = replace(around.of(version).context(version.project.department), settings=asked)
        found = examine(table_of(version), context)
        counted.update({one.code for one in found if one.level in FLAGGED})
    return Flagged(counted, len(chosen), len(there))
