"""Every action from every state by every role: what the table of transitions allows, and nothing else."""

from dataclasses import replace
from itertools import product

import pytest

from budget_site.accounts.models import Role
from projects.models.review import Grade
from projects.models.version import OPEN, WORKING, Status
from projects.workflow import (
    OPTIONAL_STEPS,
    REVIEWER,
    STEPS,
    TRANSITIONS,
    Action,
    Case,
    Flow,
    actions,
    refusals,
    target,
    transition,
)

FLOWS = [Flow(*switched) for switched in product((False, True), repeat=2)]
ALLOWED = {(one.action, one.source, one.role) for one in TRANSITIONS}
WHY = "绩效目标没有写清数量"


GRADES = {Action.APPROVE: Grade.EXCELLENT, Action.REJECT: Grade.POOR, Action.PROPOSE: Grade.GOOD}
ANSWERED = (Action.ACCEPT, Action.DECLINE, Action.TAKE_BACK)


def case_for(action: Action) -> Case:
    """With everything that an action needs beside state and role."""
    return Case(
        Status.DRAFT,
        why=WHY,
        claimed=action is Action.RELEASE,
        grade=GRADES.get(action, ""),
        open_correction=action in ANSWERED,
    )


@pytest.mark.parametrize(("action", "status", "role"), list(product(Action, Status, Role)))
def test_only_the_table_of_transitions_allows(action, status, role):
    case = replace(case_for(action), status=status, roles=frozenset({role}))
    allowed = (action, status, role) in ALLOWED
    assert (refusals(action, case) == []) is allowed
    assert (action in actions(case)) is allowed


@pytest.mark.parametrize(("action", "status"), list(product(Action, Status)))
def test_a_stranger_does_nothing(action, status):
    assert refusals(action, Case(status, why=WHY))
    assert actions(Case(status)) == []


def test_each_action_from_a_state_is_one_transition():
    assert len({(one.action, one.source) for one in TRANSITIONS}) == len(TRANSITIONS)
    assert {one.action for one in TRANSITIONS} == set(Action)


@pytest.mark.parametrize("flow", FLOWS)
def test_a_table_passes_every_step_that_is_switched_on_and_no_other(flow):
    status, passed = target(Action.SUBMIT, Status.DRAFT, flow), []
    while status in STEPS:
        passed.append(status)
        action = Action.APPROVE if status is Status.PERFORMANCE_REVIEW else Action.PASS
        status = target(action, status, flow)
    asked = [step for step in STEPS if step not in OPTIONAL_STEPS or getattr(flow, OPTIONAL_STEPS[step])]
    assert passed == asked
    assert status is Status.APPROVED
    assert target(Action.REPLY, status, flow) is Status.REPLIED


@pytest.mark.parametrize("flow", FLOWS)
def test_what_was_returned_passes_every_step_again(flow):
    assert target(Action.SUBMIT, Status.RETURNED, flow) is target(Action.SUBMIT, Status.DRAFT, flow)


@pytest.mark.parametrize("step", STEPS)
def test_every_review_step_returns_to_the_drafter_and_its_reviewer_alone_judges(step):
    assert transition(Action.RETURN, step).target is Status.RETURNED
    assert transition(Action.RETURN, step).role is REVIEWER[step]
    assert transition(Action.WITHDRAW, step).role is Role.DRAFTER


def test_what_was_returned_cannot_be_approved_and_what_was_replied_cannot_be_touched():
    everyone = frozenset(Role)
    for action in (Action.PASS, Action.APPROVE, Action.REPLY, Action.RETURN, Action.REJECT):
        assert refusals(action, Case(Status.RETURNED, everyone, why=WHY))
    assert actions(Case(Status.REPLIED, everyone)) == [Action.ADJUST]
    assert target(Action.ADJUST, Status.REPLIED, Flow()) is Status.REPLIED  # in force until the new one is


@pytest.mark.parametrize("status", [Status.VOID, Status.SUPERSEDED])
def test_what_has_ended_stays_ended(status):
    assert actions(Case(status, frozenset(Role))) == []


def test_what_was_not_arranged_is_heard_again_when_the_reviewers_say_so_and_only_then():
    assert actions(Case(Status.REJECTED, frozenset(Role))) == [Action.RETURN]
    again = Case(Status.REJECTED, frozenset({Role.PERFORMANCE_REVIEWER}), why=WHY)
    assert refusals(Action.RETURN, again) == []
    assert refusals(Action.RETURN, replace(again, why=""))
    assert "另一版" in refusals(Action.RETURN, replace(again, has_newer=True))[0]
    for role in set(Role) - {Role.PERFORMANCE_REVIEWER}:
        assert refusals(Action.RETURN, replace(again, roles=frozenset({role})))


