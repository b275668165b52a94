"""Hundreds of hostile files, each refused in a sentence that helps, soon and in little memory."""

import socket

import pytest

from projects import apart
from tests.projects.hostile.case import READ
from tests.projects.hostile.families import FAMILIES, Door, cases
from tests.projects.hostile.fence import MOST_MB

LEAST = 300
_JUDGE = "tests.projects.hostile.fence.judge"
_SOUND = {
    Door.IMPORT: ("河道治理", "垃圾清运费", "养老服务、道路养护"),
    Door.LIST: ("39",),
    Door.PAPER: ("docx", "pdf", "png", "jpg"),
}


pytestmark = pytest.mark.xdist_group("hostile")  # one process that children are forked from, loaded once


@pytest.fixture(scope="module")
def outside():
    """A socket where the files say that there is something to fetch."""
    with socket.create_server(("127.0.0.1", 0)) as listening, pytest.MonkeyPatch.context() as patch:
        listening.setblocking(False)
        patch.setenv("HOSTILE_PORT", str(listening.getsockname()[1]))
        yield listening


def judged(family: str) -> list:
    """The family's files as a child process of the site's own kind reads them; see `judging`."""
    last = ["none"]

    def hear(*far) -> None:
        last[0] = far[-1]

    try:
        return apart.call(_JUDGE, family, report=hear, tick=lambda: None, every=60)
    except apart.Died:
        pytest.fail(f"“{last[0]}” takes longer than a machine may be slow, and was ended")


def test_there_are_hundreds_of_them_and_no_two_are_the_same():
    names = [(family, case.name) for family in FAMILIES for case in cases(family)]
    assert len(names) == len(set(names))
    assert len(names) > LEAST


@pytest.mark.parametrize("family", FAMILIES)
def test_each_is_told_what_to_do_soon_and_in_little_memory_and_nothing_is_fetched(family, outside):
    told = judged(family)
    wanted = {case.name: case for case in cases(family)}
    assert [one.name for one in told] == list(wanted)
    assert not [(one.name, one.sentence) for one in told if not wanted[one.name].fits(one.sentence)]
    assert not [(one.name, one.mb) for one in told if one.mb > MOST_MB]
    for one in told:
        if one.sentence == READ:
            assert one.read.startswith(_SOUND[FAMILIES[family]]), f"{one.name} is read as {one.read}"
    with pytest.raises(BlockingIOError):
        outside.accept()
