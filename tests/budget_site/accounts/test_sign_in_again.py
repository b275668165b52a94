"""Signing in on the page one was working on."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse

from budget_site.accounts.models import User
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


def again(client, username="drafter", password=PASSWORD, **more):
    return client.post(reverse("sign_in_again"), {"username": username, "password": password} | more).json()


@pytest.fixture
def colleague(db):
    return User.objects.create_user("hetao", password=PASSWORD, name="何涛")


def test_the_form_is_a_piece_of_a_page_with_a_token(client):
    answer = client.get(reverse("sign_in_again"))
    page = answer.content.decode()
    assert "<html" not in page
    assert "csrfmiddlewaretoken" in page
    assert f'action="{reverse("sign_in_again")}"' in page
    assert 'id="again_username"' in page
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("key", ["pk", "username"])
def test_the_one_who_had_the_page_open_goes_on_with_a_new_token(drafter, key):
    client = Client(enforce_csrf_checks=True)
    asked = client.get(reverse("sign_in_again"), headers={"accept": "application/json"}).json()
    assert (asked["ok"], asked["user"]) == (False, None)
    token = {"csrfmiddlewaretoken": asked["csrf"]}
    answer = again(client, expected=str(getattr(drafter, key)), **token)
    assert answer == {"ok": True, "csrf": answer["csrf"], "user": drafter.pk}
    assert client.post(reverse("logout"), {"csrfmiddlewaretoken": answer["csrf"]}).status_code == 302


@pytest.mark.parametrize("expected", ["pk", "username"])
def test_another_one_is_refused_and_not_signed_in(client, drafter, colleague, expected):
    answer = again(client, "hetao", expected=str(getattr(drafter, expected)))
    assert answer == {"ok": False, "message": "这个页面是另一个账号打开的，请用同一账号登录。"}
    assert SESSION_KEY not in client.session


def test_nobody_learns_of_which_accounts_there_are_by_counting(client, drafter, colleague):
    """A page's account is a number, which anybody may send."""
    sent = (str(drafter.pk), "drafter", "999999", "9" * 100, "gone")
    told = {again(client, "hetao", expected=expected)["message"] for expected in sent}
    assert len(told) == 1
    assert drafter.name not in told.pop()
    assert drafter.name not in again(client, "hetao", "wrong", expected=str(drafter.pk))["message"]


def test_somebody_elses_session_in_the_same_browser_gives_way(client, drafter, colleague):
    client.force_login(colleague)
    assert again(client, expected=str(drafter.pk))["ok"]
    assert client.session[SESSION_KEY] == str(drafter.pk)


@pytest.mark.parametrize(
    ("username", "password", "message"),
    [
        ("", "", "请填写用户名。请填写密码。"),
        ("drafter", "wrong", "用户名或密码不对"),
        ("closed", PASSWORD, "用户名或密码不对"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(client, drafter, username, password, message):
    User.objects.create_user("closed", password=PASSWORD, is_active=False)
    answer = again(client, username, password)
    assert not answer["ok"]
    assert answer["message"].startswith(message)
    assert SESSION_KEY not in client.session


def test_another_tab_that_has_signed_in_already_is_noticed(client, drafter):
    client.force_login(drafter)
    answer = client.get(reverse("sign_in_again"), headers={"accept": "application/json"}).json()
    assert (answer["ok"], answer["user"]) == (True, drafter.pk)
