"""What is exported verifies by the plain file that goes with it, and so it does where only a part is."""

import subprocess
import sys

import pytest

from disclosures.models import Edition, PublicEdition
from disclosures.publishing.exporting import export
from disclosures.verifier import CHANGED, LEFT_OUT, MISSING, verify
from tests.disclosures.editions import states

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def public(press, quick) -> PublicEdition:
    """The second edition, so that there is a chain."""
    press.publish()
    press.retitle("更正后的标题")
    press.correct(Edition.objects.get())
    return PublicEdition.objects.get(number=2)


def check(folder):
    report = verify(folder)
    assert report.is_sound, str(report.broken[:5])
    command = [sys.executable, "-I", str(folder / "verify.py")]
    assert subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0
    return report


def test_a_whole_export_is_whole_and_a_byte_changed_in_any_of_its_files_is_named(public, tmp_path):
    export(public, tmp_path / "out")
    report = check(tmp_path / "out")
    assert {line.path.split("/")[2] for line in report.lines if line.state == LEFT_OUT} <= {"pages"}
    for place in sorted(one for one in (tmp_path / "out").rglob("*") if one.is_file()):
        content, name = place.read_bytes(), place.relative_to(tmp_path / "out").as_posix()
        place.write_bytes(bytes([content[0] ^ 1]) + content[1:])
        broken = verify(tmp_path / "out").broken
        place.write_bytes(content)
        if name != "SHA256SUMS":
            assert name in [line.path for line in broken if line.state == CHANGED], name
        assert broken
    (tmp_path / "out" / "index.html").unlink()
    assert states(verify(tmp_path / "out"), MISSING) == ["index.html"]


def test_a_part_says_what_it_leaves_out(press, public, tmp_path):
    code = press.cast.department.code
    export(public, tmp_path / "out", code)
    left = states(check(tmp_path / "out"), LEFT_OUT)
    assert any(path.endswith("/data.json") for path in left)
    [table] = (tmp_path / "out").rglob("tables/*.json")
    table.write_bytes(b"{}")
    assert states(verify(tmp_path / "out"), CHANGED) == [table.relative_to(tmp_path / "out").as_posix()]
