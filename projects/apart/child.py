"""In the child: hear what is asked, answer it, and end with the caller."""

import gc
import os
import pickle
import shutil
import threading
import time
import traceback
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from typing import NoReturn

from projects.apart import nursery

TOLD, ANSWERED, RAISED = "told", "answered", "raised"
_PATIENCE, _MOMENT = 100, 0.05  # times and seconds in which a folder is cleared

_vanishing = threading.Lock()


def live(handle: int) -> None:
    """From the first word of the caller to the answer."""
    try:
        _answer(Connection(handle))
    except (EOFError, ConnectionError):
        _vanish()


def _answer(caller: Connection) -> None:
    target, arguments = caller.recv()
    threading.Thread(target=_end_with, args=[caller], daemon=True).start()
    module, _, name = target.rpartition(".")
    try:
        function = getattr(import_module(module), name)
        gc.freeze()  # what was heard stays to the end: the collector need not go through it again and again
        answer = ANSWERED, function(lambda *far: caller.send((TOLD, far)), *arguments)
    except Exception as error:
        answer = RAISED, _portable(error)
    # Before the answer: the caller may be killed between hearing it and clearing up.
    nursery.leave()
    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
    try:
        caller.send(answer)
    except ConnectionError:
        raise
    except Exception as error:  # it cannot be pickled
        caller.send((RAISED, _portable(error)))


def _end_with(caller: Connection) -> None:
    """The caller sends nothing more, so whatever ends this wait is its end."""
    try:
        caller.recv()
    except (EOFError, OSError):
        _vanish()


def _vanish() -> NoReturn:
    """The caller is dead: leave nothing behind. Whichever thread notices first does it, once."""
    scratch = os.environ["TMPDIR"]
    with _vanishing:
        with suppress(OSError):  # moved away first: the other thread may still be making files in it
            os.rename(scratch, f"{scratch}-gone")
        clear(f"{scratch}-gone")
        os._exit(1)


def clear(folder: str) -> None:
    """Whom a killed child had started hears of it a moment later, and until then may move what is removed."""
    for _ in range(_PATIENCE):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.exists(folder):
            return
        time.sleep(_MOMENT)


def _portable(error: Exception) -> Exception:
    """The exception, with the child's traceback as a note; a RuntimeError where it cannot be pickled."""
    told = "".join(traceback.format_exception(error))
    error.add_note(told)
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(told)
    return error
