"""The commands as a script meets them: real processes, their exit codes, and two streams that do not mix."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from projects.management.base import write_file
from tests.messy import Mess, make_table, messy_docx
from tests.processes import borne, hear_interruptions, wait_for

ROOT = Path(__file__).resolve().parents[3]
PLACE = ("--district", "芦台经济开发区", "--year", "2025")


MANAGE = [sys.executable, str(ROOT / "manage.py")]


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    """A database with all its tables and nothing in them."""
    path = tmp_path_factory.mktemp("empty") / "own.sqlite3"
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{path}"}
    subprocess.run([*MANAGE, "migrate", "--verbosity", "0"], env=environment, check=True)
    return path


@pytest.fixture
def environment(tmp_path, empty):
    """A database of its own; the terminal's encoding is not UTF-8."""
    shutil.copy(empty, tmp_path / "own.sqlite3")
    return os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'own.sqlite3'}",
        "PYTHONIOENCODING": "ascii:backslashreplace",
        "LOG_LEVEL": "INFO",
    }


@pytest.fixture
def run(environment):
    def run(*arguments):
        return subprocess.run([*MANAGE, *map(str, arguments)], env=environment, capture_output=True)

    return run


@pytest.fixture
def path(tmp_path):
    chance = random.Random(5)
    path = tmp_path / "表.docx"
    path.write_bytes(messy_docx([make_table(chance)], Mess(), chance))
    return path


def test_answers_go_to_one_stream_and_sentences_to_the_other(run, path, tmp_path):
    done = run("import_word", path, *PLACE, "--create", "--report", "json")
    assert done.returncode == 0
    report = json.loads(done.stdout)
    assert report["created"]
    assert len(done.stderr.splitlines()) == 2  # what came in, and what was made for it
    exported = run("export_tables", *PLACE, "--format", "json")
    assert json.loads(exported.stdout)[0]["title"] == report["tables"][0]["title"]
    assert exported.stderr == b""
    for form in ("docx", "pdf", "html", "xlsx"):
        drawn = run("render", *PLACE, "--format", form, "--out", tmp_path / f"表.{form}")
        assert json.loads(drawn.stdout)["tables"] == 1
        assert len(drawn.stderr.splitlines()) == 1, drawn.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("import_word", __file__, *PLACE, "--create"),
        ("import_word", "没有.docx", *PLACE, "--create"),
        ("import_word", __file__),
        ("import_word", __file__, "--district", "x", "--year", "abc"),
        ("import_word", __file__, "--district", "", "--year", "2025", "--create"),
        ("undo_import", "7"),
        ("export_tables", *PLACE, "--format", "json"),
        ("render", *PLACE, "--format", "pdf", "--out", "x.pdf", "--project", "zzz"),
    ],
)
def test_a_refusal_is_one_sentence_and_exit_code_2(run, arguments):
    refused = run(*arguments)
    assert refused.returncode == 2
    assert refused.stdout == b""
    assert len(refused.stderr.splitlines()) == 1
    assert b"Traceback" not in refused.stderr
    assert b"CommandError" not in refused.stderr


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("PDF_WORKERS", "many", "环境变量 PDF_WORKERS 应为整数，至少为 0，现为“many”。"),
        ("PDF_WORKERS", "-3", "环境变量 PDF_WORKERS 应为整数，至少为 0，现为“-3”。"),
        ("PAGES_KEEP_DAYS", "0", "环境变量 PAGES_KEEP_DAYS 至少为 1，现为“0”。"),
        ("DEBUG", "yes", "环境变量 DEBUG 只能填 True 或 False，现为“yes”。"),
    ],
)
def test_a_wrong_setting_is_one_sentence_and_exit_code_2(setting, value, said):
    refused = subprocess.run([*MANAGE, "render"], env=os.environ | {setting: value}, capture_output=True)
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert refused.stderr.decode().splitlines() == [said]


def test_an_interrupted_command_says_so_and_writes_nothing(run, environment, tmp_path):
    chance = random.Random(6)
    many, out = tmp_path / "多.docx", tmp_path / "表.pdf"
    many.write_bytes(messy_docx([make_table(chance) for _ in range(40)], Mess(), chance))
    assert run("import_word", many, *PLACE, "--create").returncode == 0
    command = [*MANAGE, "render", *PLACE, "--format", "pdf", "--out", str(out)]
    drawing = subprocess.Popen(
        command,
        env=environment | {"VAR_DIR": str(tmp_path / "var")},
        stderr=subprocess.PIPE,
        preexec_fn=hear_interruptions,
    )
    with drawing:
        wait_for(lambda: borne(drawing.pid), drawing)
        drawing.send_signal(signal.SIGINT)
        assert drawing.stderr.read().decode(errors="replace").strip() == "\\u5df2\\u4e2d\\u65ad\\u3002"
    assert drawing.returncode == 130
    assert not out.exists()


def test_a_file_is_written_whole_with_the_rights_its_folder_gives(tmp_path):
    old, umask = tmp_path / "旧", os.umask(0o077)
    try:
        write_file(old, b"1")
        assert old.stat().st_mode & 0o777 == 0o600
        old.chmod(0o640)
        write_file(old, b"2")
    finally:
        os.umask(umask)
    assert old.read_bytes() == b"2"
    assert old.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [old]


def test_a_link_is_followed_and_a_pipe_is_written_into(tmp_path):
    target, link, pipe = tmp_path / "真", tmp_path / "链接", tmp_path / "管道"
    link.symlink_to(target)
    write_file(link, b"linked")
    assert link.is_symlink()
    assert target.read_bytes() == b"linked"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        write_file(pipe, b"piped")
        assert reader.stdout.read() == b"piped"
    assert pipe.is_fifo()


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(Exception, match="是文件夹，请在后面加上文件名"):
        write_file(tmp_path, b"x")
    assert not list(tmp_path.iterdir())
