"""Talking at a cell: who may, who sees which kind, who settles it, and how it stays with its row."""

from uuid import uuid4

import pytest

from budget_site.accounts.models import Role
from projects.copying import copy_from_last_year
from projects.drafting.operations import Delete, Move, Set
from projects.drafting.saving import save
from projects.drafting.sheet import texts
from projects.models import FeedbackThread, InternalComment, InternalThread, Status
from projects.review.said import Refused
from projects.review.speaking import Voice
from projects.review.threads import (
    FEEDBACK,
    INTERNAL,
    carried_candidates,
    carry,
    find_row,
    open_thread,
    resolve,
    say,
)
from projects.storing import load
from projects.workflow import Action
from tests.people import make_district, make_framework, make_user
from tests.projects.review.cast import judged, make_cast, stands_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(district, department):
    return make_cast(district, department)


def opened(cast, kind=FEEDBACK, who=None, cell="value", text="请附依据"):
    row = cast.rows()[0]
    return open_thread(kind, cast.project, who or cast.reviewer, (row.id, cell), text, uuid4())


def saved(cast, *steps):
    return save(cast.version.pk, cast.drafter, uuid4(), cast.version.revision, steps)


def test_a_thread_is_open_then_answered_and_settled_by_who_opened_it(cast):
    thread = opened(cast)
    assert thread.text == cast.rows()[0].value
    say(FEEDBACK, thread, cast.drafter, "见供热合同", uuid4())
    thread.refresh_from_db()
    assert thread.state == "answered"
    for who in (cast.drafter, cast.colleague, cast.head):
        with pytest.raises(Refused, match="由财政部门提出"):
            resolve(FEEDBACK, thread, who)
    resolve(FEEDBACK, thread, cast.second)  # the bureau's side, not the person alone
    thread.refresh_from_db()
    assert (thread.state, thread.resolved_by) == ("resolved", cast.second)
    say(FEEDBACK, thread, cast.reviewer, "合同已过期", uuid4())
    thread.refresh_from_db()
    assert (thread.state, thread.resolved_by) == ("open", None), "a new question opens it again"


def test_what_a_head_asks_is_settled_by_a_head_and_not_by_the_drafter(cast):
    thread = opened(cast, who=cast.head)
    say(FEEDBACK, thread, cast.drafter, "已改", uuid4())
    with pytest.raises(Refused, match="由单位负责人提出"):
        resolve(FEEDBACK, thread, cast.drafter)
    resolve(FEEDBACK, thread, cast.head)


def test_feedback_that_is_not_settled_blocks_every_step_forward(cast):
    cast.submitted()
    thread = opened(cast)
    say(FEEDBACK, thread, cast.drafter, "见供热合同", uuid4())
    with pytest.raises(Refused, match="1 条反馈意见没有解决"):
        cast.does(Action.APPROVE, cast.reviewer, judged=judged("excellent"))
    resolve(FEEDBACK, thread, cast.reviewer)
    cast.does(Action.APPROVE, cast.reviewer, judged=judged("excellent"))
    opened(cast, who=cast.business)
    with pytest.raises(Refused, match="反馈意见没有解决"):
        cast.does(Action.REPLY, cast.replier)


def test_an_internal_remark_blocks_nothing_and_nobody_of_the_department_reads_or_writes_one(cast):
    cast.submitted()
    thread = opened(cast, INTERNAL)
    for who in (cast.drafter, cast.head):
        assert not InternalThread.objects.visible_to(who).exists()
        with pytest.raises(Refused, match="没有这样的角色"):
            opened(cast, INTERNAL, who)
        with pytest.raises(Refused):
            say(INTERNAL, thread, who, "我也看看", uuid4())
    assert InternalThread.objects.visible_to(cast.business).get() == thread
    cast.does(Action.APPROVE, cast.reviewer, judged=judged("excellent"))
    assert cast.version.status == Status.APPROVED


def test_who_is_drafter_and_reviewer_in_one_reads_internal_remarks_only_where_they_review(
    cast, other_department
):
    opened(cast, INTERNAL)
    cast.also(cast.head, Role.BUSINESS_REVIEWER, department=other_department)
    outsider = make_user("outsider", Role.DRAFTER, department=other_department)
    assert not InternalThread.objects.visible_to(outsider).exists()
    cast.also(outsider, Role.BUSINESS_REVIEWER)
    assert InternalThread.objects.visible_to(outsider).exists()


