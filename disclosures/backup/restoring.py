"""Putting a backup in the place of the site's data: checked before anything is touched, verified afterwards.

What was there is put aside, never deleted. Interrupted, it is run again.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from budget_site.accounts.models import District
from budget_site.stores import private_files
from budget_site.stores.folder import FolderStore
from budget_site.trail.models import Action
from budget_site.trail.recording import record
from budget_site.trail.verifying import Verification
from disclosures.backup import archive, contents, database, rotating
from disclosures.publishing import disk, in_store, sharing, tree, verifying
from projects.rendering.reporting import Report, silent

OURS = ("budget_site", "projects", "disclosures")
_STAGE = ".restoring"
_DATABASE, _FILES, _EDITIONS = "database", "files", "editions"


class NotRestored(Exception):
    """Nothing was changed; str() says why, and what to do."""


@dataclass(frozen=True)
class Restored:
    """`aside`: where what was there is now. `problems`: what verification found; empty where all is sound."""

    about: dict[str, Any]
    aside: list[str]
    problems: list[str]
    told: list[str]


def check(file: Path, report: Report = silent) -> dict[str, Any]:
    """Read a backup without restoring it; what it says of itself."""
    try:
        if not file.is_file():
            raise NotRestored(f"没有文件“{file}”，请核对路径。")
        file.open("rb").close()
    except OSError as error:
        raise NotRestored(
            f"读不到“{file}”（{error.strerror}）。恢复由系统用户 budget 执行，"
            "请把备份放在它读得到的文件夹，例如 /var/backups/budget。"
        ) from error
    try:
        return archive.check(
            file, lambda done, size: report(done // 2**20, size // 2**20 + 1, "正在核对备份（MB）")
        )
    except archive.Damaged as damaged:
        raise NotRestored(str(damaged)) from damaged


def restore(file: Path, *, replace: bool, report: Report = silent) -> Restored:
    about = check(file, report)
    _refuse(about, replace)
    _refuse_without_room(file)
    _refuse_other_disks()
    mark = rotating.stamp(timezone.localtime())
    with _stage() as stage:
        _unpack(file, about, stage, report)
        report(0, 3, "正在恢复数据库")
        try:
            aside = [database.replace(stage / _DATABASE, mark)]
        except database.DatabaseTrouble as trouble:
            raise NotRestored(str(trouble)) from trouble
        report(1, 3, "正在恢复文件")
        aside.append(_put_files(stage, mark))
    problems = list(contents.differences(about, contents.facts(database.now, database.kind())))
    call_command("migrate", interactive=False, verbosity=0)
    report(2, 3, "正在重新生成公开目录并核验")
    sharing.take_away()
    sharing.share()
    tree.settle(again=True)
    told, found = _verified()
    note = f"从{about['made_at']}的备份恢复"
    record(Action.SETTING, by=None, note=note, after={"文件": file.name})
    return Restored(about, [one for one in aside if one], problems + found + about["lacking"], told)


def _refuse(about: dict[str, Any], replace: bool) -> None:
    if about["database"] != database.kind():
        raise NotRestored(
            f"备份里是 {about['database']} 的数据库，这里设置的是 {database.kind()}，不能恢复。"
            "请核对 DATABASE_URL。"
        )
    if not database.may_be_replaced():
        raise NotRestored(
            "登录数据库的角色不是数据表的拥有者，没有改动任何数据。"
            "请以拥有者执行：sh deploy/manage.sh --owner restore 备份文件。"
        )
    if about["server"] > database.server_version():
        raise NotRestored(
            f"备份来自 PostgreSQL 第{about['server']}版，这里是第{database.server_version()}版，"
            "不能恢复到更旧的版本。"
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if newer := sorted(set(about["migrations"]) - known - _elsewhere(about)):
        raise NotRestored(
            f"备份是更新的程序（{about['program']}）做的，这里的程序不认识{newer[0]}。请先更新程序，再恢复。"
        )
    if not replace and not is_empty():
        raise NotRestored(
            "这里已经有数据，没有恢复。请先停止网站和后台程序；确实要以备份代替现有数据的，加上 --replace，"
            "现有的数据会改名留存。"
        )


def _elsewhere(about: dict[str, Any]) -> set[str]:
    """Migrations of other packages, which may have been put together since."""
    own = {app.label for app in apps.get_app_configs() if app.name.partition(".")[0] in OURS}
    return {one for one in about["migrations"] if one.partition(".")[0] not in own}


def is_empty() -> bool:
    """Whether nothing would be lost: no tables, or only what migrations put there."""
    there = set(database.tables(database.now, database.kind()))
    return District._meta.db_table not in there or not District.objects.exists()


def _refuse_other_disks() -> None:
    """What is put aside is renamed, all at once; from one disk to another nothing can be."""
    here = Path(settings.VAR_DIR)
    places = [Path(store.location)] if isinstance(store := private_files(), FolderStore) else []
    if database.kind() == "sqlite":
        places.append(Path(connection.settings_dict["NAME"]).parent)
    for place in places:
        if place.exists() and (place.is_mount() or place.stat().st_dev != here.stat().st_dev):
            raise NotRestored(
                f"{place}与数据目录{here}不在同一个文件系统上，没有改动任何数据。"
                "请把挂载点移到数据目录本身，再恢复。"
            )


def _refuse_without_room(file: Path) -> None:
    need, free = file.stat().st_size, shutil.disk_usage(settings.VAR_DIR).free
    if free < need:
        raise NotRestored(
            f"数据目录所在的磁盘还剩{free // 2**20} MB，恢复需要{need // 2**20} MB，没有改动任何数据。"
            "请先腾出空间。"
        )


@contextmanager
def _stage() -> Iterator[Path]:
    stage = Path(settings.VAR_DIR) / _STAGE
    disk.remove(stage)  # of one that was interrupted
    stage.mkdir(mode=disk.SHUT_FOLDER, parents=True)
    try:
        yield stage
    finally:
        disk.remove(stage)


def _unpack(file: Path, about: dict[str, Any], stage: Path, report: Report) -> None:
    """Every part beside what is there: the database, files by their names, editions by their tokens."""
    with archive.reading(file) as members:
        for number, (name, _, content) in enumerate(members):
            report(number, len(about["parts"]), "正在取出文件")
            top = name.partition("/")[0]
            if top in (_FILES, _EDITIONS):
                _write(disk.within(stage, name), content)
            elif top == database.file_name(about["database"]):
                _write(stage / _DATABASE, content)


def _write(place: Path, content: BinaryIO) -> None:
    place.parent.mkdir(mode=disk.SHUT_FOLDER, parents=True, exist_ok=True)
    with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, disk.SHUT_FILE), "wb") as file:
        shutil.copyfileobj(content, file)
        file.flush()
        os.fsync(file.fileno())


def _put_files(stage: Path, mark: str) -> str:
    """Where the files are that were there, if they were put aside. In a store they stay, and are swept."""
    for name in (_FILES, _EDITIONS):
        (stage / name).mkdir(mode=disk.SHUT_FOLDER, exist_ok=True)
    store = private_files()
    if isinstance(store, FolderStore):
        return _put_folder(stage, Path(store.location), mark)
    for path in disk.everything(stage / _FILES):
        with path.open("rb") as file:
            store.put(path.relative_to(stage / _FILES).as_posix(), file)
    for folder in sorted((stage / _EDITIONS).iterdir()):
        in_store.put_back(folder.name, folder)
    return ""


def _put_folder(stage: Path, private: Path, mark: str) -> str:
    os.replace(stage / _EDITIONS, stage / _FILES / _EDITIONS)
    aside = private.with_name(f"{private.name}.before-{mark}")
    there = private.exists() and any(private.rglob("*"))
    if there:
        os.replace(private, aside)
    elif private.exists():
        disk.remove(private)
    os.replace(stage / _FILES, private)
    disk.sync(private.parent)
    return str(aside) if there else ""


def _verified() -> tuple[list[str], list[str]]:
    """What was verified, in words; and what is wrong."""
    editions, trail = verifying.verify_all(), Verification()
    found = [f"公开版本核验未通过：{line}" for line in editions.broken]
    found += trail.problems()
    told = [
        f"公开版本：核对{len(editions.lines)}项，{len(editions.broken)}项不符",
        f"审计记录：{len(trail.ends)}条链，封存{trail.sealed}条，等待封存{trail.waiting}条",
    ]
    return told, found
