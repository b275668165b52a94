"""A backup made while people work, restored elsewhere: editions and trail verify, counts are equal."""

import json
import os
import shutil
import signal
import subprocess
import sys
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.management import CommandError
from django.db import connection

from budget_site.env import BASE_DIR
from budget_site.stores import private_files
from budget_site.trail.models import Action
from budget_site.trail.recording import record
from budget_site.trail.sealing import seal
from disclosures.backup import database, making, restoring
from disclosures.models import Edition
from disclosures.publishing import service
from projects.models import AssessmentFile
from tests.disclosures.backup.busy import Busy, add_paper
from tests.disclosures.publishing.press import make_press
from tests.phones import give_phone
from tests.projects.jobs.working import database_url
from tests.projects.management.calling import refusal, run
from tests.standby import BIN
from tests.stores import environment, in_store, new_bucket

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("stores"),
    pytest.mark.usefixtures("_programs"),
]


@pytest.fixture
def _programs(settings):
    """PostgreSQL's own, as the server of the tests has them."""
    if connection.vendor == "postgresql":
        settings.PG_BIN = str(BIN)


@pytest.fixture
def site(district, department, settings, tmp_path, quick):
    """One edition in force, one withdrawn, an assessment with its file, a trail that is sealed."""
    settings.VAR_DIR, settings.PUBLIC_ROOT = tmp_path / "var", tmp_path / "public"

    def fill() -> SimpleNamespace:
        press = make_press(district, department)
        first = press.publish()
        press.retitle("更正后的标题")
        press.correct(first)
        service.erase(first, press.publisher, press.cast.replier, "有身份证号")
        add_paper(press.cast.project, press.cast.drafter)
        record(Action.SETTING, by=None, district=district)
        seal()
        return press

    return fill


@pytest.fixture
def elsewhere(tmp_path):
    """`elsewhere(kind)` is another machine with an empty database: its environment."""
    made = []

    def place(kind: str) -> dict[str, str]:
        var = tmp_path / f"else-{len(made)}"
        var.mkdir()
        told = {"VAR_DIR": str(var), "PUBLIC_ROOT": "", "STORAGE": "disk", "LOG_LEVEL": "ERROR"}
        if kind == "s3":
            told |= environment(new_bucket())
        if connection.vendor == "sqlite":
            told["DATABASE_URL"] = f"sqlite:///{var / 'database.sqlite3'}"
            made.append("")
        else:
            name = f"else_{uuid4().hex[:8]}"
            with connection.cursor() as cursor:
                cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
            made.append(name)
            own = connection.settings_dict["NAME"]
            told["DATABASE_URL"] = database_url().replace(f"/{own}", f"/{name}", 1)
            told["PG_BIN"] = str(database.settings.PG_BIN)
        return os.environ | told

    yield place
    for name in filter(None, made):
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def manage(place: dict[str, str], *arguments: object) -> subprocess.CompletedProcess:
    command = [sys.executable, str(BASE_DIR / "manage.py"), *map(str, arguments)]
    return subprocess.run(command, env=place, capture_output=True, text=True, encoding="utf-8")


