"""良: a small correction, proposed by the reviewer, accepted by the drafter, on a new frozen text."""

import pytest

from projects.models import Correction, Grade, Status
from projects.review.said import NewText, Refused
from projects.storing import load, table_of
from projects.tables import from_canonical
from projects.workflow import Action
from tests.projects.review.cast import judged, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(district, department):
    cast = make_cast(district, department)
    cast.submitted()
    return cast


def propose(cast, new="采购合同", cell="basis", old=None):
    row = cast.rows()[0]
    cells = (NewText(row.id, cell, row.basis if old is None else old, new),)
    return cast.does(
        Action.PROPOSE, cast.reviewer, judged=judged("good"), cells=cells, why="依据请写合同名称"
    )


def test_good_proceeds_on_the_corrected_text_only(cast):
    before = cast.version.frozen_hash
    with pytest.raises(Refused, match="先提出小修"):
        cast.does(Action.APPROVE, cast.reviewer, judged=judged("good"))
    propose(cast)
    with pytest.raises(Refused, match="没有得到经办人答复"):
        cast.does(Action.APPROVE, cast.reviewer)
    cast.does(Action.ACCEPT, cast.drafter)
    version = cast.version
    assert version.status == Status.PERFORMANCE_REVIEW
    assert version.frozen_hash != before
    assert table_of(version).indicators[0].basis == "采购合同"
    assert load(version) == from_canonical(bytes(version.frozen)), "the rows say what the frozen text says"
    approval = cast.does(Action.APPROVE, cast.reviewer)
    assert approval.frozen_hash == version.frozen_hash
    assert cast.version.judgements.get().grade == Grade.GOOD


def test_both_sides_of_a_correction_are_on_record(cast):
    propose(cast)
    cast.does(Action.ACCEPT, cast.drafter)
    kept = cast.version.corrections.get()
    assert (kept.proposed_by, kept.answered_by, kept.state) == (
        cast.reviewer, cast.drafter, Correction.State.ACCEPTED,
    )  # fmt: skip
    assert [(one["cell"], one["new"]) for one in kept.cells] == [("basis", "采购合同")]
    assert kept.frozen_hash != kept.result_hash == cast.version.frozen_hash
    texts = [from_canonical(bytes(one.content)).indicators[0].basis for one in cast.version.snapshots.all()]
    assert texts[0] == "采购合同" != texts[1], "the text before is kept too"


def test_a_declined_correction_leaves_the_text_and_the_table_goes_back(cast):
    before = bytes(cast.version.frozen)
    propose(cast)
    with pytest.raises(Refused, match="原因"):
        cast.does(Action.DECLINE, cast.drafter)
    cast.does(Action.DECLINE, cast.drafter, why="合同尚未签订")
    assert bytes(cast.version.frozen) == before
    assert cast.version.corrections.get().answer == "合同尚未签订"
    with pytest.raises(Refused, match="先提出小修"):
        cast.does(Action.APPROVE, cast.reviewer)
    cast.does(Action.RETURN, cast.reviewer, why="请按意见修改")
    said = cast.version.judgements.order_by("event__number")
    assert [one.grade for one in said] == [Grade.GOOD, Grade.FAIR], "what was said before stays on record"


def test_a_correction_can_be_taken_back_and_made_anew(cast):
    propose(cast)
    with pytest.raises(Refused, match="没有得到经办人答复"):
        propose(cast)
    cast.does(Action.TAKE_BACK, cast.reviewer)
    propose(cast, "供暖合同")
    cast.does(Action.ACCEPT, cast.drafter)
    assert table_of(cast.version).indicators[0].basis == "供暖合同"


@pytest.mark.parametrize(("new", "old"), [("采购合同", "别的文字"), ("", None)])
def test_a_correction_is_made_from_what_stands_there_and_changes_it(cast, new, old):
    row = cast.rows()[0]
    with pytest.raises(Refused, match="请写明要改的单元格"):
        propose(cast, new or row.basis, old=old)
    with pytest.raises(Refused, match="请写明要改的单元格"):
        cast.does(Action.PROPOSE, cast.reviewer, judged=judged("good"))


def test_a_correction_that_brings_an_error_is_not_proposed(cast):
    table = table_of(cast.version)
    cells = (NewText(None, "fiscal", table.fiscal.raw, "1万元"),)
    with pytest.raises(Refused, match="新的错误"):
        cast.does(Action.PROPOSE, cast.reviewer, judged=judged("good"), cells=cells)
    assert not cast.version.corrections.exists()
    assert not cast.version.judgements.exists(), "nothing half done"


def test_only_the_drafters_side_accepts(cast):
    propose(cast)
    for who in (cast.reviewer, cast.second, cast.head, cast.replier):
        with pytest.raises(Refused, match="没有这个角色"):
            cast.does(Action.ACCEPT, who)


def test_what_was_proposed_ends_when_the_table_moves_on(cast):
    propose(cast)
    cast.does(Action.WITHDRAW, cast.drafter)
    assert cast.version.corrections.get().state == Correction.State.TAKEN_BACK
    cast.submitted()
    with pytest.raises(Refused, match="没有等待答复的小修建议"):
        cast.does(Action.ACCEPT, cast.drafter)


def test_a_proposal_is_accepted_on_the_text_it_was_made_for_only(cast):
    propose(cast)
    cast.version.corrections.update(frozen_hash="0" * 64)
    with pytest.raises(Refused, match="与提出小修时不同"):
        cast.does(Action.ACCEPT, cast.drafter)
