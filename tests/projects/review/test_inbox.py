"""The inbox page: to do, waiting for others, done, notices."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from budget_site.accounts.models import Delegation, Role
from projects.models import NoticeRead
from projects.review.own_notices import unread
from projects.review.threads import FEEDBACK, say
from projects.workflow import Action
from tests.people import make_district, make_project, make_user
from tests.projects.review.cast import make_cast
from tests.projects.review.correcting import propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(district, department):
    return make_cast(district, department)


@pytest.fixture
def seen(client):
    """What somebody is shown in one of the lists."""

    def ask(user, tab=""):
        client.force_login(user)
        answer = client.get(reverse("inbox"), {"tab": tab} if tab else {})
        assert answer.status_code == 200
        return answer

    return ask


def rows(answer) -> list:
    return answer.context["rows"]


def asks(answer) -> list[tuple]:
    return [(item.asks, item.taken) for item in rows(answer)]


def test_a_draft_lies_with_the_drafters_of_the_department_and_with_nobody_else(cast, seen, other_department):
    next_door = make_user("next door", Role.DRAFTER, department=other_department)
    for user in (cast.drafter, cast.colleague):
        assert asks(seen(user)) == [(["填写并送审"], False)]
    for user in (cast.head, cast.business, cast.reviewer, cast.replier, next_door):
        assert not rows(seen(user))


def test_a_submitted_table_goes_on_to_the_reviewers_and_waits_in_the_departments_list(cast, seen):
    cast.submitted()
    assert asks(seen(cast.reviewer)) == [(["绩效审核"], False)]
    for user in (cast.drafter, cast.colleague):
        assert not rows(seen(user))
        answer = seen(user, "waiting")
        assert [version.project for version in rows(answer)] == [cast.project]
        assert "绩效科" in answer.content.decode()
    assert not rows(seen(cast.replier, "waiting"))


def test_what_is_asked_leads_to_where_one_does_it(cast, seen, client):
    """One click, not two: the table to whoever writes it, the review to whoever reviews it."""
    for bring, user, name in (
        (lambda: None, cast.drafter, "draft"),
        (cast.submitted, cast.reviewer, "review"),
        (lambda: cast.does(Action.RETURN, cast.reviewer, why="请补充依据。"), cast.drafter, "draft"),
    ):
        bring()
        there = reverse(name, args=[cast.project.pk])
        assert f'<a href="{there}">' in seen(user).content.decode()
        assert client.get(there).status_code == 200


def test_what_is_no_turn_of_ones_own_begins_on_the_projects_page(cast, seen):
    cast.submitted()
    cast.does(Action.CLAIM, cast.reviewer)
    propose(cast)
    page = seen(cast.drafter).content.decode()
    assert reverse("draft", args=[cast.project.pk]) not in page
    assert reverse("project", args=[cast.project.pk]) in page


def test_who_takes_it_sees_so_and_the_colleague_sees_who_has_it(cast, seen):
    cast.submitted()
    cast.does(Action.CLAIM, cast.reviewer)
    assert "您已领办" in seen(cast.reviewer).content.decode()
    answer = seen(cast.second)
    assert asks(answer) == [(["绩效审核"], True)]
    assert f"{cast.reviewer}已领办" in answer.content.decode()
    assert f"绩效科（{cast.reviewer}已领办）" in seen(cast.drafter, "waiting").content.decode()


def test_a_return_lies_with_the_drafters_with_what_is_asked(cast, seen):
    cast.returned()
    assert asks(seen(cast.drafter)) == [(["按退回意见修改后送审", "答复反馈意见"], False)]
    assert [version.project for version in rows(seen(cast.reviewer, "waiting"))] == [cast.project]


def test_a_proposed_correction_lies_with_the_drafters_and_waits_with_the_reviewer(cast, seen):
    cast.submitted()
    cast.does(Action.CLAIM, cast.reviewer)
    propose(cast)
    assert asks(seen(cast.drafter)) == [(["确认小修建议"], False)]


def test_an_answer_lies_with_who_asked(cast, seen):
    cast.submitted()
    thread = cast.remark("请附依据", cast.business)
    assert [one.project for one in rows(seen(cast.business, "waiting"))] == [cast.project]
    say(FEEDBACK, thread, cast.drafter, "已附", uuid4())
    assert asks(seen(cast.business)) == [(["看反馈意见的答复"], False)]
    assert not rows(seen(cast.business, "waiting"))


def test_who_stands_in_sees_for_whom(cast, seen):
    deputy = make_user("deputy", Role.PUBLISHER, district=cast.district)
    days = {"first": timezone.localdate(), "last": timezone.localdate()}
    Delegation.objects.create(giver=cast.reviewer, holder=deputy, made_by=cast.reviewer, **days)
    cast.submitted()
    answer = seen(deputy)
    assert rows(answer)[0].of == cast.reviewer
    assert f"代{cast.reviewer}" in answer.content.decode()
    assert rows(seen(cast.reviewer))[0].of is None
    Delegation.objects.update(ended_at=timezone.now())
    assert not rows(seen(deputy))


def test_the_late_ones_come_first_with_the_days_that_are_left(cast, seen, district, department):
    today = timezone.localdate()
    for year, days in ((2024, 3), (2026, -2)):
        make_project(district, department, year)
        due = today + timedelta(days=days)
        district.deadlines.create(year=year, step="drafting", due=due)
    answer = seen(cast.drafter)
    assert [item.version.project.year for item in rows(answer)] == [2026, 2024, 2025]
    page = answer.content.decode()
    assert page.index("已过期2天") < page.index("还有3天") < page.index("没有设置")


def test_of_one_deadline_what_was_returned_comes_before_what_was_never_submitted(cast, seen):
    other = make_project(cast.district, cast.department, 2025)
    cast.returned()
    assert [item.version.project for item in rows(seen(cast.drafter))] == [cast.project, other]


def test_where_a_step_has_no_deadline_the_next_that_has_one_counts(cast, seen, district):
    today = timezone.localdate()
    district.deadlines.create(year=2025, step="reply", due=today)
    assert rows(seen(cast.drafter))[0].due == today


def test_what_one_did_is_told_newest_first_and_what_was_done_in_ones_place_too(cast, seen):
    deputy = make_user("deputy", Role.DRAFTER, district=make_district("邻区", "next"))
    days = {"first": timezone.localdate(), "last": timezone.localdate()}
    Delegation.objects.create(giver=cast.drafter, holder=deputy, made_by=cast.drafter, **days)
    cast.does(Action.SUBMIT, deputy)
    cast.does(Action.WITHDRAW, cast.drafter)
    assert [label for _, label in rows(seen(cast.drafter, "done"))] == ["撤回", "送审"]
    answer = seen(deputy, "done")
    assert [label for _, label in rows(answer)] == ["送审"]
    assert f"{deputy}（代{cast.drafter}）" in answer.content.decode()
    assert not rows(seen(cast.colleague, "done"))


def test_what_one_did_where_one_works_no_longer_is_not_shown(cast, seen):
    cast.submitted()
    cast.drafter.assignments.all().delete()
    for tab in ("", "waiting", "done", "notices"):
        answer = seen(cast.drafter, tab)
        assert not rows(answer)
        assert cast.version.name not in answer.content.decode()


def test_a_notice_is_new_until_it_is_opened_and_leads_to_its_page(cast, seen, client):
    cast.submitted()
    answer = seen(cast.reviewer, "notices")
    assert "未读" in answer.content.decode()
    assert cast.version.name in answer.content.decode()  # read from the table, by who may
    notice = unread(cast.reviewer).get()
    opened = client.post(reverse("notice_read", args=[notice.pk]))
    assert opened.url == reverse("project", args=[cast.project.pk])
    assert not unread(cast.reviewer).exists()
    assert unread(cast.second).exists()
    assert "未读" not in seen(cast.reviewer, "notices").content.decode()


def test_all_are_read_at_once_and_only_the_own(cast, seen, client):
    cast.submitted()
    client.force_login(cast.reviewer)
    for _ in range(2):
        assert client.post(reverse("notices_read")).url == f"{reverse('inbox')}?tab=notices"
    assert NoticeRead.objects.filter(user=cast.reviewer).count() == 1
    assert unread(cast.second).count() == 1


def test_another_ones_notice_is_not_there(cast, client, stranger):
    cast.submitted()
    notice = unread(cast.reviewer).get()
    for user in (stranger, cast.head, cast.drafter):
        client.force_login(user)
        assert client.post(reverse("notice_read", args=[notice.pk])).status_code == 404


def test_every_page_says_how_much_there_is_to_do(cast, client):
    home = reverse("home")
    for user, told in ((cast.drafter, "待办 <strong>1</strong>"), (cast.reviewer, "待办</a>")):
        client.force_login(user)
        assert told in client.get(home, follow=True).content.decode()
    client.logout()
    assert "待办" not in client.get(reverse("login")).content.decode()


def test_the_number_counts_no_table_that_a_colleague_has_taken(cast, seen):
    cast.submitted()
    cast.does(Action.CLAIM, cast.reviewer)
    answer = seen(cast.second)
    assert answer.context["tabs"][0][2] == 0
    assert len(rows(answer)) == 1


def test_an_unknown_tab_is_the_first(seen, cast):
    assert seen(cast.drafter, "nonsense").context["tab"] == "todo"
