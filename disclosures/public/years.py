"""The pages of each publisher's year in a folder of their own: made once, and led to by generations.

    y/<name>/                           the pages, and by which hashes they were made
    g/<generation>/<publisher>/<year>   a link to it

So a publication costs what it changes, and not what else is public.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from disclosures import verifier
from disclosures.document import dump
from disclosures.public.pages import Page, Tree

FOLDER = "y"
MADE = ".made.json"  # beside pages: by which hashes they were made; no address leads to it

Hashes = Mapping[str, str]  # by path: SHA-256
Year = dict[str, str]  # `in`: its folder; `of`: what its pages were made of; `made`: the hash of their hashes
Led = dict[str, Year]  # by the address of each year


@dataclass(frozen=True)
class Years:
    """The years of the public tree at `root`; `before` is what the generation that is read leads to.

    `checked` takes over only what is still as it was made; otherwise that is believed.
    """

    root: Path
    before: Led
    checked: bool = False

    def kept(self, address: str, of: str) -> Year | None:
        """What was made of just this, if it is there."""
        one = self.before.get(address, {})
        there = one.get("of") == of and (self.root / FOLDER / one["in"]).is_dir()
        return one if there and not (self.checked and damage(self.root, one)) else None

    def make(self, address: str, of: str, pages: Iterable[Page]) -> Year:
        """A new folder; nothing leads to it yet."""
        folder = self.root / FOLDER / uuid4().hex
        folder.mkdir(parents=True)
        tree = Tree(folder)
        hashes = dump(tree.fill(_below(address, pages)))
        tree.write(MADE, hashes, packed=False)
        return {"of": of, "in": folder.name, "made": hashlib.sha256(hashes).hexdigest()}


def _below(address: str, pages: Iterable[Page]) -> Iterator[Page]:
    for path, content in pages:
        if not path.startswith(address):
            raise ValueError(f"{path} does not stand below {address}")
        yield path.removeprefix(address), content


def led(generation: Path) -> Led | None:
    """The folders of years that a generation leads to; None where nobody knows."""
    try:
        told = json.loads((generation / MADE).read_bytes())["years"].items()
        return {address: {name: one[name] for name in ("in", "of", "made")} for address, one in told}
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return None


def lead(root: Path, generation: Path, address: str, one: Year) -> None:
    """The year's address in a generation means this folder. Relative, so that the tree can be moved."""
    link = generation / address.rstrip("/")
    link.parent.mkdir(parents=True, exist_ok=True)
    os.symlink(os.path.relpath(root / FOLDER / one["in"], link.parent), link)


def damage(root: Path, one: Year) -> dict[str, str]:
    """By path what is wrong with the pages of a year as they lie there."""
    folder = root / FOLDER / one["in"]
    try:
        told = (folder / MADE).read_bytes()
    except OSError:
        return {MADE: verifier.MISSING}
    if hashlib.sha256(told).hexdigest() != one["made"]:
        return {MADE: verifier.CHANGED}
    return differing(folder, json.loads(told))


def differing(folder: Path, known: Hashes, links: Iterable[str] = ()) -> dict[str, str]:
    """By path which files are not there, not as they were made, or strange; `links` may be there."""
    places = (one for one in folder.rglob("*") if one.is_symlink() or not one.is_dir())
    found = {one.relative_to(folder).as_posix() for one in places} - {MADE, *links}
    wrong = dict.fromkeys(found - known.keys(), verifier.EXTRA)
    wrong |= dict.fromkeys(known.keys() - found, verifier.MISSING)
    for path in found & known.keys():
        place = folder / path
        if place.is_symlink() or hashlib.sha256(place.read_bytes()).hexdigest() != known[path]:
            wrong[path] = verifier.CHANGED
    return wrong
