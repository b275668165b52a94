"""The process that children are forked from: one, replaced when it dies, gone when we are."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from projects import apart
from tests.processes import borne, children, hear_interruptions, nurseries, runs, wait_for
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
    assert not borne(os.getpid())


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


@pytest.mark.parametrize("module", ["disclosures.publishing.drawing", "projects.drawing"])
def test_what_is_loaded_begins_no_thread_or_children_would_hang(module):
    """A library with threads cannot be forked: it would wait for them for ever."""
    with pytest.raises(AttributeError):  # once it has been loaded
        apart.call(f"{module}.nothing", report=silent, tick=silent, every=0.05)
    assert [len(list(Path(f"/proc/{pid}/task").iterdir())) for pid in ours()] == [1]


def test_what_cannot_be_loaded_is_missed_by_the_child_that_needs_it(capfd):
    with pytest.raises(ModuleNotFoundError):
        apart.call("tests.projects.nowhere.work", report=silent, tick=silent, every=0.05)
    assert ask("describe", 1)[1] == (1,)


def test_an_answer_that_cannot_travel_is_said_to_be_so():
    with pytest.raises(Exception, match="pickle"):
        ask("answer_unportably")


def test_a_child_that_ends_itself_is_missed_and_its_nursery_bears_on():
    with pytest.raises(apart.Died):
        ask("leave_the_interpreter")
    assert ask("describe", 1)[1] == (1,)


def test_several_calls_are_answered_in_their_order_by_processes_of_their_own():
    told = []
    calls = [(f"{PIECES}.describe", number) for number in range(3)]
    answers = apart.call_all(calls, lambda *far: told.append(far), silent, 0.05)
    assert [arguments for _, arguments in answers] == [(0,), (1,), (2,)]
    assert len({pid for pid, _ in answers}) == 3
    said = ((1, "一半"), (2, "全部"))
    assert sorted(told) == [(nth, done, 2, what) for nth in range(3) for done, what in said]


@pytest.mark.parametrize(("other", "raised"), [("be_killed", apart.Died), ("refuse", ValueError)])
def test_what_befalls_one_of_several_ends_all(tmp_path, monkeypatch, other, raised):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    pids = []
    rest = ("不收",) if other == "refuse" else ()
    calls = [(f"{PIECES}.work_for_ever",), (f"{PIECES}.{other}", *rest)]
    with pytest.raises(raised):
        apart.call_all(calls, lambda nth, pid, *far: pids.append(pid), silent, 0.05)
    assert not [pid for pid in pids if runs(pid)]
    assert not list(tmp_path.iterdir())


def test_an_interruption_while_a_child_is_borne_confuses_no_later_one(monkeypatch):
    def interrupt(*how):
        raise KeyboardInterrupt

    ask("describe")
    with monkeypatch.context() as patch:
        patch.setattr("projects.apart.nursery.send_handle", interrupt)
        with pytest.raises(KeyboardInterrupt):
            ask("describe", 1)
    assert [ask("describe", number)[1] for number in (2, 3)] == [(2,), (3,)]
    assert len(ours()) == 1


def test_settings_may_change_while_other_threads_ask(monkeypatch):
    def work(number: int) -> list:
        return [ask("describe", number)[1] for _ in range(5)]

    with ThreadPoolExecutor(3) as threads:
        asked = [threads.submit(work, number) for number in range(3)]
        for number in range(6):
            monkeypatch.setenv("PDF_WORKERS", str(number))
            ask("describe")
    assert [one.result() for one in asked] == [[(number,)] * 5 for number in range(3)]
    ask("describe")
    wait_for(lambda: len([pid for pid in ours() if runs(pid)]) == 1)


def test_a_process_that_the_caller_forks_has_a_nursery_of_its_own():
    ask("describe")
    forked = os.fork()
    if not forked:
        before = ours()
        answered = ask("describe", 5)[1] == (5,)
        os._exit(0 if answered and before == [] and len(ours()) == 1 else 1)
    assert os.waitpid(forked, 0)[1] == 0
    assert ask("describe", 6)[1] == (6,)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_nursery_goes_with_the_caller_however_that_ends(how):
    caller = subprocess.Popen(
        [sys.executable, "-c", f"{CALL}; print(flush=True); time.sleep(600)"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        preexec_fn=hear_interruptions,
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
