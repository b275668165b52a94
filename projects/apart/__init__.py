"""One call in a process of its own: it can be killed, its memory goes back, and it never outlives the caller.

For work that takes long inside libraries which cannot be interrupted. The two ends of one socket are all that
the processes share, so the child notices the caller's death, whatever killed it, by the end of the stream.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection, Pipe, wait
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
    return call_all([(target, *arguments)], lambda _, *far: report(*far), tick, every)[0]


def call_all(
    calls: Sequence[tuple], report: Callable[..., None], tick: Callable[[], None], every: float
) -> list[Any]:
    """The same for several calls at once, each in a process of its own; the answers in their order.

    `report` is told first which call it is, counted from 0. What one of them raises ends all.
    """
    with ExitStack() as living:
        lines = {living.enter_context(_child(target)): nth for nth, (target, *_) in enumerate(calls)}
        for line, (target, *arguments) in zip(lines, calls, strict=True):
            with _missed(target):
                line.send((target, arguments))
        answers = [None] * len(calls)
        while lines:  # of those that have not answered
            ready = wait(list(lines), every)
            if not ready:
                tick()
            for line in ready:
                nth = lines[line]
                with _missed(calls[nth][0]):
                    kind, value = line.recv()
                if kind == RAISED:
                    raise value
                if kind == ANSWERED:
                    answers[nth] = value
                    del lines[line]
                else:
                    report(nth, *value)
        return answers


@contextmanager
def _missed(target: str) -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError) as gone:
        raise Died(f"{target}: the child ended without an answer") from gone


@contextmanager
def _child(target: str) -> Iterator[Connection]:
    """The line to a child, which does not outlive it."""
    here, there = Pipe()
    with _scratch() as scratch, here:
        with there, _missed(target):
            child = nursery.bear(target, there, scratch)
        try:
            yield here
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
