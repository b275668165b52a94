"""Child processes: they answer, they can be killed, and nothing of them outlives who started them."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from projects import apart
from tests.processes import runs, wait_for
from tests.projects.jobs.working import ROOT

PIECES = "tests.projects.jobs.pieces"
ASK_FOR_EVER = f"""
from projects import apart
say = lambda pid, _, folder: print(pid, folder, flush=True)
apart.call("{PIECES}.work_for_ever", report=say, tick=lambda: None, every=0.1)
"""


def ask(name: str, *arguments, report=lambda *far: None, tick=lambda: None):
    return apart.call(f"{PIECES}.{name}", *arguments, report=report, tick=tick, every=0.05)


def test_a_child_answers_and_says_how_far_it_is():
    told = []
    pid, arguments = ask("describe", "一", ["二"], report=lambda *far: told.append(far))
    assert pid != os.getpid()
    assert arguments == ("一", ["二"])
    assert told == [(1, 2, "一半"), (2, 2, "全部")]
    assert not runs(pid)


def test_what_a_child_is_asked_may_be_larger_than_any_pipe_holds():
    big = "绩效" * 2_000_000
    assert ask("describe", big)[1] == (big,)


def test_a_refusal_in_the_child_is_one_here_with_the_place_it_came_from():
    with pytest.raises(ValueError, match="文件已加密") as refused:
        ask("refuse", "文件已加密")
    assert "in refuse" in refused.value.__notes__[0]


def test_a_refusal_that_cannot_travel_is_told_all_the_same():
    with pytest.raises(RuntimeError, match="Unportable"):
        ask("refuse_unportably")


def test_a_child_that_vanishes_is_missed():
    with pytest.raises(apart.Died):
        ask("be_killed")


def test_whoever_loses_interest_ends_the_child_and_its_files(tmp_path, monkeypatch):
    class EnoughError(Exception):
        pass

    told = []

    def lose_interest():
        if told:
            raise EnoughError

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(EnoughError):
        ask("work_for_ever", report=lambda *far: told.append(far), tick=lose_interest)
    pid, _, folder = told[0]
    assert Path(folder).parent == tmp_path
    assert not runs(pid)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_child_and_its_files_go_when_who_asked_is_killed(tmp_path, how):
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    caller = subprocess.Popen(
        [sys.executable, "-c", ASK_FOR_EVER], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    with caller:
        pid, folder = caller.stdout.readline().split()
        assert runs(int(pid))
        assert list(Path(folder).iterdir())
        caller.send_signal(how)
    wait_for(lambda: not runs(int(pid)))
    assert not list(tmp_path.iterdir())