@pytest.mark.parametrize(("source", "target"), [("disk", "s3"), ("s3", "disk")])
def test_a_backup_under_load_comes_back_whole_on_another_machine(site, source, target, elsewhere, tmp_path):
    out, there = tmp_path / "backups", elsewhere(target)
    out.mkdir()
    with in_store(new_bucket()) if source == "s3" else _nothing():
        press = site()
        give_phone(press.cast.drafter)
        before = AssessmentFile.objects.count()
        with Busy(press) as busy:
            while not busy.done:
                busy.ended.wait(0.01)
            made = making.make(out)
        assert busy.trouble == []
    assert made.lacking == []
    assert [one.name for one in out.iterdir()] == [made.path.name]
    assert made.about["counts"]["projects_assessmentfile"] >= before
    done = manage(there, "restore", made.path)
    assert done.returncode == 0, done.stderr
    assert "各表行数、公开版本、审计记录都与备份时一致" in done.stderr
    assert json.loads(done.stdout)["problems"] == []
    assert manage(there, "second_factor_secrets").returncode == 0
    assert manage(there, "restore", made.path).returncode == 2  # no longer empty
    again = manage(there, "restore", "--replace", made.path)
    assert again.returncode == 0, again.stderr
    assert len(json.loads(again.stdout)["aside"]) == (2 if target == "disk" else 1)
    wrong = tmp_path / "damaged.tar"
    data = bytearray(made.path.read_bytes())
    data[len(data) // 2] ^= 1
    wrong.write_bytes(data)
    refused = manage(there, "restore", "--replace", wrong)
    assert (refused.returncode, "备份已损坏" in refused.stderr) == (2, True)
    assert manage(there, "verify").returncode == 0


class _nothing:
    def __enter__(self): ...

    def __exit__(self, *_): ...


def test_what_is_taken_away_while_files_are_copied_begins_the_backup_again(site, tmp_path, monkeypatch):
    press, edition = site(), Edition.objects.get(state="published")
    real, calls = making._edition, []

    def erased_meanwhile(writer, pk, erased):
        if not calls:
            service.erase(edition, press.publisher, press.cast.replier, "有手机号")
        calls.append(pk)
        return real(writer, pk, erased)

    monkeypatch.setattr(making, "_edition", erased_meanwhile)
    made = making.make(tmp_path / "a.tar")
    assert made.lacking == []
    assert len(calls) > Edition.objects.exclude(position=None).count()  # a second time
    for _ in range(making.TRIES):
        monkeypatch.setattr(making, "_edition", _moved)
    with pytest.raises(making.NotMade, match="请稍后再备份"):
        making.make(tmp_path / "b.tar")
    assert not (tmp_path / "b.tar").exists()


def _moved(*_):
    raise making._Moved


def test_a_file_that_is_lost_or_damaged_is_told_and_the_rest_is_backed_up(site, tmp_path):
    site()
    paper = AssessmentFile.objects.get()
    private_files().delete(paper.file.name)
    _, told = _failing("backup", "--out", tmp_path / "a.tar")
    assert f"评估材料{paper.file.name}缺少" in told
    assert making.archive.check(tmp_path / "a.tar")["lacking"]


def _failing(*arguments) -> tuple[int, str]:
    with pytest.raises(CommandError) as failed:
        run(*arguments)
    return failed.value.returncode, str(failed.value)


def test_the_command_says_what_is_wrong_before_it_writes(site, tmp_path, monkeypatch):
    (tmp_path / "there.tar").write_bytes(b"1")
    assert "已经存在" in refusal("backup", "--out", tmp_path / "there.tar")
    assert "没有文件夹" in refusal("backup", "--out", tmp_path / "no" / "a.tar")
    assert "请用 --out" in refusal("backup")
    assert "天,周,月" in refusal("backup", "--out", tmp_path, "--rotate", "7")
    assert "存放备份的文件夹" in refusal("backup", "--out", tmp_path / "a.tar", "--rotate")
    assert "没有文件" in refusal("restore", "--check", tmp_path / "none.tar")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=2**20))
    assert "请腾出空间" in refusal("backup", "--out", tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["there.tar"]


def test_the_keys_lie_apart_and_only_their_owner_reads_them(tmp_path):
    keys, out = tmp_path / "keys" / "budget.env", tmp_path / "out"
    keys.parent.mkdir()
    out.mkdir()
    secret = os.environ["SECRET_KEY"]
    assert "不要与备份放在一起" in refusal("backup", "--out", out, "--keys", out / "k")
    run("backup", "--out", out, "--keys", keys)
    assert keys.stat().st_mode & 0o777 == 0o600
    assert f"SECRET_KEY={secret}\n" in keys.read_text()
    [made] = out.iterdir()
    assert made.stat().st_mode & 0o777 == 0o600
    assert secret.encode() not in made.read_bytes()
    assert "不应已经存在" in refusal("backup", "--keys", keys)
    assert "备份完好" in run("restore", "--check", made)[1]
    old = made.rename(made.with_name("budget-20200101-030000.tar"))
    run("backup", "--out", out, "--rotate", "1,1,1")
    assert old.exists() is False


KILLED = """
import os, signal, sys
import django
django.setup()
from pathlib import Path
from disclosures.backup import archive, making
archive.Writer.end = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
making.make(Path(sys.argv[1]))
"""


def test_a_backup_that_is_killed_leaves_no_backup_and_the_next_one_clears_up(tmp_path):
    place = {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "budget_site.settings"}
    place["PG_BIN"] = str(database.settings.PG_BIN)
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    killed = subprocess.run(command, cwd=BASE_DIR, env=os.environ | place)
    assert killed.returncode == -signal.SIGKILL
    assert [one.name[:15] for one in tmp_path.iterdir()] == [".budget-backup-"]
    made = making.make(tmp_path)
    assert list(tmp_path.iterdir()) == [made.path]


def test_a_backup_of_a_newer_program_or_another_kind_of_database_is_refused(site, tmp_path, monkeypatch):
    made = making.make(tmp_path / "a.tar")
    for change, told in (
        ({"database": "oracle"}, "不能恢复"),
        ({"server": 99}, "不能恢复到更旧的版本"),
        ({"migrations": [*made.about["migrations"], "projects.9999_later"]}, "请先更新程序"),
    ):
        monkeypatch.setattr(restoring, "check", lambda *_, change=change: made.about | change)
        assert told in refusal("restore", made.path)


@pytest.mark.roles
def test_programs_older_than_the_server_and_none_at_all_are_told(settings, tmp_path):
    settings.PG_BIN = str(tmp_path)
    assert "找不到 pg_dump" in refusal("backup", "--out", tmp_path)
    program = tmp_path / "pg_dump"
    program.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.1'\n")
    program.chmod(0o755)
    assert "pg_dump 是第9版，比数据库服务器" in refusal("backup", "--out", tmp_path)
