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

from benchmarks.place import throw_away

NAME = "Publication, what follows its drawing"
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
    from django.conf import settings

    from benchmarks.county import sound
    from benchmarks.data import YEAR
    from benchmarks.stamping import CODE, NAME
    from disclosures.document import Publisher
    from disclosures.models import PublicEdition
    from disclosures.publishing import tree
    from tests.disclosures.public import laying

    Path(settings.PUBLIC_ROOT).mkdir(parents=True)
    shown = map(sound, range(OF_A_COUNTY))
    model = laying.lay(laying.disclosure(YEAR, Publisher(CODE, NAME), shown))
    frozen, token = tree.root() / tree.EDITIONS, model.token
    tree.settle()
    pages = tree.root() / tree.GENERATIONS / tree.current() / CODE / str(YEAR)
    for number in range(1, counties):
        row = PublicEdition.objects.get(token=token)
        row.pk, row.token = None, f"{token[:-3]}{number:03d}"
        row.chain = row.district = CODE.replace("000", f"{number:03d}")
        row.district_name = NAME.replace("000", f"{number:03d}")
        row.save()
        _link(frozen / token, frozen / row.token)
    with _drawn_already(pages):
        tree.settle()


@contextmanager
def _drawn_already(pages: Path) -> Iterator[None]:
    from disclosures.public.years import FOLDER, MADE, Years
    from disclosures.publishing.manifest import digest

    def link(self: Years, address: str, of: str, drawn) -> dict[str, str]:
        folder = self.root / FOLDER / of[:32]
        _link(pages, folder)
        return {"of": of, "in": folder.name, "made": digest((folder / MADE).read_bytes())}

    with mock.patch.object(Years, "make", link):
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
    for place in count(1):
        who = Publisher(CODE, NAME, f"{place + 100}", f"第{place}部门")
        laying.lay(laying.disclosure(YEAR, who, shown))
        yield


if __name__ == "__main__":
    main(*sys.argv[1:])