def test_what_a_colleague_has_taken_is_set_free_with_a_reason_by_who_may_review_it():
    taken = replace(READY[Action.RELEASE], claimed_by="李审核", why=WHY)
    assert refusals(Action.RELEASE, taken) == []
    assert "写明取消的原因" in refusals(Action.RELEASE, replace(taken, why=" "))[0]
    assert "不能再审核它" in refusals(Action.RELEASE, replace(taken, had_hand=True))[0]
    assert refusals(Action.RELEASE, replace(READY[Action.RELEASE], why="")) == [], "one's own at any time"


def test_only_drafts_and_returned_tables_are_written_on():
    assert {one.source for one in TRANSITIONS if one.action is Action.SUBMIT} == set(WORKING)
    assert {one.source for one in TRANSITIONS} - set(OPEN) == {Status.REPLIED, Status.REJECTED}


READY = {
    action: replace(case_for(action), status=one.source, roles=frozenset({one.role}))
    for action in Action
    for one in reversed(TRANSITIONS)  # of several sources the first of the table
    if one.action is action
}
ON = {Action.PASS, Action.APPROVE, Action.REPLY}
JUDGES = ON | {Action.RETURN, Action.REJECT, Action.PROPOSE, Action.TAKE_BACK}
OBSTACLES = [
    ({"stale": True}, set(Action)),
    ({"why": " \n"}, {Action.RETURN, Action.REJECT, Action.DECLINE, Action.VOID, Action.ADJUST}),
    ({"errors": 2}, {Action.SUBMIT}),
    ({"warnings": 1}, {Action.SUBMIT}),
    ({"open_rechecks": 3}, {Action.SUBMIT}),
    ({"unanswered": 1}, {Action.SUBMIT}),
    ({"assessment": "这是新增重大项目，请先填写事前绩效评估。"}, {Action.SUBMIT}),
    ({"claimed": True}, {Action.WITHDRAW}),
    ({"claimed": False}, {Action.RELEASE}),
    ({"claimed_by": "李审核"}, JUDGES | {Action.CLAIM}),
    ({"had_hand": True}, JUDGES - {Action.TAKE_BACK} | {Action.CLAIM}),
    ({"open_threads": 1}, ON),
    ({"same_bytes": False}, ON),
    ({"grade": ""}, {Action.APPROVE, Action.REJECT, Action.PROPOSE}),
    ({"grade": Grade.FAIR}, {Action.APPROVE, Action.REJECT, Action.PROPOSE}),
    ({"grade": Grade.GOOD}, {Action.APPROVE, Action.REJECT}),
    ({"grade": Grade.EXCELLENT}, {Action.REJECT, Action.PROPOSE}),
    ({"open_correction": True}, ON | {Action.PROPOSE}),
    ({"open_correction": False}, set(ANSWERED)),
    ({"corrects": False}, {Action.PROPOSE}),
    ({"own_proposal": True}, {Action.ACCEPT}),
    ({"has_newer": True}, {Action.ADJUST}),
]


@pytest.mark.parametrize(
    ("obstacle", "stopped"),
    OBSTACLES,
    ids=[f"{key}-{value}" for one, _ in OBSTACLES for key, value in one.items()],
)
def test_each_obstacle_stops_what_it_concerns_and_nothing_else(obstacle, stopped):
    for action, case in READY.items():
        assert refusals(action, case) == []
        assert len(refusals(action, replace(case, **obstacle))) == (action in stopped), action


def test_every_reason_is_said_at_once():
    case = replace(
        READY[Action.SUBMIT], errors=2, warnings=3, open_rechecks=1, stale=True, assessment="请先评估。"
    )
    told = refusals(Action.SUBMIT, case)
    assert len(told) == 5
    assert any("2 处错误" in one for one in told)
    wrong = Case(Status.RETURNED, frozenset({Role.DRAFTER}), had_hand=True, open_threads=1)
    assert len(refusals(Action.APPROVE, wrong)) == 5


def test_good_goes_on_once_the_drafter_has_accepted_the_small_correction():
    good = replace(READY[Action.APPROVE], grade=Grade.GOOD)
    assert refusals(Action.APPROVE, good) == ["等级为良，请先提出小修，经办人接受后再通过。"]
    assert refusals(Action.APPROVE, replace(good, corrected=True)) == []


@pytest.mark.parametrize("action", Action)
def test_a_refusal_says_what_to_do(action):
    worst = Case(
        Status.SUPERSEDED, stale=True, errors=1, warnings=1, claimed=True, claimed_by="李审核", had_hand=True,
        open_threads=1, unanswered=1, assessment="请先填写事前绩效评估。", same_bytes=False, has_newer=True,
        corrects=False,
    )  # fmt: skip
    for told in refusals(action, worst):
        assert told.endswith("。")
        assert "请" in told or "没有这个角色" in told
