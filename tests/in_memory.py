"""Where the suite writes: in memory where there is plenty, as a disk takes a third of its time.

What is tried here are processes that end, not machines: nothing depends on what a disk keeps.
"""

import fcntl
import os
import shutil
import tempfile
from multiprocessing.util import Finalize
from pathlib import Path

_MEMORY = Path("/dev/shm")
_LIMIT = Path("/sys/fs/cgroup/memory.max")  # bytes that a container may have, what lies in memory among them
_PREFIX = "btest-"  # short: sockets lie below, and their paths may have a hundred characters
_NEEDED = 8 * 1024**3  # bytes; the suite leaves three of them, and its processes want the rest
_LAST = -1000  # multiprocessing's own folder, which lies there, is gone by then
_held: list[int] = []


def make_scratch() -> Path:
    """A new folder, for as long as this process lives; what others left that were killed is taken away.

    Nobody finds it before this process holds it.
    """
    disk = Path(tempfile.gettempdir())
    for left in {*_MEMORY.glob(f"{_PREFIX}*"), *disk.glob(f"{_PREFIX}*")}:
        if _hold(left):
            shutil.rmtree(left, ignore_errors=True)
    place = _MEMORY if _is_roomy() else disk
    new = Path(tempfile.mkdtemp(prefix=f".{_PREFIX}", dir=place))
    new.chmod(0o711)  # PostgreSQL's own user passes through it
    _hold(new)
    scratch = new.rename(place / new.name.removeprefix("."))
    Finalize(None, shutil.rmtree, (scratch, True), exitpriority=_LAST)
    return scratch


def _hold(folder: Path) -> bool:
    """For as long as this process lives, unless another one does, or it is not ours to open."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return False
    _held.append(handle)
    return True


def _is_roomy() -> bool:
    """As a folder and as memory; containers often have one of 64 MB, and programs are run from it."""
    try:
        found = os.statvfs(_MEMORY)
        told = Path("/proc/meminfo").read_text().split("MemAvailable:")[1]
        limit = _LIMIT.read_text().strip() if _LIMIT.exists() else "max"
    except (OSError, IndexError):
        return False
    free = [found.f_bavail * found.f_frsize, 1024 * int(told.split()[0])]
    free += [int(limit)] if limit != "max" else []
    return min(free) >= _NEEDED and not found.f_flag & os.ST_NOEXEC and os.access(_MEMORY, os.W_OK)
