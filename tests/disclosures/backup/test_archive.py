"""A backup tells by itself whether it is whole: whatever is changed, cut off or put in is found."""

import io
import tarfile

import pytest

from disclosures.backup import archive
from disclosures.backup.archive import Damaged, Writer, check

PARTS = {
    "database.sqlite3": b"SQLite" * 300,
    "files/jobs/结果.pdf": b"%PDF" * 99,
    "editions/ab/数据.json": b"{}",
}


@pytest.fixture
def backup(tmp_path):
    path = tmp_path / "backup.tar"
    with path.open("wb") as file:
        writer = Writer(file)
        for name, content in PARTS.items():
            writer.add(name, io.BytesIO(content), len(content))
        writer.end({"made_at": "2026-11-30"})
    return path


def test_a_backup_as_it_was_written_is_whole(backup):
    assert [one["path"] for one in check(backup)["parts"]] == list(PARTS)
    assert len(archive.seal_of(backup)) == 64


def test_every_part_that_is_changed_is_found(backup):
    whole = backup.read_bytes()
    with tarfile.open(backup) as tar:
        places = [
            place for one in tar for place in (one.offset, one.offset_data, one.offset_data + one.size - 1)
        ]
    assert len(places) == 3 * (len(PARTS) + 2)
    for place in places:
        backup.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(Damaged):
            check(backup)


def test_a_backup_that_is_cut_off_anywhere_is_found(backup):
    whole = backup.read_bytes()
    with tarfile.open(backup) as tar:
        end = max(one.offset_data + one.size for one in tar)
    for length in (*range(0, end, 256), end - 1):
        backup.write_bytes(whole[:length])
        with pytest.raises(Damaged):
            check(backup)


@pytest.mark.parametrize("member", ["files/more", "database.sqlite3", "link"])
def test_what_was_put_in_later_is_found(backup, member):
    with tarfile.open(backup, "a") as tar:
        one = tarfile.TarInfo(member)
        if member == "link":
            one.type, one.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(one)
    with pytest.raises(Damaged):
        check(backup)


def test_another_file_is_no_backup(tmp_path):
    for content in (b"", b"PK\3\4" + b"x" * 4000):
        (tmp_path / "a").write_bytes(content)
        with pytest.raises(Damaged, match="备份"):
            check(tmp_path / "a")
