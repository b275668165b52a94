"""Guessing passwords does not get far, and does not shut the others out."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import SESSION_KEY
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from budget_site.accounts import lockout
from budget_site.accounts.models import User
from budget_site.client import client_address
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
DOORS = ("login", "sign_in_again")


@pytest.fixture(autouse=True)
def _three(settings):
    """Each try hashes a password, which takes its time: three of them show what five do."""
    assert settings.AXES_FAILURE_LIMIT >= 3
    settings.AXES_FAILURE_LIMIT = 3


def try_at(client, door="login", username="drafter", password="wrong", **extra):
    return client.post(reverse(door), {"username": username, "password": password}, **extra)


def fail(client, times: int, **more):
    answers = [try_at(client, **more) for _ in range(times)]
    return answers[-1]


@pytest.mark.parametrize("door", DOORS)
def test_after_some_failures_even_the_right_password_waits(client, drafter, door):
    assert fail(client, settings.AXES_FAILURE_LIMIT - 1, door=door).status_code == 200
    assert try_at(client, door).status_code == 429
    answer = try_at(client, door, password=PASSWORD)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= settings.AXES_COOLOFF_TIME.total_seconds()
    assert SESSION_KEY not in client.session


def test_whoever_is_locked_out_is_told_until_when_and_whom_to_ask(client, drafter):
    page = fail(client, settings.AXES_FAILURE_LIMIT).content.decode()
    free = timezone.localtime(timezone.now() + settings.AXES_COOLOFF_TIME)
    told = re.search(r"请在(?:\d+月\d+日)?(\d\d:\d\d)之后再试", page)[1]
    assert told in {f"{free + timedelta(minutes=later):%H:%M}" for later in (0, 1)}
    assert "请联系系统管理员" in page


def test_a_script_gets_the_same_sentence_as_json(client, drafter):
    answer = fail(client, settings.AXES_FAILURE_LIMIT, door="sign_in_again")
    assert (answer.json()["ok"], answer.json()["error"]) == (False, "locked")
    assert "之后再试" in answer.json()["message"]


def test_failures_at_all_doors_count_together(client, drafter):
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        try_at(client, "sign_in_again")
    assert try_at(client, "login").status_code == 429


def test_after_the_rest_one_signs_in_as_ever(client, drafter):
    fail(client, settings.AXES_FAILURE_LIMIT)
    AccessAttempt.objects.update(attempt_time=timezone.now() - settings.AXES_COOLOFF_TIME)
    assert try_at(client, password=PASSWORD).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_trying_on_while_locked_out_does_not_make_the_wait_longer(client, drafter):
    fail(client, settings.AXES_FAILURE_LIMIT)
    before = AccessAttempt.objects.get().attempt_time
    fail(client, 3)
    assert AccessAttempt.objects.get().attempt_time == before


def test_a_success_forgets_the_failures_before(client, drafter):
    fail(client, settings.AXES_FAILURE_LIMIT - 1)
    try_at(client, password=PASSWORD)
    client.logout()
    assert fail(client, settings.AXES_FAILURE_LIMIT - 1).status_code == 200


def test_another_account_and_another_address_stay_open(client, drafter):
    User.objects.create_user("hetao", password=PASSWORD)
    fail(client, settings.AXES_FAILURE_LIMIT)
    assert try_at(client, username="hetao", password=PASSWORD).status_code == 302
    client.logout()
    assert try_at(client, password=PASSWORD, REMOTE_ADDR="10.1.2.3").status_code == 302


def test_a_name_that_nobody_has_is_locked_like_one_that_somebody_has(client, drafter):
    assert fail(client, settings.AXES_FAILURE_LIMIT, username="nobody").status_code == 429


def test_changing_browsers_or_forging_the_header_gains_nothing(client, drafter):
    for number in range(settings.AXES_FAILURE_LIMIT):
        answer = try_at(client, HTTP_USER_AGENT=f"{number}", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
    assert answer.status_code == 429


@pytest.mark.parametrize(
    ("proxies", "forwarded", "connected", "address"),
    [
        (0, "", "10.0.0.9", "10.0.0.9"),
        (0, "1.1.1.1", "10.0.0.9", "10.0.0.9"),
        (1, "1.1.1.1", "10.0.0.9", "1.1.1.1"),
        (1, "6.6.6.6, 1.1.1.1", "10.0.0.9", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 10.0.0.8", "10.0.0.9", "1.1.1.1"),
        (2, "1.1.1.1", "10.0.0.9", "10.0.0.9"),
        (1, "", "10.0.0.9", "10.0.0.9"),
        (1, "unknown", "10.0.0.9", "10.0.0.9"),
        (0, "", "::ffff:10.0.0.9", "10.0.0.9"),
        (0, "", "fe80::1%eth0", "fe80::1"),
        (1, "x", "", None),
    ],
)
def test_the_address_is_the_one_that_our_own_proxies_saw(settings, proxies, forwarded, connected, address):
    settings.TRUSTED_PROXIES = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR=connected, **headers)
    assert client_address(request) == address


def test_it_is_known_who_is_locked_out_and_unlocking_opens_at_once(client, drafter, reviewer):
    fail(client, settings.AXES_FAILURE_LIMIT)
    fail(client, 1, username="reviewer")
    assert lockout.locked(["drafter", "reviewer"]) == {"drafter"}
    lockout.unlock(drafter)
    assert not lockout.locked(["drafter", "reviewer"])
    assert try_at(client, password=PASSWORD).status_code == 302
    assert AccessAttempt.objects.filter(username="reviewer").exists()


def test_nothing_that_was_typed_as_a_password_is_kept(client, drafter):
    try_at(client, password="my-other-password")
    kept = AccessAttempt.objects.get()
    assert "my-other-password" not in kept.post_data + kept.get_data


def test_the_counts_are_nobodys_to_read_and_no_log_grows(client, drafter):
    assert not {AccessAttempt, AccessLog, AccessFailureLog} & set(admin.site._registry)
    assert apps.get_model("django_tasks_database", "DBTaskResult") not in admin.site._registry
    try_at(client, password=PASSWORD)
    assert not AccessLog.objects.exists()
