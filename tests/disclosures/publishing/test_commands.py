"""publish, verify and export_site: refusals are sentences with exit code 2, a changed byte is named."""

import io
import json
import re
import signal
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from disclosures import verifier
from disclosures.models import Edition, PublicEdition
from disclosures.publishing import service, storing, tree
from projects.models import Job
from projects.rules.examples import SOUND
from tests.disclosures.publishing.press import REVIEWER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick")]


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def refused(*arguments: str, code: int = 2) -> str:
    with pytest.raises(CommandError) as caught:
        run(*arguments)
    assert caught.value.returncode == code
    return str(caught.value)


def publishing(**more: str) -> list[str]:
    said = {"district": "lutai", "year": "2025", "reviewer": REVIEWER, "user": "公开"} | more
    return ["publish", *(part for name, text in said.items() for part in (f"--{name}", text))]


@pytest.fixture
def edition(press) -> Edition:
    return press.publish()


def test_a_publisher_publishes_and_corrects_by_command(press):
    told = json.loads(run(*publishing()))
    edition = Edition.objects.get(pk=told["edition"])
    assert (told["state"], told["number"], told["manifest"]) == ("published", 1, edition.manifest_hash)
    assert "请办理更正" in refused(*publishing())
    press.retitle("二")
    assert json.loads(run(*publishing(note="改了标题。")))["number"] == 2


def test_a_command_schedules_in_the_districts_time(press):
    when = timezone.localtime() + timedelta(days=1)
    told = json.loads(run(*publishing(at=f"{when:%Y-%m-%dT%H:%M}")))
    edition = Edition.objects.get(pk=told["edition"])
    assert edition.state == "scheduled"
    assert edition.scheduled_for == when.replace(second=0, microsecond=0)
    assert "写得不对" in refused(*publishing(at="明天"))


def interrupt(*anything):
    raise KeyboardInterrupt


def interrupted(**more: str) -> str:
    """What `publish` said to who pressed Ctrl+C."""
    said = io.StringIO()
    with pytest.raises(KeyboardInterrupt):
        call_command(*publishing(**more), stdout=io.StringIO(), stderr=said)
    return said.getvalue()


@pytest.mark.parametrize("scheduled", [False, True])
def test_who_interrupts_the_command_has_nothing_published_by_the_worker_either(press, monkeypatch, scheduled):
    at = {"at": f"{timezone.localtime() + timedelta(days=1):%Y-%m-%dT%H:%M}"} if scheduled else {}

    monkeypatch.setattr("projects.jobs.progress.Progress.apart_all", interrupt)
    before = signal.getsignal(signal.SIGINT)
    assert "已取消，没有公开" in interrupted(**at)
    assert signal.getsignal(signal.SIGINT) is before
    assert [one.state for one in Edition.objects.all()] == ["stopped"]
    assert [one.state for one in Job.objects.filter(kind="publish")] == ["cancelled"]


def test_an_interruption_that_comes_too_late_says_so(press, monkeypatch):
    def late(user, *how):
        service.ask(press.draft, press.publisher, reviewer=press.reviewer, key=how[-1], at_once=True)
        raise KeyboardInterrupt

    monkeypatch.setattr("disclosures.management.commands.publish.publish", late)
    assert "已经公开，不能取消" in interrupted()
    assert PublicEdition.objects.count() == 1


def test_an_interruption_before_anything_began_says_that(press, monkeypatch):
    monkeypatch.setattr("disclosures.management.commands.publish.publish", interrupt)
    assert "还没有开始办理，没有公开" in interrupted()


def test_wrong_people_and_places_are_refused_by_command(press):
    assert "只有公开岗" in refused(*publishing(user="预算"))
    assert "没有用户名" in refused(*publishing(user="无此人"))
    assert "没有名称或代码" in refused(*publishing(district="无此区"))
    assert "没有名称或代码" in refused(*publishing(department="无此部门"))
    assert not Edition.objects.exists()


def test_a_department_is_published_by_command_with_a_draft_made_for_it(press):
    told = json.loads(run(*publishing(department="finance")))
    assert Edition.objects.get(pk=told["edition"]).chain == "lutai/finance"
    assert "核验通过" in run("verify", "lutai/finance/2025/1")
    assert "一致  " not in run("verify")
    assert run("verify", "--verbosity", "2").count("一致  ") > 20


def test_where_nothing_was_published_there_is_nothing_to_verify(press):
    assert run("verify") == ""


def test_what_is_whole_verifies(press, edition):
    for what in ([], [str(edition.pk)], ["lutai/2025/1"], [str(storing.folder_of(edition))]):
        assert "核验通过" in run("verify", *what)
    assert "没有“lutai/2025/7”这一版" in refused("verify", "lutai/2025/7")


