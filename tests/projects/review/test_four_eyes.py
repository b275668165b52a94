"""Nobody passes what they drafted, last edited or submitted, in whatever disguise."""

from dataclasses import replace
from uuid import uuid4

import pytest

from budget_site.accounts.models import Role
from projects.drafting.operations import Set
from projects.drafting.saving import save
from projects.models import Status
from projects.review.assessing import WRITTEN, save_assessment
from projects.review.said import NewText, Refused
from projects.workflow import Action
from projects.yearly.revising import Form, revise
from tests.projects.review.cast import judged, make_cast, stands_in

pytestmark = pytest.mark.django_db
OWN = "您填写、修改或送审过这张表"


@pytest.fixture
def cast(district, department):
    return make_cast(district, department)


def edit(cast, who):
    row = cast.rows()[0]
    said = [Set(row.id, "basis", row.basis, f"{row.basis}（{who}核对）")]
    save(cast.version.pk, who, uuid4(), cast.version.revision, said)


def refuses_to_pass(cast, who):
    for action, said in (
        (Action.CLAIM, {}),
        (Action.APPROVE, {"judged": judged("excellent")}),
        (Action.REJECT, {"judged": judged("poor"), "why": "不属于支出范围"}),
    ):
        with pytest.raises(Refused, match=OWN):
            cast.does(action, who, **said)
    assert cast.version.status == Status.PERFORMANCE_REVIEW


def test_who_submitted_does_not_approve_with_a_second_role(cast):
    cast.also(cast.drafter, Role.PERFORMANCE_REVIEWER)
    cast.submitted()
    refuses_to_pass(cast, cast.drafter)
    cast.does(Action.APPROVE, cast.reviewer, judged=judged("excellent"))
    cast.also(cast.drafter, Role.REPLIER)
    with pytest.raises(Refused, match=OWN):
        cast.does(Action.REPLY, cast.drafter)


def test_who_edited_does_not_approve_though_a_colleague_submitted(cast):
    edit(cast, cast.colleague)
    edit(cast, cast.drafter)
    cast.also(cast.colleague, Role.PERFORMANCE_REVIEWER)
    cast.submitted()
    refuses_to_pass(cast, cast.colleague)


def test_a_head_who_drafts_does_not_sign_the_own_table_off(cast):
    cast.switch_on(unit_review=True)
    cast.also(cast.drafter, Role.HEAD, department=cast.department)
    cast.submitted()
    with pytest.raises(Refused, match=OWN):
        cast.does(Action.PASS, cast.drafter)
    cast.does(Action.PASS, cast.head)


def test_who_imported_or_made_the_table_drafted_it(cast):
    version = cast.version
    version.created_by = cast.reviewer
    version.save()
    cast.submitted()
    refuses_to_pass(cast, cast.reviewer)


def test_a_drafter_does_not_approve_as_the_stand_in_of_a_reviewer(cast):
    stands_in(cast.drafter, cast.reviewer)
    cast.submitted()
    refuses_to_pass(cast, cast.drafter)


def test_a_stand_in_does_not_pass_for_somebody_who_drafted(cast):
    cast.also(cast.drafter, Role.PERFORMANCE_REVIEWER)
    cast.submitted()
    stands_in(cast.head, cast.drafter)
    refuses_to_pass(cast, cast.head)


def test_who_had_somebody_draft_in_the_own_name_does_not_approve(cast):
    cast.also(cast.colleague, Role.PERFORMANCE_REVIEWER)  # 经办人 here and 绩效科 in one
    stands_in(cast.head, cast.colleague)
    edit(cast, cast.head)
    cast.does(Action.SUBMIT, cast.head)
    assert cast.version.events.get().on_behalf_of == cast.colleague
    refuses_to_pass(cast, cast.colleague)
    refuses_to_pass(cast, cast.head)


