"""Where the files of editions are kept, and what is known of them before they are published.

In a folder (in_folder.py) or in an S3-compatible store (in_store.py), as STORAGE says; both keep the same
promise: the files of a published edition are there whole, as its manifest in the database says, or it is not
published.
"""

from contextlib import AbstractContextManager
from pathlib import Path
from types import ModuleType

from budget_site.stores.folder import FolderStore
from disclosures.document import EditionFacts
from disclosures.models import Edition
from disclosures.publishing import disk, in_folder, in_store
from disclosures.publishing.in_folder import Prepared
from projects.models.job import private_storage

__all__ = ["Prepared"]


def _where() -> ModuleType:
    return in_folder if isinstance(private_storage(), FolderStore) else in_store


def root() -> Path:
    return _where().root()


def folder_of(edition: Edition) -> Path:
    """Where it is drawn. Nobody but the site's own user looks into it."""
    return _where().folder_of(edition)


def prepared(edition: Edition) -> Prepared | None:
    """What was drawn and kept; None where that did not come to an end."""
    return _where().prepared(edition)


def keep(edition: Edition, facts: EditionFacts, files: disk.Files) -> Prepared:
    """Keep what was drawn, and note it; files that were drawn for another place in the chain go."""
    return _where().keep(edition, facts, files)


def is_whole(edition: Edition, what: Prepared) -> bool:
    """Whether every file is there as it was drawn, read back, and the data are those that were signed."""
    return _where().is_whole(edition, what)


def complete(edition: Edition) -> dict[str, tuple[int, str]]:
    """All that is public of a published edition: its files, manifest, sums and instructions."""
    return _where().complete(edition)


def lay(edition: Edition, target: Path) -> None:
    """Lay all that is public of it into a new folder, at once. OSError, ValueError where it is not whole."""
    if _where() is in_folder:
        disk.lay(folder_of(edition), target, complete(edition))
    else:
        in_store.lay(edition, target)


def copy(edition: Edition) -> AbstractContextManager[Path]:
    """A folder to look at, with what is kept of an edition that was published; not to be written to."""
    return _where().copy(edition)


def shut(edition: Edition) -> None:
    """What was public is the site's own again."""
    _where().shut(edition)


def erase(edition: Edition) -> None:
    """Only the manifest and a tombstone stay."""
    _where().erase(edition)


def is_erased(edition: Edition) -> bool:
    return _where().is_erased(edition)


def left_of(edition: Edition) -> list[str]:
    """What is there of an erased edition and should not be."""
    return _where().left_of(edition)


def discard(edition: Edition) -> None:
    """Of what was never published nothing stays."""
    _where().discard(edition)


def tokens() -> set[str]:
    """Of which editions anything is kept."""
    return _where().tokens()


def clear() -> None:
    """What was half-written long ago."""
    _where().clear()
