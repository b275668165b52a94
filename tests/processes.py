"""Processes as a test meets them: who runs, whom they started, and waiting for what they do."""

import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Protocol

PATIENCE = 300  # seconds; only a failing test waits so long


class Process(Protocol):
    """One that a test started: a program, or forked (`tests.forked`)."""

    stderr: IO[str] | None

    def poll(self) -> int | None: ...


def hear_interruptions() -> None:
    """As `preexec_fn` of what is to be interrupted: who runs the suite in the background has that ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def wait_for(condition: Callable[[], object], process: Process | None = None):
    """What the condition answers once it is true. Fails at once where the process it hangs on has ended."""
    until = time.monotonic() + PATIENCE
    while not (answer := condition()):
        assert process is None or process.poll() is None, process.stderr.read()
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)
    return answer


def children(process: subprocess.Popen) -> list[int]:
    """The processes that a process has started and that were not waited for."""
    return _children(process.pid)


def nurseries(caller: int) -> list[int]:
    """From which those are forked that work for a process; one, but for the moment of a change."""
    return [pid for pid in _children(caller) if "projects.apart" in command_of(pid)]


def borne(caller: int) -> list[int]:
    """Those that work for a process now: forked from its nursery, which stays."""
    return [pid for nursery in nurseries(caller) for pid in _children(nursery) if runs(pid)]


def descendants(pid: int) -> list[int]:
    """Those that a process has started, and those that they have."""
    return [one for child in _children(pid) for one in (child, *descendants(child))]


def _children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [int(child) for task in tasks for child in _told(task / "children").split()]


def runs(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    return _told(f"/proc/{pid}/stat").rpartition(")")[2].split()[:1] not in ([], ["Z"])


def command_of(pid: int) -> list[str]:
    return _told(f"/proc/{pid}/cmdline").split("\0")


def _told(file: Path | str) -> str:
    """What /proc says there; nothing of a process or thread that is gone, or that ends as it is read."""
    try:
        return Path(file).read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return ""
