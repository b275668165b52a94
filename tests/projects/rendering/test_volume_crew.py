"""The processes that draw a volume: how many, how far, and that none outlives its end."""

import os
import re
import signal
import threading
import time
from contextlib import suppress

import pytest

from benchmarks.tables import make_table
from projects.rendering import html, pdf
from projects.rendering.failure import RenderError
from projects.rendering.paper import drawing
from tests.processes import borne, runs, wait_for
from tests.projects.rendering.examples import forty_indicators
from tests.projects.rendering.test_volume import MANY, TITLE, Told, anew, volume

__all__ = ["anew", "volume"]  # fixtures


def test_it_is_told_how_far_the_volume_is(anew):
    told = Told()
    pdf.render(MANY, TITLE, report=told)
    drawn = [done for done, _, what in told.said if "排版" in what]
    assert drawn == sorted(drawn)
    assert set(drawn) == set(range(len(MANY) + 1))
    assert all(count == len(MANY) for _, count, _ in told.said)


class Enough(Exception):
    """The person has cancelled."""


def test_whoever_cancels_gets_rid_of_processes_and_files_at_once(anew, tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    seen: list[int] = []

    def cancel(done: int, count: int, what: str) -> None:
        seen.extend(drawers())
        if done >= 3:
            raise Enough

    with pytest.raises(Enough):
        pdf.render(MANY, TITLE, report=cancel)
    assert seen
    assert not [pid for pid in seen if runs(pid)]
    assert not list(scratch.iterdir())
    assert not list(anew.glob("??/.*"))


def drawers() -> list[int]:
    return borne(os.getpid())


def test_a_table_over_which_a_process_died_is_drawn_by_another(volume, anew, monkeypatch):
    monkeypatch.setenv("PDF_WORKERS", "2")
    killed: list[int] = []

    def kill_one(done: int, count: int, what: str) -> None:
        if done == 2 and not killed:
            killed.append(drawers()[0])
            os.kill(killed[0], signal.SIGKILL)

    assert pdf.render(MANY, TITLE, report=kill_one) == volume
    assert killed


def test_a_table_over_which_two_processes_died_is_named(anew, monkeypatch):
    monkeypatch.setenv("PDF_WORKERS", "1")
    over = threading.Event()

    def kill_all() -> None:
        while not over.is_set():
            for pid in drawers():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.01)

    killer = threading.Thread(target=kill_all)
    killer.start()
    try:
        with pytest.raises(RenderError, match=f"第1张表“{re.escape(html.called(MANY[0]))}”.*两次"):
            pdf.render(MANY, TITLE)
    finally:
        over.set()
        killer.join()
    wait_for(lambda: not drawers())


@pytest.mark.parametrize(("asked", "given"), [("3", 3), ("0", None), ("", None), ("many", None)])
def test_as_many_processes_draw_as_the_setting_says_else_one_a_core(monkeypatch, asked, given):
    monkeypatch.setenv("PDF_WORKERS", asked)
    assert drawing.workers() == (given or len(os.sched_getaffinity(0)))


def test_no_process_gets_all_the_long_tables():
    long, short = forty_indicators(), make_table(1, rows=4)
    order = list(enumerate([long if number % 2 == 0 else short for number in range(20)]))
    dealt = drawing.shares(order, 2)
    assert sorted(place for share in dealt for place, _ in share) == list(range(20))
    assert [sum(table is long for _, table in share) for share in dealt] == [5, 5]
