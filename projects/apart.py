"""One call in a process of its own: it can be killed, its memory goes back, and it never outlives the caller.

For work that takes long inside libraries which cannot be interrupted. The two ends of one socket are all that
the processes share, so the child notices the caller's death, whatever killed it, by the end of the stream.
"""

import gc
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any, NoReturn

_ROOT = Path(__file__).resolve().parent.parent
_TOLD, _ANSWERED, _RAISED = "told", "answered", "raised"

_PATIENCE, _MOMENT = 100, 0.05  # times and seconds in which a folder is cleared

_vanishing = threading.Lock()

Report = Callable[[int, int, str], None]  # so many done, of so many, and what is being done


class Died(Exception):
    """The child ended without an answer: killed, or out of memory."""


def call(target: str, *arguments: Any, report: Report, tick: Callable[[], None], every: float) -> Any:
    """What the function of that dotted name answers to `(report, *arguments)`, or raises.

    `tick` is called every so many seconds meanwhile; what it or `report` raises ends the child. Arguments,
    answer and exceptions are pickled. Temporary files of the child go with it.
    """
    here, there = Pipe()
    with _scratch() as scratch, here:
        with there:
            child = subprocess.Popen(
                [sys.executable, "-m", "projects.apart", str(there.fileno())],
                pass_fds=[there.fileno()],
                cwd=_ROOT,
                env=os.environ | {"TMPDIR": scratch},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl+C in a terminal is for the caller, who then ends the child
            )
        try:
            return _conversation(here, (target, arguments), report, tick, every)
        except (EOFError, ConnectionError) as gone:
            raise Died(f"{target}: the child ended without an answer") from gone
        finally:
            child.kill()
            child.wait()


@contextmanager
def _scratch() -> Iterator[str]:
    """A folder for temporary files, of which nothing is left."""
    folder = tempfile.mkdtemp(prefix="budget-")
    try:
        yield folder
    finally:
        _clear(folder)


def _clear(folder: str) -> None:
    """Whom a killed child had started hears of it a moment later, and until then may move what is removed."""
    for _ in range(_PATIENCE):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.exists(folder):
            return
        time.sleep(_MOMENT)


def _conversation(
    child: Connection, asked: tuple, report: Report, tick: Callable[[], None], every: float
) -> Any:
    child.send(asked)
    while True:
        while not child.poll(every):
            tick()
        kind, value = child.recv()
        if kind == _ANSWERED:
            return value
        if kind == _RAISED:
            raise value
        report(*value)


def main(handle: int) -> None:
    """In the child: hear what is asked, answer it, and end with the caller."""
    caller = Connection(handle)
    target, arguments = caller.recv()
    threading.Thread(target=_end_with, args=[caller], daemon=True).start()
    module, _, name = target.rpartition(".")
    try:
        function = getattr(import_module(module), name)
        gc.freeze()  # what was heard stays to the end: the collector need not go through it again and again
        answer = _ANSWERED, function(lambda *far: caller.send((_TOLD, far)), *arguments)
    except Exception as error:
        answer = _RAISED, _portable(error)
    # Before the answer: the caller may be killed between hearing it and clearing up.
    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
    caller.send(answer)


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
        _clear(f"{scratch}-gone")
        os._exit(1)


def _portable(error: Exception) -> Exception:
    """The exception, with the child's traceback as a note; a RuntimeError where it cannot be pickled."""
    told = "".join(traceback.format_exception(error))
    error.add_note(told)
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(told)
    return error


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]))
    except (EOFError, ConnectionError):
        _vanish()
