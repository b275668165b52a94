"""One of many who write in the same table at once, as a process: ``writer VERSION USER N ROUNDS GO``.

Types in its own row, adds a row of its own and counts up a cell that all share, keeping to what a browser
knows. Prints what was accepted of it as JSON. `GO` is a file whose appearance starts everybody.
"""

import json
import os
import sys
import time
from pathlib import Path
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


def main(version: int, user: User, number: int, rounds: int) -> dict:
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
        total, base = _count_up(version, user, base, shared.id, total, number)
        accepted["revisions"].append(base)
    return accepted | {"typed": typed}


def _count_up(version, user, base, row, total, number) -> tuple[str, int]:
    """One more in the cell that all share; who comes second looks again and tries anew."""
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


if __name__ == "__main__":
    pk, person, place, times, go = sys.argv[1:]
    writer = User.objects.get(pk=person)
    print("ready", flush=True)
    parent = os.getppid()
    while not Path(go).exists() and os.getppid() == parent:  # a test that was ended leaves nobody waiting
        time.sleep(0.005)
    print(json.dumps(main(int(pk), writer, int(place), int(times))))
