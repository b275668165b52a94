"""The preparation of fonts for PDF: quick when all is there, honest when something is not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]


def prepare(target: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the script on a folder of its own."""
    command = [sys.executable, "-X", "utf8", str(ROOT / "scripts/fonts.py"), str(target), *options]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=os.environ | environment, check=False
    )


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    target = tmp_path_factory.mktemp("fonts")
    answer = prepare(target, "--no-fandol")
    assert (answer.returncode, answer.stderr) == (0, "")
    return target


def times(target: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in target.iterdir()}


def test_the_faces_for_simplified_chinese_are_cut_out_as_files_of_their_own(prepared):
    found = {}
    for path in prepared.glob("Noto*.otf"):
        with TTFont(path, lazy=True) as face:
            found[path.name] = face["name"].getDebugName(4)
    assert found == {
        "NotoSansCJKsc-Regular.otf": "Noto Sans CJK SC",
        "NotoSerifCJKsc-Bold.otf": "Noto Serif CJK SC Bold",
        "NotoSerifCJKsc-Regular.otf": "Noto Serif CJK SC",
    }


def test_a_second_run_touches_and_says_nothing(prepared):
    before = times(prepared)
    answer = prepare(prepared, "--no-fandol")
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
    assert times(prepared) == before


def test_nothing_half_written_is_left_behind(prepared):
    assert not [name for name in times(prepared) if name.startswith(".")]


def test_what_is_missing_again_is_made_again_with_the_same_bytes(prepared):
    face = prepared / "NotoSansCJKsc-Regular.otf"
    made = face.read_bytes()
    face.unlink()
    assert prepare(prepared, "--no-fandol").returncode == 0
    assert face.read_bytes() == made


def test_where_no_packages_can_be_fetched_it_goes_on_without_fandol_and_asks_only_once(prepared):
    answer = prepare(prepared, PATH="")
    assert answer.returncode == 0
    assert "没有取得 Fandol 仿宋（本机没有 apt-get）" in answer.stdout
    assert "--fandol" in answer.stdout
    again = prepare(prepared, PATH="")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert "没有取得" in prepare(prepared, "--fandol", PATH="").stdout


@pytest.mark.parametrize(
    ("environment", "dotenv", "expected"),
    [
        ({}, "", "var/fonts"),
        ({"VAR_DIR": "", "BUDGET_FONTS": ""}, "", "var/fonts"),
        ({"VAR_DIR": "/srv/data"}, "", "/srv/data/fonts"),
        ({"VAR_DIR": "/srv/data", "BUDGET_FONTS": "/srv/faces"}, "", "/srv/faces"),
        ({}, "VAR_DIR=/srv/data\nBUDGET_FONTS=\n", "/srv/data/fonts"),
        ({}, "VAR_DIR=/srv/data\nBUDGET_FONTS=/srv/faces\n", "/srv/faces"),
        ({"VAR_DIR": "/srv/other"}, "VAR_DIR=/srv/data\n", "/srv/other/fonts"),
    ],
)
def test_fonts_go_where_the_site_looks_for_them(tmp_path, environment, dotenv, expected):
    """In a copy of the few files that have a say, so that no .env of this installation has one."""
    for name in ("scripts/fonts.py", "budget_site/env.py", "projects/rendering/fonts.py"):
        (tmp_path / name).parent.mkdir(parents=True)
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "projects/rendering/failure.py", tmp_path / "projects/rendering")
    (tmp_path / ".env").write_text(dotenv)
    rest = {name: text for name, text in os.environ.items() if name not in ("VAR_DIR", "BUDGET_FONTS")}
    asked = "import fonts; print(fonts.arguments().directory)"
    answer = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=tmp_path / "scripts",
        env=rest | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == str(tmp_path.resolve() / expected)


def test_a_package_is_opened_for_the_wanted_files_only(tmp_path):
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import fonts
    finally:
        sys.path.pop(0)
    tree = tmp_path / "package"
    (tree / "DEBIAN").mkdir(parents=True)
    about = "Package: some-fonts\nVersion: 1\nArchitecture: all\nMaintainer: a <a@b.c>\nDescription: fonts\n"
    (tree / "DEBIAN/control").write_text(about)
    (tree / "usr/share/fonts").mkdir(parents=True)
    for name in ("wanted.otf", "other.otf"):
        (tree / "usr/share/fonts" / name).write_text(name)
    archive = tmp_path / "some-fonts.deb"
    subprocess.run(["dpkg-deb", "--build", tree, archive], check=True, capture_output=True)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    assert [path.read_text() for path in fonts.unpack(archive, frozenset({"wanted.otf"}), scratch)] == [
        "wanted.otf"
    ]
    assert [path.name for path in scratch.iterdir()] == ["wanted.otf"]
