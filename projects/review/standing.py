"""Where a table stands, for its own page: what this person can do with it, and what is owed."""

from typing import Any

from budget_site.accounts.models import User
from projects.drafting.sheet import Sheet
from projects.models import Status, TableVersion
from projects.public import public_among
from projects.review.adjusting import adjusted
from projects.review.facts import Facts
from projects.review.offering import offers
from projects.review.returning import count_open, last_return, lines
from projects.review.since import line_names


def checklist(version: TableVersion, sheet: Sheet) -> dict[str, Any]:
    """The lines of the last return while they are worked on, each with its name, and how many are owed."""
    told = lines(version, sheet) if version.is_working and version.frozen_hash else []
    named = line_names(told, sheet)
    return {
        "returned": [(line, named[line.item.position]) for line in told],
        "owed": sum(not line.dealt_with for line in told),
    }


def standing(version: TableVersion, user: User) -> dict[str, Any]:
    told: dict[str, Any] = {"offers": offers(Facts(version, user))}
    told["public"] = version.pk in public_among([version.pk])
    if version.number > 1:
        told["in_force"] = adjusted(version)
    if version.status == Status.RETURNED:
        told["returned"], told["owed"] = last_return(version), count_open(version)
    if version.status in (Status.REJECTED, Status.VOID):
        told["ended"] = version.events.filter(after=version.status).last()
    return told
