"""The page on dependencies names every locked package as it is locked, under a licence we may hand on."""

import re
from datetime import date

from scripts import dependencies

ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "Artistic-1.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CNRI-Python",
    "ISC",
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "PSF-2.0",
    "Unlicense",
    "ZPL-2.1",
}
WITH_A_NOTE = {"LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "MPL-2.0"}
PAGE = dependencies.PAGE.read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\S+) \| (\S+) \| (\w+) \| ([^|]+) \| ([^|]*) \| ([^|]*) \|$", PAGE, re.MULTILINE)[1:]


def test_each_locked_package_stands_on_the_page_with_its_version_and_what_it_is_for():
    told = {(name, version, group) for name, version, group, *_ in ROWS}
    assert told == {(one.name, one.version, one.group) for one in dependencies.locked()}, (
        "run scripts/dependencies.py"
    )


def test_nothing_is_under_a_licence_that_would_bind_us():
    for name, _, group, licence, _, note in ROWS:
        parts = set(re.split(r" (?:AND|OR) ", licence))
        assert parts <= ALLOWED | WITH_A_NOTE, name
        assert note or not parts & WITH_A_NOTE, name
        assert licence != "Artistic-1.0" or group != "running", name


def test_it_is_known_why_each_is_here():
    assert not [name for name, *_, needed, _ in ROWS if not needed]


def test_a_day_on_which_nothing_could_be_asked_is_no_day_without_findings():
    asked = {"dependencies": [{"name": "a", "skip_reason": "not found"}]}
    told = dependencies.advisories(asked, date(2026, 12, 1))
    assert told.startswith("Not looked up on 2026-12-01")
    assert "make audit" in told
    assert "None is known" not in told


def test_what_is_found_is_told_with_what_was_skipped(monkeypatch):
    monkeypatch.setattr(dependencies, "judgements", lambda: {"TEST-1": "not reached: we never call it"})
    flaws = [
        {"id": "TEST-1", "aliases": ["OTHER-1"], "fix_versions": ["1.1"]},
        {"id": "TEST-2", "aliases": [], "fix_versions": []},
    ]
    asked = [
        {"name": "a", "version": "1.0", "vulns": flaws},
        {"name": "b", "version": "2.0", "vulns": []},
        {"name": "c", "skip_reason": "not found"},
    ]
    told = dependencies.advisories({"dependencies": asked}, date(2026, 12, 1))
    assert "Looked up on 2026-12-01 for 2 of 3 packages." in told
    assert "Not looked up (the database did not know them): c." in told
    assert "| a | 1.0 | TEST-1, OTHER-1 | 1.1 | not reached: we never call it |" in told
    assert "| a | 1.0 | TEST-2 | – | not judged yet |" in told
    assert "None is known" not in told


def test_no_finding_is_said_only_of_what_was_asked():
    asked = [{"name": "a", "version": "1.0", "vulns": []}, {"name": "c", "skip_reason": "not found"}]
    told = dependencies.advisories({"dependencies": asked}, date(2026, 12, 1))
    assert "for 1 of 2 packages" in told
    assert "None is known" in told


def test_a_judgement_on_the_page_stays(monkeypatch):
    row = "| a | 1.0 | TEST-1, OTHER-1 | 1.1 | not reached |\n| a | 1.0 | TEST-2 | – | not judged yet |\n"
    monkeypatch.setattr(dependencies, "kept", lambda: row)
    assert dependencies.judgements() == {"TEST-1": "not reached", "TEST-2": "not judged yet"}
