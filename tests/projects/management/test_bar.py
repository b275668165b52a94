"""Whoever waits at a terminal sees how far a command is; a log or a pipe stays clean."""

import os
import pty

import pytest

from projects.management.bar import bar

_ALL = "\a"  # rung when everything has been written


@pytest.fixture
def terminal():
    """A real terminal of 80 columns: what is written to one end comes out at the other, in pieces, later."""
    reads, writes = pty.openpty()
    with open(writes, "w", encoding="utf-8") as side:

        def seen() -> str:
            side.write(_ALL)
            side.flush()
            told = b""
            while not told.endswith(_ALL.encode()):
                told += os.read(reads, 65536)
            return told.decode().removesuffix(_ALL)

        yield side, seen
    os.close(reads)


def shown(text: str) -> str:
    """What stands on the last line once all of it has been written: the carriage return begins it anew."""
    return text.replace("\x1b[K", "").rpartition("\r")[2]


def test_a_terminal_shows_how_far_it_is_and_keeps_nothing_of_it(terminal):
    side, seen = terminal
    with bar(side) as report:
        report(3, 12, "共12张表，正在排版")
        assert shown(seen()) == "[======                  ] 3/12 共12张表，正在排版"
        report(0, 0, "正在准备")
        assert shown(seen()) == "[                        ] 0/0 正在准备"
    assert shown(seen()) == ""


def test_a_line_never_runs_over_into_the_next(terminal):
    side, seen = terminal
    with bar(side) as report:
        report(1, 2, "很长的话" * 40)
        line = shown(seen())
    assert sum(1 if char.isascii() else 2 for char in line) <= 80


def test_what_goes_wrong_leaves_no_bar_either(terminal):
    side, seen = terminal

    def fail() -> None:
        with bar(side) as report:
            report(1, 2, "正在排版")
            raise ValueError("甲")

    with pytest.raises(ValueError, match="甲"):
        fail()
    assert shown(seen()) == ""


def test_a_file_or_a_pipe_hears_nothing(tmp_path):
    with (tmp_path / "log").open("w") as log, bar(log) as report:
        report(1, 2, "正在排版")
    assert (tmp_path / "log").read_text() == ""
