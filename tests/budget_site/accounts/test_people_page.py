"""The page on which an administrator helps the people of the district."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from budget_site.accounts import services
from budget_site.accounts.models import Assignment, Role, User
from tests.people import make_district, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(district, client):
    keeper = make_user("dengzhiming", "system_admin", district=district)
    client.force_login(keeper)
    return keeper


def act(client, user, action, **fields):
    return client.post(reverse("person", args=[user.pk, action]), fields, follow=True)


def test_the_list_says_who_works_where_and_who_cannot_sign_in(client, keeper, drafter, reviewer, stranger):
    make_user("next", "drafter", district=make_district("邻区", "next"))
    reviewer.is_active = False
    reviewer.save()
    failures = settings.AXES_FAILURE_LIMIT
    AccessAttempt.objects.create(
        username="drafter", attempt_time=timezone.now(), failures_since_start=failures
    )
    page = client.get(reverse("people")).content.decode()
    for words in (
        "drafter的姓名",
        "财政局 经办人",
        "芦台经济开发区 绩效科",
        "暂停登录",
        "已停用",
        "没有登录过",
    ):
        assert words in page
    for words in ("stranger的姓名", "next的姓名", "邻区"):
        assert words not in page


def test_an_account_that_nobody_has_used_for_ninety_days_is_asked_about(client, keeper, drafter, reviewer):
    long_ago = timezone.now() - timedelta(days=91)
    User.objects.filter(pk=drafter.pk).update(last_login=long_ago)
    User.objects.filter(pk=reviewer.pk).update(date_joined=long_ago, is_active=False)
    page = client.get(reverse("people")).content.decode()
    assert "90 天没有登录的账号有 1 个：drafter的姓名。" in page
    assert "90 天未登录" in page
    User.objects.filter(pk=drafter.pk).update(last_login=timezone.now())
    assert "90 天" not in client.get(reverse("people")).content.decode()


def test_a_reset_shows_the_new_password_once_and_a_reload_nothing_more(client, keeper, drafter):
    seen = services.password_mark(drafter)
    answer = act(client, drafter, "password", seen=seen)
    assert answer.redirect_chain == [(reverse("people"), 302)]
    password = answer.context["told"]["password"]
    drafter.refresh_from_db()
    assert drafter.check_password(password)
    assert password in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert password not in client.get(reverse("people")).content.decode()
    again = act(client, drafter, "password", seen=seen)
    assert "刚刚变过" in again.content.decode()
    drafter.refresh_from_db()
    assert drafter.check_password(password)


def test_an_account_is_closed_opened_and_unlocked(client, keeper, drafter):
    assert "已停用，不能再登录" in act(client, drafter, "close").content.decode()
    assert not User.objects.get(pk=drafter.pk).is_active
    assert "已启用" in act(client, drafter, "open").content.decode()
    assert User.objects.get(pk=drafter.pk).is_active
    AccessAttempt.objects.create(username="drafter", attempt_time=timezone.now(), failures_since_start=9)
    assert "已解锁" in act(client, drafter, "unlock").content.decode()
    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize("action", ["password", "close", "open", "unlock"])
def test_somebody_who_is_only_partly_ones_own_is_shown_but_not_changed(client, keeper, district, action):
    both = make_user("both", "drafter", district=district)
    elsewhere = make_district("邻区", "next")
    Assignment.objects.create(user=both, role="replier", district=elsewhere)
    before = User.objects.filter(pk=both.pk).values().get()
    page = client.get(reverse("people")).content.decode()
    assert "在其他区划也有任职" in page
    assert "邻区" not in page
    assert reverse("person", args=[both.pk, action]) not in page
    answer = act(client, both, action)
    assert "不归您维护" in answer.content.decode()
    assert User.objects.filter(pk=both.pk).values().get() == before


def test_strangers_are_not_found_and_unknown_actions_neither(client, keeper, drafter, stranger):
    next_door = make_user("next", "drafter", district=make_district("邻区", "next"))
    for user in (stranger, next_door, User.objects.system()):
        assert act(client, user, "password").status_code == 404
    assert act(client, drafter, "promote").status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSTEM_ADMIN])
def test_other_roles_are_told_whose_page_it_is(client, district, drafter, role):
    client.force_login(make_user("someone", role, district=district))
    for answer in (client.get(reverse("people")), act(client, drafter, "password")):
        assert answer.status_code == 403
        assert "由系统管理员使用" in answer.content.decode()


def test_a_superuser_without_the_role_has_the_admin_pages_not_this_one(client, drafter):
    client.force_login(User.objects.create_superuser("chief"))
    assert client.get(reverse("people")).status_code == 403
    assert act(client, drafter, "close").status_code == 403


def test_the_page_reads_only_and_the_actions_post_only(client, keeper, drafter):
    assert client.post(reverse("people")).status_code == 405
    assert client.get(reverse("person", args=[drafter.pk, "close"])).status_code == 405


def test_a_head_request_does_not_use_up_the_password(client, keeper, drafter):
    client.post(reverse("person", args=[drafter.pk, "password"]))
    client.head(reverse("people"))
    assert client.get(reverse("people")).context["told"]


def test_the_list_costs_the_same_for_many_people(client, keeper, department, django_assert_max_num_queries):
    for number in range(30):
        make_user(f"person{number}", "drafter", department=department)
    with django_assert_max_num_queries(12):
        client.get(reverse("people"))
