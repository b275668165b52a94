"""When somebody leaves: a successor gets the roles on tables, everything or nothing, once."""

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from budget_site.accounts.handing_over import hand_over
from budget_site.accounts.models import Assignment, Delegation, Role, User
from budget_site.accounts.services import AccountRefused
from budget_site.trail.models import TrailRecord
from projects.models import Notice, Project
from projects.review.inbox import count
from projects.review.own_notices import notices_of
from tests.people import make_district, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(district):
    return make_user("keeper", Role.SYSTEM_ADMIN, district=district)


@pytest.fixture
def successor(other_department):
    return make_user("successor", Role.DRAFTER, department=other_department)


def places(user) -> set[tuple]:
    return set(user.assignments.values_list("role", "district", "department"))


def state() -> list:
    roles = list(Assignment.objects.order_by("pk").values())
    return [roles, list(User.objects.order_by("pk").values("pk", "is_active"))]


def test_the_successor_gets_what_the_leaver_had_and_the_work_that_waits(
    keeper, drafter, successor, district, department
):
    make_project(district, department)
    had = places(drafter) | places(successor)
    assert (count(drafter), count(successor)) == (1, 0)
    moved = hand_over(drafter, successor, keeper, close=True)
    assert len(moved.roles) == len(moved.new) == 1
    assert places(successor) == had
    assert not places(drafter)
    assert not User.objects.get(pk=drafter.pk).is_active
    assert count(User.objects.get(pk=successor.pk)) == 1


def test_what_was_done_keeps_the_name_of_who_did_it(keeper, drafter, successor, district, department):
    version = make_project(district, department).versions.get()
    version.changed_by = drafter
    version.save()
    hand_over(drafter, successor, keeper, close=False)
    version.refresh_from_db()
    assert version.changed_by == drafter
    assert User.objects.get(pk=drafter.pk).is_active


def test_a_role_that_the_successor_has_already_is_not_held_twice(keeper, drafter, department):
    colleague = make_user("colleague", Role.DRAFTER, department=department)
    moved = hand_over(drafter, colleague, keeper, close=False)
    assert (len(moved.roles), len(moved.new)) == (1, 0)
    assert colleague.assignments.count() == 1


def test_the_second_click_moves_nothing(keeper, drafter, successor):
    hand_over(drafter, successor, keeper, close=True)
    before = state(), TrailRecord.objects.count()
    assert not hand_over(drafter, successor, keeper, close=True).anything
    assert (state(), TrailRecord.objects.count()) == before


def test_keeping_accounts_and_auditing_are_not_handed_over(keeper, drafter, successor, district):
    Assignment.objects.create(user=drafter, role=Role.AUDITOR, district=district)
    hand_over(drafter, successor, keeper, close=False)
    assert [one.role for one in drafter.assignments.all()] == [Role.AUDITOR]
    assert Role.AUDITOR not in {one.role for one in successor.assignments.all()}


def test_delegations_of_the_leaver_end_whether_given_or_held(keeper, drafter, successor, reviewer):
    today = timezone.localdate()
    days = {"first": today, "last": today, "made_by": keeper}
    Delegation.objects.create(giver=drafter, holder=successor, **days)
    Delegation.objects.create(giver=reviewer, holder=drafter, **days)
    other = Delegation.objects.create(giver=reviewer, holder=successor, **days)
    moved = hand_over(drafter, successor, keeper, close=False)
    assert len(moved.delegations) == 2
    assert list(Delegation.objects.filter(ended_at=None)) == [other]


def test_who_may_not_take_over(keeper, drafter, district, department, stranger):
    closed = make_user("closed", Role.DRAFTER, department=department)
    closed.is_active = False
    closed.save()
    people = {
        closed: "已停用，不能接手",
        keeper: "不能接手",
        drafter: "不能接手",
        stranger: "不能接手",
        make_user("far", Role.DRAFTER, district=make_district("邻区", "next")): "不能接手",
        make_user("auditor", Role.AUDITOR, district=district): "不能接手",
        make_user("second keeper", Role.SYSTEM_ADMIN, district=district): "不能接手",
    }
    before = state()
    for successor, why in people.items():
        with pytest.raises(AccountRefused, match=why):
            hand_over(drafter, successor, keeper, close=True)
    assert state() == before


