"""Named revisions of a working table: kept at import, submission and on request; compared; brought back."""

from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max

from budget_site.accounts.models import User
from projects.drafting.between import between
from projects.drafting.saving import Outcome, save
from projects.drafting.sheet import sheet_of
from projects.examining.keeping import findings_of
from projects.models import Save, Snapshot, TableVersion
from projects.storing import locked, working
from projects.tables import ProjectTable, from_canonical, to_canonical

Reason = Snapshot.Reason


@transaction.atomic
def keep(version: TableVersion, user: User, reason: Reason, note: str = "") -> Snapshot:
    """Keep what a version says now and what the rules say of it. Asked for twice in a row it is kept once."""
    version = locked(version.pk)
    content = to_canonical(working(version).table())
    last = version.snapshots.first()
    if last and reason in (Reason.REQUESTED, Reason.BEFORE_RESTORE) and bytes(last.content) == content:
        if note and not last.note:
            last.note = note
            last.save(update_fields=["note"])
        return last
    number = (version.snapshots.aggregate(last=Max("number"))["last"] or 0) + 1
    return version.snapshots.create(
        number=number,
        reason=reason,
        note=note[:200],
        revision=version.revision,
        content=content,
        findings=findings_of(version),
        asked=version.examination.asked if hasattr(version, "examination") else "",
        kept_by=user,
    )


def table_in(snapshot: Snapshot) -> ProjectTable:
    """What the table said then."""
    return from_canonical(bytes(snapshot.content))


@transaction.atomic
def restore(snapshot: Snapshot, user: User, key: UUID | None = None) -> Outcome:
    """Make the table say again what it said then; what it says now is kept first.

    SaveRefused where the version cannot be written now.
    """
    version = locked(snapshot.version_id)
    if key and Save.objects.filter(key=key).exists():  # sent again: answered as before, nothing more is kept
        return save(version.pk, user, key, version.revision, [])
    keep(version, user, Reason.BEFORE_RESTORE, f"恢复到第{snapshot.number}次留存之前")
    operations = between(working(version), sheet_of(table_in(snapshot)))
    return save(version.pk, user, key or uuid4(), version.revision, operations)
