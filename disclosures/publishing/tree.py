"""The public tree: files that never change, generations of derived pages, and the pointer that is the switch.

    e/<token>/       the files of an edition that may be read, as in private storage
    g/<generation>/  every page of the public site, derived from them
    current, site    the name of the generation that is read, and a link to it for a web server

`settle` makes the tree follow the database, from whatever state it is in; one process does so at a time, and
reads the database only then, so the last to settle shows the newest. A reader meets the old generation or the
new one. What is not public any more is taken away even where the new generation cannot be made.
"""

import fcntl
import json
import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from disclosures.document import dump
from disclosures.models import Edition, PublicEdition
from disclosures.public.generating import build, drawn_by
from disclosures.publishing import disk, manifest, storing

logger = logging.getLogger(__name__)

EDITIONS, GENERATIONS, CURRENT, SITE, LOCK = "e", "g", "current", "site", ".lock"


def root() -> Path:
    return Path(settings.PUBLIC_ROOT)


def current() -> str:
    """The generation that is read; empty where there is none yet."""
    try:
        return (root() / CURRENT).read_text().strip()
    except FileNotFoundError:
        return ""


def settle(*, again: bool = False, renew: bool = False) -> str:
    """Bring the tree to what the database says, and answer the name of the generation that is read.

    `again` makes the pages anew though nothing changed; `renew` does so where they were made by other code,
    templates or settings. Called within a transaction it would not see its end.
    """
    with _alone():
        public = list(PublicEdition.objects.order_by("chain", "position"))
        readable = {one.token for one in public if one.token}
        try:
            _lay(readable)
            if again or not _stands(_named(public)) or (renew and _made_by() != drawn_by()):
                _new_generation(public, readable)
            disk.link_to(root() / SITE, f"{GENERATIONS}/{current()}")
        finally:
            _take_away(readable)
        return current()


@contextmanager
def _alone() -> Iterator[None]:
    """The lock goes with the process that held it, however that ends."""
    for folder in (root(), root() / EDITIONS, root() / GENERATIONS):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(disk.OPEN_FOLDER)
    with (root() / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _lay(readable: set[str]) -> None:
    """Files first: a page never leads to what is not there."""
    for edition in Edition.objects.filter(token__in=readable).defer("data"):
        target = root() / EDITIONS / edition.token
        if not target.exists():
            disk.lay(storing.folder_of(edition), target, storing.complete(edition))


def _named(public: Iterable[PublicEdition]) -> str:
    """Of what the generation tells, so that the same is not made twice. Ends the names of its makings."""
    told = [
        [one.token, one.chain, one.position, one.year, one.number, one.state, one.notice, one.manifest_hash]
        for one in public
    ]
    return manifest.digest(dump(told))[:16]


def _stands(name: str) -> bool:
    now = current()
    return now.endswith(f"-{name}") and (root() / GENERATIONS / now).is_dir()


def _new_generation(public: list[PublicEdition], readable: set[str]) -> None:
    folder = root() / GENERATIONS
    name = f"{_last(folder) + 1:08d}-{_named(public)}"
    new = folder / f"{disk.BESIDE}{name}"
    disk.remove(new)
    new.mkdir()
    build(new, public)
    disk.open_to_all(new)
    disk.flush(new)
    disk.point(folder / f"{name}.json", dump({"shows": sorted(readable), "by": drawn_by()}).decode())
    os.replace(new, folder / name)
    disk.sync(folder)
    disk.point(root() / CURRENT, f"{name}\n")


def _last(folder: Path) -> int:
    numbers = [one.name.partition("-")[0] for one in folder.iterdir()]
    return max((int(one) for one in numbers if one.isdigit()), default=0)


def _take_away(readable: set[str]) -> None:
    """Editions that may not be read, what was begun and not ended, and generations but the last two.

    The one before the current stays for readers on their way through it, unless it shows what may not be
    read any more.
    """
    for place in (root() / EDITIONS).iterdir():
        if place.name not in readable:
            disk.remove(place)
    for place in root().glob(f"{disk.BESIDE}*"):
        disk.remove(place)
    folder, now = root() / GENERATIONS, current()
    names = sorted(one.name for one in folder.iterdir() if one.is_dir() and one.name[0] != ".")
    before = [one for one in names if one < now][-1:]
    kept = {now, *(one for one in before if _shows(one) <= readable)}
    for place in folder.iterdir():
        if place.name.removesuffix(".json") not in kept:
            disk.remove(place)


def _shows(generation: str) -> set[str]:
    """The tokens that its pages lead to; where that is not known, one that nobody may read."""
    return set(_about(generation).get("shows", [""]))


def _made_by() -> str:
    return _about(current()).get("by", "")


def _about(generation: str) -> dict:
    try:
        return json.loads((root() / GENERATIONS / f"{generation}.json").read_text())
    except (FileNotFoundError, ValueError):
        return {}
