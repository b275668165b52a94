"""How much memory a child process may take: what goes beyond hurts that process alone."""

import resource
from contextlib import suppress
from pathlib import Path


def at_most(more: int) -> None:
    """From now on this process gets so many bytes more than it has, then a MemoryError.

    Only where the system tells what it has: elsewhere nothing is bounded.
    """
    with suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + more
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