def test_a_new_account_of_the_keepers_making_may_take_over(keeper, drafter, stranger):
    User.objects.filter(pk=stranger.pk).update(made_by=keeper)
    assert hand_over(drafter, stranger, keeper, close=True).new


def test_whose_account_one_does_not_keep_is_not_ones_to_hand_over(keeper, drafter, successor, reviewer):
    elsewhere = make_district("邻区", "next")
    far = make_user("far keeper", Role.SYSTEM_ADMIN, district=elsewhere)
    before = state()
    for by in (far, reviewer, drafter, successor):
        with pytest.raises(AccountRefused):
            hand_over(drafter, successor, by, close=True)
    with pytest.raises(AccountRefused, match="另一位系统管理员"):
        hand_over(keeper, successor, keeper, close=True)
    Assignment.objects.create(user=drafter, role=Role.REPLIER, district=elsewhere)
    with pytest.raises(AccountRefused, match="不归您维护"):
        hand_over(drafter, successor, keeper, close=True)
    assert state()[0][: len(before[0])] == before[0]


def test_what_fails_half_way_leaves_everything_as_it_was(keeper, drafter, successor, monkeypatch):
    before = state()

    def fail(*arguments, **more):
        raise ZeroDivisionError

    monkeypatch.setattr("budget_site.accounts.handing_over.record", fail)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        hand_over(drafter, successor, keeper, close=True)
    assert state() == before


def test_the_trail_and_the_successor_are_told(keeper, drafter, successor, district):
    hand_over(drafter, successor, keeper, close=True)
    told = TrailRecord.objects.get(action="hand_over")
    assert (told.district_id, told.actor_id) == (district.pk, keeper.pk)
    assert told.after["移交的任职"] == ["财政局 经办人"]
    assert told.after["停用账号"] is True
    assert notices_of(successor).get().kind == Notice.Kind.HANDED


def test_the_page_lists_what_moves_before_anything_does(client, keeper, drafter, successor, reviewer):
    client.force_login(keeper)
    url = reverse("person_hand_over", args=[drafter.pk])
    assert url in client.get(reverse("people")).content.decode()
    page = client.get(url)
    assert set(page.context["form"].fields["to"].queryset) == {successor, reviewer}
    before = state()
    listed = client.get(url, {"to": successor.pk, "close": "on"}).content.decode()
    for words in ("请核对", "财政局 经办人", f"{drafter}的账号同时停用", "确认移交"):
        assert words in listed
    assert state() == before
    for told in ("1 项任职已移交给", "没有需要移交的了"):
        answer = client.post(url, {"to": successor.pk, "close": "on"}, follow=True)
        assert told in answer.content.decode()
    assert not User.objects.get(pk=drafter.pk).is_active


def test_without_a_tick_the_account_stays_open(client, keeper, drafter, successor):
    client.force_login(keeper)
    client.post(reverse("person_hand_over", args=[drafter.pk]), {"to": successor.pk})
    assert User.objects.get(pk=drafter.pk).is_active
    assert not places(drafter)


def test_strangers_are_not_found_and_a_wrong_successor_is_asked_again(client, keeper, drafter, stranger):
    client.force_login(keeper)
    assert client.get(reverse("person_hand_over", args=[stranger.pk])).status_code == 404
    url = reverse("person_hand_over", args=[drafter.pk])
    answer = client.post(url, {"to": stranger.pk}, follow=True)
    assert "请重新选择接手人" in answer.content.decode()
    assert places(drafter)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSTEM_ADMIN])
def test_other_roles_hand_nothing_over(client, district, drafter, successor, role):
    client.force_login(make_user("someone", role, district=district))
    url = reverse("person_hand_over", args=[drafter.pk])
    for answer in (client.get(url), client.post(url, {"to": successor.pk})):
        assert answer.status_code == 403
    assert places(drafter)


def test_the_leaver_sees_nothing_any_more(keeper, drafter, successor, district, department):
    project = make_project(district, department)
    hand_over(drafter, successor, keeper, close=False)
    leaver = User.objects.get(pk=drafter.pk)
    assert not Project.objects.visible_to(leaver).filter(pk=project.pk).exists()
