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
_PREFIX = "budget-"  # short: sockets lie below, and their paths may have a hundred characters
_NEEDED = 8 * 1024**3  # bytes; the suite leaves three of them, and its processes want the rest
_LAST = -1000  # multiprocessing's own folder, which lies there, is gone by then
_held = []


def make_scratch() -> Path:
    """A new folder, for as long as this process lives; what others left that were killed is taken away."""
    place = _MEMORY if _is_roomy() else Path(tempfile.gettempdir())
    for left in place.glob(f"{_PREFIX}*/lock"):
        if _hold(left):
            shutil.rmtree(left.parent, ignore_errors=True)
    scratch = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))
    scratch.chmod(0o711)  # PostgreSQL's own user passes through it
    (scratch / "lock").touch()
    _hold(scratch / "lock")
    Finalize(None, shutil.rmtree, (scratch, True), exitpriority=_LAST)
    return scratch


def _hold(lock: Path) -> bool:
    """For as long as this process lives, unless another one does."""
    file = lock.open("r+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return False
    _held.append(file)
    return True


def _is_roomy() -> bool:
    """As a folder and as memory; containers often have one of 64 MB, and programs are run from it."""
    try:
        found = os.statvfs(_MEMORY)
        told = Path("/proc/meminfo").read_text().split("MemAvailable:")[1]
    except (OSError, IndexError):
        return False
    free = min(found.f_bavail * found.f_frsize, 1024 * int(told.split()[0]))
    return free >= _NEEDED and not found.f_flag & os.ST_NOEXEC and os.access(_MEMORY, os.W_OK)
