"""All files of an edition: in order, the same each time, safely named; and no byte of one changes unseen."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from disclosures import verifier
from disclosures.document import to_bytes
from disclosures.rendering.files import FILES, NOTE, PARTS, open_data
from disclosures.verifier import CHANGED, SAME, verify
from projects.tables import to_canonical
from tests.disclosures.editions import folder_of, states
from tests.disclosures.rendering.examples import disclosure, facts
from tests.projects.rendering.examples import ordinary

ROOT = Path(__file__).resolve().parents[3]
SHOWN = disclosure(ordinary(), ordinary(name="=1+1"))
ELSEWHERE = """
import hashlib, django
django.setup()
from tests.disclosures.rendering.test_files import all_files
for path, content in all_files():
    print(hashlib.sha256(content).hexdigest(), path)
"""


def all_files():
    return [file for part in PARTS.values() for file in part(SHOWN, facts(SHOWN))]


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    made = all_files()
    assert len(dict(made)) == len(made)
    return dict(made)


def test_they_come_in_order_and_every_edition_has_them(files):
    paths = list(files)
    assert paths[:4] == ["disclosure.pdf", "disclosure.docx", "disclosure.xlsx", "data.json"]
    alone = [path for path in paths if not path.startswith(("tables/", "pages/"))]
    assert sorted(alone) == sorted([*FILES, NOTE])
    folders = [path.partition("/")[0] for path in paths if "/" in path]
    assert list(dict.fromkeys(folders)) == ["csv", "tables", "pages"]
    assert "pages/index.html" in paths
    assert paths[-1] == "verify.py"


def test_data_and_tables_are_the_frozen_bytes_themselves(files):
    assert files["data.json"] == to_bytes(SHOWN)
    assert hashlib.sha256(files["data.json"]).hexdigest() == facts(SHOWN).data_hash
    for one in SHOWN.projects:
        assert files[f"tables/{one.id}.json"] == one.frozen == to_canonical(one.table)
    assert files["verify.py"] == Path(verifier.__file__).read_bytes()


def test_every_path_is_safe_on_every_system(files):
    assert [path for path in files if not verifier.is_safe(path)] == []
    assert len({path.lower() for path in files}) == len(files)


def test_another_process_in_another_time_zone_draws_the_same_bytes(files, tmp_path):
    told = subprocess.check_output(
        [sys.executable, "-c", ELSEWHERE],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "America/New_York", "VAR_DIR": str(tmp_path)},
        text=True,
    )
    assert told.splitlines() == [
        f"{hashlib.sha256(content).hexdigest()} {path}" for path, content in files.items()
    ]


def test_the_open_data_do_not_depend_on_how_it_is_drawn(files):
    opened = dict(open_data(SHOWN, facts(SHOWN)))
    assert opened == {path: files[path] for path in files if path in opened}


def test_one_byte_changed_in_any_file_is_named(files, tmp_path):
    """Any: also of the manifest, of the list of sums and of the instructions."""
    edition = folder_of(tmp_path, files)
    report = verify(edition)
    assert report.is_sound
    assert states(report, SAME) == [*sorted(files), "SHA256SUMS"]
    for path in [*files, "manifest.json", "SHA256SUMS", "核验说明.txt"]:
        content = (edition / path).read_bytes()
        assert content
        for place in sorted({0, len(content) // 2, len(content) - 1}):
            changed = bytearray(content)
            changed[place] ^= 1
            (edition / path).write_bytes(changed)
            broken = verify(edition).broken
            assert path in str([line.path + line.why for line in broken]), (path, place)
            if path in files:
                assert [(line.path, line.state) for line in broken] == [(path, CHANGED)]
        (edition / path).write_bytes(content)
    assert verify(edition).is_sound
