"""One of many who write in the same table at once, as a process (`write`).

Types in its own row, adds a row of its own and may count up a cell that several share; knows what a browser
knows.
"""

from uuid import uuid4

import django
from django.db import OperationalError

django.setup()

from budget_site.accounts.models import User  # noqa: E402
from projects.drafting.operations import Add, Set  # noqa: E402
from projects.drafting.saving import save  # noqa: E402
from projects.models import TableVersion  # noqa: E402
from projects.storing import working  # noqa: E402

TRIES = 10
MOST_ADDED = 20  # rows of one writer: what all add must find room in one table


def write(line, version: int, user: int, number: int, rounds: int, counts: bool) -> None:
    """Tells when it could begin, begins when told to, and tells what was accepted of it."""
    writer = User.objects.get(pk=user)
    line.send("ready")
    line.recv()
    line.send(_write(version, writer, number, rounds, counts))


def _write(version: int, user: User, number: int, rounds: int, counts: bool) -> dict:
    accepted = {"added": [], "typed": "", "revisions": []}
    shared, own = _rows(version, number)
    typed, base, total = own.value, 0, shared.value
    for turn in range(rounds):
        row, new = uuid4(), f"{number}-{turn}"
        operations = [Set(own.id, "value", typed, new)]
        if turn < MOST_ADDED:
            operations.append(Add("goals", row, None, {"text": new}))
            accepted["added"].append(str(row))
        outcome = _send(version, user, base, operations)
        assert not outcome.conflicts
        typed, base = new, outcome.revision
        accepted["revisions"].append(outcome.revision)
        if counts:
            total, base = _count_up(version, user, base, shared.id, total, number)
            accepted["revisions"].append(base)
    return accepted | {"typed": typed}


def _count_up(version, user, base, row, total, number) -> tuple[str, int]:
    """One more in the cell that several share; who comes second looks again and tries anew."""
    while True:
        new = f"{int(total.split()[0]) + 1} ({number})"
        outcome = _send(version, user, base, [Set(row, "value", total, new)])
        base = outcome.revision
        if not outcome.conflicts:
            return new, base
        total = outcome.conflicts[0]["theirs"]["value"]


def _send(version, user, base, operations):
    """Sent again under the same key, as a browser does, where others kept SQLite busy for too long."""
    key = uuid4()
    for left in reversed(range(TRIES)):
        try:
            return save(version, user, key, base, operations)
        except OperationalError:
            if not left:
                raise


def _rows(version: int, number: int):
    rows = working(TableVersion.objects.with_rows().get(pk=version)).indicators
    return rows[0], rows[number]
