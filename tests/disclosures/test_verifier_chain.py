"""Manifests hang together: whoever takes one out, changes it or puts another in its place is found out."""

from pathlib import Path

import pytest

from disclosures import verifier
from disclosures.document import Publisher
from disclosures.verifier import BROKEN, CHANGED, EXTRA, SAME, verify
from tests.disclosures.editions import FILES, folder_of, manifest_of, states

DEPARTMENT = Publisher("130209", "芦台经济开发区", "101", "财政局")


def chain(count: int, publisher: Publisher = DEPARTMENT, first: bytes = b"1") -> list[bytes]:
    made: list[bytes] = []
    for position in range(1, count + 1):
        previous = verifier.sha256(made[-1]) if made else ""
        files = {"data.json": first + b"0" * position}
        made.append(manifest_of(files, position, previous, publisher))
    return made


def kept(folder: Path, *manifests: bytes, name: str = "101") -> Path:
    (folder / "manifests").mkdir(exist_ok=True)
    for number, data in enumerate(manifests, 1):
        (folder / "manifests" / f"{name}-{number}.json").write_bytes(data)
    return folder


def test_whole_chains_of_several_publishers_are_whole(tmp_path):
    kept(tmp_path, *chain(3))
    kept(tmp_path, *chain(2, Publisher("130209", "芦台经济开发区")), name="district")
    report = verify(tmp_path)
    assert report.is_sound
    assert len(states(report, SAME)) == len(report.manifests) == 5


@pytest.mark.parametrize("gone", [0, 1])
def test_a_manifest_taken_out_leaves_a_gap(tmp_path, gone):
    manifests = chain(3)
    del manifests[gone]
    report = verify(kept(tmp_path, *manifests))
    assert states(report, BROKEN) == [f"manifests/101-{gone + 1}.json"]
    assert f"缺少链上第 {gone + 1} 份清单" in str(report)


def test_a_manifest_by_itself_may_stand_anywhere_in_its_chain(tmp_path):
    """An edition is downloaded without those before it; whether any is missing only the site can say."""
    assert verify(kept(tmp_path, chain(3)[2])).is_sound


def test_a_manifest_rewritten_in_the_middle_breaks_the_next(tmp_path):
    first, _, third = chain(3)
    second = chain(2, first=b"2")[1]
    report = verify(kept(tmp_path, first, second, third))
    assert states(report, BROKEN) == ["manifests/101-2.json", "manifests/101-3.json"]


def test_two_manifests_of_one_place_are_both_named(tmp_path):
    first, second = chain(2)
    report = verify(kept(tmp_path, first, second, chain(1, first=b"2")[0]))
    assert states(report, BROKEN) == ["manifests/101-1.json", "manifests/101-3.json"]
    assert "有不同的清单" in str(report)


def test_the_first_has_none_before_it_and_every_other_one_has(tmp_path):
    made = [
        manifest_of({}, 1, "0" * 64, DEPARTMENT),
        manifest_of({}, 2, "", DEPARTMENT),
    ]
    report = verify(kept(tmp_path, *made))
    assert states(report, BROKEN) == ["manifests/101-1.json", "manifests/101-2.json"]


def test_an_edition_is_held_to_the_chain_beside_it(tmp_path):
    manifests = chain(2)
    folder_of(
        tmp_path,
        {"data.json": b"100"},
        position=2,
        previous=verifier.sha256(manifests[0]),
        publisher=DEPARTMENT,
    )
    assert (tmp_path / "manifest.json").read_bytes() == manifests[1]
    assert verify(kept(tmp_path, *manifests)).is_sound
    (tmp_path / "manifests" / "101-2.json").write_bytes(manifest_of({}, 2, "1" * 64, DEPARTMENT))
    assert states(verify(tmp_path), BROKEN) == ["manifest.json", "manifests/101-2.json"]


def test_editions_beside_each_other_are_one_chain(tmp_path):
    folder_of(tmp_path / "a")
    first = verifier.sha256((tmp_path / "a" / "manifest.json").read_bytes())
    folder_of(tmp_path / "deep" / "b", position=2, previous=first)
    report = verify(tmp_path)
    assert report.is_sound
    assert len(states(report, SAME)) == 2 * (len(FILES) + 1)
    folder_of(tmp_path / "deep" / "b", position=2, previous="0" * 64)
    assert states(verify(tmp_path), BROKEN) == ["deep/b/manifest.json"]


def test_a_folder_within_an_edition_cannot_excuse_itself_with_a_manifest_of_its_own(tmp_path):
    folder_of(tmp_path)
    folder_of(tmp_path / "more")
    assert len(states(verify(tmp_path), EXTRA)) == len(FILES) + 3


def test_what_lies_among_the_manifests_and_is_none_is_named(tmp_path):
    kept(tmp_path, *chain(1))
    (tmp_path / "manifests" / "notes.txt").write_bytes(b"")
    assert states(verify(tmp_path), CHANGED) == ["manifests/notes.txt"]
