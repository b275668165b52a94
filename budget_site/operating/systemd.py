"""A word to systemd, where it started this process: ready, still well, about to end."""

import os
import socket
from contextlib import suppress

READY, WELL, STOPPING = "READY=1", "WATCHDOG=1", "STOPPING=1"


def tell(word: str) -> None:
    """Nothing happens where nobody listens (a shell, a container)."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.connect(address.replace("@", "\0", 1) if address.startswith("@") else address)
        listener.sendall(word.encode())
