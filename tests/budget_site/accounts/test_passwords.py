"""Passwords: what one may be, what one is given, and that a given one is changed first."""

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from budget_site.accounts.models import User
from budget_site.accounts.passwords import initial_password
from tests.people import PASSWORD

OWN = "Kuaile-2026-gongzuo"


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("a1b2c3d4e", "至少用 10 个字符"),
        ("abcdefghijkl", "只有一类字符"),
        ("20261125202611", "只有一类字符"),
        ("密码密码密码密码密码密码", "只有一类字符"),
        ("HeTao-2026-xyz", "太像"),
        ("hetao.hetao", "太像"),
        ("陈明亮陈明亮陈明亮1", "太像"),
        ("password123", "很多人在用"),
    ],
)
def test_a_weak_password_is_refused_with_what_to_do(password, words):
    user = User(username="hetao", name="陈明亮陈明亮陈明亮")
    with pytest.raises(ValidationError) as refused:
        validate_password(password, user)
    assert words in "".join(refused.value.messages)


@pytest.mark.parametrize("password", [PASSWORD, OWN, "一二三四五六七八九十1", "Abcdefghij-kl"])
def test_a_sensible_one_is_taken(password):
    validate_password(password, User(username="hetao", name="何涛"))


def test_a_short_username_may_stand_in_a_long_password_by_chance():
    validate_password("mingliang-2026", User(username="li", name="李"))


def test_whatever_is_said_about_passwords_is_said_politely():
    assert "你" not in "".join(password_validators_help_texts())


def test_an_initial_password_can_be_read_aloud_and_is_no_other_twice():
    given = {initial_password() for _ in range(200)}
    assert len(given) == 200
    for password in given:
        assert not set(password) & set("0o1il2z5s8bgqv")
        validate_password(password, User(username="hetao", name="何涛"))


@pytest.fixture
def beginner(drafter) -> User:
    drafter.must_change_password = True
    drafter.save()
    return drafter


def change(client, old=PASSWORD, new=OWN, again=None):
    fields = {"old_password": old, "new_password1": new, "new_password2": again or new}
    return client.post(reverse("password_change"), fields)


def test_with_an_initial_password_one_changes_it_before_anything_else(client, beginner):
    client.post(reverse("login"), {"username": "drafter", "password": PASSWORD})
    for name in ("home", "admin:index", "people"):
        assert client.get(reverse(name)).url == reverse("password_change")
    assert "初始密码" in client.get(reverse("password_change")).content.decode()
    assert change(client).url == reverse("home")
    assert client.get(reverse("home")).status_code == 200
    beginner.refresh_from_db()
    assert not beginner.must_change_password
    assert beginner.check_password(OWN)


def test_one_may_also_leave(client, beginner):
    client.force_login(beginner)
    assert client.post(reverse("logout")).url == reverse("login")


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        (PASSWORD, PASSWORD, None, "新密码和旧密码一样"),
        ("wrong", OWN, None, "旧密码不对"),
        (PASSWORD, OWN, "other", "两次输入的新密码不一样"),
        (PASSWORD, "short1", None, "至少用 10 个字符"),
    ],
)
def test_a_password_that_is_not_changed_properly_stays(client, beginner, old, new, again, words):
    client.force_login(beginner)
    page = change(client, old, new, again).content.decode()
    assert words in page
    assert "你" not in page
    beginner.refresh_from_db()
    assert beginner.must_change_password
    assert beginner.check_password(PASSWORD)


def test_changing_ones_password_ends_the_other_sessions(client, drafter):
    elsewhere = Client()
    for one in (client, elsewhere):
        one.force_login(drafter)
    change(client)
    assert client.get(reverse("home")).status_code == 200
    assert elsewhere.get(reverse("home")).status_code == 302


def test_what_is_set_in_the_admin_is_an_initial_password(client, drafter):
    chief = User.objects.create_superuser("chief", password=PASSWORD)
    client.force_login(chief)
    fields = {"password1": OWN, "password2": OWN, "usable_password": "true"}
    client.post(reverse("admin:auth_user_password_change", args=[drafter.pk]), fields)
    client.post(reverse("admin:accounts_user_add"), fields | {"username": "hetao", **no_roles()})
    drafter.refresh_from_db()
    made = User.objects.get(username="hetao")
    assert drafter.must_change_password
    assert (made.must_change_password, made.made_by) == (True, chief)


def no_roles() -> dict[str, str]:
    return {"assignments-TOTAL_FORMS": "0", "assignments-INITIAL_FORMS": "0"}
