"""A manifest is canonical: its hash is that of what it says, and the verifier reads it."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from disclosures import verifier
from disclosures.document import EditionFacts
from disclosures.publishing import manifest
from tests.disclosures import editions
from tests.disclosures.given import DISTRICT

PLACE = manifest.Place(DISTRICT, 2025, 3, datetime(2025, 3, 1, tzinfo=UTC))
FACTS = EditionFacts(2, "a" * 64, "b" * 64, "更正了一处数字。", 1)
FILES = {"b.txt": (1, "c" * 64), "a/b.json": (20, "d" * 64)}


def test_it_says_all_that_verifying_needs():
    data = manifest.make(PLACE, FACTS, FILES)
    told = verifier.read_manifest(data)
    assert (told["year"], told["edition"], told["position"], told["corrects"]) == (2025, 2, 3, 1)
    assert (told["previous"], told["data"]) == ("a" * 64, "b" * 64)
    assert told["note"] == manifest.digest(FACTS.note.encode()), "the text itself may have to be erased"
    assert [one["path"] for one in told["files"]] == ["a/b.json", "b.txt"]
    assert manifest.files_of(manifest.read(data)) == FILES


@given(st.permutations(sorted(FILES)))
def test_the_order_of_drawing_changes_nothing(order):
    again = {path: FILES[path] for path in order}
    assert manifest.make(PLACE, FACTS, again) == manifest.make(PLACE, FACTS, FILES)


def test_another_format_is_refused():
    for data in (b"[]", b'{"format": 2}', b"{}"):
        try:
            manifest.read(data)
        except ValueError:
            continue
        raise AssertionError(data)


def test_a_tombstone_tells_hash_and_reason_of_every_file(tmp_path):
    data = manifest.make(PLACE, FACTS, FILES)
    (tmp_path / "manifest.json").write_bytes(data)
    (tmp_path / "tombstone.json").write_bytes(manifest.tombstone(manifest.read(data), "个人信息"))
    report = verifier.verify(tmp_path)
    assert {line.path: line.why for line in report.lines if line.state == verifier.ERASED} == {
        "a/b.json": "个人信息",
        "b.txt": "个人信息",
    }
    assert report.is_sound


def test_a_manifest_of_other_data_is_found_out(tmp_path):
    data = editions.manifest_of(editions.FILES, data="0" * 64)
    [line] = verifier.verify(editions.lay(tmp_path, editions.FILES, data)).broken
    assert (line.path, line.why) == ("manifest.json", "清单另外写明的校验值与 data.json 的不同")


def test_a_manifest_of_another_note_is_found_out(tmp_path):
    files = editions.FILES | {"note.txt": "更正了一处。".encode()}
    data = editions.manifest_of(files).replace(b'"note":"', b'"note":"0')
    [line] = verifier.verify(editions.lay(tmp_path, files, data)).broken
    assert (line.path, line.why) == ("manifest.json", "清单另外写明的校验值与 note.txt 的不同")
