"""What a publication makes of a public tree of so many projects: `python -m benchmarks.publishing PROJECTS`.

A department publishes its 25 projects, and the tree follows: `tree.settle`, which is all of a
publication but its drawing, and that is the same in any province. One county of 1,000 projects is made as the
site makes it; the files of the others are links to its own, so that a hundred need no room. One publication
for each line that is told (growing.py).
"""

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from unittest import mock
from uuid import uuid4

from benchmarks.place import throw_away

PUBLICATION = "Publication, what follows its drawing"
OF_A_COUNTY, OF_A_DEPARTMENT = 1_000, 25


def main(projects: str) -> None:
    with throw_away(True):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        from disclosures.publishing import tree

        _make_counties(int(projects) // OF_A_COUNTY)
        publications = _publications()
        for line in sys.stdin:
            next(publications)
            start = time.perf_counter()
            with CaptureQueriesContext(connection) as captured:
                before, now = tree.current(), tree.settle()
            taken = time.perf_counter() - start
            if before == now:
                raise RuntimeError("nothing was published")
            print(len(captured) if line.endswith("\tqueries\n") else taken, flush=True)


def _make_counties(counties: int) -> None:
    """Each county publishes 1,000 projects, and each of its 40 departments its own 25 of them."""
    from django.conf import settings

    from benchmarks.county import sound
    from benchmarks.data import YEAR
    from benchmarks.stamping import CODE, NAME
    from disclosures.document import Publisher
    from disclosures.models import PublicEdition
    from disclosures.models.edition import new_token
    from disclosures.publishing import tree
    from tests.disclosures.public import laying

    Path(settings.PUBLIC_ROOT).mkdir(parents=True)
    shown = [*map(sound, range(OF_A_COUNTY))]
    laying.lay(laying.disclosure(YEAR, Publisher(CODE, NAME), shown))
    for place in range(OF_A_COUNTY // OF_A_DEPARTMENT):
        who = Publisher(CODE, NAME, f"{place + 101}", f"第{place + 1}部门")
        own = shown[place * OF_A_DEPARTMENT :][:OF_A_DEPARTMENT]
        laying.lay(laying.disclosure(YEAR, who, own))
    tree.settle()
    model = {row.pk: row.token for row in PublicEdition.objects.all()}
    for number in range(1, counties):
        for pk, token in model.items():
            row = PublicEdition.objects.get(pk=pk)
            row.pk, row.token = None, new_token()
            row.district = CODE.replace("000", f"{number:03d}")
            row.district_name = NAME.replace("000", f"{number:03d}")
            row.chain = row.chain.replace(CODE, row.district)
            row.save()
            _link(tree.root() / tree.EDITIONS / token, tree.root() / tree.EDITIONS / row.token)
    with _drawn_already(tree.root() / tree.GENERATIONS / tree.current() / CODE):
        tree.settle()


@contextmanager
def _drawn_already(model: Path) -> Iterator[None]:
    """The years of other counties are those of the model: they are led to, and drawn by nobody."""
    from disclosures.public.branches import FOLDER, MADE, Branch, Branches
    from disclosures.publishing.manifest import digest

    draw = Branches.make

    def make(self: Branches, of: str, address: str, pages, below=None) -> Branch:
        if below is not None:
            return draw(self, of, address, pages, below)
        folder = self.root / FOLDER / uuid4().hex
        _link(model / address.partition("/")[2], folder)
        return Branch(of=of, made=digest((folder / MADE).read_bytes()), below={}, folder=folder.name)

    with mock.patch.object(Branches, "make", make):
        yield


def _link(source: Path, target: Path) -> None:
    shutil.copytree(source.resolve(), target, copy_function=os.link)


def _publications() -> Iterator[None]:
    """Of one department after the other, each laid when it is asked for, for the tree to follow."""
    from benchmarks.county import sound
    from benchmarks.data import YEAR
    from benchmarks.stamping import CODE, NAME
    from disclosures.document import Publisher
    from tests.disclosures.public import laying

    shown = [*map(sound, range(OF_A_DEPARTMENT))]
    for place in count(OF_A_COUNTY // OF_A_DEPARTMENT + 1):
        who = Publisher(CODE, NAME, f"{place + 100}", f"第{place}部门")
        laying.lay(laying.disclosure(YEAR, who, shown))
        yield


if __name__ == "__main__":
    main(*sys.argv[1:])
