"""Signing in by two steps: the password opens nothing but the page for the code."""

import re
import time

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import SESSION_KEY
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from budget_site.accounts import lockout
from budget_site.accounts.models import User
from budget_site.accounts.second_factor import keeping, whole
from budget_site.guarding.models import SignedIn
from budget_site.trail.models import Action, TrailRecord
from tests.offices import routes
from tests.people import PASSWORD
from tests.phones import give_phone, half_a_minute_later

pytestmark = pytest.mark.django_db


@pytest.fixture
def half_a_minute(monkeypatch):
    """Has begun, and does not end under the test."""
    begun = time.time() // 30 * 30
    monkeypatch.setattr(time, "time", lambda: begun)


@pytest.fixture
def owner(drafter):
    """陈经办, with a phone and recovery codes."""
    drafter.phone, drafter.codes = give_phone(drafter)
    return drafter


@pytest.fixture
def patient(settings):
    settings.OTP_TOTP_THROTTLE_FACTOR = 0


def password(client, then="", **extra):
    address = reverse("login") + (f"?next={then}" if then else "")
    return client.post(address, {"username": "drafter", "password": PASSWORD}, **extra)


def code(client, typed, **extra):
    return client.post(reverse("sign_in_code"), {"code": typed}, **extra)


def wrong(owner) -> str:
    """None of those that the phone shows about now."""
    near = {owner.phone.shows(steps) for steps in range(-3, 4)}
    return next(f"{number:06d}" for number in range(10) if f"{number:06d}" not in near)


def notes(*actions) -> list[tuple[str, str]]:
    return list(TrailRecord.objects.filter(action__in=actions).values_list("action", "note"))


def test_the_password_alone_signs_nobody_in(client, owner):
    assert password(client).url == reverse("sign_in_code")
    assert SESSION_KEY not in client.session
    for name in ("home", "inbox", "password_change", "second_factor", "second_factor_set_up", "jobs"):
        assert client.get(reverse(name)).url.startswith(reverse("login")), name
    assert not TrailRecord.objects.filter(action=Action.SIGN_IN).exists()


def test_no_route_that_wants_a_sign_in_opens_for_half_of_one(client, owner):
    password(client)
    for name in sorted(set(routes())):
        try:
            answer = client.get(reverse(name))
        except NoReverseMatch:
            continue  # the address of some one thing
        open_to_all = answer.resolver_match and not getattr(
            answer.resolver_match.func, "login_required", True
        )
        assert open_to_all or answer.status_code == 302, name


def test_then_the_code_signs_in_and_leads_where_one_wanted_to_go(client, owner):
    password(client, reverse("inbox"))
    page = client.get(reverse("sign_in_code")).content.decode()
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page
    assert code(client, owner.phone.shows()).url == reverse("inbox")
    assert client.get(reverse("inbox")).status_code == 200
    assert notes(Action.SIGN_IN) == [("sign_in", "第二重验证")]


def test_nobody_is_led_out_of_the_site(client, owner):
    password(client, "https://elsewhere.example/")
    assert code(client, owner.phone.shows()).url == reverse("home")


def test_a_code_is_good_once(client, owner, patient):
    used = owner.phone.shows()
    password(client)
    assert code(client, used).status_code == 302
    client.post(reverse("logout"))
    password(client)
    assert "已经用过" in code(client, used).content.decode()
    assert SESSION_KEY not in client.session


def test_a_clock_that_is_half_a_minute_off_is_followed(client, half_a_minute, owner):
    password(client)
    assert code(client, owner.phone.shows(1)).status_code == 302
    assert TOTPDevice.objects.get().drift == 1


def test_a_recovery_code_works_instead_and_is_spent(client, owner):
    password(client)
    assert code(client, owner.codes[3]).status_code == 302
    assert notes(Action.SECOND_FACTOR)[-1] == ("second_factor", "使用恢复码，还剩 9 个")
    client.post(reverse("logout"))
    password(client)
    assert "恢复码不对，或者已经用过" in code(client, owner.codes[3]).content.decode()
    assert code(client, owner.codes[4]).status_code == 302


def test_wrong_codes_count_as_wrong_passwords_do_and_are_told_in_the_trail(client, owner, patient, settings):
    settings.AXES_FAILURE_LIMIT = 3
    password(client)
    for typed in (wrong(owner), "1111222233334444"):
        assert code(client, typed).status_code == 200
    assert code(client, wrong(owner)).status_code == 429
    assert code(client, owner.phone.shows()).status_code == 429
    assert password(client).status_code == 429
    failed = notes(Action.SIGN_IN_FAILED, Action.LOCKED_OUT)
    assert failed == [("sign_in_failed", "动态码或恢复码不对")] * 3 + [("locked_out", "动态码或恢复码不对")]
    assert wrong(owner) not in "".join(AccessAttempt.objects.values_list("post_data", flat=True))


