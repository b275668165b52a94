"""Branches of the public tree: pages that are made once, and led to by every generation since.

    b/<name>/                   the pages of a district above its years, or of a publisher's year
    g/<generation>/<district>   a link to the first, in which links lead to the others

So a publication costs what it changes, and not what else is public.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypedDict
from uuid import uuid4

from disclosures import verifier
from disclosures.document import dump
from disclosures.public.pages import Page, Tree

FOLDER = "b"
MADE = ".made.json"  # beside pages: by which hashes they were made; no address leads to it

Hashes = Mapping[str, str]  # by path: SHA-256
Below = dict[str, "Branch"]  # by path, which ends in `/`


class Branch(TypedDict):
    of: str  # a hash of all that it was made of
    made: str  # of its MADE
    below: Below
    folder: str


@dataclass
class Branches:
    """Those of the public tree at `root`. `checked` takes over only what still is as it was made."""

    root: Path
    checked: bool = False
    new: list[Path] = field(default_factory=list)  # folders, to be given to the disk

    def kept(self, branch: Branch | None, of: str) -> Branch | None:
        """The branch, if it was made of just this and is there with what is below it."""
        if branch is None or branch["of"] != of:
            return None
        if not self._there.issuperset(folders({"": branch})):
            return None
        return None if self.checked and damage(self.root, branch) else branch

    @cached_property
    def _there(self) -> set[str]:
        """Those that lay there at first: a province has thousands, so they are read at once."""
        place = self.root / FOLDER
        return {one.name for one in os.scandir(place) if one.is_dir()} if place.is_dir() else set()

    def make(self, of: str, address: str, pages: Iterable[Page], below: Below | None = None) -> Branch:
        """In a new folder, to which nothing leads yet; all pages stand below the address."""
        folder = self.root / FOLDER / uuid4().hex
        folder.mkdir(parents=True)
        made = write(self.root, folder, _within(address, pages), below or {})
        self.new.append(folder)
        return Branch(of=of, made=made, below=below or {}, folder=folder.name)


def _within(address: str, pages: Iterable[Page]) -> Iterator[Page]:
    for path, content in pages:
        if not path.startswith(address):
            raise ValueError(f"{path} does not stand below {address}")
        yield path.removeprefix(address), content


def write(root: Path, folder: Path, pages: Iterable[Page], below: Below) -> str:
    """Pages, the way to what is below, and MADE, of which the answer is the hash."""
    tree = Tree(folder)
    hashes = dump({"files": tree.fill(pages), "below": below})
    for path, branch in below.items():
        link = folder / path.rstrip("/")
        link.parent.mkdir(parents=True, exist_ok=True)
        os.symlink(os.path.relpath(_place(root, branch), link.parent), link)  # so that the tree can be moved
    tree.write(MADE, hashes, packed=False)
    return verifier.sha256(hashes)


def made(folder: Path) -> tuple[Hashes, Below] | None:
    """Of a generation: its own files, and what it leads to; None where nobody knows."""
    place = folder / MADE
    try:
        return _made(place, place.stat().st_mtime_ns)
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return None


@lru_cache(maxsize=4)
def _made(place: Path, changed: int) -> tuple[Hashes, Below]:
    """Read once: a sweep asks for the same few again and again."""
    told = json.loads(place.read_bytes())
    return dict(told["files"]), {path: _told(branch) for path, branch in told["below"].items()}


def _told(branch: Mapping[str, Any]) -> Branch:
    below = {path: _told(one) for path, one in branch["below"].items()}
    return Branch(of=branch["of"], made=branch["made"], below=below, folder=branch["folder"])


def folders(below: Below) -> Iterator[str]:
    """Of all branches, and of those below them."""
    for branch in below.values():
        yield branch["folder"]
        yield from folders(branch["below"])


def led_to(root: Path, generation: Path) -> set[str]:
    """The folders that it leads to: as it says, or where it does not say so by its links."""
    told = made(generation)
    return set(folders(told[1])) if told else _linked(root, generation, set())


def _linked(root: Path, folder: Path, found: set[str]) -> set[str]:
    for place, names, _ in os.walk(folder):
        for link in (Path(place) / name for name in names):
            target = link.resolve()
            if link.is_symlink() and target.parent == (root / FOLDER).resolve() and target.name not in found:
                found.add(target.name)
                _linked(root, target, found)
    return found


def damage(root: Path, branch: Branch) -> dict[str, str]:
    """By path what is wrong with it as it lies there, and with what is below it."""
    folder = _place(root, branch)
    try:
        told = (folder / MADE).read_bytes()
    except OSError:
        return {MADE: verifier.MISSING}
    if verifier.sha256(told) != branch["made"]:
        return {MADE: verifier.CHANGED}
    return differing(root, folder, json.loads(told)["files"], branch["below"])


def differing(root: Path, folder: Path, known: Hashes, below: Below) -> dict[str, str]:
    """By path which files are not there, not as they were made, or strange; which way leads elsewhere."""
    wrong = {}
    for path, branch in below.items():
        link = folder / path.rstrip("/")
        if not link.is_symlink():
            wrong[path] = verifier.CHANGED if link.exists() else verifier.MISSING
        elif link.resolve() != _place(root, branch).resolve():
            wrong[path] = verifier.CHANGED
        else:
            wrong |= {f"{path}{one}": found for one, found in damage(root, branch).items()}
    places = (one for one in folder.rglob("*") if one.is_symlink() or not one.is_dir())
    found = {one.relative_to(folder).as_posix() for one in places} - {MADE, *(path[:-1] for path in below)}
    wrong |= dict.fromkeys(found - known.keys(), verifier.EXTRA)
    wrong |= dict.fromkeys(known.keys() - found, verifier.MISSING)
    for path in found & known.keys():
        if _hash(folder / path) != known[path]:
            wrong[path] = verifier.CHANGED
    return wrong


def _hash(place: Path) -> str:
    """Empty, which is no file's, where it is a link or cannot be read."""
    try:
        return "" if place.is_symlink() else verifier.sha256(place.read_bytes())
    except OSError:
        return ""


def _place(root: Path, branch: Branch) -> Path:
    return root / FOLDER / branch["folder"]
