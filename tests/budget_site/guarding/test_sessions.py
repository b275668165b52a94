"""Where one is signed in: shown, and ended by oneself, by the keeper, or by what happened to the account."""

import json
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from budget_site.accounts import services
from budget_site.accounts.models import User
from budget_site.guarding import sessions
from budget_site.guarding.models import SignedIn, Why
from budget_site.idle import SEEN, SIGNED_IN
from budget_site.trail.models import Action, TrailRecord
from projects.jobs.sweeping import sweep
from tests.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db
AGENT = "Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0"


@pytest.fixture
def elsewhere(drafter) -> Client:
    """The same person at another device."""
    one = Client()
    one.force_login(drafter)
    return one


@pytest.fixture
def keeper(district):
    return make_user("keeper", "system_admin", district=district)


def sentence(client) -> str:
    """What the next page says to somebody who went on clicking."""
    page = client.get(reverse("inbox"), follow=True)
    assert page.redirect_chain[0][0].startswith(reverse("login"))
    return page.content.decode()


def test_each_sign_in_is_listed_with_device_address_and_times(client, drafter, elsewhere):
    told = {"username": "drafter", "password": PASSWORD}
    client.post(reverse("login"), told, REMOTE_ADDR="10.1.2.3", HTTP_USER_AGENT=AGENT)
    page = client.get(reverse("sessions")).content.decode()
    for words in ("Windows 电脑上的 Edge", "10.1.2.3", "这一台", "不认识的设备", "退出这台", "退出其他全部"):
        assert words in page
    key = client.session.session_key
    assert key not in page
    assert not SignedIn.objects.filter(key=key).exists()


def test_other_peoples_sessions_are_neither_listed_nor_ended(client, drafter, elsewhere, other_drafter):
    client.force_login(other_drafter)
    assert client.get(reverse("sessions")).content.decode().count("不认识的设备") == 1
    assert client.post(reverse("session_end", args=[drafter.signed_in.get().pk])).status_code == 404
    assert elsewhere.get(reverse("inbox")).status_code == 200


def test_one_ends_a_session_elsewhere_and_it_is_told_why_once(client, drafter, elsewhere):
    row = drafter.signed_in.get()
    client.force_login(drafter)
    answer = client.post(reverse("session_end", args=[row.pk]), follow=True)
    assert "已退出" in answer.content.decode()
    assert sessions.SENTENCES[Why.ELSEWHERE] in sentence(elsewhere)
    assert sessions.SENTENCES[Why.ELSEWHERE] not in elsewhere.get(reverse("login")).content.decode()
    assert client.get(reverse("inbox")).status_code == 200
    [told] = TrailRecord.objects.filter(action=Action.SIGN_OUT)
    assert (told.actor, told.note) == (drafter, "本人在另一处退出，结束 1 处登录")


def test_ones_own_session_is_not_ended_by_mistake(client, drafter):
    client.force_login(drafter)
    answer = client.post(reverse("session_end", args=[drafter.signed_in.get().pk]), follow=True)
    assert "右上角的“退出”" in answer.content.decode()
    assert client.get(reverse("inbox")).status_code == 200


def test_all_others_end_at_once_and_a_second_click_finds_none(client, drafter, elsewhere):
    client.force_login(drafter)
    assert "其他 1 处" in client.post(reverse("sessions_end_others"), follow=True).content.decode()
    assert "没有别处的登录" in client.post(reverse("sessions_end_others"), follow=True).content.decode()
    assert elsewhere.get(reverse("inbox")).status_code == 302
    assert client.get(reverse("inbox")).status_code == 200


def test_a_script_is_told_why_too_and_its_page_keeps_what_was_typed(drafter, elsewhere):
    sessions.end_others(drafter, None, Why.KEEPER, drafter)
    answer = elsewhere.get(reverse("jobs_progress"), headers={"accept": "application/json"})
    assert answer.status_code == 401
    assert json.loads(answer.content) == {
        "error": "signed-out",
        "message": sessions.SENTENCES[Why.KEEPER],
    }


def test_the_keeper_ends_all_sessions_of_a_person_of_the_district(client, keeper, drafter, elsewhere):
    client.force_login(keeper)
    out = reverse("person", args=[drafter.pk, "sign-out"])
    assert "在 1 处的登录已全部结束" in client.post(out, follow=True).content.decode()
    assert sessions.SENTENCES[Why.KEEPER] in sentence(elsewhere)
    assert "没有在任何地方登录" in client.post(out, follow=True).content.decode()
    assert client.get(reverse("people")).status_code == 200


