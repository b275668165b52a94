"""A process of its own that reads a family's files one by one, within a fence, and tells what it took.

It is the very kind of process in which the site reads uploads (`projects.apart`). Time is that of the
processor, which other work on the machine hardly lengthens, and there is no assertion on it: the fence is the
kernel's. A file that takes more than SECONDS on a machine SLOWEST times as slow as a usual one is killed by
SIGXCPU, and the name of the file was told before it was opened. Memory is the largest that the process ever
had, less what it had at the beginning; it does not depend on the machine's load and is asserted.
"""

import ctypes
import gc
import io
import os
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from django.conf import settings

from projects.importing.kept import contents
from projects.importing.opening import read_apart, unpacked_bytes
from projects.importing.refused import ImportRefused
from projects.importing.sheet_rows import read_rows
from projects.review.paper_kinds import PaperRefused, kind_apart
from tests.projects.hostile.case import READ
from tests.projects.hostile.families import FAMILIES, Door, cases
from tests.projects.hostile.sound import HEADS

SECONDS = 2
SLOWEST = 4
_KB = 1024
_MACHINE = 3 * 2**30  # bytes of addresses: so that a file that breaks the fence does not break the machine


@dataclass(frozen=True)
class Told:
    """What became of one file: its sentence (READ for none) and what was read, seconds and MB."""

    name: str
    sentence: str
    read: str
    seconds: float
    mb: float


def judge(report, family: str) -> list[Told]:
    """For `apart.call`. Whatever a reader raises but its own refusal comes out of it."""
    found = []
    for case in cases(family):
        resource.setrlimit(resource.RLIMIT_AS, (_MACHINE, resource.getrlimit(resource.RLIMIT_AS)[1]))
        report(0, 0, case.name)
        data = case.make()
        path = Path(tempfile.gettempdir(), "upload")
        path.write_bytes(data)
        del data
        found.append(_judged(FAMILIES[family], case.name, path))
        path.unlink()
        left = os.listdir(tempfile.gettempdir())
        assert not left, f"{case.name} leaves {left}"
    return found


def _judged(door: Door, name: str, path: Path) -> Told:
    gc.collect()
    ctypes.CDLL(None).malloc_trim(
        0
    )  # what earlier files had is given back, and does not hide what this one takes
    base = _memory(anew=True)
    sentence = READ
    with _fence():
        before = process_time()
        try:
            read = _READERS[door](path)
        except (ImportRefused, PaperRefused) as refused:
            sentence, read = str(refused), ""
    return Told(name, sentence, read, process_time() - before, _memory() - base)


@contextmanager
def _fence() -> Iterator[None]:
    """For the reading alone: to make some of the files takes longer."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(process_time()) + 1 + SECONDS * SLOWEST, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))


def _imported(path: Path) -> str:
    """As the upload is looked at by the site and then read by its child process."""
    with path.open("rb") as file:
        unpacked_bytes(file, settings.IMPORT_LIMITS)
    found = contents(io.BytesIO(read_apart(lambda *far: None, str(path), settings.IMPORT_LIMITS)))
    return "、".join(table.name for table in found.tables)


def _listed(path: Path) -> str:
    with path.open("rb") as file:
        return str(len(read_rows(file, settings.IMPORT_LIMITS, HEADS).rows))


def _kept(path: Path) -> str:
    return kind_apart(lambda *far: None, str(path), settings.IMPORT_LIMITS)


_READERS = {Door.IMPORT: _imported, Door.LIST: _listed, Door.PAPER: _kept}


def _memory(anew: bool = False) -> float:
    """MB: the largest so far, or since it was asked for anew."""
    if anew:
        Path("/proc/self/clear_refs").write_text("5")
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / _KB
