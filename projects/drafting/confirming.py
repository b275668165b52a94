"""Asking a person to look at a cell again, and the answer that it is right as it stands."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from budget_site.accounts.models import User
from projects.models import Recheck, TableVersion
from projects.rechecks import cells, count_open, open_rechecks
from projects.storing import locked, working


def ask(version: TableVersion, rechecks: Iterable[Recheck]) -> None:
    """Keep these (unsaved) rechecks of a version, and count them on it."""
    Recheck.objects.bulk_create(rechecks)
    version.open_rechecks = count_open(version, working(version))
    version.save(update_fields=["open_rechecks"])


@transaction.atomic
def confirm(version: TableVersion, looked_at: Iterable[tuple[UUID | None, str, str]], user: User) -> None:
    """These cells (row, cell, the text that was seen) are right.

    A cell that says something else by now stays open: what was confirmed is not what stands there.
    """
    version = locked(version.pk)
    seen, sheet = set(looked_at), working(version)
    still_open = open_rechecks(version, sheet)
    found = [one for one in still_open if (one.row, one.cell, one.text) in seen]
    for one in found:
        one.confirmed_by, one.confirmed_at = user, timezone.now()
    Recheck.objects.bulk_update(found, ["confirmed_by", "confirmed_at"])
    version.open_rechecks = cells(one for one in still_open if one.confirmed_at is None)
    version.save(update_fields=["open_rechecks"])