@pytest.mark.parametrize("stands", [False, True], ids=["second role", "stand-in"])
def test_what_the_bureau_says_of_a_department_is_read_by_nobody_who_sits_in_it(cast, stands):
    """A reviewer may ask an officer of the department to stand in: not for that department's own tables."""
    thread = opened(cast, INTERNAL)
    for insider in (cast.colleague, cast.head):
        if stands:
            stands_in(insider, cast.reviewer)
        else:
            cast.also(insider, Role.PERFORMANCE_REVIEWER)
        assert not InternalThread.objects.visible_to(insider).exists()
        assert not InternalThread.objects.visible_to(insider).filter(pk=thread.pk).exists()
        with pytest.raises(Refused, match="没有这样的角色"):
            opened(cast, INTERNAL, insider)
        with pytest.raises(Refused, match="没有这样的角色"):
            say(INTERNAL, thread, insider, "看到了", uuid4())


def test_strangers_other_departments_and_readers_say_nothing(cast, other_department):
    publisher = make_user("公开", Role.PUBLISHER, district=cast.district)
    others = [
        make_user("路人"),
        make_user("别的部门", Role.DRAFTER, department=other_department),
        make_user("别的区", Role.PERFORMANCE_REVIEWER, district=make_district("邻区", "next")),
        publisher,
    ]
    for kind in (FEEDBACK, INTERNAL):
        for who in others:
            with pytest.raises(Refused):
                opened(cast, kind, who)
    opened(cast)
    assert not FeedbackThread.objects.visible_to(others[1]).exists()
    assert FeedbackThread.objects.visible_to(publisher).exists()


def test_a_thread_survives_edits_and_moves_of_its_row(cast):
    thread = opened(cast)
    first, last = cast.rows()[0], cast.rows()[-1]
    saved(cast, Set(first.id, "value", first.value, "≥1件"), Move(first.id, last.id))
    row = find_row(load(cast.version), thread)
    assert row.id == first.id
    assert thread.text == first.value != row.value
    saved(cast, Delete(first.id, texts("indicators", row)))
    assert find_row(load(cast.version), thread) is None
    assert cast.project.feedback.get() == thread, "what was said is not lost with the row"


def test_a_thread_finds_its_row_in_an_adjustment(cast):
    cast.submitted()
    thread = opened(cast)
    cast.settle()
    cast.does(Action.APPROVE, cast.reviewer, judged=judged("excellent"))
    cast.does(Action.REPLY, cast.replier)
    cast.does(Action.ADJUST, cast.drafter, why="调整")
    row = find_row(load(cast.version), thread)
    assert row is not None
    assert row.id != thread.row


def test_last_years_remark_is_carried_to_the_same_row_of_this_years_table(cast):
    thread = opened(cast, text="指标值请写明依据")
    made = copy_from_last_year([cast.version], make_framework(cast.district, 2026), cast.drafter)
    [version] = made.versions
    assert carried_candidates(FEEDBACK, Voice(cast.reviewer, version.project)) == [thread]
    carried = carry(FEEDBACK, thread, version.project, cast.reviewer, uuid4())
    assert carry(FEEDBACK, thread, version.project, cast.reviewer, uuid4()) == carried
    assert carried_candidates(FEEDBACK, Voice(cast.reviewer, version.project)) == []
    assert carried.row == load(version).indicators[0].id
    assert carried.comments.get().text == "2025年的意见：\n绩效的姓名：指标值请写明依据"
    assert carried_candidates(INTERNAL, Voice(cast.drafter, version.project)) == []


def test_last_years_remark_stays_its_sides_and_is_carried_whole_by_that_side_alone(cast):
    thread = opened(cast, text="甲" * 2000)
    say(FEEDBACK, thread, cast.drafter, "乙" * 2000, uuid4())
    made = copy_from_last_year([cast.version], make_framework(cast.district, 2026), cast.drafter)
    project = made.versions[0].project
    for who in (cast.drafter, cast.colleague, cast.head):
        assert carried_candidates(FEEDBACK, Voice(who, project)) == []
        with pytest.raises(Refused, match="由财政部门提出，请由其带到今年的表"):
            carry(FEEDBACK, thread, project, who, uuid4())
    carried = carry(FEEDBACK, thread, project, cast.second, uuid4())
    assert carried.side == thread.side
    assert carried.comments.get().text.count("甲") == carried.comments.get().text.count("乙") == 2000


