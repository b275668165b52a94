"""Who is told of each step: those whose turn it is, those whom the result concerns, nobody else."""

from uuid import uuid4

import pytest
from django.db import transaction

from budget_site.accounts.models import Delegation, Role
from projects.models import Notice, NoticeRead, Status
from projects.review.notices import SILENT, TELLINGS, To, notify
from projects.review.own_notices import mark_read, notices_of, unread
from projects.workflow import TRANSITIONS, Action
from tests.people import make_district, make_user
from tests.projects.review.cast import judged, make_cast
from tests.projects.review.correcting import propose

pytestmark = pytest.mark.django_db
PEOPLE = ("drafter", "colleague", "head", "business", "reviewer", "second", "replier")


@pytest.fixture
def cast(district, department):
    return make_cast(district, department)


def told(cast, do) -> dict[str, list[str]]:
    """What each of the cast reads as new after something was done."""
    before = set(Notice.objects.values_list("pk", flat=True))
    do()
    found = {}
    for name in PEOPLE:
        new = unread(getattr(cast, name)).exclude(pk__in=before)
        if kinds := sorted(new.values_list("kind", flat=True)):
            found[name] = kinds
    return found


def test_every_action_is_told_of_or_silent_on_purpose():
    told_of = {one.action for one in TELLINGS}
    assert told_of | SILENT == set(Action)
    assert not told_of & SILENT


def test_every_telling_is_of_a_step_that_there_is():
    steps = {(one.action, one.source) for one in TRANSITIONS}
    for one in TELLINGS:
        assert one.before is None or (one.action, one.before) in steps


def test_a_submission_is_told_to_the_next_reviewers_alone(cast):
    assert told(cast, cast.submitted) == {"reviewer": ["turn"], "second": ["turn"]}


def test_with_the_unit_step_on_it_is_told_to_the_head_and_then_to_the_next(cast):
    cast.switch_on(unit_review=True, business_review=True)
    assert told(cast, cast.submitted) == {"head": ["turn"]}
    found = told(cast, lambda: cast.does(Action.PASS, cast.head))
    assert found == {"business": ["turn"], "drafter": ["done"], "colleague": ["done"]}
    found = told(cast, lambda: cast.does(Action.PASS, cast.business))
    assert found == {
        "reviewer": ["turn"],
        "second": ["turn"],
        "drafter": ["done"],
        "colleague": ["done"],
    }


def test_a_return_is_told_to_the_drafters_with_the_number_of_its_lines(cast):
    cast.submitted()
    for number in range(2):
        cast.remark("请附依据", number=number)
    mark_read(cast.drafter)
    found = told(cast, lambda: cast.does(Action.RETURN, cast.reviewer, why="请改"))
    assert found == {"drafter": ["turn"], "colleague": ["turn"]}
    assert "清单上有 2 条" in unread(cast.drafter).get().text


def test_an_approval_is_told_to_the_replier_and_the_drafters(cast):
    cast.submitted()
    found = told(cast, lambda: cast.does(Action.APPROVE, cast.reviewer, judged=judged("excellent")))
    assert found == {"replier": ["turn"], "drafter": ["done"], "colleague": ["done"]}


def test_a_rejection_is_told_to_the_drafters_and_the_head(cast):
    cast.submitted()
    found = told(
        cast,
        lambda: cast.does(Action.REJECT, cast.reviewer, judged=judged("poor", text="不可行"), why="不可行"),
    )
    assert found == {"drafter": ["done"], "colleague": ["done"], "head": ["done"]}


def test_a_reply_is_told_to_the_drafters_and_the_head(cast):
    cast.approved()
    found = told(cast, lambda: cast.does(Action.REPLY, cast.replier))
    assert found == {"drafter": ["done"], "colleague": ["done"], "head": ["done"]}


def test_a_return_before_the_reply_is_told_to_the_reviewers_too(cast):
    cast.approved()
    found = told(cast, lambda: cast.does(Action.RETURN, cast.replier, why="资金有变"))
    assert found == {
        "drafter": ["turn"],
        "colleague": ["turn"],
        "reviewer": ["done"],
        "second": ["done"],
    }


