"""Files that are whole or not there: written beside their place, flushed, moved. Knows no Django."""

import errno
import hashlib
import os
import shutil
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

Files = Mapping[str, tuple[int, str]]  # by path: bytes, SHA-256
BESIDE = ".new-"
REMOVALS = 5  # so often a folder is emptied that somebody fills
TOGETHER = 200  # so often one is looked at again from which somebody else takes things away too
OPEN_FOLDER, OPEN_FILE = 0o755, 0o644  # what is public is read by the web server's own user
SHUT_FOLDER, SHUT_FILE = 0o700, 0o600


def put(
    folder: Path, path: str, content: bytes, mode: int = SHUT_FILE, *, later: bool = False
) -> tuple[int, str]:
    """Write a file unless it is there with just this content; its size and SHA-256, read back.

    `later` leaves to `flush` that the disk has it: of many files together that is sooner done.
    """
    place, known = within(folder, path), (len(content), hashlib.sha256(content).hexdigest())
    if measured(place) != known:
        place.parent.mkdir(parents=True, exist_ok=True)
        with _beside(place) as new:
            with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
                file.write(content)
                if not later:
                    file.flush()
                    os.fsync(file.fileno())
            os.replace(new, place)
        if not later:
            sync(place.parent)
        if measured(place) != known:
            raise OSError(f"{place}: what was written is not what is read back")
    return known


def within(folder: Path, path: str) -> Path:
    """ValueError for a path that leads out of the folder."""
    parts = path.split("/")
    if any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
        raise ValueError(f"no path within a folder: {path!r}")
    return folder.joinpath(*parts)


def measured(place: Path) -> tuple[int, str] | None:
    """Size and SHA-256 of a plain file; None where there is none."""
    try:
        with place.open("rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None
            return os.fstat(file.fileno()).st_size, hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def differing(folder: Path, files: Files) -> list[str]:
    """Which of the files are not there, or are not what they should be."""
    return [path for path, known in files.items() if measured(within(folder, path)) != known]


def lay(source: Path, target: Path, files: Files) -> None:
    """The same files in another folder, all at once: hard links where that goes, else copies."""
    with _beside(target) as new:
        for path in files:
            place = within(new, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            _same_file(within(source, path), place)
        open_to_all(new)
        if wrong := differing(new, files):
            raise OSError(f"{source}: {wrong[0]} is not what it should be")
        os.replace(new, target)
    sync(target.parent)


def _same_file(source: Path, place: Path) -> None:
    try:
        os.link(source, place)
    except OSError:  # another file system, or one without links
        shutil.copyfile(source, place)
        with place.open("rb") as file:
            os.fsync(file.fileno())


def open_to_all(folder: Path) -> None:
    """To be read by the web server, and written by nobody else; every entry on the disk."""
    for place, _, names in os.walk(folder):
        os.chmod(place, OPEN_FOLDER)
        for name in names:
            os.chmod(os.path.join(place, name), OPEN_FILE)
        sync(Path(place))


def flush(folder: Path, paths: Iterable[str] | None = None) -> None:
    """Every file in it is on the disk, or those of these paths, and the folders that lead to them."""
    files = list(everything(folder)) if paths is None else [within(folder, path) for path in paths]
    for path in files:
        with path.open("rb") as file:
            os.fsync(file.fileno())
    above = {place for path in files for place in path.parents if place.is_relative_to(folder)}
    for place in above | {folder}:
        sync(place)


def point(pointer: Path, text: str) -> None:
    """Make a small file say something else, at one moment."""
    with _beside(pointer) as new:
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OPEN_FILE), "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, pointer)
    sync(pointer.parent)


def link_to(place: Path, target: str) -> None:
    """Make a symbolic link lead elsewhere, at one moment."""
    with suppress(OSError):
        if os.readlink(place) == target:
            return
    with _beside(place) as new:
        os.symlink(target, new)
        os.replace(new, place)
    sync(place.parent)


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """A name for what will be moved to its place; nothing is left there afterwards."""
    new = place.parent / f"{BESIDE}{uuid4().hex}"
    try:
        yield new
    finally:
        remove(new)


def sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(place: Path) -> None:
    """A folder, a file or a link; nothing where there is none.

    In a folder that somebody still writes to, or takes away too, it looks again for what is left.
    """
    if place.is_symlink() or place.is_file():
        place.unlink(missing_ok=True)
        return
    left = {errno.ENOTEMPTY: REMOVALS, errno.ENOENT: TOGETHER}
    while True:
        try:
            return shutil.rmtree(place)
        except OSError as error:
            if not place.exists():
                return
            left[error.errno] = left.get(error.errno, 1) - 1
            if not left[error.errno]:
                raise


def clear(folder: Path, older: float = 0) -> None:
    """Take away what a process left half-written that was killed; only what is so many seconds old."""
    for place in folder.rglob(f"{BESIDE}*"):
        with suppress(FileNotFoundError):
            if time.time() - place.lstat().st_mtime >= older:
                remove(place)


def everything(folder: Path) -> Iterable[Path]:
    """Every file below a folder, in order."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
