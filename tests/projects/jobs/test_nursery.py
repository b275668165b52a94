"""The process that children are forked from: one, replaced when it dies, gone when we are."""

import os
import signal
import subprocess
import sys

import pytest

from projects import apart
from tests.processes import children, descendants, nurseries, runs, wait_for
from tests.projects.jobs.working import ROOT

PIECES = "tests.projects.jobs.pieces"


def silent(*far) -> None:
    """Nobody asks how far it is."""


def ask(name: str, *arguments):
    return apart.call(f"{PIECES}.{name}", *arguments, report=silent, tick=silent, every=0.05)


def ours() -> list[int]:
    return nurseries(os.getpid())


def test_one_nursery_bears_all_children_and_nothing_else_stays():
    ask("describe")
    assert len(ours()) == 1
    before = ours()
    ask("describe")
    assert ours() == before
    assert not descendants(before[0])


def test_a_child_has_what_its_module_loads_loaded_before():
    assert ask("was_loaded")


def test_a_nursery_that_was_killed_is_replaced():
    ask("describe")
    (old,) = ours()
    os.kill(old, signal.SIGKILL)
    assert ask("describe", 1)[1] == (1,)
    assert ours() != [old]


def test_a_killed_nursery_takes_no_answer_with_it():
    def kill(*far):
        for pid in ours():
            os.kill(pid, signal.SIGKILL)

    answer = apart.call(f"{PIECES}.describe", 7, report=kill, tick=silent, every=0.05)
    assert answer[1] == (7,)


def test_children_see_the_settings_of_the_caller_as_they_are_now(monkeypatch):
    ask("describe")
    monkeypatch.setenv("PDF_WORKERS", "7")
    assert ask("setting", "PDF_WORKERS") == "7"
    monkeypatch.delenv("PDF_WORKERS")
    assert ask("setting", "PDF_WORKERS") is None
    assert len(ours()) == 1


def test_a_setting_that_changes_while_a_child_is_at_work_leaves_it_alone(monkeypatch):
    def change(*far):
        monkeypatch.setenv("PDF_WORKERS", "8")
        assert ask("setting", "PDF_WORKERS") == "8"

    assert apart.call(f"{PIECES}.describe", 3, report=change, tick=silent, every=0.05)[1] == (3,)
    assert len(ours()) == 1


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_nursery_goes_with_the_caller_however_that_ends(how):
    caller = subprocess.Popen(
        [sys.executable, "-c", f"{CALL}; print(flush=True); time.sleep(600)"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with caller:
        caller.stdout.readline()
        (nursery,) = children(caller)
        caller.send_signal(how)
    wait_for(lambda: not runs(nursery))


CALL = f"""
import time
from projects import apart
say = lambda *far: None
apart.call("{PIECES}.describe", report=say, tick=say, every=0.1)
""".strip().replace("\n", ";")
