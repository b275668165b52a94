"""What child processes are asked to do in the tests; called there by dotted name."""

import os
import signal
import tempfile
import time
from pathlib import Path

_loaded_by: list[int] = []


def load():
    _loaded_by.append(os.getpid())


def was_loaded(report):
    """Once, and by the process that this one was forked from."""
    return _loaded_by == [os.getppid()]


def setting(report, name):
    return os.environ.get(name)


def describe(report, *arguments):
    report(1, 2, "一半")
    report(2, 2, "全部")
    return os.getpid(), arguments


def refuse(report, sentence):
    raise ValueError(sentence)


class Unportable(Exception):
    """It cannot be pickled, as one of its arguments cannot."""

    def __init__(self) -> None:
        super().__init__(lambda: None)


def refuse_unportably(report):
    raise Unportable


def answer_unportably(report):
    return lambda: None


def leave_the_interpreter(report):
    raise SystemExit


def be_killed(report):
    os.kill(os.getpid(), signal.SIGKILL)


def work_for_ever(report):
    """Says who it is, with a temporary file lying about, as libraries have them."""
    Path(tempfile.mkdtemp(), "font.otf").write_bytes(b"x")
    report(os.getpid(), 0, tempfile.gettempdir())
    while True:
        time.sleep(0.01)
