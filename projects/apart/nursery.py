"""The process that children are forked from: it has loaded what they need, so that each begins in a moment.

Every process that calls has one of its own, from its first call to its end. It does nothing but load and
fork, for libraries that have begun threads cannot be forked.
"""

import atexit
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from multiprocessing.reduction import send_handle
from pathlib import Path

from projects.sources import ROOT

_PATIENCE, _MOMENT = 60, 0.002  # seconds for loading and forking, and between two looks at who is to end


class Nursery:
    """The caller's end. `environ` is what its process was started with, which what it loads may have read."""

    def __init__(self) -> None:
        self.environ = dict(os.environ)
        self._lock, self._left = threading.Lock(), False
        self._line, there = Pipe()
        with there:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __package__, str(there.fileno())],
                pass_fds=[there.fileno()],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl+C in a terminal is for the caller, who then ends the child
            )

    def serves(self) -> bool:
        """Whether it would bear children that are like one started now."""
        return not self._left and self._process.poll() is None and self.environ == dict(os.environ)

    def bear(self, target: str, line: Connection, scratch: str) -> int:
        """The process of a new child. EOFError or OSError where there is none."""
        with self._lock:
            try:
                return self._asked(target, line, scratch)
            except BaseException:
                self._left = True  # or the answer to this question would be taken for that to the next
                raise

    def _asked(self, target: str, line: Connection, scratch: str) -> int:
        if self._left:
            raise EOFError("it has been left")
        self._line.send((target, scratch))
        send_handle(self._line, line.fileno(), self._process.pid)
        if not self._line.poll(_PATIENCE):
            raise EOFError("it does not answer")
        child = self._line.recv()
        if isinstance(child, OSError):
            raise child
        return child

    def leave(self) -> None:
        """No more children; those there are live on."""
        with self._lock:
            self._left = True
            self._line.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE)

    def forget(self) -> None:
        """In a process that the caller was forked into: the nursery is not for it."""
        self._line.close()


@dataclass(frozen=True)
class Child:
    """Its number may be given to another process once it has ended, so it is known by its beginning too."""

    process: int
    begun: str

    def end(self) -> None:
        while self._runs():
            with suppress(ProcessLookupError):
                os.kill(self.process, signal.SIGKILL)
            time.sleep(_MOMENT)

    def _runs(self) -> bool:
        state, begun = _state(self.process)
        return state not in _ENDED and begun == self.begun


_ENDED = ("", "Z", "X")  # gone, or seen off by the nursery when it is asked next


def _state(process: int) -> tuple[str, str]:
    """How a process fares and when it began, by /proc; two blanks where there is none."""
    try:
        told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return "", ""
    return told[0], told[19]


_nursery: Nursery | None = None
_choosing = threading.Lock()


def bear(target: str, line: Connection, scratch: str) -> Child:
    """A child at the other end of a line, which keeps its temporary files in a folder."""
    try:
        process = _serving().bear(target, line, scratch)
    except (EOFError, OSError):  # killed a moment ago, or left by another thread
        process = _serving().bear(target, line, scratch)
    return Child(process, _state(process)[1])


def _serving() -> Nursery:
    global _nursery
    with _choosing:
        if _nursery is None or not _nursery.serves():
            if _nursery:
                _nursery.leave()
            _nursery = Nursery()
        return _nursery


@atexit.register
def leave() -> None:
    """Nothing is asked for any more."""
    global _nursery
    if _nursery:
        _nursery.leave()
        _nursery = None


def _forked() -> None:
    """A process that the caller forks has none, and whatever lock another thread held there is free here."""
    global _nursery, _choosing
    _choosing = threading.Lock()
    if _nursery:
        _nursery.forget()
        _nursery = None


os.register_at_fork(after_in_child=_forked)