def _reset(drafter, keeper):
    services.reset_password(drafter, keeper)


def _close(drafter, keeper):
    services.set_active(drafter, False, keeper)


def _take_all_roles(drafter, keeper):
    drafter.assignments.get().delete()


@pytest.mark.parametrize(
    ("what", "why"), [(_reset, Why.PASSWORD), (_close, Why.CLOSED), (_take_all_roles, Why.NO_ROLE)]
)
def test_what_happens_to_the_account_ends_its_sessions_with_the_reason(drafter, keeper, elsewhere, what, why):
    what(drafter, keeper)
    assert not Session.objects.exists()
    assert sessions.SENTENCES[why] in sentence(elsewhere)


def test_somebody_with_a_role_left_or_who_keeps_the_site_stays(drafter, elsewhere, district):
    second = drafter.assignments.create(role="publisher", district=district)
    second.delete()
    assert elsewhere.get(reverse("inbox")).status_code == 200
    drafter.is_staff = True
    drafter.save()
    drafter.assignments.get().delete()
    assert elsewhere.get(reverse("inbox")).status_code == 200


def test_changing_ones_own_password_ends_the_others_and_keeps_this_one(client, drafter, elsewhere):
    client.force_login(drafter)
    new = "Kuaile-2026-gongzuo"
    fields = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    client.post(reverse("password_change"), fields)
    assert sessions.SENTENCES[Why.PASSWORD] in sentence(elsewhere)
    page = client.get(reverse("sessions")).content.decode()
    assert page.count("<tr>") == 2
    assert "这一台" in page


def test_where_only_one_session_is_wanted_a_new_sign_in_ends_the_older(client, drafter, elsewhere, settings):
    settings.ONE_SESSION = True
    client.force_login(drafter)
    assert sessions.SENTENCES[Why.NEWER] in sentence(elsewhere)
    assert client.get(reverse("inbox")).status_code == 200


def test_else_several_are_fine(client, drafter, elsewhere):
    client.force_login(drafter)
    assert elsewhere.get(reverse("inbox")).status_code == 200


def test_a_session_out_of_its_time_is_listed_no_more_and_says_which_time(client, drafter):
    for name, ago, words in (
        (SEEN, settings.SESSION_IDLE_MINUTES * 60, "有一段时间没有操作"),
        (SIGNED_IN, settings.SESSION_COOKIE_AGE, "登录已满 12 小时"),
    ):
        client.force_login(drafter)
        session = client.session
        session[name] = int(time.time()) - ago - 1
        session.save()
        assert words in sentence(client)
        assert SESSION_KEY not in client.session
        assert not sessions.live(drafter).exists()


def test_signing_out_takes_the_row_away(client, drafter):
    client.force_login(drafter)
    client.post(reverse("logout"))
    assert not SignedIn.objects.exists()


def test_working_on_moves_the_time_last_seen(client, drafter):
    client.force_login(drafter)
    SignedIn.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
    session = client.session
    session[SEEN] = int(time.time()) - 300
    session.save()
    client.get(reverse("inbox"))
    assert timezone.now() - SignedIn.objects.get().seen_at < timedelta(minutes=1)


def test_another_person_in_the_same_browser_is_another_session(client, drafter, other_drafter):
    for user in (drafter, other_drafter):
        client.force_login(user)
    assert [one.user for one in SignedIn.objects.filter(ended="")][-1:] == [drafter]
    assert sessions.live(other_drafter).count() == 1


def test_the_worker_sweeps_what_has_run_out_and_nothing_else(client, drafter, elsewhere):
    client.force_login(drafter)
    old = elsewhere.session.session_key
    Session.objects.filter(pk=old).update(expire_date=timezone.now() - timedelta(seconds=1))
    SignedIn.objects.filter(key=sessions.hashed(old)).update(seen_at=timezone.now() - timedelta(days=2))
    sweep()
    assert Session.objects.count() == SignedIn.objects.count() == 1
    assert client.get(reverse("inbox")).status_code == 200


def test_a_deleted_account_leaves_nothing_behind(drafter, elsewhere):
    User.objects.get(pk=drafter.pk).delete()
    assert not SignedIn.objects.exists()
    assert elsewhere.get(reverse("inbox")).status_code == 302
