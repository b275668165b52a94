"""`make bench` in short: every case runs, is measured against the bare request, and is told."""

import os
import re
import subprocess
import sys

import pytest
from django.db import connection

from benchmarks import telling
from benchmarks.__main__ import read_arguments
from benchmarks.families import FAMILIES, selects
from benchmarks.measuring import Figures
from benchmarks.tables import make_table
from budget_site.env import BASE_DIR

FIGURES = [Figures("List", [0.2, 0.1, 0.3], [0.01, 0.02, 0.03], 7, 1500), Figures("Save", [1.5], [1], 2, 0)]


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", *arguments]
    return subprocess.run(command, cwd=BASE_DIR, env=os.environ, capture_output=True, text=True)


@pytest.mark.xdist_group("processes")
def test_every_case_is_measured():
    done = bench("--quick", "--projects", "300", "--only", "Requests")
    assert done.returncode == 0, done.stderr
    told = done.stdout.splitlines()
    assert "300 and 300 projects, 5 rounds" in told[0]
    sources = (BASE_DIR / "benchmarks").glob("*.py")
    cases = sum(one.read_text(encoding="utf-8").count("\n@case(") for one in sources)
    measured = [re.split(r"\s{2,}", row.strip()) for row in told[2 : 2 + cases]]
    assert len(measured) == cases
    assert len(told) == 2 + cases
    for name, _, _, bare, ratio, queries, *_ in measured:
        assert float(bare) > 0, name
        assert float(ratio) > 0, name
        assert (int(queries) == 0) == name.endswith("(no request)"), name


def test_a_family_is_measured_alone():
    done = bench("--quick", "--only", "Rules")
    assert done.returncode == 0, done.stderr
    _, family, heads, first, *others = done.stdout.splitlines()
    assert family == "Rules"
    assert heads.split() == ["What", "Figure"]
    assert first.startswith("Tables examined a second")
    assert len(others) == 6


def test_the_same_table_is_made_every_time():
    assert make_table(5) == make_table(5)
    assert make_table(5) != make_table(6)
    assert len(make_table(1, 60).indicators) == 60


def test_a_ratio_is_of_medians_and_a_median_takes_no_harm_from_a_busy_moment():
    assert FIGURES[0].ratio == pytest.approx(10)
    assert telling.line(FIGURES[0]) == ("List", "200", "100–300", "20", "10", "7", "2")
    assert telling.line(FIGURES[1])[1:] == ("1500", "1500–1500", "1000", "1.5", "2", "")


@pytest.mark.django_db
def test_new_figures_take_the_place_of_the_old_ones_and_of_nothing_else(tmp_path):
    document = tmp_path / "benchmarks.md"
    document.write_text("# Method\n\nwords\n\n## SQLite\n\nold\n\n## PostgreSQL\n\nold\n", encoding="utf-8")
    for _ in range(2):
        telling.write(telling.markdown(FIGURES, "here"), document)
    text = document.read_text(encoding="utf-8")
    assert text.startswith("# Method\n\nwords\n\n## SQLite\n\n")
    assert text.count("old") == 1
    assert text.count("| List | 200 | 100–300 | 20 | 10 | 7 | 2 |") == 1
    other = "PostgreSQL" if connection.vendor == "sqlite" else "SQLite"
    assert f"## {other}\n\nold\n" in text


def test_a_familys_name_selects_its_cases_alone_and_any_other_words_those_that_have_them():
    assert selects("Search", "Search", "sqlite")
    assert not selects("Search", "Requests", "Search of two characters among 30,000")
    assert selects("Search of two", "Requests", "Search of two characters among 30,000")
    assert selects("Volumes: PDF", "Volumes", "PDF")
    assert selects("", "Rules", "")


def test_every_family_has_its_section_in_the_document():
    for heading in FAMILIES:
        assert f"\n## {heading}\n" in telling.DOCUMENT.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "given",
    [
        ["--rounds", "4"],
        ["--write", "--only", "List"],
        ["--write", "--projects", "10"],
        ["--write", "--quick"],
        ["--fast"],
    ],
)
def test_what_would_mislead_is_refused(given, capsys):
    with pytest.raises(SystemExit):
        read_arguments(given)
    assert "error" in capsys.readouterr().err
