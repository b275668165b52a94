"""What the documents name is there: tests, modules, commands, pages beside them."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_link_between_documents_leads_somewhere(path):
    for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", text(path)):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_command_is_there(path):
    for command in re.findall(r"manage\.(?:py|sh)(?: --\w+)? ([a-z_]+)", text(path)):
        assert command in get_commands(), command
    for target in re.findall(r"`make ([a-z]+)", text(path)):
        assert target in TARGETS, target


@pytest.mark.parametrize("page", ["operations", "backup", "several-hosts"])
def test_every_file_that_an_operator_copies_or_runs_is_there(page):
    told = text(ROOT / f"docs/{page}.md")
    for file in re.findall(r"(?<![\w/])deploy/[\w./@-]+\w", told):
        assert (ROOT / file).exists(), file


def test_a_folder_that_a_fresh_system_lacks_is_made_first():
    """Debian 12 has no /etc/sysusers.d: the users were not made, and nothing after that worked."""
    told = text(ROOT / "docs/operations.md")
    for line in re.findall(
        r"^install .*/etc/(?:sysusers|tmpfiles|systemd/journald\.conf)\.d/.*", told, re.MULTILINE
    ):
        assert line.startswith("install -D "), line


def test_every_test_that_the_page_on_security_names_is_there():
    folder = ""
    rows = [line.split("|") for line in text(ROOT / "docs/security.md").splitlines() if line.startswith("|")]
    tests = [one for row in rows if len(row) == 7 for one in re.findall(r"`([^`]+)`", row[5])]
    assert len(tests) > 30
    for one in tests:
        if one.startswith(("manage.py", "make ")):
            continue
        folder = one.rpartition("/")[0] if "/" in one else folder
        places = (one, f"{folder}/{one}")
        assert any(list((ROOT / "tests").glob(f"{place.rstrip('/*')}*")) for place in places), one


def test_every_module_that_the_page_on_security_names_is_there():
    for one in re.findall(r"`([a-z_]+/[a-z_/]+(?:\.py|/))`", text(ROOT / "docs/security.md")):
        places = (ROOT, ROOT / "budget_site", ROOT / "tests")
        assert any((place / one).exists() for place in places), one
