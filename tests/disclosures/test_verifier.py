"""Anybody verifies an edition with one plain file: whatever was changed, lost or added is named."""

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosures import verifier
from disclosures.rendering.checking import beside
from disclosures.verifier import BROKEN, CHANGED, ERASED, EXTRA, LEFT_OUT, MISSING, REFUSED, SAME, verify
from tests.disclosures.editions import FILES, folder_of, lay, manifest_of, states

PROGRAM = Path(verifier.__file__)


@pytest.fixture
def edition(tmp_path) -> Path:
    return folder_of(tmp_path / "edition")


def test_an_edition_as_published_is_whole(edition):
    report = verify(edition)
    assert report.is_sound
    assert {line.state for line in report.lines} == {SAME}
    assert [*FILES, "SHA256SUMS"] == [line.path for line in report.lines]
    assert report.manifests == {"manifest.json": verifier.sha256((edition / "manifest.json").read_bytes())}


def test_a_lost_file_and_one_too_many_are_named(edition):
    (edition / "data.json").unlink()
    (edition / "csv" / "新建文件.csv").write_bytes(b"1")
    (edition / "Thumbs.db").write_bytes(b"by the system")
    assert states(verify(edition), MISSING) == ["data.json"]
    assert states(verify(edition), EXTRA) == ["csv/新建文件.csv"]
    assert not verify(edition).is_sound


def test_a_file_that_grew_says_by_how_much(edition):
    with (edition / "data.json").open("ab") as file:
        file.write(b"\n")
    [line] = verify(edition).broken
    assert (line.path, line.state) == ("data.json", CHANGED)
    assert line.why == f"应为 {len(FILES['data.json'])} 字节，实为 {len(FILES['data.json']) + 1} 字节"


def test_without_the_list_of_sums_the_manifest_still_tells(edition):
    (edition / "SHA256SUMS").unlink()
    (edition / "核验说明.txt").unlink()
    assert verify(edition).is_sound
    (edition / "data.json").write_bytes(b"{}")
    assert states(verify(edition), CHANGED) == ["data.json"]


def test_erased_files_are_told_as_erased_and_not_as_broken(edition):
    told = json.loads((edition / "manifest.json").read_bytes())
    stone = {"reason": "含有个人信息", "files": [{**one, "reason": ""} for one in told["files"]]}
    for path in FILES:
        (edition / path).unlink()
    assert len(states(verify(edition), MISSING)) == len(FILES)
    (edition / "tombstone.json").write_bytes(json.dumps(stone).encode())
    report = verify(edition)
    assert report.is_sound
    assert states(report, ERASED) == list(FILES)
    assert "含有个人信息" in str(report)
    assert "请到公开网站核对该版本的状态" in str(report)


@pytest.mark.parametrize(
    "stone",
    [
        b"",
        b"[]",
        b'{"files": 1}',
        b'{"files": [1]}',
        b'{"files": [{"path": "data.json", "sha256": "0"}]}',
        b'{"files": [{"path": ["data.json"], "sha256": "0"}]}',
    ],
)
def test_a_tombstone_of_something_else_hides_nothing(edition, stone):
    (edition / "data.json").unlink()
    (edition / "tombstone.json").write_bytes(stone)
    assert states(verify(edition), MISSING) == ["data.json"]


def test_a_file_that_a_tombstone_calls_erased_and_that_is_there_is_named(edition):
    told = json.loads((edition / "manifest.json").read_bytes())
    (edition / "tombstone.json").write_bytes(json.dumps({"files": told["files"]}).encode())
    (edition / "data.json").write_bytes(b"another")
    report = verify(edition)
    assert states(report, CHANGED) == ["data.json"]
    assert states(report, EXTRA) == [path for path in FILES if path != "data.json"]


def test_a_tombstone_of_some_files_alone_hides_nothing(edition):
    told = json.loads((edition / "manifest.json").read_bytes())
    some = [one for one in told["files"] if one["path"] == "data.json"]
    (edition / "tombstone.json").write_bytes(json.dumps({"files": some}).encode())
    (edition / "data.json").unlink()
    assert states(verify(edition), MISSING) == ["data.json"]


UNSAFE = (
    "../outside.txt",
    "/etc/hostname",
    "a/../../outside.txt",
    "a//b",
    "",
    ".",
    "a/./b",
    "C:/outside.txt",
    "..\\outside.txt",
    "a\\b",
    "con",
    "csv/NUL.txt",
    "com1",
    "a.",
    "a ",
    "b/ a",
    "data.json:stream",
    "a\0b",
    "a\nb",
)


@pytest.mark.parametrize("path", UNSAFE, ids=ascii)
def test_a_path_that_leaves_the_folder_is_refused_unread(tmp_path, path):
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"secret")
    edition = lay(tmp_path / "edition", FILES, manifest_of({**FILES, path: b"secret"}))
    assert states(verify(edition), REFUSED) == [path]
    assert not verify(edition).is_sound


@pytest.mark.parametrize(
    "path", [*FILES, "tables/a-b.json", ".htaccess", "console.txt", "a..b", "…/甲 乙.pdf"]
)
def test_an_ordinary_path_is_safe(path):
    assert verifier.is_safe(path)


def test_a_path_that_is_no_text_is_refused(edition):
    told = json.loads((edition / "manifest.json").read_bytes())
    told["files"][1]["path"] = "\ud800"
    (edition / "manifest.json").write_bytes(json.dumps(told).encode())
    assert states(verify(edition), REFUSED) == ["\ud800"]
    assert run(str(edition), cwd=edition).returncode == 1


@given(st.text(max_size=20))
def test_no_safe_path_leaves_its_folder(path):
    if verifier.is_safe(path):
        place = os.path.normpath(os.path.join("/folder", path))
        assert place.startswith("/folder/")
        assert place == f"/folder/{path}"


