"""Secrets of the second factor in the database: encrypted, each for its person; the key may change."""

import logging
from base64 import b32encode, b64encode
from datetime import timedelta
from io import StringIO

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import SESSION_KEY
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from budget_site.accounts.second_factor import at_rest
from budget_site.accounts.second_factor.checking import UNREADABLE
from budget_site.accounts.views.second_factor import SECRET
from budget_site.trail.models import Action, TrailRecord
from projects.jobs.sweeping import sweep
from tests.people import PASSWORD, make_user
from tests.phones import Phone, give_phone, half_a_minute_later

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(drafter):
    """陈经办, with a phone and recovery codes."""
    drafter.phone, drafter.codes = give_phone(drafter)
    return drafter


@pytest.fixture
def plain(owner):
    """As the release before kept it."""
    TOTPDevice.objects.update(key=owner.phone.secret.hex())
    return owner


@pytest.fixture
def just_upgraded():
    """From the release before, a moment ago."""
    applied = MigrationRecorder.Migration.objects
    applied.filter(app="accounts").update(applied=timezone.now() - timedelta(days=90))
    return applied.filter(app=at_rest.BROUGHT_BY[0], name=at_rest.BROUGHT_BY[1])


@pytest.fixture(autouse=True)
def _told_nothing_yet(monkeypatch):
    monkeypatch.setattr(at_rest, "_told", [])


def key(user) -> str:
    return TOTPDevice.objects.get(user=user).key


def enter(client, user, typed):
    """The password, then the code; the page in answer to it."""
    client.post(reverse("login"), {"username": user.username, "password": PASSWORD})
    return client.post(reverse("sign_in_code"), {"code": typed})


def signs_in(client, user) -> bool:
    half_a_minute_later(user)
    client.logout()
    enter(client, user, user.phone.shows())
    return SESSION_KEY in client.session


def spellings(secret: bytes) -> list[str]:
    return [secret.hex(), b32encode(secret).decode(), b64encode(secret).decode(), str(secret)[2:-1]]


