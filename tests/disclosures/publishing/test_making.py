"""What lies beside a generation of how it was made."""

import json
import os

from disclosures.publishing import making


def test_what_is_written_anew_is_read_anew_however_soon(tmp_path):
    place = tmp_path / "1.json"
    place.write_text(json.dumps({"shows": {"a": ["2025/"]}, "by": "1"}))
    kept = place.stat()
    assert (making.shown(place), making.by(place)) == ({"a": ["2025/"]}, "1")
    new = tmp_path / "new"
    new.write_text(json.dumps({"shows": {"b": ["2025/"]}, "by": "2"}))
    os.replace(new, place)
    os.utime(place, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    assert (making.shown(place), making.by(place)) == ({"b": ["2025/"]}, "2")


def test_of_what_is_not_there_or_cannot_be_read_nothing_is_known(tmp_path):
    assert (making.shown(tmp_path / "1.json"), making.by(tmp_path / "1.json")) == (None, "")
    (tmp_path / "2.json").write_text("{")
    (tmp_path / "3.json").write_text('{"shows": 1}')
    assert making.shown(tmp_path / "2.json") is making.shown(tmp_path / "3.json") is None
