"""A backup as a file: a plain tar of parts, a manifest with the SHA-256 of each, and the manifest's own.

database.sqlite3 or database.dump    the database, at one moment
files/<name>                         a private file, by the name that rows know it by
editions/<token>/<path>              a file of an edition
manifest.json, manifest.sha256       what there is and what it was taken from; last, so that it says all
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

FORMAT = 1
MANIFEST, SEAL = "manifest.json", "manifest.sha256"


class Damaged(Exception):
    """The file is no backup, or is not as it was written; str() says in a sentence what is wrong."""


class _Hashing:
    """Reads from another file, and knows the SHA-256 of what went through."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.hash = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.hash.update(data)
        return data


@dataclass
class Writer:
    """Adds parts one after the other; `end` writes what was added."""

    target: BinaryIO
    parts: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._tar = tarfile.TarFile(fileobj=self.target, mode="w", format=tarfile.PAX_FORMAT)

    def add(self, name: str, file: BinaryIO, size: int) -> str:
        """From an open file; the SHA-256 of what was written. OSError where it is shorter than it said."""
        told, member = _Hashing(file), tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self._tar.addfile(member, told)
        digest = told.hash.hexdigest()
        self.parts.append({"path": name, "size": size, "sha256": digest})
        return digest

    def add_file(self, name: str, path: Path) -> str:
        with path.open("rb") as file:
            return self.add(name, file, path.stat().st_size)

    def end(self, about: dict[str, Any]) -> None:
        told = {"format": FORMAT, **about, "parts": self.parts}
        data = json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode()
        seal = hashlib.sha256(data).hexdigest().encode()
        for name, content in ((MANIFEST, data), (SEAL, seal)):
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(content), 0o600
            self._tar.addfile(member, io.BytesIO(content))
        self._tar.close()


def check(path: Path, seen: Callable[[int, int], None] = lambda done, size: None) -> dict[str, Any]:
    """Read all of it; its manifest. Damaged where a part is not there, is another, or is one too many.

    `seen(done, size)` is told how many bytes of how many are read.
    """
    found: dict[str, tuple[int, str]] = {}
    small: dict[str, bytes] = {}
    size = path.stat().st_size
    with reading(path) as members:
        for name, length, file in members:
            if name in found:
                raise Damaged(f"备份里有两份{name}，不能使用。")
            if name in (MANIFEST, SEAL):
                small[name] = file.read()
                continue
            found[name] = length, hashlib.file_digest(file, "sha256").hexdigest()
            seen(min(size, sum(one for one, _ in found.values())), size)
    told = _manifest(small)
    listed = {one["path"]: (one["size"], one["sha256"]) for one in told["parts"]}
    wrong = sorted(name for name in listed | found if listed.get(name) != found.get(name))
    if wrong:
        shown = "、".join(wrong[:3])
        more = f"等{len(wrong)}处" if len(wrong) > 3 else ""
        raise Damaged(f"备份已损坏：{shown}{more}与备份时不同。请换一份备份。")
    return told


def seal_of(path: Path) -> str:
    """The SHA-256 of a backup's manifest, by which the backup is known again."""
    with reading(path) as members:
        return next(file.read().decode() for name, _, file in members if name == SEAL)


def _manifest(small: dict[str, bytes]) -> dict[str, Any]:
    data = small.get(MANIFEST)
    if data is None or SEAL not in small:
        raise Damaged("备份不完整：末尾的清单没有了，文件可能没有复制完。请换一份备份。")
    if hashlib.sha256(data).hexdigest().encode() != small[SEAL]:
        raise Damaged("备份已损坏：清单与备份时不同。请换一份备份。")
    told = json.loads(data)
    if told.get("format") != FORMAT:
        raise Damaged("这份备份是另一个版本的程序做的，本程序读不了。请用做备份时的版本恢复。")
    return told


@contextmanager
def reading(path: Path) -> Iterator[Iterator[tuple[str, int, BinaryIO]]]:
    """Name, size and open file of every part in order. Damaged where it is no backup."""
    try:
        with tarfile.open(path, mode="r:") as tar:
            yield _members(tar)
    except (tarfile.TarError, EOFError, UnicodeError) as error:
        raise Damaged("这个文件不是备份，或者已经损坏。请换一份备份。") from error


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, int, BinaryIO]]:
    for member in tar:
        if not member.isreg():
            raise Damaged(f"备份已损坏：{member.name}不是文件。请换一份备份。")
        yield member.name, member.size, tar.extractfile(member)
        tar.members.clear()  # of many thousands nothing need be remembered
