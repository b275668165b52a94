"""The files of an edition as one object of a store: a plain tar, the same bytes for the same files."""

import hashlib
import os
import tarfile
from pathlib import Path
from typing import BinaryIO

from disclosures.document import dump
from disclosures.publishing import disk

_PIECE = 1024 * 1024  # bytes that are read at once


def name_of(files: disk.Files) -> str:
    """By what it holds: a crate of other files has another name, and none is written over."""
    listed = sorted([path, *known] for path, known in files.items())
    return f"{hashlib.sha256(dump(listed)).hexdigest()[:32]}.tar"


def pack(folder: Path, files: disk.Files, target: BinaryIO) -> None:
    """Write these files of the folder into an open file."""
    with tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT) as crate:
        for path in sorted(files):
            place, member = disk.within(folder, path), tarfile.TarInfo(path)
            member.size, member.mode = place.stat().st_size, disk.SHUT_FILE
            with place.open("rb") as file:
                crate.addfile(member, file)


def unpack(packed: BinaryIO, folder: Path) -> None:
    """All plain files in it, on the disk. ValueError for what is no crate, or leads out of the folder."""
    try:
        with tarfile.open(fileobj=packed, mode="r:") as crate:
            for member in crate:
                _take_out(crate, member, folder)
    except tarfile.TarError as error:
        raise ValueError(f"no crate: {error}") from error


def differing(packed: BinaryIO, files: disk.Files) -> list[str]:
    """Which of the files are not in it, or are not what they should be. Nothing is written."""
    found = {}
    try:
        with tarfile.open(fileobj=packed, mode="r:") as crate:
            for member in crate:
                if member.isreg():
                    file = crate.extractfile(member)
                    found[member.name] = member.size, hashlib.file_digest(file, "sha256").hexdigest()
    except tarfile.TarError:
        pass  # what comes behind the break is not found
    return [path for path, known in files.items() if found.get(path) != tuple(known)]


def _take_out(crate: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    if not member.isreg():
        raise ValueError(f"no plain file: {member.name!r}")
    place, source = disk.within(folder, member.name), crate.extractfile(member)
    place.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, disk.SHUT_FILE), "wb") as file:
        while piece := source.read(_PIECE):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
