"""What the rules find in a district's real disclosure has been read by a person, one by one, and judged."""

from collections import Counter

import pytest

from tests.projects.rules.seed.judging import JUDGEMENTS, LIST, WRONG, findings, judged, renewed, written
from tests.seed import needs_seed

MISTAKEN = 0  # findings judged wrong; it may only shrink, by better rules
_SHOWN = 30
_HOW = "python -m tests.projects.rules.seed --write"


@pytest.fixture(scope="module")
def found():
    return findings()


@needs_seed
def test_every_finding_of_the_seed_was_read_and_judged(found):
    known = {one.place for one in judged()}
    new = [f"{place}: {one.message}" for place, one in found.items() if place not in known]
    told = "\n".join(new[:_SHOWN])
    assert not new, f"{len(new)} new; read each in its table and judge it ({_HOW}):\n{told}"


@needs_seed
def test_what_was_judged_is_still_found(found):
    gone = [one.line() for one in judged() if one.place not in found]
    told = "\n".join(gone[:_SHOWN])
    assert not gone, f"{len(gone)} no longer found; were they mended? If so, {_HOW}:\n{told}"


def test_every_judgement_is_one_of_three_and_has_its_reason():
    unfit = [one.line() for one in judged() if one.judgement not in JUDGEMENTS or not one.reason.strip()]
    assert not unfit, "\n".join([f"read these and judge them {' or '.join(JUDGEMENTS)}:", *unfit])


def test_the_wrong_ones_may_only_shrink():
    wrong = [one.line() for one in judged() if one.judgement == WRONG]
    told = "\n".join(wrong)
    assert len(wrong) <= MISTAKEN, f"more than {MISTAKEN} are wrong; mend the rules:\n{told}"
    assert len(wrong) == MISTAKEN, f"fewer are wrong: lower MISTAKEN to {len(wrong)}"


def test_each_finding_has_one_line_in_the_order_of_the_document():
    lines = judged()
    assert [place for place, times in Counter(one.place for one in lines).items() if times > 1] == []
    assert LIST.read_text(encoding="utf-8") == written(lines)


def test_writing_keeps_what_was_judged_and_asks_for_what_was_not():
    first, second, *_ = judged()
    kept, new = renewed([first], [first.place, second.place])
    assert kept == first
    assert (new.place, new.judgement, new.reason) == (second.place, "?", "")