def test_a_correction_is_told_to_the_drafters_and_its_answer_to_who_has_taken_the_table(cast):
    cast.submitted()
    cast.does(Action.CLAIM, cast.reviewer)
    assert told(cast, lambda: propose(cast)) == {"drafter": ["turn"], "colleague": ["turn"]}
    found = told(cast, lambda: cast.does(Action.DECLINE, cast.drafter, why="依据没有变"))
    assert found == {"reviewer": ["turn"]}


def test_taking_a_table_and_giving_it_back_is_told_to_nobody(cast):
    cast.submitted()
    assert not told(cast, lambda: cast.does(Action.CLAIM, cast.reviewer))
    assert not told(cast, lambda: cast.does(Action.RELEASE, cast.reviewer))


def test_a_withdrawal_is_told_only_where_somebody_had_heard_of_the_submission(cast):
    cast.submitted()
    assert not told(cast, lambda: cast.does(Action.WITHDRAW, cast.drafter))
    cast.submitted()
    mark_read(cast.second)
    found = told(cast, lambda: cast.does(Action.WITHDRAW, cast.drafter))
    assert found == {"reviewer": ["done"], "second": ["done"]}


def test_withdrawn_from_a_later_step_it_is_told_to_those_whose_turn_it_had_come_to_be(cast):
    cast.switch_on(unit_review=True)
    cast.submitted()
    mark_read(cast.head)
    cast.does(Action.PASS, cast.head)
    mark_read(cast.reviewer)
    found = told(cast, lambda: cast.does(Action.WITHDRAW, cast.drafter))
    assert found == {"head": ["done"], "reviewer": ["done"], "second": ["done"]}, "who passed it hears too"


def test_who_had_taken_a_table_is_told_that_a_colleague_set_it_free(cast):
    cast.submitted()
    cast.does(Action.CLAIM, cast.reviewer)
    found = told(cast, lambda: cast.does(Action.RELEASE, cast.second, why="休假，由我办理"))
    assert found == {"reviewer": ["done"]}
    cast.does(Action.CLAIM, cast.second)
    assert told(cast, lambda: cast.does(Action.RELEASE, cast.second)) == {}, "one's own needs no word"


def test_a_draft_given_up_is_told_to_the_head_and_a_returned_one_to_the_reviewers_too(cast):
    assert told(cast, lambda: cast.does(Action.VOID, cast.drafter, why="不办了")) == {"head": ["done"]}


def test_a_returned_table_given_up_is_told_to_the_head_and_the_reviewers(cast):
    cast.returned()
    found = told(cast, lambda: cast.does(Action.VOID, cast.drafter, why="不办了"))
    assert found == {"head": ["done"], "reviewer": ["done"], "second": ["done"]}


def test_an_adjustment_is_told_to_the_head_and_the_reviewers(cast):
    cast.replied()
    found = told(cast, lambda: cast.does(Action.ADJUST, cast.drafter, why="资金有变"))
    assert found == {"head": ["done"], "reviewer": ["done"], "second": ["done"]}


def test_no_other_department_district_or_account_is_told(cast, other_department, stranger):
    elsewhere = make_district("邻区", "next")
    closed = make_user("closed", Role.PERFORMANCE_REVIEWER, district=cast.district)
    closed.is_active = False
    closed.save()
    others = [
        make_user("next door", Role.DRAFTER, department=other_department),
        make_user("head next door", Role.HEAD, department=other_department),
        *(make_user(f"{role} elsewhere", role, district=elsewhere) for role in Role),
        make_user("admin", Role.SYSTEM_ADMIN, district=cast.district),
        make_user("auditor", Role.AUDITOR, district=cast.district),
        make_user("publisher", Role.PUBLISHER, district=cast.district),
        stranger,
        closed,
    ]
    cast.replied()
    assert Notice.objects.exists()
    for user in others:
        assert not notices_of(user).exists(), user


