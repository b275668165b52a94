"""A password is not used again soon, and where the rule says so not for ever."""

from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from budget_site.accounts.models import User
from budget_site.guarding.models import UsedPassword
from budget_site.guarding.used_passwords import USED, NotUsedBefore
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "Kuaile-2026-gongzuo"


def change(client, old, new):
    fields = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post(reverse("password_change"), fields)


def choose(user: User, password: str) -> None:
    user.set_password(password)
    user.save()


def test_the_last_few_may_not_be_used_again_and_older_ones_may(drafter, settings):
    settings.PASSWORD_HISTORY = 3
    for number in range(4):
        choose(drafter, f"{NEW}{number}")
    for number in (1, 2, 3):
        with pytest.raises(ValidationError, match=USED):
            validate_password(f"{NEW}{number}", drafter)
    validate_password(f"{NEW}0", drafter)
    assert UsedPassword.objects.filter(user=drafter).count() == 3


def test_the_page_says_so(client, drafter):
    client.force_login(drafter)
    change(client, PASSWORD, NEW)
    assert USED in change(client, NEW, PASSWORD).content.decode()


def test_only_hashes_are_kept(drafter):
    assert not any(PASSWORD in text for text in UsedPassword.objects.values_list("password", flat=True))


def test_switched_off_it_asks_nothing_and_says_nothing(drafter, settings):
    settings.PASSWORD_HISTORY = 0
    validate_password(PASSWORD, drafter)
    assert NotUsedBefore().get_help_text() == ""
    assert UsedPassword.objects.filter(user=drafter).count() == 1
    assert not any("次用过" in text for text in password_validators_help_texts())


def test_a_password_hashed_anew_at_a_sign_in_is_no_new_one(client, drafter, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    before = list(UsedPassword.objects.values_list("pk", flat=True))
    client.post(reverse("login"), {"username": "drafter", "password": PASSWORD})
    assert User.objects.get(pk=drafter.pk).password.startswith("scrypt")
    assert list(UsedPassword.objects.values_list("pk", flat=True)) == before


@pytest.fixture
def _of_last_spring(drafter):
    UsedPassword.objects.update(at=timezone.now() - timedelta(days=91))


@pytest.mark.usefixtures("_of_last_spring")
def test_a_password_over_its_days_is_changed_at_the_next_sign_in(client, drafter, settings):
    settings.PASSWORD_MAX_DAYS = 90
    client.post(reverse("login"), {"username": "drafter", "password": PASSWORD})
    for name in ("home", "inbox", "sessions", "mails"):
        assert client.get(reverse(name)).url == reverse("password_change")
    told = client.get(reverse("jobs_progress"), headers={"accept": "application/json"})
    assert (told.status_code, told.json()["error"]) == (403, "change-password")
    assert "用满规定的天数" in told.json()["message"]
    assert "用满规定的天数" in client.get(reverse("password_change")).content.decode()
    assert change(client, PASSWORD, NEW).url == reverse("home")
    assert client.get(reverse("inbox")).status_code == 200
    client.post(reverse("logout"))
    client.post(reverse("login"), {"username": "drafter", "password": NEW})
    assert client.get(reverse("inbox")).status_code == 200


@pytest.mark.usefixtures("_of_last_spring")
@pytest.mark.parametrize("days", [0, 92])
def test_one_within_its_days_or_without_any_stays(client, drafter, settings, days):
    settings.PASSWORD_MAX_DAYS = days
    client.force_login(drafter)
    assert client.get(reverse("inbox")).status_code == 200


def test_what_was_set_before_this_was_kept_counts_from_the_account(client, drafter, settings):
    settings.PASSWORD_MAX_DAYS = 90
    UsedPassword.objects.all().delete()
    client.force_login(drafter)
    assert client.get(reverse("inbox")).status_code == 200
    User.objects.update(date_joined=timezone.now() - timedelta(days=91))
    drafter.refresh_from_db()
    client.force_login(drafter)
    assert client.get(reverse("inbox")).url == reverse("password_change")


def test_who_has_no_password_here_has_none_to_change(client, stranger, settings):
    """As those who sign in through the city's own door."""
    settings.PASSWORD_MAX_DAYS = 1
    User.objects.update(date_joined=timezone.now() - timedelta(days=91))
    stranger.refresh_from_db()
    client.force_login(stranger)
    assert client.get(reverse("inbox")).status_code == 200
