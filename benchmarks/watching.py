"""A process from start to end: how long it took, how busy its tree was, and the most memory that it held."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

LOOK = 0.02  # seconds between two looks at the memory, or ten times as long as a look takes
_TOLD = 2_000  # characters of what a failed process said


@dataclass(frozen=True)
class Run:
    """`seconds` on the clock and of all cores together (`cpu`); `peak` in bytes; what it printed (`said`)."""

    seconds: float
    cpu: float
    peak: int
    said: str


def watch(command: Sequence[str], cwd: Path) -> Run:
    """Run it to its end. RuntimeError where it fails; nothing of it goes on if we are interrupted."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdout=said, stderr=complained, start_new_session=True)
        memory = _Memory(process.pid)
        try:
            _, status, used = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
        finally:
            peak = memory.stop()
            if process.returncode is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        if process.returncode:
            raise RuntimeError(f"{command} ended with {process.returncode}:\n{_text(complained)[-_TOLD:]}")
        return Run(seconds, used.ru_utime + used.ru_stime, peak, _text(said))


def _text(file) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


class _Memory(Thread):
    """Looks at the tree again and again: the greatest sum of PSS, in which a shared page counts once."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self._root, self._peak, self._ended = root, 0, Event()
        self.start()

    def run(self) -> None:
        pause = 0.0
        while not self._ended.wait(pause):
            start = time.perf_counter()
            self._peak = max(self._peak, sum(map(_held, tree(self._root))))
            pause = max(LOOK, 10 * (time.perf_counter() - start))

    def stop(self) -> int:
        self._ended.set()
        self.join()
        return self._peak


def tree(root: int) -> set[int]:
    """The process, what descends from it, and what stands in its session though its parent is gone."""
    found = {root}
    for pid, parent, session in sorted(_processes()):
        if parent in found or session == root:
            found.add(pid)
    return found


def _processes() -> Iterator[tuple[int, int, int]]:
    """Of every process its id, its parent's and its session's."""
    for name in filter(str.isdecimal, os.listdir("/proc")):
        if told := _read(name, "stat"):
            _, parent, _, session, *_ = told.rpartition(")")[2].split()
            yield int(name), int(parent), int(session)


def _held(pid: int) -> int:
    """Bytes of PSS; 0 of one that has ended, or is not ours to look at."""
    lines = _read(pid, "smaps_rollup").splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _read(pid: int | str, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text()
    except OSError:
        return ""
