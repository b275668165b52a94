"""The files of editions in a folder of private storage, and what is known of them before they are published.

`editions/<token>/` holds the files by their paths; `<token>.prepared.json` beside it is written last and says
for which place in the chain they were drawn.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from disclosures import verifier
from disclosures.document import EditionFacts, dump
from disclosures.models import Edition
from disclosures.publishing import disk, manifest
from disclosures.rendering.checking import beside
from projects.models.job import private_storage
from projects.rendering.paper import store as pages

FOLDER, PREPARED = "editions", "prepared.json"
LEFT = {verifier.TOMBSTONE, verifier.MANIFEST}  # of what was erased


@dataclass(frozen=True)
class Prepared:
    """The drawn files of an edition, and the facts that they tell."""

    facts: EditionFacts
    files: dict[str, tuple[int, str]]


def root() -> Path:
    folder = Path(private_storage().path(FOLDER))
    folder.mkdir(mode=disk.SHUT_FOLDER, parents=True, exist_ok=True)
    return folder


def folder_of(edition: Edition) -> Path:
    """Nobody but the site's own user looks into it."""
    folder = _place(edition)
    folder.mkdir(mode=disk.SHUT_FOLDER, exist_ok=True)
    return folder


def prepared(edition: Edition) -> Prepared | None:
    try:
        told = json.loads((_note(edition)).read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    return told_of(told)


def told_of(told: dict) -> Prepared:
    """What the note of drawn files says."""
    files = {path: tuple(known) for path, known in told["files"].items()}
    return Prepared(EditionFacts(**told["facts"]), files)


def keep(edition: Edition, facts: EditionFacts, files: disk.Files) -> Prepared:
    """Note what was drawn; files that were drawn for another place in the chain, and are none now, go."""
    folder = folder_of(edition)
    for path in disk.everything(folder):
        if path.relative_to(folder).as_posix() not in files:
            path.unlink()
    told = {"facts": asdict(facts), "files": {path: list(known) for path, known in files.items()}}
    disk.put(root(), _note(edition).name, dump(told))
    return Prepared(facts, dict(files))


def is_whole(edition: Edition, what: Prepared) -> bool:
    """Whether every file lies there as it was drawn, and the data are those that were signed."""
    told = what.files.get("data.json", (0, ""))[1]
    return told == edition.data_hash and not disk.differing(folder_of(edition), what.files)


def complete(edition: Edition) -> dict[str, tuple[int, str]]:
    """Put manifest and sums beside the files of a published edition; all that is public of it then."""
    data, folder = bytes(edition.manifest), folder_of(edition)
    disk.clear(folder)
    files = manifest.files_of(manifest.read(data))
    for path, content in {verifier.MANIFEST: data, **beside(data)}.items():
        files[path] = disk.put(folder, path, content)
    return files


@contextmanager
def copy(edition: Edition) -> Iterator[Path]:
    """The folder itself."""
    yield _place(edition)


def tokens() -> set[str]:
    """Of which editions something lies here."""
    return {one.name.partition(".")[0] for one in root().iterdir()}


def shut(edition: Edition) -> None:
    """What was public is the site's own again."""
    for path in disk.everything(_place(edition)):
        if path.stat().st_mode & 0o777 != disk.SHUT_FILE:
            path.chmod(disk.SHUT_FILE)


def erase(edition: Edition) -> None:
    """Only the manifest and a tombstone stay. The bytes go first: that needs no room on the disk."""
    folder = folder_of(edition)
    for path in folder.iterdir():
        if path.name not in LEFT:
            disk.remove(path)
    disk.remove(_note(edition))
    disk.remove(pages.folder())  # of which nobody knows what is whose, and which are drawn again
    for path, content in stone_of(edition).items():
        disk.put(folder, path, content)


def stone_of(edition: Edition) -> dict[str, bytes]:
    """What stays of an erased edition, by path."""
    data = bytes(edition.manifest)
    stone = manifest.tombstone(manifest.read(data), edition.erased_why)
    return {verifier.TOMBSTONE: stone, verifier.MANIFEST: data}


def is_erased(edition: Edition) -> bool:
    folder = _place(edition)
    return not left_of(edition) and all((folder / path).is_file() for path in LEFT)


def left_of(edition: Edition) -> list[str]:
    """What lies there of an erased edition and should not."""
    folder, note = _place(edition), _note(edition)
    lying = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    return [*sorted(set(lying) - LEFT), *([note.name] if note.exists() else [])]


def discard(edition: Edition) -> None:
    """Of what was never published nothing stays."""
    disk.remove(_place(edition))
    disk.remove(_note(edition))


def clear() -> None:
    """What was half-written long ago; editions that are being drawn write here too."""
    disk.clear(root(), older=3600)


def _place(edition: Edition) -> Path:
    return root() / edition.token


def _note(edition: Edition) -> Path:
    """Beside the folder: all that lies in that is published."""
    return root() / f"{edition.token}.{PREPARED}"
