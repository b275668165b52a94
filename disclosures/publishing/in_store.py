"""The files of editions in an S3-compatible store, which has neither folders nor links, and no moving.

    editions/<token>/<digest>.tar    the files, in one object that is there whole or not at all (crate.py)
    editions/<token>/prepared.json   written after it: for which place in the chain they were drawn
    editions/<token>/manifest.json, tombstone.json    of what was erased, and nothing else

The name of a crate follows from what the manifest says that it holds, so the database names it. What is drawn
lies in a folder of the worker until it is stored, and nowhere on its disk afterwards.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile

from disclosures import verifier
from disclosures.document import EditionFacts, dump
from disclosures.models import Edition
from disclosures.publishing import crate, disk, manifest
from disclosures.publishing.in_folder import FOLDER, LEFT, PREPARED, Prepared, stone_of, told_of
from disclosures.rendering.checking import beside
from projects.models.job import private_storage
from projects.rendering.paper import store as pages

State = Edition.State
_UNDER_WAY = (State.PREPARING, State.SCHEDULED)


def root() -> Path:
    """Where editions are drawn on this machine; it may be emptied whenever nothing is being drawn."""
    folder = Path(settings.VAR_DIR) / "drawing"
    folder.mkdir(mode=disk.SHUT_FOLDER, parents=True, exist_ok=True)
    return folder


def folder_of(edition: Edition) -> Path:
    folder = root() / edition.token
    folder.mkdir(mode=disk.SHUT_FOLDER, exist_ok=True)
    return folder


def prepared(edition: Edition) -> Prepared | None:
    try:
        with private_storage().open(f"{_place(edition)}/{PREPARED}") as file:
            return told_of(json.loads(file.read()))
    except (FileNotFoundError, ValueError):
        return None


def keep(edition: Edition, facts: EditionFacts, files: disk.Files) -> Prepared:
    """Store what was drawn, then the note of it, in one crate; crates of other drawings go."""
    store, name = private_storage(), f"{_place(edition)}/{crate.name_of(files)}"
    with tempfile.TemporaryFile(dir=root()) as packed:
        crate.pack(folder_of(edition), files, packed)
        packed.seek(0)
        store.put(name, packed)
    note = {"facts": asdict(facts), "files": {path: list(known) for path, known in files.items()}}
    store.put(f"{_place(edition)}/{PREPARED}", ContentFile(dump(note)))
    for other in store.below(_place(edition)):
        if other.endswith(".tar") and other != name:
            store.delete(other)
    disk.remove(root() / edition.token)
    return Prepared(facts, dict(files))


def is_whole(edition: Edition, what: Prepared) -> bool:
    told = what.files.get("data.json", (0, ""))[1]
    return told == edition.data_hash and not _differing(edition, what.files)


def _differing(edition: Edition, files: disk.Files) -> list[str]:
    try:
        with _crate(edition, files) as packed:
            return crate.differing(packed, files)
    except FileNotFoundError:
        return list(files)


def complete(edition: Edition) -> dict[str, tuple[int, str]]:
    """What is public of a published edition; manifest and sums are made from the row where they are laid."""
    files = manifest.files_of(manifest.read(bytes(edition.manifest)))
    for path, content in _beside(edition).items():
        files[path] = len(content), manifest.digest(content)
    return files


def lay(edition: Edition, target: Path) -> None:
    """All that is public of it in a new folder, at once."""
    with copy(edition) as folder:
        disk.lay(folder, target, complete(edition))


@contextmanager
def copy(edition: Edition) -> Iterator[Path]:
    """A folder with what the store has of a published edition, as it would lie on a disk, until the end."""
    with tempfile.TemporaryDirectory(dir=root(), prefix=disk.BESIDE) as name:
        folder = Path(name)
        if edition.state == State.ERASED:
            _fetch_left(edition, folder)
        else:
            files = manifest.files_of(manifest.read(bytes(edition.manifest)))
            try:
                with _crate(edition, files) as packed:
                    crate.unpack(packed, folder)
            except (FileNotFoundError, ValueError):
                pass  # what is not there is missing in the copy too
            for path, content in _beside(edition).items():
                disk.put(folder, path, content)
        yield folder


def put_back(token: str, folder: Path) -> None:
    """Store what a copy held: the files of a published edition, or what is left of an erased one."""
    store = private_storage()
    if (folder / verifier.TOMBSTONE).exists():
        for path in LEFT:
            with (folder / path).open("rb") as file:
                store.put(f"{FOLDER}/{token}/{path}", file)
        return
    files = manifest.files_of(manifest.read((folder / verifier.MANIFEST).read_bytes()))
    with tempfile.TemporaryFile(dir=root()) as packed:
        crate.pack(
            folder, {path: known for path, known in files.items() if (folder / path).is_file()}, packed
        )
        packed.seek(0)
        store.put(f"{FOLDER}/{token}/{crate.name_of(files)}", packed)


def shut(edition: Edition) -> None:
    """Nothing here was ever open."""


def erase(edition: Edition) -> None:
    """Only the manifest and a tombstone stay. The bytes go first."""
    store = private_storage()
    for name in _lost(edition):
        store.delete(name)
    disk.remove(root() / edition.token)
    disk.remove(pages.folder())  # of which nobody knows what is whose, and which are drawn again
    for path, content in stone_of(edition).items():
        if _content(f"{_place(edition)}/{path}") != content:
            store.put(f"{_place(edition)}/{path}", ContentFile(content))


def is_erased(edition: Edition) -> bool:
    return {f"{_place(edition)}/{path}" for path in LEFT} == set(private_storage().below(_place(edition)))


def left_of(edition: Edition) -> list[str]:
    """What lies there of an erased edition and should not."""
    start = len(_place(edition)) + 1
    return sorted(name[start:] for name in _lost(edition))


def discard(edition: Edition) -> None:
    for name in private_storage().below(_place(edition)):
        private_storage().delete(name)
    disk.remove(root() / edition.token)


def tokens() -> set[str]:
    """Of which editions something is stored, or lies here."""
    return {*private_storage().listdir(FOLDER)[0], *(one.name for one in root().iterdir())}


def clear() -> None:
    """What a worker left on this disk that was killed; editions that are being drawn stay."""
    disk.clear(root(), older=3600)
    drawn = Edition.objects.filter(state__in=_UNDER_WAY).values_list("token", flat=True)
    lying = {one.name for one in root().iterdir() if not one.name.startswith(".")}
    for token in lying - set(drawn):
        disk.remove(root() / token)


def crate_of(edition: Edition) -> str:
    """The name of a published edition's crate."""
    files = manifest.files_of(manifest.read(bytes(edition.manifest)))
    return f"{_place(edition)}/{crate.name_of(files)}"


def _crate(edition: Edition, files: disk.Files):
    return private_storage().open(f"{_place(edition)}/{crate.name_of(files)}")


def _beside(edition: Edition) -> dict[str, bytes]:
    data = bytes(edition.manifest)
    return {verifier.MANIFEST: data, **beside(data)}


def _fetch_left(edition: Edition, folder: Path) -> None:
    store, start = private_storage(), len(_place(edition)) + 1
    for name in store.below(_place(edition)):
        disk.put(folder, name[start:], _content(name) or b"")


def _lost(edition: Edition) -> list[str]:
    keep = {f"{_place(edition)}/{path}" for path in LEFT}
    return [name for name in private_storage().below(_place(edition)) if name not in keep]


def _content(name: str) -> bytes | None:
    """Of a small object; None where there is none."""
    try:
        with private_storage().open(name) as file:
            return file.read()
    except FileNotFoundError:
        return None


def _place(edition: Edition) -> str:
    return f"{FOLDER}/{edition.token}"
