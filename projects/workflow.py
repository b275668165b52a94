"""Who may take a table from which state to which: one table of transitions, for buttons and for enforcement.

`refusals` says everything that stands in the way at once; nothing here reads or writes a row. The chain is
that of 财预〔2015〕88号: who asks for the money sets the target, who gives it reviews, the reply comes last.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from budget_site.accounts.models import Role
from projects.models.review import Grade
from projects.models.version import Status
from projects.refusal import Refusal
from projects.review.grading import CRITERIA
from projects.review.said import cell_field

OPTIONAL_STEPS = {Status.UNIT_REVIEW: "unit_review", Status.BUSINESS_REVIEW: "business_review"}
STEPS = (Status.UNIT_REVIEW, Status.BUSINESS_REVIEW, Status.PERFORMANCE_REVIEW)
REVIEWER = {
    Status.UNIT_REVIEW: Role.HEAD,
    Status.BUSINESS_REVIEW: Role.BUSINESS_REVIEWER,
    Status.PERFORMANCE_REVIEW: Role.PERFORMANCE_REVIEWER,
}


class Action(StrEnum):
    """What a person does to a table, named as its button."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    CLAIM = "claim"
    RELEASE = "release"
    PASS = "pass"
    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    PROPOSE = "propose"
    TAKE_BACK = "take_back"
    ACCEPT = "accept"
    DECLINE = "decline"
    REPLY = "reply"
    VOID = "void"
    ADJUST = "adjust"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Action.SUBMIT: "送审",
    Action.WITHDRAW: "撤回",
    Action.CLAIM: "领办",
    Action.RELEASE: "取消领办",
    Action.PASS: "审核通过，转下一步",
    Action.APPROVE: "审核通过",
    Action.RETURN: "退回修改",
    Action.REJECT: "不予安排",
    Action.PROPOSE: "提出小修",
    Action.TAKE_BACK: "收回小修建议",
    Action.ACCEPT: "接受小修",
    Action.DECLINE: "不接受小修",
    Action.REPLY: "批复",
    Action.VOID: "作废",
    Action.ADJUST: "调整",
}


@dataclass(frozen=True, slots=True)
class Transition:
    """`target` is None where it is the next step that the district has switched on."""

    action: Action
    source: Status
    target: Status | None
    role: Role


def _stays(action: Action, status: Status, role: Role) -> Transition:
    """What is done to a table without moving it."""
    return Transition(action, status, status, role)


TRANSITIONS = (
    Transition(Action.SUBMIT, Status.DRAFT, None, Role.DRAFTER),
    Transition(Action.SUBMIT, Status.RETURNED, None, Role.DRAFTER),
    Transition(Action.WITHDRAW, Status.UNIT_REVIEW, Status.DRAFT, Role.DRAFTER),
    Transition(Action.WITHDRAW, Status.BUSINESS_REVIEW, Status.DRAFT, Role.DRAFTER),
    Transition(Action.WITHDRAW, Status.PERFORMANCE_REVIEW, Status.DRAFT, Role.DRAFTER),
    *(_stays(Action.CLAIM, step, role) for step, role in REVIEWER.items()),
    *(_stays(Action.RELEASE, step, role) for step, role in REVIEWER.items()),
    Transition(Action.PASS, Status.UNIT_REVIEW, None, Role.HEAD),
    Transition(Action.PASS, Status.BUSINESS_REVIEW, None, Role.BUSINESS_REVIEWER),
    Transition(Action.RETURN, Status.UNIT_REVIEW, Status.RETURNED, Role.HEAD),
    Transition(Action.RETURN, Status.BUSINESS_REVIEW, Status.RETURNED, Role.BUSINESS_REVIEWER),
    Transition(Action.RETURN, Status.PERFORMANCE_REVIEW, Status.RETURNED, Role.PERFORMANCE_REVIEWER),
    Transition(Action.RETURN, Status.APPROVED, Status.RETURNED, Role.REPLIER),
    Transition(Action.RETURN, Status.REJECTED, Status.RETURNED, Role.PERFORMANCE_REVIEWER),
    Transition(Action.APPROVE, Status.PERFORMANCE_REVIEW, Status.APPROVED, Role.PERFORMANCE_REVIEWER),
    Transition(Action.REJECT, Status.PERFORMANCE_REVIEW, Status.REJECTED, Role.PERFORMANCE_REVIEWER),
    _stays(Action.PROPOSE, Status.PERFORMANCE_REVIEW, Role.PERFORMANCE_REVIEWER),
    _stays(Action.TAKE_BACK, Status.PERFORMANCE_REVIEW, Role.PERFORMANCE_REVIEWER),
    _stays(Action.ACCEPT, Status.PERFORMANCE_REVIEW, Role.DRAFTER),
    _stays(Action.DECLINE, Status.PERFORMANCE_REVIEW, Role.DRAFTER),
    Transition(Action.REPLY, Status.APPROVED, Status.REPLIED, Role.REPLIER),
    Transition(Action.VOID, Status.DRAFT, Status.VOID, Role.DRAFTER),
    Transition(Action.VOID, Status.RETURNED, Status.VOID, Role.DRAFTER),
    _stays(Action.ADJUST, Status.REPLIED, Role.DRAFTER),
)
_BY_ACTION = {(one.action, one.source): one for one in TRANSITIONS}
_ASKS_WHY = frozenset({Action.RETURN, Action.REJECT, Action.DECLINE, Action.VOID, Action.ADJUST})
_GOES_ON = frozenset({Action.PASS, Action.APPROVE, Action.REPLY})
_JUDGES = _GOES_ON | {Action.RETURN, Action.REJECT, Action.PROPOSE, Action.TAKE_BACK}
_NEEDS_ANOTHER = _JUDGES - {Action.TAKE_BACK} | {Action.CLAIM}
_ANSWERS = frozenset({Action.ACCEPT, Action.DECLINE, Action.TAKE_BACK})


