"""How far a command is, on the last line of a terminal; nothing in a pipe or a log."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from projects.rendering.reporting import Report, silent

_WIDTH = 24  # of the bar, in characters
_BACK = "\r\x1b[K"  # to the beginning of the line, which is emptied


@contextmanager
def bar(terminal: TextIO) -> Iterator[Report]:
    """A report that is shown while the work goes on, and gone when it ends, however it ends."""
    if not terminal.isatty():
        yield silent
        return

    def show(done: int, count: int, what: str) -> None:
        filled = _WIDTH * done // count if count else 0
        line = f"[{'=' * filled}{' ' * (_WIDTH - filled)}] {done}/{count} {what}"
        room = max(shutil.get_terminal_size().columns - 1, _WIDTH)
        terminal.write(_BACK + _cut(line, room))
        terminal.flush()

    try:
        yield show
    finally:
        terminal.write(_BACK)
        terminal.flush()


def _cut(line: str, room: int) -> str:
    """As much of a line as a terminal shows in so many columns, of which a 汉字 takes two."""
    used = 0
    for place, char in enumerate(line):
        used += 1 if char.isascii() else 2
        if used > room:
            return line[:place]
    return line
