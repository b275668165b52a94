"""Where the suite writes: what a run that lives has stays, and what a killed one left is taken away."""

import pytest

from tests import in_memory
from tests.in_memory import make_scratch


@pytest.fixture
def memory(tmp_path, monkeypatch):
    """Memory enough, and no container."""
    monkeypatch.setattr(in_memory, "_MEMORY", tmp_path)
    monkeypatch.setattr(in_memory, "_LIMIT", tmp_path / "none")
    monkeypatch.setattr(in_memory, "_NEEDED", 1000)
    return tmp_path


def test_what_a_killed_run_left_is_taken_away_and_what_lives_stays(memory):
    (memory / "btest-left").mkdir()
    (memory / "btest-left" / "large").write_text("x")
    (memory / "btest-gone").symlink_to(memory / "taken away by another")
    (memory / "other").mkdir()
    first = make_scratch()
    second = make_scratch()
    assert {first.parent, second.parent} == {memory}
    assert {one.name for one in memory.iterdir()} == {"other", "btest-gone", first.name, second.name}


@pytest.mark.parametrize(("limit", "roomy"), [("max", True), ("1000", True), ("999", False)])
def test_a_small_container_takes_its_disk(memory, tmp_path, monkeypatch, limit, roomy):
    disk, told = tmp_path / "disk", tmp_path / "memory.max"
    disk.mkdir()
    told.write_text(f"{limit}\n")
    monkeypatch.setattr(in_memory, "_LIMIT", told)
    monkeypatch.setattr("tempfile.tempdir", str(disk))
    assert make_scratch().parent == (memory if roomy else disk)