def test_who_loses_the_role_no_longer_has_the_notice_and_who_gets_it_has(cast):
    cast.submitted()
    cast.reviewer.assignments.all().delete()
    assert not notices_of(cast.reviewer).exists()
    successor = make_user("successor", Role.PERFORMANCE_REVIEWER, district=cast.district)
    assert unread(successor).count() == 1


def test_who_acts_holds_the_next_role_too_and_is_not_told_of_the_own_act(cast):
    cast.also(cast.drafter, Role.PERFORMANCE_REVIEWER)
    cast.submitted()
    assert not notices_of(cast.drafter).exists()
    assert unread(cast.reviewer).exists()


def stand_in(cast, giver, holder) -> None:
    days = {"first": "2020-01-01", "last": "2099-01-01"}
    Delegation.objects.create(giver=giver, holder=holder, made_by=giver, **days)


def test_who_stands_in_is_told_and_the_original_too(cast):
    deputy = make_user("deputy", Role.DRAFTER, district=make_district("邻区", "next"))
    stand_in(cast, cast.reviewer, deputy)
    cast.submitted()
    assert unread(deputy).get().kind == unread(cast.reviewer).get().kind == Notice.Kind.TURN


def test_the_original_is_told_what_was_done_in_the_own_place(cast):
    deputy = make_user("deputy", Role.PUBLISHER, district=cast.district)
    stand_in(cast, cast.reviewer, deputy)
    cast.submitted()
    cast.does(Action.APPROVE, deputy, judged=judged("excellent"))
    [text] = notices_of(cast.reviewer).filter(kind=Notice.Kind.DONE).values_list("text", flat=True)
    assert text == "deputy的姓名代您办理：芦台经济开发区2025年第1个项目（财政局），审核通过。"
    assert not notices_of(deputy).filter(event__action=Action.APPROVE).exists()


def test_told_again_of_the_same_step_nothing_is_written(cast):
    event = cast.does(Action.SUBMIT, cast.drafter)
    count = Notice.objects.count()
    notify(event)
    assert Notice.objects.count() == count
    assert NoticeRead.objects.filter(user=cast.drafter).count() == count


def test_a_step_that_is_undone_leaves_no_notice(cast):
    with transaction.atomic():
        cast.submitted()
        assert Notice.objects.exists()
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


def test_the_turn_is_over_once_somebody_has_taken_it(cast):
    cast.submitted()
    cast.does(Action.APPROVE, cast.reviewer, judged=judged("excellent"))
    notice = notices_of(cast.second).get(kind=Notice.Kind.TURN)
    assert notice.is_past
    assert not unread(cast.second).exists()


def test_submitted_withdrawn_and_submitted_again_only_the_last_turn_stands(cast):
    for _ in range(2):
        cast.submitted()
        if cast.version.status == Status.PERFORMANCE_REVIEW and Notice.objects.count() == 1:
            cast.does(Action.WITHDRAW, cast.drafter)
    assert [one.is_past for one in notices_of(cast.reviewer)] == [False, True]


def test_no_notice_quotes_a_cell_nor_what_somebody_wrote(cast):
    cast.submitted()
    cast.remark("标记意见")
    cast.settle()
    cast.does(Action.RETURN, cast.reviewer, why="标记原因")
    for text in Notice.objects.values_list("text", flat=True):
        assert "标记" not in text
        assert cast.version.name not in text
        assert "芦台经济开发区2025年第1个项目（财政局）" in text


def test_to_read_all_is_to_read_what_is_ones_own(cast):
    cast.submitted()
    assert mark_read(cast.reviewer, uuid4()) == 0
    assert mark_read(cast.reviewer) == 1
    assert mark_read(cast.reviewer) == 0
    assert unread(cast.second).count() == 1


def test_audiences_are_roles_or_whose_turn_it_is():
    assert {one.to for one in TELLINGS} <= set(Role) | set(To)
