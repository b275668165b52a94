"""The public tree: files that never change, generations of derived pages, and the pointer that is the switch.

    e/<token>/       the files of an edition that may be read, as in private storage
    b/<name>/        pages around them that are made once: of a district, of a publisher's year
    g/<generation>/  what depends on several districts, and the way to each
    current, site    the name of the generation that is read, and a link to it for a web server

`settle` makes the tree follow the database, from whatever state it is in; one process does so at a time, and
reads the database only then, so the last to settle shows the newest. A reader meets the old generation or the
new one. What may not be read any more is taken away before anything is made, out of the generation that is
read too, so that a full disk or a damaged file elsewhere does not keep it public.
"""

import fcntl
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.conf import settings

from disclosures import verifier
from disclosures.document import dump
from disclosures.models import Edition, PublicEdition
from disclosures.public import branches
from disclosures.public.catalog import READABLE
from disclosures.public.edition_pages import GONE
from disclosures.public.generating import build, damage, drawn_by, notices, words_of
from disclosures.publishing import disk, making, manifest, storing
from disclosures.publishing.insisting import each

logger = logging.getLogger(__name__)

# Of these folders: what stays public of every edition, and the other editions.
_STAYS = {verifier.MANIFEST, verifier.SUMS, GONE, "editions"}
EDITIONS, GENERATIONS, CURRENT, SITE, LOCK = "e", "g", "current", "site", ".lock"


def root() -> Path:
    return Path(settings.PUBLIC_ROOT)


def current() -> str:
    """The generation that is read; empty where there is none yet."""
    try:
        return (root() / CURRENT).read_text().strip()
    except FileNotFoundError:
        return ""


def lay_own(row: PublicEdition, target: Path) -> None:
    """From private storage, where the staff's site has it."""
    storing.lay(Edition.objects.defer("data").get(token=row.token), target)


def settle(
    *, again: bool = False, renew: bool = False, lay: Callable[[PublicEdition, Path], None] = lay_own
) -> str:
    """Bring the tree to what the database says, and answer the name of the generation that is read.

    `again` makes a generation though nothing changed, and takes over only what is as it was made; `renew`
    does so where pages were made by other code, templates or settings, or are not as they were made. `lay` is
    how the files of an edition come into a folder; a public host has another way than the staff's site.
    Called within a transaction it would not see its end.
    """
    anew = again or (renew and not _is_as_made())  # reads every page: before anybody has to wait for the lock
    with _alone():
        public = _rows()
        each(partial(_take_away, public), partial(_follow, public, lay, anew))
        return current()


def take_away() -> None:
    """The part of settling that needs no room and no other edition: what may not be read is gone."""
    with _alone():
        _take_away(_rows())


def is_shown(edition: Edition) -> bool:
    """Whether files of it lie in the public tree, or a generation there was made to show it."""
    names = _generations()
    shown = (_shown(one) for one in names)
    return (root() / EDITIONS / edition.token).exists() or any(
        one is None or edition.token in one for one in shown
    )


def shown() -> set[str]:
    """The tokens of the editions whose pages are there."""
    return set(_shown(current()) or ())


def _rows() -> list[PublicEdition]:
    """Without manifests, which are long, and of which the hash says enough."""
    return list(PublicEdition.objects.defer("manifest").order_by("chain", "position"))


def _readable(public: Iterable[PublicEdition]) -> set[str]:
    return {one.token for one in public if one.state in READABLE}


