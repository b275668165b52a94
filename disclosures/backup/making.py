"""Making a backup while the site is in use.

The database first, at one moment; then the files that its rows name. Files never change and are stored
before a row names them, so what a row names is there, unless it was taken away since. Uploads and results of
jobs may be: their pages say so. Of an assessment or an edition it means that the rows have changed as well,
and the backup begins again with a new copy of the database.
"""

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from budget_site.stores import private_files
from budget_site.version import VERSION
from disclosures.backup import archive, contents, database, rotating
from disclosures.models import Edition
from disclosures.publishing import disk, manifest, storing
from projects.models import AssessmentFile
from projects.rendering.reporting import Report, silent

TRIES = 5  # so often the rows may change under the copying
SPARE = 64 * 1024 * 1024  # bytes that stay free beyond what is reckoned
_BESIDE = ".budget-backup-"  # what is not ended, with the machine and the process that makes it
BUSY = "备份时接连有评估材料或公开版本被移除，没有做成。请稍后再备份。"


class NotMade(Exception):
    """No backup was written; str() says why, and what to do."""


class _Moved(Exception):
    """The rows have changed since the database was copied."""


@dataclass(frozen=True)
class Made:
    """A backup that was written and read back. `lacking` says which files were not there, or were damaged."""

    path: Path
    about: dict
    lacking: list[str]


def make(out: Path, report: Report = silent) -> Made:
    """Into a folder under a name of its own, or as just this file. NotMade, with nothing left behind."""
    path = out / rotating.name_of(timezone.localtime()) if out.is_dir() else out
    if path.exists():
        raise NotMade(f"“{path}”已经存在，没有覆盖。请换一个文件名，或者只写文件夹。")
    if not path.parent.is_dir():
        raise NotMade(f"没有文件夹“{path.parent}”，请先建好，或者核对路径。")
    _clear(path.parent)
    _refuse_without_room(path.parent)
    try:
        for _ in range(TRIES):
            with suppress(_Moved), _beside(path.parent) as folder:
                return _make(path, folder, report)
    except (database.DatabaseTrouble, archive.Damaged) as trouble:
        raise NotMade(str(trouble)) from trouble
    except OSError as error:
        raise NotMade(f"备份没有做成，没有留下文件：{error.strerror or error}。") from error
    raise NotMade(BUSY)


def _make(path: Path, folder: Path, report: Report) -> Made:
    new, lacking = folder / path.name, []
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, disk.SHUT_FILE), "wb") as target:
        writer = archive.Writer(target)
        report(0, 1, "正在复制数据库")
        with database.snapshot(folder) as copy:
            about = contents.facts(copy.query, database.kind())
            named = contents.files(copy.query)
        writer.add_file(copy.file.name, copy.file)
        copy.file.unlink()
        steps = [
            *(
                lambda pk=pk, erased=erased: _edition(writer, pk, erased)
                for pk, erased in named.editions.items()
            ),
            *(
                lambda name=name, known=known: _paper(writer, name, known)
                for name, known in named.papers.items()
            ),
            *(lambda name=name: _passing(writer, name) for name in named.passing),
        ]
        for number, step in enumerate(steps):
            report(number, len(steps), "正在复制文件")
            lacking += step()
        writer.end(_about() | about | {"lacking": lacking})
        target.flush()
        os.fsync(target.fileno())
    about = archive.check(
        new, lambda done, size: report(done // 2**20, size // 2**20 + 1, "正在核对备份（MB）")
    )
    os.replace(new, path)
    disk.sync(path.parent)
    return Made(path, about, lacking)


def _about() -> dict:
    return {
        "made_at": timezone.localtime().isoformat(timespec="seconds"),
        "program": VERSION,
        "database": database.kind(),
        "server": database.server_version(),
    }


def _edition(writer: archive.Writer, pk: int, erased: bool) -> list[str]:
    edition = Edition.objects.filter(pk=pk).select_related("district", "department").defer("data").first()
    if edition is None or (edition.state == Edition.State.ERASED) != erased:
        raise _Moved
    with storing.copy(edition) as folder:
        files = {} if erased else manifest.files_of(manifest.read(bytes(edition.manifest)))
        wrong = disk.differing(folder, files)
        if wrong:
            edition.refresh_from_db(fields=["state"])
            if edition.state == Edition.State.ERASED:
                raise _Moved
        for path in disk.everything(folder):
            writer.add_file(f"editions/{edition.token}/{path.relative_to(folder).as_posix()}", path)
    return [f"{edition}的{one}缺少或与公开时不同" for one in wrong]


def _paper(writer: archive.Writer, name: str, known: str) -> list[str]:
    try:
        digest = _stored(writer, name)
    except FileNotFoundError:
        if not AssessmentFile.objects.filter(file=name).exists():
            raise _Moved from None
        return [f"评估材料{name}缺少"]
    return [] if digest == known else [f"评估材料{name}与上传时不同"]


def _passing(writer: archive.Writer, name: str) -> list[str]:
    with suppress(FileNotFoundError):
        _stored(writer, name)
    return []


def _stored(writer: archive.Writer, name: str) -> str:
    with private_files().local(name) as path:
        return writer.add_file(f"files/{name}", Path(path))


def _refuse_without_room(folder: Path) -> None:
    """The database twice, as a copy and in the backup, and the files once."""
    need = 2 * database.size() + _bytes_of_files() + SPARE
    free = shutil.disk_usage(folder).free
    if free < need:
        raise NotMade(
            f"“{folder}”所在的磁盘还剩{free // 2**20} MB，备份约需{need // 2**20} MB，没有备份。"
            "请腾出空间或换一处。"
        )


def _bytes_of_files() -> int:
    named = contents.files(database.now)
    known = sum(AssessmentFile.objects.values_list("size", flat=True))
    for told in Edition.objects.exclude(position=None).values_list("manifest", flat=True):
        known += sum(size for size, _ in manifest.files_of(manifest.read(bytes(told))).values())
    store = private_files()
    for name in named.passing:
        with suppress(FileNotFoundError):
            known += store.size(name)
    return known


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    new = folder / f"{_BESIDE}{socket.gethostname()}-{os.getpid()}"
    new.mkdir(mode=disk.SHUT_FOLDER)
    try:
        yield new
    finally:
        disk.remove(new)


def _clear(folder: Path) -> None:
    """What a backup left that was killed on this machine."""
    for left in folder.glob(f"{_BESIDE}{socket.gethostname()}-*"):
        number = left.name.rpartition("-")[2]
        if number.isdigit() and not _runs(int(number)):
            disk.remove(left)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return pid != os.getpid()


def rotate(folder: Path, keep: rotating.Keep) -> list[str]:
    """Remove the backups of a folder that are superseded; their names."""
    gone = rotating.superseded((one.name for one in folder.iterdir() if one.is_file()), keep)
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    return gone