@pytest.mark.parametrize("where", ["private", "public"])
def test_one_byte_changed_in_any_file_is_named(press, edition, where):
    folder = storing.folder_of(edition) if where == "private" else tree.root() / "e" / edition.token
    for path in [path for path in sorted(folder.rglob("*")) if path.is_file()]:
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        name = path.relative_to(folder).as_posix()
        told = refused("verify", "lutai/2025/1", code=1)
        assert name in told
        assert f"lutai/2025/1 在文件夹 {edition.token}" in told  # who is to mend it has to find it
        path.write_bytes(content)
    assert "核验通过" in run("verify")


def test_a_changed_manifest_or_chain_or_public_row_is_named(press, edition):
    press.retitle("二")
    press.correct(edition)
    Edition.objects.filter(pk=edition.pk).update(manifest=bytes(edition.manifest).replace(b"2025", b"2024"))
    assert "数据库/lutai/2025/1/manifest.json" in refused("verify", code=1)
    Edition.objects.filter(pk=edition.pk).update(manifest=bytes(edition.manifest))
    Edition.objects.filter(position=2).update(previous_hash="0" * 64)
    assert "公开链 lutai/2" in refused("verify", code=1)
    Edition.objects.filter(position=2).update(previous_hash=edition.manifest_hash)
    PublicEdition.objects.filter(position=1).update(manifest_hash="0" * 64)
    assert "公开目录" in refused("verify", code=1)


def test_missing_and_strange_files_are_named(press, edition):
    folder = tree.root() / "e" / edition.token
    (folder / "data.json").unlink()
    (folder / "extra.txt").write_text("?")
    (tree.root() / "e" / "strange").mkdir()
    told = refused("verify", code=1)
    for name in ("data.json", "extra.txt", "e/strange"):
        assert name in told


def test_erased_files_verify_as_removed_not_broken(press, edition):
    service.erase(edition, press.publisher, press.cast.replier, "含个人信息")
    told = run("verify")
    assert verifier.ERASED in told
    assert "含个人信息" in told


def test_an_export_has_pages_and_the_same_bytes_and_verifies_itself(press, edition, tmp_path):
    out = tmp_path / "site"
    run("export_site", "--edition", "lutai/2025/1", "--out", str(out))
    assert (out / "lutai/2025/index.html").is_file()
    for one in json.loads(bytes(edition.manifest))["files"]:
        if not one["path"].startswith("pages/"):
            there = (out / "e" / edition.token / one["path"]).read_bytes()
            assert there == (storing.folder_of(edition) / one["path"]).read_bytes()
    subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=out, check=True)
    said = subprocess.run(
        [sys.executable, "verify.py"], cwd=out, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert said.returncode == 0, said.stdout
    assert "已经有内容" in refused("export_site", "--edition", "lutai/2025/1", "--out", str(out))


def test_every_link_of_an_export_leads_to_a_file_of_it(press, edition, tmp_path):
    for more in ([], ["--department", "finance"]):
        out = tmp_path / f"site{len(more)}"
        run("export_site", "--edition", str(edition.pk), "--out", str(out), *more)
        pages = sorted(out.rglob("*.html"))
        assert pages
        for page in pages:
            for target in links(page):
                assert (page.parent / target).resolve().is_file(), (page, target)


def links(page: Path):
    for target in re.findall(r' (?:href|src)="([^"#?]+)', page.read_text()):
        assert not target.startswith("/"), target
        if "://" not in target and not target.startswith(("mailto:", "data:")):
            yield target


def test_the_same_edition_is_the_same_zip(press, edition, tmp_path):
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    for out in (one, two):
        run("export_site", "--edition", "lutai/2025/1", "--out", str(out))
        tree.settle(again=True)
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as packed:
        assert packed.testzip() is None
        assert {"verify.py", "SHA256SUMS", "index.html"} <= set(packed.namelist())


def test_a_departments_part_holds_its_own_and_nothing_of_others(press, other_department, tmp_path):
    press.replied_of(other_department, replace(SOUND, name="教育局的项目", code="E1"))
    edition = press.publish()
    out = tmp_path / "part"
    run("export_site", "--edition", str(edition.pk), "--out", str(out), "--department", "education")
    texts = "".join(path.read_text() for path in out.rglob("*.html"))
    assert "教育局的项目" in texts
    tables = [path.stem for path in out.rglob("tables/*.json")]
    assert len(tables) == 1
    assert press.cast.project.pk not in tables
    no = refused("export_site", "--edition", str(edition.pk), "--out", f"{out}2", "--department", "无此部门")
    assert "没有名称或代码" in no


@pytest.mark.parametrize("state", ["withdrawn", "erased", "scheduled", "preparing", "stopped"])
def test_what_is_not_public_is_not_exported(press, edition, tmp_path, state):
    Edition.objects.update(state=state)
    told = refused("export_site", "--edition", str(edition.pk), "--out", str(tmp_path / "x"))
    assert "没有可以导出的内容" in told
    assert not (tmp_path / "x").exists()
