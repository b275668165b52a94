"""A publication killed at any moment is old or new to every reader, and is brought to an end afterwards.

SOAK_ROUNDS (`make soak`) asks for every named point, and for more kills at random times.
"""

import os
import random
import time

import pytest
from django.utils import timezone

from disclosures.models import Edition, PublicEdition, PublicEntry
from disclosures.publishing import state, storing, tree, verifying
from projects.models import Job
from tests.disclosures.publishing import presser
from tests.disclosures.publishing.press import read_now
from tests.forked import Forked
from tests.processes import wait_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("processes")]
ROUNDS = int(os.environ.get("SOAK_ROUNDS", "0"))
KILLS = 4 + 2 * ROUNDS
OURS = "disclosures.publishing."
FOR_CORRECTING = (
    f"after:{OURS}asking.begin 1",
    f"after:{OURS}disk.put 1",
    f"after:{OURS}disk.put 5",
    f"before:{OURS}storing.keep 1",
    f"after:{OURS}storing.keep 1",
    f"before:{OURS}state.publish 1",
    f"after:{OURS}state.publish 1",
    "after:projects.jobs.progress.Progress.finish 1",
    f"before:{OURS}tree.settle 1",
    "before:os.replace 20",
    f"after:{OURS}storing.complete 1",
    f"before:{OURS}disk.open_to_all 1",
    f"after:{OURS}tree._lay 1",
    f"after:{OURS}tree.build 1",
    f"before:{OURS}disk.point 1",
    f"before:{OURS}disk.point 2",
    f"after:{OURS}disk.point 2",
    f"before:{OURS}disk.link_to 1",
    f"before:{OURS}tree._take_away 1",
    f"before:{OURS}state.show 1",
    f"after:{OURS}state.show 1",
)
FOR_WITHDRAWING = (
    f"after:{OURS}state.withdraw 1",
    f"before:{OURS}tree.take_away 1",
    f"before:{OURS}tree._close 1",
    f"after:{OURS}disk.remove 3",
    f"after:{OURS}tree._close 1",
    f"before:{OURS}storing.shut 1",
    f"before:{OURS}tree.settle 1",
    f"after:{OURS}tree.build 1",
    f"before:{OURS}disk.point 2",
    f"before:{OURS}tree._drop_generations 3",
)
FOR_ERASING = (
    f"after:{OURS}state.erase 1",
    f"after:{OURS}disk.remove 5",
    f"before:{OURS}storing.erase 1",
    f"after:{OURS}disk.put 1",
    f"before:{OURS}tree.settle 1",
    f"after:{OURS}disk.put 3",
    f"after:{OURS}tree.build 1",
    f"after:{OURS}disk.point 2",
)
ALL = {"correct": FOR_CORRECTING, "withdraw": FOR_WITHDRAWING, "erase": FOR_ERASING}
EVERY = {"correct": 3, "withdraw": 2, "erase": 2}  # of the points so many-th, where nobody asks for all
EVERYWHERE = [
    (deed, point) for deed, points in ALL.items() for point in points[:: 1 if ROUNDS else EVERY[deed]]
]


@pytest.fixture
def ready(press, quick):
    """One edition in force, and what its readers see."""
    press.publish()
    return press


@pytest.mark.parametrize(("deed", "point"), EVERYWHERE)
def test_killed_at_a_named_point_it_is_old_or_new_and_comes_to_an_end(ready, deed, point):
    old, first = pages(), Edition.objects.get()
    where, call = point.split()
    process = Forked(presser.press, ready.publisher.pk, where, int(call), deed)
    assert process.wait() == -9, process.stderr.read()
    between = pages()
    nothing_unpublished()
    go_on()
    new = pages()
    assert between in (old, new) or (deed != "correct" and is_a_part(between, old))
    is_whole()
    first.refresh_from_db()
    assert first.state == {"correct": "corrected", "withdraw": "withdrawn", "erase": "erased"}[deed] or (
        new == old and first.state == "published"
    )


def test_killed_at_any_time_it_is_never_half_published(ready):
    chance = random.Random(11)
    seen = Edition.objects.count()
    for _ in range(KILLS):
        process = Forked(presser.press, ready.publisher.pk)
        wait_for(lambda seen=seen: Edition.objects.count() > seen, process)
        time.sleep(chance.uniform(0, 1.5))
        process.kill()
        assert process.wait() == -9, process.stderr.read()
        nothing_unpublished()
        can_be_read()
        seen = Edition.objects.count()
    go_on()
    is_whole()
    assert Edition.objects.exclude(position=None).count() > 1


def go_on() -> None:
    """What workers do in the end: the jobs of the dead one, and the sweep."""
    for _ in range(2):
        presser.go_on()
    assert not Edition.objects.filter(state__in=state.UNDER_WAY).exists()
    assert not Job.objects.filter(kind="publish", lease_until__gt=timezone.now()).exists()


def pages() -> dict[str, bytes]:
    """What is read now but the files of editions: nobody knows their addresses before a page tells them."""
    return {path: content for path, content in read_now().items() if not path.startswith("e/")}


def is_a_part(between: dict[str, bytes], old: dict[str, bytes]) -> bool:
    """What is taken back goes before new pages come: pages are as they were, gone, or the notice."""
    return all(path.endswith("410.html") or old.get(path) == content for path, content in between.items())


def nothing_unpublished() -> None:
    """No file of an edition that was never published lies in the public tree."""
    tokens = {one.name for one in (tree.root() / "e").iterdir() if not one.name.startswith(".")}
    published = Edition.objects.exclude(position=None).values_list("token", flat=True)
    assert tokens <= set(published)


def can_be_read() -> None:
    """The pointer leads to a generation that is all there."""
    folder = tree.root() / "g" / tree.current()
    assert (folder / "index.html").is_file()
    assert (folder / "editions.json").is_file()
    assert (tree.root() / "site").resolve().is_dir()


def is_whole() -> None:
    """Database, private files, public tree and search agree, to the byte."""
    assert verifying.verify_all().broken == []
    assert list(tree.root().rglob(".new-*")) == []
    readable = Edition.objects.filter(state__in=state.READABLE)
    tokens = {one.name for one in (tree.root() / "e").iterdir()}
    assert tokens == set(readable.values_list("token", flat=True))
    in_force = PublicEdition.objects.filter(state="published")
    assert in_force.count() <= 1
    found = {False: in_force, True: PublicEdition.objects.filter(state="corrected")}
    for old, editions in found.items():
        shown = set(PublicEntry.objects.filter(old=old).values_list("edition", flat=True))
        assert shown == set(editions.values_list("pk", flat=True))
    generations = [one for one in (tree.root() / "g").iterdir() if one.is_dir()]
    assert 1 <= len(generations) <= 2
    assert tree.current() in {one.name for one in generations}
    assert tree.left_branches() == []
    can_be_read()
    left = {one.name.partition(".")[0] for one in storing.root().glob("[!.]*")}
    kept = Edition.objects.exclude(state="stopped").values_list("token", flat=True)
    assert left <= set(kept)
