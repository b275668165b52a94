"""How volumes are measured: the same tables for every side, in processes of its own, and none left out."""

import subprocess
import sys
from dataclasses import replace

import pytest

from benchmarks import serving
from benchmarks.shelf import Shelf, python
from benchmarks.tables import make_volume
from benchmarks.volumes import CASES, ROUNDS, Side, rows, take_turns
from benchmarks.watching import tree, watch
from budget_site.env import BASE_DIR
from projects.rendering.word_table import page_count

WRITING, _, READING = CASES[:3]
OURS = Side("ours", python("word"))
ONE_SHORT = Side("ours", lambda shelf, count, made: OURS.command(shelf, count - 1, made))
HOLDS = "import time; held = b'.' * 80_000_000; time.sleep(4)"  # long enough to be seen on a busy machine
PASSES_ON = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLDS!r}])"


def characters(count: int) -> set[str]:
    return {char for table in make_volume(count) for goal in table.goals for char in goal.text}


def test_a_volume_is_the_same_every_time_and_shows_more_characters_the_larger_it_is():
    assert make_volume(30) == make_volume(30)
    assert make_volume(40)[:30] == make_volume(30)
    assert len(characters(400)) > 1.5 * len(characters(40))


def test_most_tables_fit_on_a_page_and_some_take_two_to_four():
    counts = [page_count(table) for table in make_volume(200)]
    assert counts.count(1) > 150
    assert {2, 3, 4} <= set(counts) <= {1, 2, 3, 4}


def test_each_side_takes_its_turns_in_processes_of_its_own(tmp_path):
    [taken] = take_turns(WRITING, [OURS], 3, Shelf(tmp_path), 60)
    assert len(taken.runs) == ROUNDS
    assert all(0 < work < run.seconds for work, run in zip(taken.seconds, taken.runs, strict=True))
    [row] = rows(WRITING, 3, [taken])
    assert row[:2] == ("DOCX: ours", "3")


def test_a_side_that_has_had_its_time_sits_out(tmp_path):
    [taken] = take_turns(WRITING, [OURS], 3, Shelf(tmp_path), 0)
    assert len(taken.runs) == 1


def test_a_side_that_leaves_tables_out_is_not_measured(tmp_path):
    with pytest.raises(RuntimeError, match="DOCX, ours: 3 of 4 tables"):
        take_turns(WRITING, [ONE_SHORT], 4, Shelf(tmp_path), 0)


def test_what_is_told_beside_another_is_the_quotient_of_medians(tmp_path):
    [taken] = take_turns(WRITING, [OURS], 3, Shelf(tmp_path), 0)
    beside = replace(taken, side=replace(OURS, name="theirs", beside=("ours", "one that sat out")))
    assert [row[-1] for row in rows(WRITING, 3, [taken, beside])] == ["", "1 ours"]


def test_readers_find_every_table(tmp_path):
    sides = [side for side in READING.sides if side.name != "row.cells"]
    assert len(take_turns(READING, sides, 3, Shelf(tmp_path), 0)) == 2


@pytest.mark.parametrize("program", [HOLDS, PASSES_ON])
def test_memory_is_that_of_the_whole_tree(program):
    assert watch([sys.executable, "-c", program], BASE_DIR).peak > 80_000_000


def test_a_process_that_fails_is_told_with_what_it_said():
    with pytest.raises(RuntimeError, match=r"ended with 3:\nno paper"):
        watch([sys.executable, "-c", "import sys; print('no paper', file=sys.stderr); sys.exit(3)"], BASE_DIR)


def test_the_tree_of_a_process_is_all_that_it_started():
    sleeping = "import subprocess; subprocess.run(['sleep', '30'], start_new_session=True)"
    with subprocess.Popen([sys.executable, "-c", sleeping], start_new_session=True) as parent:
        try:
            while len(found := tree(parent.pid)) < 2:
                assert parent.poll() is None
            assert parent.pid in found
        finally:
            subprocess.run(["kill", *map(str, tree(parent.pid))], check=True)


def test_the_shipped_configuration_is_served_as_it_is_documented(tmp_path):
    told = serving.configuration(serving.Ports(1001, 1002, 1003, 1004), tmp_path / "public", tmp_path)
    assert "listen 127.0.0.1:1001;" in told
    assert f"root {tmp_path}/public/site;" in told
    assert "proxy_pass http://127.0.0.1:1003;" in told
    assert told.count("server {") == 2
    assert "/var/lib/" not in told