@dataclass(frozen=True, slots=True)
class Flow:
    """Which of the optional steps a district has switched on; a small one has a single reviewer."""

    unit_review: bool = False
    business_review: bool = False

    def after(self, status: Status) -> Status:
        """The next step that is switched on. ValueError behind the last."""
        place = STEPS.index(status) + 1 if status in STEPS else 0
        for step in STEPS[place:]:
            if step not in OPTIONAL_STEPS or getattr(self, OPTIONAL_STEPS[step]):
                return step
        raise ValueError(f"no step behind {status}")


@dataclass(frozen=True, slots=True)
class Case:
    """What decides whether somebody may do something to a version, as it stands now.

    `roles` are the person's for this project, delegated ones among them. `had_hand` is whether the person, or
    whom the person stands in for, drafted, last edited or submitted the table. `claimed_by` is the other
    reviewer who has taken it, `claimed` whether anybody has. `errors` and `warnings` count what blocks:
    errors, and warnings that have no reason. `own_proposal` is whether the correction to be accepted is the
    person's own, or of whom the person stands in for. `stale` is whether the page showed another text than
    the one there is now, `same_bytes` whether the frozen text is that which was reviewed before. `assessment`
    says what the assessment of a new and major project lacks. `grade` is that of this text, or of the one
    before an accepted correction (`corrected`), `lacking` what the form that gives it leaves open or
    contradicts; `corrects` is whether a proposed correction changes anything.
    """

    status: Status
    roles: frozenset[Role] = frozenset()
    flow: Flow = Flow()
    had_hand: bool = False
    claimed: bool = False
    claimed_by: str = ""
    why: str = ""
    stale: bool = False
    errors: int = 0
    warnings: int = 0
    open_rechecks: int = 0
    open_threads: int = 0
    unanswered: int = 0
    assessment: str = ""
    same_bytes: bool = True
    grade: str = ""
    lacking: tuple[Refusal, ...] = ()
    corrected: bool = False
    open_correction: bool = False
    own_proposal: bool = False
    corrects: bool = True
    has_newer: bool = False


def transition(action: Action, status: Status) -> Transition | None:
    """What this action is from this state, if anything."""
    return _BY_ACTION.get((action, status))


def target(action: Action, status: Status, flow: Flow) -> Status:
    """Where it leads. KeyError where the action is none from there."""
    found = _BY_ACTION[action, status]
    return flow.after(status) if found.target is None else found.target


def asks_why(action: Action) -> bool:
    """Whether it is not done without a reason."""
    return action in _ASKS_WHY


def actions(case: Case) -> list[Action]:
    """What this person's buttons are: what the state and the roles allow, whatever else stands in the way."""
    return [one.action for one in TRANSITIONS if one.source == case.status and one.role in case.roles]


def refusals(action: Action, case: Case) -> list[Refusal]:
    """Every reason why it may not be done, the state first; none: it may."""
    return [Refusal(one) for one in _refusals(action, case)]


def _named(action: Action) -> str:
    """As it stands after 不能."""
    return f"办理“{action.label}”" if action.label.startswith("不") else action.label


