"""People who act at the same moment, each in a thread with a connection of its own."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import OperationalError, connection

PATIENCE = 40  # tries of one who finds SQLite busy


def at_once(*deeds, refused: type[Exception]) -> list:
    """All let go together; what each answered, or its refusal."""
    gate = Barrier(len(deeds))

    def go(deed):
        try:
            gate.wait()
            return patiently(deed)
        except refused as why:
            return why
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(go, deeds))


def patiently(deed):
    for left in reversed(range(PATIENCE)):
        try:
            return deed()
        except OperationalError:
            if not left:
                raise
            time.sleep(0.05)
