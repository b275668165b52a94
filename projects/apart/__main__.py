"""The nursery itself: ``python -m projects.apart LINE``, LINE being the handle of its end of a socket."""

import gc
import os
import sys
import tempfile
import traceback
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle

from projects.apart.child import live

LOAD = "load"  # of a target's module: what imports all that its functions need, and begins no thread


def serve(caller: Connection) -> None:
    """Bear children as told, until the caller is gone; what is borne lives on to notice by itself."""
    loaded: set[str] = set()
    while True:
        target, scratch = caller.recv()
        line = recv_handle(caller)
        module = target.rpartition(".")[0]
        if module not in loaded:
            _load(module)
            loaded.add(module)
        _see_off()
        try:
            child = os.fork()
        except OSError as problem:  # no room for another process
            child = problem
        if child == 0:
            _begin(caller, line, scratch)
        os.close(line)
        caller.send(child)


def _load(module: str) -> None:
    """What cannot be loaded is loaded, and missed, by each child for itself."""
    try:
        getattr(import_module(module), LOAD, bool)()
    except (Exception, SystemExit):
        traceback.print_exc()
    gc.collect()
    gc.freeze()  # pages that no collector writes to stay shared with the children


def _see_off() -> None:
    """Those that have ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _begin(caller: Connection, line: int, scratch: str) -> None:
    """In the child; it never returns to the loop it was forked from."""
    code = 1
    try:
        caller.close()
        os.setsid()
        os.environ["TMPDIR"], tempfile.tempdir = scratch, None
        live(line)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    with suppress(EOFError, ConnectionError):
        serve(Connection(int(sys.argv[1])))
    _see_off()
