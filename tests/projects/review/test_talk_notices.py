"""Who is told of remarks and answers: the other side; of internal ones nobody outside the bureau."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from budget_site.accounts.models import Role
from projects.models import Notice
from projects.review.own_notices import mark_read, notices_of
from projects.review.threads import FEEDBACK, INTERNAL, open_thread, resolve, say
from projects.workflow import Action
from tests.people import make_user
from tests.projects.review.cast import make_cast

pytestmark = pytest.mark.django_db
TALK = Notice.Kind.TALK


@pytest.fixture
def cast(district, department):
    cast = make_cast(district, department)
    cast.submitted()
    return cast


def talk(user) -> list[str]:
    found = notices_of(user).filter(kind=TALK, is_read=False).order_by("at", "pk")
    return [text.partition("）")[2] for text in found.values_list("text", flat=True)]


def test_a_remark_of_the_bureau_is_told_to_the_drafters_alone(cast, other_department):
    next_door = make_user("next door", Role.DRAFTER, department=other_department)
    cast.remark("请附依据")
    for user in (cast.drafter, cast.colleague):
        assert talk(user) == ["有新的反馈意见，请答复。"]
    for user in (cast.head, cast.business, cast.reviewer, cast.second, cast.replier, next_door):
        assert not talk(user)


def test_ten_remarks_written_one_after_the_other_are_one_notice_until_it_is_read(cast):
    for number in range(2):
        cast.remark("请附依据", number=number)
    assert len(talk(cast.colleague)) == 1
    mark_read(cast.drafter)
    cast.remark("还有", number=0)
    assert len(talk(cast.drafter)) == 1
    Notice.objects.update(at=timezone.now() - timedelta(hours=2))
    cast.remark("又有", number=1)
    assert len(talk(cast.colleague)) == 3


def test_an_answer_is_told_to_the_one_who_asked(cast):
    thread = cast.remark("请附依据")
    say(FEEDBACK, thread, cast.drafter, "已附", uuid4())
    assert talk(cast.reviewer) == ["的反馈意见有了答复，请查看。"]
    assert not talk(cast.second)


def test_an_answer_to_somebody_who_reviews_no_more_is_told_to_those_who_do(cast):
    thread = cast.remark("请附依据")
    cast.reviewer.assignments.all().delete()
    say(FEEDBACK, thread, cast.drafter, "已附", uuid4())
    assert talk(cast.second) == ["的反馈意见有了答复，请查看。"]
    assert not talk(cast.reviewer)


def test_what_the_head_asks_is_answered_to_the_heads(cast):
    thread = cast.remark("请核对", cast.head)
    say(FEEDBACK, thread, cast.drafter, "已核对", uuid4())
    assert talk(cast.head) == ["的反馈意见有了答复，请查看。"]
    assert not talk(cast.reviewer)


def test_what_a_drafter_raises_is_told_to_those_who_review_the_table_now(cast):
    thread = cast.remark("口径是否一致", cast.drafter)
    assert talk(cast.reviewer) == talk(cast.second) == ["有新的反馈意见，请答复。"]
    assert not talk(cast.business)
    say(FEEDBACK, thread, cast.reviewer, "一致", uuid4())
    assert talk(cast.colleague) == ["的反馈意见有了答复，请查看。"]


def test_settling_is_told_to_the_other_side(cast):
    thread = cast.remark("请附依据")
    mark_read(cast.colleague)
    resolve(FEEDBACK, thread, cast.reviewer)
    assert talk(cast.colleague) == ["的反馈意见已由财政部门确认解决。"]
    assert not talk(cast.second)


def test_an_internal_remark_is_told_within_the_bureau_alone(cast):
    row = cast.rows()[0]
    open_thread(INTERNAL, cast.project, cast.business, (row.id, "value"), "标记内部", uuid4())
    assert talk(cast.reviewer) == talk(cast.second) == ["有新的内部意见，请查看。"]
    for user in (cast.drafter, cast.colleague, cast.head, cast.business, cast.replier):
        assert not talk(user)
    assert not Notice.objects.filter(text__contains="内部").exclude(role=Role.PERFORMANCE_REVIEWER).exists()


def test_settling_an_internal_remark_is_told_to_nobody(cast):
    row = cast.rows()[0]
    thread = open_thread(INTERNAL, cast.project, cast.business, (row.id, "value"), "内部", uuid4())
    before = Notice.objects.count()
    resolve(INTERNAL, thread, cast.business)
    assert Notice.objects.count() == before


def test_while_the_drafters_write_the_reviewers_of_performance_are_told(cast):
    cast.does(Action.RETURN, cast.reviewer, why="请改")
    cast.remark("请问口径", cast.drafter)
    assert talk(cast.second) == ["有新的反馈意见，请答复。"]
    assert not talk(cast.replier)


def test_no_notice_quotes_a_remark(cast):
    thread = cast.remark("标记一")
    say(FEEDBACK, thread, cast.drafter, "标记二", uuid4())
    assert not Notice.objects.filter(text__contains="标记").exists()