def everything_in(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        return str(cursor.fetchall())


def test_the_row_never_holds_the_secret(client, owner):
    for _ in range(2):  # before and after django-otp has written it anew
        kept = everything_in("otp_totp_totpdevice")
        assert not [one for one in spellings(owner.phone.secret) if one.lower() in kept.lower()]
        assert signs_in(client, owner)


def test_nor_does_the_session_in_which_it_is_set_up(client, drafter):
    client.force_login(drafter)
    by_hand = client.get(reverse("second_factor_set_up")).context["secret"].by_hand
    decoded = str(dict(client.session))
    assert not [one for one in spellings(Phone.typed(by_hand).secret) if one.lower() in decoded.lower()]
    assert client.get(reverse("second_factor_set_up")).context["secret"].by_hand == by_hand


def test_the_same_secret_never_looks_the_same_twice(plain):
    assert at_rest.encrypted(key(plain), plain.pk) != at_rest.encrypted(key(plain), plain.pk)


def test_a_row_copied_to_somebody_else_is_refused(client, owner):
    somebody = make_user("somebody", password=PASSWORD)
    give_phone(somebody)
    TOTPDevice.objects.filter(user=somebody).update(key=key(owner))
    answer = enter(client, somebody, owner.phone.shows())
    assert UNREADABLE in answer.content.decode()
    assert SESSION_KEY not in client.session


CHANGES = {
    "cut": lambda key: key[:-1],
    "gone": lambda key: "",
    "a_bit": lambda key: key[:-1] + ("B" if key.endswith("A") else "A"),
    "no_content": lambda key: key[:11],
    "no_letters_of_ours": lambda key: key[:11] + "密钥",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_row_that_was_changed_is_refused(client, owner, change):
    TOTPDevice.objects.update(key=change(key(owner)))
    assert UNREADABLE in enter(client, owner, owner.phone.shows()).content.decode()
    assert SESSION_KEY not in client.session


def test_under_a_lost_key_a_sentence_says_what_to_do_and_counts_nothing(client, owner, settings, caplog):
    settings.SECRET_KEY = "made up anew after the machine was lost, and the sealed envelope too"
    answer = enter(client, owner, owner.phone.shows())
    assert answer.status_code == 200
    assert UNREADABLE in answer.content.decode()
    assert f"user {owner.pk} " in caplog.text
    assert not AccessAttempt.objects.exists()
    assert enter(client, owner, owner.codes[0]).status_code == 302
    assert SESSION_KEY in client.session


def test_it_is_said_wherever_a_code_is_asked_for(client, owner, settings):
    assert signs_in(client, owner)
    TOTPDevice.objects.update(key="")
    settings.SENSITIVE_MINUTES = 0
    sent = {"confirm": "step", "confirm-password": PASSWORD, "confirm-code": owner.phone.shows()}
    answer = client.post(reverse("second_factor_codes"), sent)
    assert UNREADABLE in answer.content.decode()


def test_a_new_key_locks_nobody_out_and_the_old_one_may_go_when_the_worker_has_swept(client, owner, settings):
    before, old = key(owner), settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another one, of enough letters", [old]
    assert signs_in(client, owner)
    assert key(owner) == before
    at_rest.sweep()
    after = key(owner)
    assert after != before
    settings.SECRET_KEY_FALLBACKS = []
    assert signs_in(client, owner)
    at_rest.sweep()
    assert key(owner) == after


def test_a_plain_row_of_the_release_before_is_taken_and_encrypted_by_the_worker(client, plain):
    assert signs_in(client, plain)
    assert key(plain) == plain.phone.secret.hex()
    sweep()
    assert plain.phone.secret.hex() not in key(plain)
    assert signs_in(client, plain)


def test_for_a_day_after_the_upgrade_the_release_before_can_read_all(
    client, plain, just_upgraded, other_drafter, capsys
):
    phone, _ = give_phone(other_drafter)
    at_rest.sweep()
    call_command("second_factor_secrets")
    assert "上一版程序也许还在用，先不加密" in capsys.readouterr().out
    assert key(plain) == plain.phone.secret.hex()
    assert TOTPDevice.objects.get(user=other_drafter).bin_key == phone.secret
    just_upgraded.update(applied=timezone.now() - timedelta(days=1, minutes=1))
    at_rest.sweep()
    assert not TOTPDevice.objects.filter(key__in=[plain.phone.secret.hex(), phone.secret.hex()]).exists()
    assert signs_in(client, plain)


def test_a_picture_that_cannot_be_read_any_more_is_another_picture(client, drafter):
    client.force_login(drafter)
    first = client.get(reverse("second_factor_set_up")).context["secret"]
    session = client.session
    session[SECRET]["key"] = session[SECRET]["key"][:-4]
    session.save()
    assert client.get(reverse("second_factor_set_up")).context["secret"] != first


def test_the_worker_tells_once_of_what_it_cannot_read_and_leaves_it_for_when_the_key_is_found(
    client, owner, settings, caplog
):
    old, before = settings.SECRET_KEY, key(owner)
    settings.SECRET_KEY = "the wrong envelope was opened, or so it seems"
    with caplog.at_level(logging.ERROR):
        at_rest.sweep()
        at_rest.sweep()
    assert [record.getMessage() for record in caplog.records] == [at_rest.UNREADABLE % (1, owner.pk)]
    assert key(owner) == before
    settings.SECRET_KEY_FALLBACKS = [old]
    assert signs_in(client, owner)


def called(*options: str) -> str:
    out = StringIO()
    call_command("second_factor_secrets", *options, stdout=out)
    return out.getvalue()


def test_the_machine_room_asks_before_it_takes_the_old_key_away(owner, plain, settings):
    assert "1 个密钥已改用现在的 SECRET_KEY 加密" in called()
    assert "0 个密钥" in called()
    settings.SECRET_KEY = "another one, with the old one left out"
    with pytest.raises(CommandError, match=r"1 个账号的密钥读不出来.*：drafter。"):
        called()


def test_the_machine_room_goes_back_to_the_release_before_and_the_trail_tells_it(owner):
    assert "1 个密钥已改为不加密" in called("--decrypt")
    assert TOTPDevice.objects.get().bin_key == owner.phone.secret
    told = TrailRecord.objects.filter(action=Action.SECOND_FACTOR).latest("pk")
    assert (told.note, told.actor_name) == ("退回上一版程序，1 个密钥改为不加密", "系统（system）")