def test_a_stand_in_who_may_act_in_the_own_name_does(cast):
    cast.also(cast.drafter, Role.PERFORMANCE_REVIEWER)
    cast.submitted()
    stands_in(cast.second, cast.drafter)
    event = cast.does(Action.APPROVE, cast.second, judged=judged("excellent"))
    assert event.on_behalf_of is None


def test_a_stand_in_of_an_uninvolved_reviewer_passes_and_is_shown_as_one(cast):
    cast.submitted()
    stands_in(cast.business, cast.reviewer)
    event = cast.does(Action.APPROVE, cast.business, judged=judged("excellent"))
    assert (event.by, event.on_behalf_of, event.role) == (
        cast.business, cast.reviewer, Role.PERFORMANCE_REVIEWER,
    )  # fmt: skip


@pytest.mark.parametrize(("first", "last"), [(-9, -1), (1, 9)])
def test_standing_in_holds_on_its_days_only(cast, first, last):
    cast.submitted()
    stands_in(cast.business, cast.reviewer, first, last)
    with pytest.raises(Refused, match="没有这个角色"):
        cast.does(Action.APPROVE, cast.business, judged=judged("excellent"))


def test_who_accepted_a_small_correction_does_not_approve_it(cast):
    cast.submitted()
    row = cast.rows()[0]
    cells = (NewText(row.id, "basis", row.basis, "采购合同"),)
    cast.does(Action.PROPOSE, cast.reviewer, judged=judged("good"), cells=cells)
    cast.also(cast.colleague, Role.PERFORMANCE_REVIEWER)
    cast.does(Action.ACCEPT, cast.colleague)
    with pytest.raises(Refused, match=OWN):
        cast.does(Action.APPROVE, cast.colleague)
    cast.does(Action.APPROVE, cast.reviewer)
    assert cast.version.status == Status.APPROVED


def test_who_drafted_the_replied_version_does_not_approve_its_adjustment(cast):
    """Nearly all of its text is still theirs, though a colleague changed the one cell."""
    cast.replied()
    cast.does(Action.ADJUST, cast.colleague, why="压减面积")
    edit(cast, cast.colleague)
    cast.does(Action.SUBMIT, cast.colleague)
    cast.also(cast.drafter, Role.PERFORMANCE_REVIEWER)
    refuses_to_pass(cast, cast.drafter)


def test_who_wrote_the_assessment_does_not_approve_the_table_submitted_with_it(cast):
    said = dict.fromkeys(WRITTEN, "") | {"assessed_on": None, "necessity": "经论证有必要"}
    save_assessment(cast.version, said, 0, cast.second)
    cast.submitted()
    refuses_to_pass(cast, cast.second)


def test_nobody_accepts_the_own_correction(cast):
    """绩效科 and 经办人 in one person, or one standing in for the other: two people at least."""
    cast.submitted()
    cast.also(cast.reviewer, Role.DRAFTER, department=cast.department)
    row = cast.rows()[0]
    cells = (NewText(row.id, "basis", row.basis, "采购合同"),)
    cast.does(Action.PROPOSE, cast.reviewer, judged=judged("good"), cells=cells)
    stands_in(cast.business, cast.reviewer)
    for who in (cast.reviewer, cast.business):
        with pytest.raises(Refused, match="您提出的"):
            cast.does(Action.ACCEPT, who)
    cast.does(Action.ACCEPT, cast.drafter)


def test_whoever_revises_the_years_form_has_drafted_none_of_its_tables(cast):
    framework = cast.version.framework
    own = [Set(None, "title", cast.version.title, framework.title)]
    save(cast.version.pk, cast.drafter, uuid4(), cast.version.revision, own)
    form = replace(Form.of(framework), title=f"{framework.title}（修订）")
    revise(framework, form, cast.reviewer, move_drafts=True)
    assert cast.version.title.endswith("（修订）")
    cast.submitted()
    cast.does(Action.APPROVE, cast.reviewer, judged=judged("excellent"))
