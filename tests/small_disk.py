"""A disk that is soon full: a real one, in memory, put over a folder of the suite."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

FILLER = ".filler"
_MNT_DETACH = 2


@cache
def can_mount() -> bool:
    """Where one is root and may mount."""
    tried = ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return (
        sys.platform == "linux"
        and os.geteuid() == 0
        and subprocess.run(tried, capture_output=True, check=False).returncode == 0
    )


class Disk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, but: int = 0) -> None:
        """Until not a byte more goes onto it, or about so many."""
        with (self.folder / FILLER).open("wb", buffering=0) as file:
            free = os.statvfs(self.folder)
            left = free.f_bavail * free.f_frsize - but
            while left > 0:
                try:
                    left -= file.write(bytes(min(left, 1 << 16)))
                except OSError:
                    return

    def make_room(self) -> None:
        (self.folder / FILLER).unlink()


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Disk]:
    """Whatever lay in the folder is hidden until the end, and what is put there is gone afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tmpfs", folder]
    subprocess.run(mount, check=True, capture_output=True)
    try:
        yield Disk(folder)
    finally:
        if ctypes.CDLL(None, use_errno=True).umount2(os.fsencode(folder), _MNT_DETACH):
            raise OSError(ctypes.get_errno(), f"{folder} is still mounted")
