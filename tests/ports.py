"""Ports for what is started later, or comes back at its old address: nobody else takes them meanwhile."""

import os
import random
import socket
from pathlib import Path

_EACH = 500  # for every worker of the suite
_LEAST = 16_384  # they lie below this at least, also where a system serves itself from lower ones


def free_port() -> int:
    """One of this worker's own, each given once."""
    return next(port for port in _own if _is_free(port))


def _is_free(port: int) -> bool:
    try:
        with socket.create_server(("127.0.0.1", port)):
            return True
    except OSError:
        return False


def _mine() -> range:
    """Below those from which the system serves outgoing connections, and who asks for any port."""
    served = Path("/proc/sys/net/ipv4/ip_local_port_range").read_text(encoding="utf-8")
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    end = max(int(served.split()[0]), _LEAST) - number * _EACH
    return range(end - _EACH, end)


# In any order: another run of the suite on this machine has workers of the same numbers.
_own = iter(random.sample(_mine(), _EACH))
