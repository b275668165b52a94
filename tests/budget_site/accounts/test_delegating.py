"""Standing in for somebody: for some days, by a colleague, arranged by oneself or who keeps the account."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from budget_site.accounts.delegating import MOST_DAYS, DelegationRefused, delegate, end
from budget_site.accounts.models import Assignment, Delegation, Role, User
from budget_site.trail.models import TrailRecord
from projects.models import Notice, Project
from projects.review.own_notices import notices_of
from tests.people import make_district, make_project, make_user

pytestmark = pytest.mark.django_db


def day(days: int = 0):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def colleague(other_department):
    """经办人 of another department of the same district."""
    return make_user("colleague", Role.DRAFTER, department=other_department)


@pytest.fixture
def keeper(district):
    return make_user("keeper", Role.SYSTEM_ADMIN, district=district)


def sees(user, project) -> bool:
    return Project.objects.visible_to(User.objects.get(pk=user.pk)).filter(pk=project.pk).exists()


def test_a_colleague_works_in_ones_place_for_these_days_and_no_longer(
    drafter, colleague, district, department
):
    project = make_project(district, department)
    assert not sees(colleague, project)
    made = delegate(drafter, colleague, day(), day(6), drafter, "外出培训")
    assert sees(colleague, project)
    assert sees(drafter, project)
    assert str(made) == f"{colleague}代{drafter}"
    end(made, drafter)
    assert not sees(colleague, project)
    assert sees(drafter, project)


def test_it_begins_and_ends_with_its_days(drafter, colleague, district, department):
    project = make_project(district, department)
    delegate(drafter, colleague, day(1), day(2), drafter)
    assert not sees(colleague, project)
    for days, there in ((1, True), (2, True), (3, False)):
        force = Delegation.objects.in_force(day(days)).filter(holder=colleague)
        assert force.exists() == there


def test_asked_for_twice_it_is_made_once(drafter, colleague):
    made = delegate(drafter, colleague, day(), day(1), drafter)
    assert delegate(drafter, colleague, day(), day(1), drafter) == made
    assert Delegation.objects.count() == 1
    assert TrailRecord.objects.filter(action="delegation").count() == 1


def test_ended_twice_it_is_ended_once(drafter, colleague):
    made = delegate(drafter, colleague, day(), day(1), drafter)
    end(made, drafter)
    ended = Delegation.objects.get().ended_at
    end(made, drafter)
    assert Delegation.objects.get().ended_at == ended
    assert TrailRecord.objects.filter(action="delegation").count() == 2


def test_the_trail_tells_who_for_whom_and_how_long(drafter, colleague, district):
    delegate(drafter, colleague, day(), day(1), drafter, "培训")
    told = TrailRecord.objects.get(action="delegation")
    assert told.district_id == district.pk
    assert told.after["代办人"] == str(colleague)
    assert told.after["开始日期"] == str(day())


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (-1, 3, "开始日期已经过去"),
        (3, 2, "结束日期早于开始日期"),
        (0, MOST_DAYS, "一次最多委托92天"),
    ],
)
def test_days_that_cannot_be_are_refused(drafter, colleague, first, last, why):
    with pytest.raises(DelegationRefused, match=why):
        delegate(drafter, colleague, day(first), day(last), drafter)
    assert not Delegation.objects.exists()


def test_the_longest_is_92_days_both_included(drafter, colleague):
    assert delegate(drafter, colleague, day(), day(MOST_DAYS - 1), drafter)


def test_who_cannot_stand_in(drafter, district, department, keeper, stranger):
    elsewhere = make_user("elsewhere", Role.DRAFTER, district=make_district("邻区", "next"))
    auditor = make_user("auditor", Role.AUDITOR, district=district)
    both = make_user("both", Role.DRAFTER, department=department)
    Assignment.objects.create(user=both, role=Role.SYSTEM_ADMIN, district=district)
    closed = make_user("closed", Role.DRAFTER, department=department)
    closed.is_active = False
    closed.save()
    for holder in (elsewhere, auditor, both, closed, keeper, stranger, User.objects.system()):
        with pytest.raises(DelegationRefused, match="不能代办"):
            delegate(drafter, holder, day(), day(1), drafter)
    with pytest.raises(DelegationRefused, match="不能委托给本人"):
        delegate(drafter, drafter, day(), day(1), drafter)
    assert not Delegation.objects.exists()


def test_of_two_districts_the_holder_works_in_both_or_it_would_open_the_other(drafter, colleague):
    elsewhere = make_district("邻区", "next")
    Assignment.objects.create(user=drafter, role=Role.REPLIER, district=elsewhere)
    with pytest.raises(DelegationRefused, match="不能代办"):
        delegate(drafter, colleague, day(), day(1), drafter)
    Assignment.objects.create(user=colleague, role=Role.PUBLISHER, district=elsewhere)
    assert delegate(drafter, colleague, day(), day(1), drafter)


def test_whoever_keeps_the_accounts_may_arrange_it_but_not_for_themselves(drafter, colleague, keeper):
    assert delegate(drafter, colleague, day(), day(1), keeper).made_by == keeper
    with pytest.raises(DelegationRefused, match="不能代办"):
        delegate(drafter, keeper, day(), day(1), keeper)


def test_nobody_else_may_arrange_or_end_it(drafter, colleague, reviewer, stranger):
    far = make_user("far", Role.SYSTEM_ADMIN, district=make_district("邻区", "next"))
    made = delegate(drafter, colleague, day(), day(1), drafter)
    for by in (colleague, reviewer, far, stranger):
        with pytest.raises(DelegationRefused, match="由本人或维护其账号的系统管理员办理"):
            delegate(drafter, colleague, day(2), day(3), by)
        with pytest.raises(DelegationRefused, match="由本人或维护其账号的系统管理员办理"):
            end(made, by)
    assert Delegation.objects.filter(ended_at=None).count() == 1


def test_who_has_no_work_on_tables_has_none_to_delegate(keeper, colleague, stranger):
    for giver in (keeper, stranger):
        with pytest.raises(DelegationRefused, match="没有填报、审核等业务角色"):
            delegate(giver, colleague, day(), day(1), giver)


def test_what_one_holds_for_others_is_not_passed_on(drafter, colleague, district, department):
    project = make_project(district, department)
    third = make_user("third", Role.PUBLISHER, department=colleague.assignments.get().department)
    delegate(drafter, colleague, day(), day(6), drafter)
    delegate(colleague, third, day(), day(6), colleague)
    assert sees(colleague, project)
    assert not sees(third, project)


def test_the_one_who_stands_in_is_told_and_the_giver_where_another_arranged_it(drafter, colleague, keeper):
    delegate(drafter, colleague, day(), day(1), drafter)
    assert notices_of(colleague).get().kind == Notice.Kind.HANDED
    assert not notices_of(drafter).exists()
    delegate(drafter, colleague, day(2), day(3), keeper)
    assert notices_of(drafter).count() == 1
    assert notices_of(colleague).count() == 2


def post(client, **fields):
    days = {"first": day().isoformat(), "last": day(3).isoformat()}
    return client.post(reverse("delegations"), days | fields, follow=True)


def test_on_the_page_one_chooses_among_colleagues_and_may_end_it(
    client, drafter, colleague, keeper, stranger
):
    client.force_login(drafter)
    page = client.get(reverse("delegations"))
    assert list(page.context["form"].fields["holder"].queryset) == [colleague]
    answer = post(client, holder=colleague.pk)
    assert f"已委托{colleague}代办" in answer.content.decode()
    assert "代办中" in answer.content.decode()
    made = Delegation.objects.get()
    assert (made.giver, made.holder, made.made_by) == (drafter, colleague, drafter)
    answer = client.post(reverse("delegation_end", args=[made.pk]), follow=True)
    assert "已提前结束" in answer.content.decode()


def test_the_page_says_what_is_wrong_beside_the_form(client, drafter, colleague):
    client.force_login(drafter)
    answer = post(client, holder=colleague.pk, last=day(-1).isoformat())
    assert "结束日期早于开始日期" in answer.content.decode()
    assert not Delegation.objects.exists()


def test_the_one_who_stands_in_sees_it_and_cannot_end_it(client, drafter, colleague):
    made = delegate(drafter, colleague, day(), day(1), drafter)
    client.force_login(colleague)
    page = client.get(reverse("delegations")).content.decode()
    assert f"{colleague}代{drafter}" in page
    assert reverse("delegation_end", args=[made.pk]) not in page
    assert client.post(reverse("delegation_end", args=[made.pk])).status_code == 404


def test_who_keeps_accounts_arranges_it_for_those_kept_and_for_no_others(client, keeper, drafter, colleague):
    far = make_user("far", Role.DRAFTER, district=make_district("邻区", "next"))
    client.force_login(keeper)
    page = client.get(reverse("delegations"))
    assert set(page.context["givers"]) == {keeper, drafter, colleague}
    assert page.context["form"] is None
    assert client.get(reverse("delegations"), {"giver": far.pk}).status_code == 404
    assert client.get(reverse("delegations"), {"giver": "nonsense"}).status_code == 404
    post(client, giver=drafter.pk, holder=colleague.pk)
    assert Delegation.objects.get().giver == drafter
    assert post(client, giver=far.pk, holder=colleague.pk).status_code == 404
