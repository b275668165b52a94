"""Files that are whole or not there."""

import errno
import os

import pytest

from disclosures.publishing import disk


def test_a_file_is_written_once_and_known_by_size_and_hash(tmp_path):
    known = disk.put(tmp_path, "a/b.txt", b"one")
    place = tmp_path / "a" / "b.txt"
    before = place.stat().st_ino
    assert disk.put(tmp_path, "a/b.txt", b"one") == known == disk.measured(place)
    assert place.stat().st_ino == before
    assert disk.put(tmp_path, "a/b.txt", b"two") != known
    assert place.read_bytes() == b"two"
    assert [path.name for path in place.parent.iterdir()] == ["b.txt"]


@pytest.mark.parametrize("path", ["", "/etc/passwd", "../x", "a/../x", "a//b", "./x", "a\\b", "a/\0"])
def test_no_path_leads_out_of_the_folder(tmp_path, path):
    with pytest.raises(ValueError):
        disk.put(tmp_path, path, b"x")


def test_laid_files_are_all_there_or_none(tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    files = {path: disk.put(source, path, path.encode()) for path in ("a", "b/c")}
    with pytest.raises(OSError):
        disk.lay(source, target, files | {"a": (1, "0" * 64)})
    assert not target.exists()
    disk.lay(source, target, files)
    assert disk.differing(target, files) == []
    assert (target / "a").stat().st_mode & 0o777 == disk.OPEN_FILE
    disk.remove(target)
    assert (source / "a").read_bytes() == b"a"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["source"]


def test_where_links_cannot_be_made_files_are_copied(tmp_path, monkeypatch):
    def no_link(source, target):
        raise OSError("another file system")

    monkeypatch.setattr(os, "link", no_link)
    files = {"a": disk.put(tmp_path / "source", "a", b"a")}
    disk.lay(tmp_path / "source", tmp_path / "target", files)
    assert disk.differing(tmp_path / "target", files) == []


def test_what_differs_is_named(tmp_path):
    files = {path: disk.put(tmp_path, path, path.encode()) for path in ("a", "b", "c")}
    (tmp_path / "a").write_bytes(b"A")
    (tmp_path / "c").unlink()
    assert disk.differing(tmp_path, files) == ["a", "c"]


def test_a_pointer_says_one_thing_or_the_other(tmp_path):
    disk.point(tmp_path / "current", "one\n")
    disk.point(tmp_path / "current", "two\n")
    disk.link_to(tmp_path / "site", "g/one")
    disk.link_to(tmp_path / "site", "g/two")
    assert (tmp_path / "current").read_text() == "two\n"
    assert os.readlink(tmp_path / "site") == "g/two"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", "site"]


def test_what_was_left_half_written_is_taken_away_and_nothing_else(tmp_path):
    disk.put(tmp_path, "a/b", b"b")
    for place in (tmp_path / ".new-1", tmp_path / "a" / ".new-2"):
        place.write_bytes(b"half")
    disk.clear(tmp_path, older=3600)
    assert len(list(tmp_path.rglob(".new-*"))) == 2
    disk.clear(tmp_path)
    assert [path.name for path in disk.everything(tmp_path)] == ["b"]


def test_a_folder_that_somebody_still_writes_to_is_removed_all_the_same(tmp_path, monkeypatch):
    disk.put(tmp_path / "one", "a", b"a")
    late, real = iter(("b", "c")), os.rmdir

    def rmdir(path, **where):
        for name in late:
            disk.put(tmp_path / "one", name, b"late")
            break
        real(path, **where)

    monkeypatch.setattr(os, "rmdir", rmdir)
    disk.remove(tmp_path / "one")
    assert list(tmp_path.iterdir()) == []


def test_who_removes_what_another_is_removing_leaves_nothing(tmp_path, monkeypatch):
    for name in "abc":
        disk.put(tmp_path / "one", name, b"x")
    real, taken = os.unlink, []

    def unlink(path, **where):
        if not taken:
            taken.append(path)
            real(path, **where)  # the other was faster
        real(path, **where)

    monkeypatch.setattr(os, "unlink", unlink)
    disk.remove(tmp_path / "one")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("trouble", [errno.ENOENT, errno.ENOTEMPTY, errno.EACCES])
def test_what_cannot_be_removed_is_said(tmp_path, monkeypatch, trouble):
    disk.put(tmp_path / "one", "a", b"a")

    def rmdir(path, **where):
        raise OSError(trouble, "no")

    monkeypatch.setattr(os, "rmdir", rmdir)
    with pytest.raises(OSError):
        disk.remove(tmp_path / "one")
