"""The process that children are forked from: it has loaded what they need, so that each begins in a moment.

Every process that calls has one of its own, from its first call to its end. It does nothing but load and
fork, for libraries that have begun threads cannot be forked.
"""

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from multiprocessing.reduction import send_handle
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent.parent


class Nursery:
    """The caller's end. `environ` is what its process was started with, which what it loads may have read."""

    def __init__(self) -> None:
        self.environ, self.caller = dict(os.environ), os.getpid()
        self._lock, self._children, self._left = threading.Lock(), 0, False
        self._line, there = Pipe()
        with there:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __package__, str(there.fileno())],
                pass_fds=[there.fileno()],
                cwd=_ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl+C in a terminal is for the caller, who then ends the child
            )

    def serves(self) -> bool:
        """Whether it would bear children that are like one started here and now."""
        here = self.caller == os.getpid() and self._process.poll() is None
        return here and not self._left and self.environ == dict(os.environ)

    def bear(self, target: str, line: Connection, scratch: str) -> int:
        """The process of a new child. EOFError or OSError where the nursery is dead."""
        with self._lock, self._whole():
            self._line.send((target, scratch))
            send_handle(self._line, line.fileno(), self._process.pid)
            child = self._line.recv()
            self._children += 1
            return child

    def end(self, child: int) -> None:
        """Kill a child, if it runs still, and see it off: until then no other process can have its number."""
        with self._lock, suppress(EOFError, OSError), self._whole():
            self._line.send(child)
            self._line.recv()
        self._children -= 1
        self._close_if_idle()

    def leave(self) -> None:
        """No more children; it ends with the last of them."""
        self._left = True
        self._close_if_idle()

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Question and answer, or it is asked nothing more: the answer to another would be heard."""
        try:
            yield
        except BaseException:
            self._left = True
            raise

    def _close_if_idle(self) -> None:
        if self._left and not self._children and self.caller == os.getpid():
            self._line.close()
            self._process.wait()


@dataclass(frozen=True)
class Child:
    nursery: Nursery
    process: int

    def end(self) -> None:
        self.nursery.end(self.process)


_nursery: Nursery | None = None
_choosing = threading.Lock()


def bear(target: str, line: Connection, scratch: str) -> Child:
    """A child at the other end of a line, which keeps its temporary files in a folder."""
    nursery = _serving()
    try:
        return Child(nursery, nursery.bear(target, line, scratch))
    except (EOFError, OSError):  # killed a moment ago
        nursery = _serving(lost=nursery)
        return Child(nursery, nursery.bear(target, line, scratch))


def _serving(lost: Nursery | None = None) -> Nursery:
    global _nursery
    with _choosing:
        if _nursery is None or _nursery is lost or not _nursery.serves():
            if _nursery:
                _nursery.leave()
            _nursery = Nursery()
        return _nursery


@atexit.register
def leave() -> None:
    """Nothing is asked for any more; the nursery goes with the last child."""
    if _nursery:
        _nursery.leave()