def test_what_is_no_code_at_all_counts_as_nothing(client, owner):
    password(client)
    for typed in ("", "12", "abcdef", "1" * 99):
        assert code(client, typed).status_code == 200
    assert not AccessAttempt.objects.exists()


def test_who_goes_on_guessing_is_slowed_down_wherever_the_guesses_come_from(client, owner):
    TOTPDevice.objects.update(throttling_failure_count=12, throttling_failure_timestamp=timezone.now())
    password(client, REMOTE_ADDR="10.9.9.9")
    page = code(client, owner.phone.shows(), REMOTE_ADDR="10.9.9.9").content.decode()
    assert re.search(r"请等 20\d\d 秒", page)
    lockout.unlock(owner)
    assert code(client, owner.phone.shows(), REMOTE_ADDR="10.9.9.9").status_code == 302


def test_failures_are_forgotten_with_the_whole_sign_in_and_not_with_the_password(client, owner, patient):
    password(client)
    code(client, wrong(owner))
    password(client)
    assert AccessAttempt.objects.get().failures_since_start == 1
    code(client, owner.phone.shows())
    assert not AccessAttempt.objects.exists()


def test_without_the_password_there_is_no_page_for_the_code(client, owner):
    assert client.get(reverse("sign_in_code")).url == reverse("login")
    assert code(client, owner.phone.shows()).url == reverse("login")
    assert SESSION_KEY not in client.session


def test_who_waits_too_long_begins_anew(client, owner, monkeypatch):
    password(client)
    later = time.time() + whole.PATIENCE + 5
    monkeypatch.setattr(whole.time, "time", lambda: later)
    answer = client.post(reverse("sign_in_code"), {"code": "123456"}, follow=True)
    assert answer.redirect_chain == [(reverse("login"), 302)]
    assert "请重新登录" in answer.content.decode()


def test_opening_the_sign_in_page_begins_anew(client, owner):
    password(client)
    client.get(reverse("login"))
    assert code(client, owner.phone.shows()).url == reverse("login")


@pytest.mark.parametrize("change", ["password", "closed", "reset"])
def test_what_changes_in_between_ends_the_waiting(client, owner, change):
    password(client)
    user = User.objects.get(pk=owner.pk)
    if change == "password":
        user.set_password("another one 1234")
    elif change == "closed":
        user.is_active = False
    else:
        keeping.switch_off(user)
    user.save()
    assert code(client, owner.phone.shows()).url == reverse("login")
    assert SESSION_KEY not in client.session


def test_the_session_gets_another_key_with_the_sign_in(client, owner):
    password(client)
    before = client.session.session_key
    code(client, owner.phone.shows())
    assert client.session.session_key != before


def test_the_admin_has_no_door_of_its_own(client, owner):
    owner.is_staff = True
    owner.save()
    sent = {"username": "drafter", "password": PASSWORD}
    assert client.post(reverse("admin:login"), sent).url.startswith(reverse("login"))
    assert SESSION_KEY not in client.session
    password(client, reverse("admin:index"))
    assert code(client, owner.phone.shows()).url == reverse("admin:index")
    assert client.get(reverse("admin:index")).status_code == 200
    assert client.get(reverse("admin:login")).url == reverse("admin:index")


def test_who_does_not_run_the_site_is_told_so_and_not_sent_round_in_circles(client, drafter):
    client.force_login(drafter)
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.status_code == 403
    assert "由网站的维护人员使用" in answer.content.decode()


def again(client, **fields):
    return client.post(reverse("sign_in_again"), fields).json()


def test_on_the_page_one_was_working_on_the_code_is_asked_for_after_the_password(client, owner):
    asked = again(client, username="drafter", password=PASSWORD, expected=str(owner.pk))
    assert asked["ok"] is False
    assert 'name="code"' in asked["form"]
    assert SESSION_KEY not in client.session
    assert again(client, code="12")["message"].startswith("请填写验证器")
    answer = again(client, code=owner.phone.shows(), expected=str(owner.pk))
    assert (answer["ok"], answer["user"]) == (True, owner.pk)
    assert client.get(reverse("home")).status_code == 200


def test_a_code_without_the_password_before_is_nothing_there_either(client, owner):
    assert "隔得太久" in again(client, code=owner.phone.shows())["message"]
    assert SESSION_KEY not in client.session


def test_signing_in_there_once_more_takes_the_code_once_more(client, owner):
    password(client)
    code(client, owner.phone.shows())
    half_a_minute_later(owner)
    again(client, username="drafter", password=PASSWORD)
    assert again(client, code=owner.phone.shows())["ok"]


def test_a_session_without_its_code_ends_and_is_no_longer_among_the_devices(client, owner):
    client.force_login(owner)
    assert SignedIn.objects.filter(user=owner).exists()
    assert client.get(reverse("inbox")).status_code == 302
    assert not SignedIn.objects.filter(user=owner).exists()
