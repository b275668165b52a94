"""From working rows to the exact bytes that are reviewed."""

import hashlib

from budget_site.accounts.models import User
from projects.drafting.snapshots import Reason, keep
from projects.models import Snapshot, TableVersion


def freeze(version: TableVersion, user: User) -> Snapshot:
    """Keep what a locked version says now as its submitted text; the caller saves the version."""
    snapshot = keep(version, user, Reason.SUBMITTED)
    version.frozen = bytes(snapshot.content)
    version.frozen_hash = hashlib.sha256(version.frozen).hexdigest()
    return snapshot
