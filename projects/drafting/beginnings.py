"""What is kept of versions just made, of many in a few queries: their first snapshots, and what is to be
looked at again.
"""

from collections import defaultdict
from collections.abc import Sequence

from budget_site.accounts.models import User
from projects.models import Recheck, Snapshot, TableVersion
from projects.rechecks import cells
from projects.tables import ProjectTable, to_canonical


def first_snapshot(
    version: TableVersion, table: ProjectTable, user: User, reason: Snapshot.Reason, note: str
) -> Snapshot:
    """What a version that `add_projects` has just made says, and what the rules say of it; unsaved."""
    examination = version.examination
    return Snapshot(
        version=version,
        number=1,
        reason=reason,
        note=note[:200],
        revision=0,
        content=to_canonical(table),
        findings=examination.findings,
        asked=examination.asked,
        kept_by=user,
    )


def keep_first(snapshots: Sequence[Snapshot]) -> None:
    Snapshot.objects.bulk_create(snapshots, batch_size=200)


def ask_first(rechecks: Sequence[Recheck]) -> None:
    """Keep these (unsaved) rechecks of versions of which nothing was asked before, and count their cells."""
    Recheck.objects.bulk_create(rechecks, batch_size=500)
    asked = defaultdict(list)
    for one in rechecks:
        asked[one.version].append(one)
    for version, about in asked.items():
        version.open_rechecks = cells(about)
    TableVersion.objects.bulk_update(list(asked), ["open_rechecks"], batch_size=200)