@contextmanager
def _alone() -> Iterator[None]:
    """The lock goes with the process that held it, however that ends."""
    for folder in (root(), *(root() / one for one in (EDITIONS, branches.FOLDER, GENERATIONS))):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(disk.OPEN_FOLDER)
    with (root() / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _follow(public: list[PublicEdition], lay: Callable, anew: bool) -> None:
    """Files first: a page never leads to what is not there. What cannot be laid holds up no other edition."""
    laid = _lay(public, lay)
    rows = [one for one in public if one.token in laid or one.state not in READABLE]
    try:
        named = _named(rows)
        if anew or not _stands(named):
            _new_generation(rows, named, checked=anew)
        disk.link_to(root() / SITE, f"{GENERATIONS}/{current()}")
    finally:
        _drop_generations(_readable(public))  # and what a making left that came to no end


def _lay(public: Iterable[PublicEdition], lay: Callable[[PublicEdition, Path], None]) -> set[str]:
    """Those whose files are there."""
    folder = root() / EDITIONS
    laid = _readable(public).intersection(os.listdir(folder))
    for row in public:
        if row.state not in READABLE or row.token in laid:
            continue
        try:
            lay(row, folder / row.token)
            laid.add(row.token)
        except (OSError, ValueError, Edition.DoesNotExist):
            logger.exception("The files of edition %s of %s cannot be laid", row.number, row.chain)
    return laid


def _named(public: Iterable[PublicEdition]) -> str:
    """Of what the generation tells, so that the same is not made twice. Ends the names of its makings."""
    return manifest.digest(dump(list(map(words_of, public))))[:16]


def _stands(name: str) -> bool:
    now = current()
    return now.endswith(f"-{name}") and (root() / GENERATIONS / now).is_dir()


def _new_generation(public: list[PublicEdition], named: str, checked: bool) -> None:
    folder = root() / GENERATIONS
    name = f"{_last(folder) + 1:08d}-{named}"
    new = folder / f"{disk.BESIDE}{name}"
    disk.remove(new)
    new.mkdir()
    for made in (*build(new, public, checked=checked), new):
        disk.open_to_all(made)
        disk.flush(made)
    disk.sync(root() / branches.FOLDER)
    disk.point(_made_by(name), dump(making.told(public)).decode())
    os.replace(new, folder / name)
    disk.sync(folder)
    disk.point(root() / CURRENT, f"{name}\n")


def _last(folder: Path) -> int:
    numbers = [one.name.partition("-")[0] for one in folder.iterdir()]
    return max((int(one) for one in numbers if one.isdigit()), default=0)


def _take_away(public: list[PublicEdition]) -> None:
    """Editions that may not be read, their pages, generations that show them, and what was not ended."""
    readable, folder = _readable(public), root() / EDITIONS
    each(
        *(partial(disk.remove, folder / name) for name in os.listdir(folder) if name not in readable),
        *(partial(_close, public, token) for token in _to_close(public, readable)),
        *(partial(disk.remove, place) for place in root().glob(f"{disk.BESIDE}*")),
        partial(_drop_generations, readable),
    )


def _to_close(public: list[PublicEdition], readable: set[str]) -> list[str]:
    known = _shown(current())
    tokens = [one.token for one in public] if known is None else known
    return [one for one in tokens if one not in readable] if current() else []


def _close(public: list[PublicEdition], token: str) -> None:
    """In the generation that is read: the notice stands where the edition stood, or nothing, without room."""
    generation = root() / GENERATIONS / current()
    row = next((one for one in public if one.token == token), None)
    known = _shown(current())
    beside = [one for one in public if row and one.chain == row.chain]
    folders = making.folders(row, beside) if known is None else known[token]
    for folder in folders:
        place = disk.within(generation, folder.rstrip("/"))
        for one in place.iterdir() if place.is_dir() else ():
            if one.name.removesuffix(".gz") not in _STAYS:
                disk.remove(one)
    for path, content in notices(row) if row else ():
        if path.removesuffix(GONE) in folders:
            disk.put(generation, path, content, disk.OPEN_FILE)


def _drop_generations(readable: set[str]) -> None:
    """All but the last two, and the branches that only they led to: these first, or nobody knew what is left.

    The one before the current stays for readers on their way through it, unless it shows what may not be
    read any more.
    """
    now = current()
    before = [one for one in _generations() if one < now][-1:]
    kept = {now, *(one for one in before if _shows_only(one, readable))}
    each(*(partial(disk.remove, place) for place in _left_branches(kept)))
    for place in (root() / GENERATIONS).iterdir():
        if place.name.removesuffix(".json") not in kept:
            disk.remove(place)


def _left_branches(kept: Iterable[str]) -> list[Path]:
    """Folders to which none of these generations leads."""
    led = {name for one in kept if one for name in branches.led_to(root(), root() / GENERATIONS / one)}
    folder = root() / branches.FOLDER
    return [folder / name for name in os.listdir(folder) if name not in led]


def left_branches() -> list[str]:
    """Names of branches that nothing leads to, once nobody is making any."""
    try:
        lock = (root() / LOCK).open()
    except FileNotFoundError:
        return []
    with lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        return sorted(place.name for place in _left_branches(_generations()))


def _generations() -> list[str]:
    folder = root() / GENERATIONS
    if not folder.is_dir():
        return []
    return sorted(one.name for one in folder.iterdir() if one.is_dir() and one.name[0] != ".")


def _shows_only(generation: str, readable: set[str]) -> bool:
    known = _shown(generation)
    return known is not None and known.keys() <= readable


def _shown(generation: str) -> making.Shown | None:
    return making.shown(_made_by(generation))


def _made_by(generation: str) -> Path:
    return root() / GENERATIONS / f"{generation}.json"


def _is_as_made() -> bool:
    try:
        return making.by(_made_by(current())) == drawn_by() and not damage(root() / GENERATIONS / current())
    except ValueError:
        return False
