"""The nursery itself: ``python -m projects.apart LINE``, LINE being the handle of its end of a socket."""

import gc
import os
import signal
import sys
import tempfile
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle

from projects.apart.child import live

LOAD = "load"  # of a target's module: what imports all that its functions need, and begins no thread


def serve(caller: Connection) -> None:
    """Bear and end children as told, until the caller is gone; what is borne lives on to notice by itself."""
    loaded: set[str] = set()
    while True:
        match caller.recv():
            case str(target), str(scratch):
                line = recv_handle(caller)
                module = target.rpartition(".")[0]
                if module not in loaded:
                    _load(module)
                    loaded.add(module)
                child = os.fork()
                if not child:
                    _begin(caller, line, scratch)
                os.close(line)
                caller.send(child)
            case int(child):
                with suppress(ProcessLookupError, ChildProcessError):
                    os.kill(child, signal.SIGKILL)
                    os.waitpid(child, 0)
                caller.send(child)


def _load(module: str) -> None:
    """What cannot be loaded here is told by the child that needs it."""
    with suppress(Exception):
        getattr(import_module(module), LOAD, bool)()
    gc.collect()
    gc.freeze()  # pages that no collector writes to stay shared with the children


def _begin(caller: Connection, line: int, scratch: str) -> None:
    """In the child; it never returns to the loop it was forked from."""
    try:
        caller.close()
        os.setsid()
        os.environ["TMPDIR"], tempfile.tempdir = scratch, None
        live(line)
    finally:
        sys.stderr.flush()
        os._exit(0)


if __name__ == "__main__":
    with suppress(EOFError, ConnectionError):
        serve(Connection(int(sys.argv[1])))
