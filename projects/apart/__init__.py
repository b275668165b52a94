"""One call in a process of its own: it can be killed, its memory goes back, and it never outlives the caller.

For work that takes long inside libraries which cannot be interrupted. The two ends of one socket are all that
the processes share, so the child notices the caller's death, whatever killed it, by the end of the stream.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, Pipe
from typing import Any

from projects.apart import nursery
from projects.apart.child import ANSWERED, RAISED, clear

Report = Callable[[int, int, str], None]  # so many done, of so many, and what is being done


class Died(Exception):
    """The child ended without an answer: killed, or out of memory."""


def call(target: str, *arguments: Any, report: Report, tick: Callable[[], None], every: float) -> Any:
    """What the function of that dotted name answers to `(report, *arguments)`, or raises.

    `tick` is called every so many seconds meanwhile; what it or `report` raises ends the child. Arguments,
    answer and exceptions are pickled. Temporary files of the child go with it. Where the module of the target
    has a function `load`, that has imported what is needed: it is called once for all calls of this process.
    """
    here, there = Pipe()
    with _scratch() as scratch, here:
        with there:
            child = nursery.bear(target, there, scratch)
        try:
            return _conversation(here, (target, arguments), report, tick, every)
        except (EOFError, ConnectionError) as gone:
            raise Died(f"{target}: the child ended without an answer") from gone
        finally:
            child.end()


@contextmanager
def _scratch() -> Iterator[str]:
    """A folder for temporary files, of which nothing is left."""
    folder = tempfile.mkdtemp(prefix="budget-")
    try:
        yield folder
    finally:
        clear(folder)


def _conversation(
    child: Connection, asked: tuple, report: Report, tick: Callable[[], None], every: float
) -> Any:
    child.send(asked)
    while True:
        while not child.poll(every):
            tick()
        kind, value = child.recv()
        if kind == ANSWERED:
            return value
        if kind == RAISED:
            raise value
        report(*value)