def test_who_had_a_hand_in_the_table_settles_nothing_that_the_bureau_asked(cast):
    cast.submitted()
    thread = opened(cast)
    cast.also(cast.drafter, Role.PERFORMANCE_REVIEWER)
    cast.also(cast.drafter, Role.HEAD, department=cast.department)
    stands_in(cast.drafter, cast.second)
    with pytest.raises(Refused, match="由财政部门提出"):
        resolve(FEEDBACK, thread, cast.drafter)
    say(FEEDBACK, thread, cast.drafter, "见供热合同", uuid4())
    thread.refresh_from_db()
    assert thread.state == "answered", "said on the drafting side, whatever else the person is"
    with pytest.raises(Refused, match="没有这样的角色"):
        open_thread(INTERNAL, cast.project, cast.drafter, (None, ""), "可以通过", uuid4())
    stands_in(cast.business, cast.drafter)
    cast.also(cast.drafter, Role.BUSINESS_REVIEWER)
    resolve(FEEDBACK, thread, cast.business)  # who reviews in the own name is not barred by standing in too
    thread.refresh_from_db()
    assert thread.resolved_on_behalf_of is None


def test_who_settles_for_somebody_else_is_shown_as_standing_in(cast):
    thread = opened(cast)
    outsider = make_user("outsider", Role.DRAFTER, department=cast.department)
    stands_in(outsider, cast.reviewer)
    resolve(FEEDBACK, thread, outsider)
    thread.refresh_from_db()
    assert (thread.resolved_by, thread.resolved_on_behalf_of) == (outsider, cast.reviewer)


def test_thanks_of_the_other_side_leave_settled_what_is_settled(cast):
    thread = opened(cast)
    resolve(FEEDBACK, thread, cast.reviewer)
    say(FEEDBACK, thread, cast.drafter, "谢谢", uuid4())
    thread.refresh_from_db()
    assert (thread.state, thread.resolved_by) == ("resolved", cast.reviewer)


def test_for_a_side_on_which_nobody_is_left_the_bureau_settles(cast):
    thread = opened(cast, who=cast.head)
    with pytest.raises(Refused, match="由单位负责人提出"):
        resolve(FEEDBACK, thread, cast.reviewer)
    cast.head.assignments.all().delete()
    with pytest.raises(Refused, match="由单位负责人提出"):
        resolve(FEEDBACK, thread, cast.drafter)
    resolve(FEEDBACK, thread, cast.reviewer)


def test_the_same_key_says_a_thing_once(cast):
    key, row = uuid4(), cast.rows()[0]
    first = open_thread(FEEDBACK, cast.project, cast.reviewer, (row.id, "value"), "请核对", key)
    assert open_thread(FEEDBACK, cast.project, cast.reviewer, (row.id, "value"), "请核对", key) == first
    assert first.comments.count() == 1
    again = uuid4()
    say(FEEDBACK, first, cast.drafter, "已核对", again)
    say(FEEDBACK, first, cast.drafter, "已核对", again)
    assert first.comments.count() == 2


@pytest.mark.parametrize("place", [(uuid4(), "value"), (None, "level3")], ids=["no such row", "no such cell"])
def test_a_remark_at_a_place_that_is_not_there_is_refused(cast, place):
    with pytest.raises(Refused, match="不在表里"):
        open_thread(FEEDBACK, cast.project, cast.reviewer, place, "请核对", uuid4())


@pytest.mark.parametrize(("text", "told"), [("  \n", "请先写下"), ("长" * 2001, "不要超过2000个字")])
def test_a_remark_says_something_of_a_readable_length(cast, text, told):
    with pytest.raises(Refused, match=told):
        opened(cast, text=text)


def test_the_kinds_are_two_tables():
    assert InternalThread._meta.db_table != FeedbackThread._meta.db_table
    assert {field.name for field in InternalComment._meta.get_fields() if field.is_relation} == {
        "thread", "by", "on_behalf_of",
    }  # fmt: skip