def test_a_link_is_not_followed(edition, tmp_path):
    outside = tmp_path / "outside"
    shutil.copytree(edition / "csv", outside)
    shutil.rmtree(edition / "csv")
    (edition / "csv").symlink_to(outside, target_is_directory=True)
    (edition / "data.json").unlink()
    (edition / "data.json").symlink_to(outside / "plan.csv")
    report = verify(edition)
    assert states(report, REFUSED) == ["csv/plan.csv", "data.json"]
    assert states(report, EXTRA) == ["csv"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b'{"format":2,"files":[]}',
        b'{"format":1,"files":[],"publisher":{},"position":"1"}',
        b'{"format":1,"files":{},"publisher":{},"position":1}',
        b'{"format":1,"files":[{}],"publisher":{},"position":1}',
        b'{"format":1,"files":[{"path":"a","size":1.5,"sha256":"0"}],"publisher":{},"position":1}',
        manifest_of({**FILES, "DATA.json": b""}),
    ],
    ids=range(12),
)
def test_what_is_no_manifest_is_said_in_words(edition, data):
    (edition / "manifest.json").write_bytes(data)
    [line] = verify(edition).broken
    assert (line.path, line.state) == ("manifest.json", CHANGED)
    assert line.why


def test_an_empty_folder_is_not_whole(tmp_path):
    assert states(verify(tmp_path), MISSING) == ["manifest.json"]
    assert states(verify(tmp_path / "nowhere"), MISSING) == ["manifest.json"]


def test_an_export_of_a_part_says_what_is_left_out_and_checks_its_own_pages(edition, tmp_path):
    export = tmp_path / "export"
    shutil.copytree(edition, export / "e" / "token")
    for path in ("SHA256SUMS", "核验说明.txt", "data.json"):
        (export / "e" / "token" / path).unlink()
    (export / "index.html").write_bytes(b"page")
    held = ["index.html", "e/token/csv/plan.csv", "e/token/manifest.json", "e/token/verify.py"]
    lines = [f"{verifier.sha256((export / path).read_bytes())}  {path}\n" for path in held]
    (export / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")
    report = verify(export)
    assert report.is_sound
    assert states(report, LEFT_OUT) == ["e/token/data.json"]
    assert sorted(states(report, SAME)) == sorted(held)
    (export / "index.html").write_bytes(b"Page")
    (export / "more.html").write_bytes(b"")
    (export / "e" / "token" / "csv" / "plan.csv").unlink()
    told = [(line.path, line.state) for line in verify(export).broken]
    assert told == [("e/token/csv/plan.csv", MISSING), ("index.html", CHANGED), ("more.html", EXTRA)]


def test_it_is_one_plain_file_for_old_pythons_too():
    tree = ast.parse(PROGRAM.read_text(encoding="utf-8"), feature_version=(3, 8))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names])
    }
    assert imported <= sys.stdlib_module_names
    later = {"removeprefix", "removesuffix", "walk_up", "is_relative_to", "pairwise", "StrEnum"}
    assert not later & {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def run(*arguments: str, cwd: Path, program: Path = PROGRAM, **environment: str):
    command = [sys.executable, "-I", "-W", "error", str(program), *arguments]
    told = os.environ | {"PYTHONUTF8": "1"} | environment
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, env=told)


def test_from_the_command_line_it_verifies_the_folder_it_lies_in(edition, tmp_path):
    program = edition / "verify.py"
    whole = run(cwd=tmp_path, program=program)
    assert whole.returncode == 0, whole.stderr
    assert f"核验通过：一致 {len(FILES) + 1} 个。" in whole.stdout
    (edition / "data.json").write_bytes(b"another")
    broken = run(cwd=tmp_path, program=program)
    assert broken.returncode == 1
    told = broken.stdout.splitlines()
    assert (told[0][:14], told[-1][:5]) == ("不一致  data.json", "核验未通过")


def test_single_files_are_known_by_their_content_under_any_name(edition, tmp_path):
    saved = tmp_path / "下载 (1).json"
    shutil.copy(edition / "data.json", saved)
    known = run(str(saved), "csv/plan.csv", cwd=edition, program=edition / "verify.py")
    assert known.returncode == 0
    assert "即清单中的 data.json" in known.stdout
    for name, told in (("data.json", "与清单中的 data.json 不同"), ("x.pdf", "清单中没有内容相同的文件")):
        other = tmp_path / name
        other.write_bytes(b"another")
        result = run(str(other), cwd=tmp_path, program=edition / "verify.py")
        assert (result.returncode, told in result.stdout) == (1, True)
    assert run("nothing.pdf", cwd=edition).returncode == 1
    assert run(str(saved), cwd=tmp_path).returncode == 1  # where no manifest is near


def test_a_console_without_chinese_does_not_stop_it(edition):
    result = run(str(edition), cwd=edition, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert result.returncode == 0, result.stderr


def test_the_sums_are_as_common_tools_read_them(edition):
    told = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=edition,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout
    assert told.stdout.count(": OK") == len(FILES) + 2  # and the manifest and the instructions


def test_the_instructions_name_each_way_on_one_line():
    told = beside(manifest_of(FILES))["核验说明.txt"].decode("utf-8-sig").split("\r\n")
    for way in (
        "certutil -hashfile disclosure.pdf SHA256",
        "sha256sum -c SHA256SUMS",
        "python verify.py",
    ):
        assert f"    {way}" in told


def test_states_are_words_of_one_meaning():
    assert len({SAME, CHANGED, MISSING, EXTRA, ERASED, LEFT_OUT, REFUSED, BROKEN}) == 8
