"""Published editions in the store's public part, from which every public host lays its own tree.

    public/e/<token>.tar    the crate of an edition that may be read

A worker copies crates there and takes them away as the database says. A public host asks the public rows
which editions may be read, fetches what it lacks with a key that can read `public/` alone, and believes only
what the manifest in the row says. Where files lie on disks there is no such part, and nothing is done.
"""

import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from django.conf import settings

from budget_site.stores import published_files
from disclosures import verifier
from disclosures.document import dump
from disclosures.models import Edition, PublicEdition
from disclosures.public.catalog import READABLE
from disclosures.publishing import crate, disk, in_store, manifest
from disclosures.publishing.insisting import each
from disclosures.rendering.checking import beside
from projects.models.job import private_storage

_FOLDER = "e"


def take_away() -> None:
    """What may not be read leaves the public part; public hosts take it away by themselves."""
    store = published_files()
    if store is None:
        return
    readable = {_name(token) for token in _readable().values_list("token", flat=True)}
    each(*(partial(store.delete, name) for name in store.lying(_FOLDER) if name not in readable))


def share() -> None:
    """Every edition that may be read is there to be fetched."""
    store = published_files()
    if store is None:
        return
    lying = set(store.lying(_FOLDER))
    missing = [one for one in _readable() if _name(one.token) not in lying]
    each(*(partial(_share, edition) for edition in missing))
    if missing:
        take_away()  # what was withdrawn while it was copied


def fetch(row: PublicEdition, target: Path) -> None:
    """Lay the public files of an edition into a new folder of a public host, at once.

    OSError, ValueError where the store has them not, or not as the row's manifest says.
    """
    made = dump(row.manifest)
    if manifest.digest(made) != row.manifest_hash:
        raise ValueError(f"edition {row.token[:8]}: the row's manifest is not what its hash says")
    files = manifest.files_of(row.manifest)
    root = Path(settings.PUBLIC_ROOT)
    with tempfile.TemporaryDirectory(dir=root, prefix=disk.BESIDE) as name:
        with published_files().open(_name(row.token)) as packed:
            crate.unpack(packed, Path(name))
        for path, content in {verifier.MANIFEST: made, **beside(made)}.items():
            files[path] = disk.put(Path(name), path, content)
        disk.lay(Path(name), target, files)


def is_shared(edition: Edition) -> bool:
    store = published_files()
    return store is not None and store.exists(_name(edition.token))


def _share(edition: Edition) -> None:
    published_files().copy_from(private_storage(), in_store.crate_of(edition), _name(edition.token))


def _readable() -> Iterable[Edition]:
    return Edition.objects.filter(state__in=READABLE).defer("data")


def _name(token: str) -> str:
    return f"{_FOLDER}/{token}.tar"