def _refusals(action: Action, case: Case) -> Iterator[str]:
    found = transition(action, case.status)
    if found is None:
        yield f"这张表现在是“{case.status.label}”，不能{_named(action)}，请刷新页面看最新状态。"
    roles = {found.role} if found else {one.role for one in TRANSITIONS if one.action == action}
    if not roles & case.roles:
        needed = "或".join(dict.fromkeys(role.label for role in Role if role in roles))
        yield f"{action.label}由{needed}办理，您在这个项目上没有这个角色。"
    if case.stale:
        yield "您打开页面以后，这张表的内容或状态有了变化，请重新打开，看过现在的再办理。"
    if action in _ASKS_WHY and not case.why.strip():
        yield Refusal(f"请写明{action.label}的原因，让对方知道怎么办。", "why")
    yield from _of_submission(action, case)
    yield from _of_review(action, case)
    if action is Action.WITHDRAW and case.claimed:
        yield "审核人已经领办这张表，不能撤回；需要修改请联系审核人退回。"
    if action is Action.ADJUST and found and case.has_newer:
        yield "这个项目已有一个正在办理的调整，请在那一版上修改。"


def _of_submission(action: Action, case: Case) -> Iterator[str]:
    if action is not Action.SUBMIT:
        return
    if case.errors:
        yield f"还有 {case.errors} 处错误，请先改正再送审。"
    if case.warnings:
        yield f"还有 {case.warnings} 处警告，请改正，或说明理由。"
    if case.open_rechecks:
        yield f"还有 {case.open_rechecks} 处从上年带来的内容待核对，请逐处确认或修改。"
    if case.unanswered:
        yield f"上次退回的意见还有 {case.unanswered} 条没有答复，请逐条修改或答复。"
    if case.assessment:
        yield case.assessment


def _of_review(action: Action, case: Case) -> Iterator[str]:
    of_another = action is Action.RELEASE and case.claimed_by
    if (action in _NEEDS_ANOTHER or of_another) and case.had_hand:
        yield "您填写、修改或送审过这张表，不能再审核它，请由另一位同事办理。"
    if action in _JUDGES | {Action.CLAIM} and case.claimed_by:
        yield f"{case.claimed_by}已经领办这张表，请与其联系，或写明原因取消其领办。"
    if of_another and not case.why.strip():
        yield Refusal(f"这张表由{case.claimed_by}领办，请写明取消的原因，让其知道。", "why")
    if action is Action.RELEASE and not case.claimed:
        yield "这张表没有人领办，请刷新页面查看。"
    if action is Action.RETURN and case.status == Status.REJECTED and case.has_newer:
        yield "这个项目已有另一版正在办理，请在那一版上办理。"
    if action in _GOES_ON and case.open_threads:
        yield f"还有 {case.open_threads} 条反馈意见没有解决，请在意见旁边逐条确认解决，或退回修改。"
    if action in _GOES_ON and not case.same_bytes:
        yield "送审的文本与前一步审核的不是同一份，请退回后重新送审。"
    if action in (Action.APPROVE, Action.REJECT, Action.PROPOSE):
        yield from _of_grade(action, case)
    if action in _GOES_ON | {Action.PROPOSE} and case.open_correction:
        yield "小修建议还没有得到经办人答复，请等待答复，或先收回建议。"
    if action in _ANSWERS and not case.open_correction:
        yield "没有等待答复的小修建议，请刷新页面查看。"
    if action is Action.ACCEPT and case.own_proposal:
        yield "这条小修建议是您提出的，请由另一位经办人答复。"
    if action is Action.PROPOSE and not case.corrects:
        yield Refusal("请写明要改的单元格和改成的内容，与现在的内容不能相同。", cell_field(0))


_AFTER_GRADE = {
    Grade.EXCELLENT: "审核通过",
    Grade.GOOD: "先提出小修",
    Grade.FAIR: "退回修改",
    Grade.POOR: "不予安排",
}


def _of_grade(action: Action, case: Case) -> Iterator[str]:
    """优 proceeds, 良 after an accepted correction, 中 returns, 差 is not arranged (财预〔2015〕88号)."""
    fitting = {
        Action.APPROVE: (Grade.EXCELLENT, Grade.GOOD),
        Action.REJECT: (Grade.POOR,),
        Action.PROPOSE: (Grade.GOOD,),
    }[action]
    yield from case.lacking
    if not case.grade:
        if not case.lacking:  # which says it in particular
            yield Refusal("请先填写四项审核意见和等级。", CRITERIA[0].name)
    elif case.grade not in fitting:
        should = _AFTER_GRADE[Grade(case.grade)]
        told = f"等级为{Grade(case.grade).label}，应{should}，不能{_named(action)}；请核对等级。"
        yield Refusal(told, "grade")
    elif action is Action.APPROVE and case.grade == Grade.GOOD and not case.corrected:
        yield Refusal("等级为良，请先提出小修，经办人接受后再通过。", "grade")
