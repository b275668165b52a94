"""Who came and left, who tried in vain, and whose password was changed; never the password itself."""

import io
import json

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.test import RequestFactory
from django.urls import reverse

from budget_site.accounts import services
from budget_site.accounts.models import User
from budget_site.trail.models import Action, TrailRecord
from tests.people import PASSWORD, make_district, make_user

pytestmark = pytest.mark.django_db

DOORS = ("login", "sign_in_again")
SECRETS = (PASSWORD, "not the password", "another one 1234")


@pytest.fixture(autouse=True)
def _three(settings):
    settings.AXES_FAILURE_LIMIT = 3


@pytest.fixture(autouse=True)
def _no_password_ever_stands_in_the_trail(db):
    yield
    text = json.dumps(list(TrailRecord.objects.values()), default=str, ensure_ascii=False)
    hashes = User.objects.values_list("password", flat=True)
    assert not [secret for secret in (*SECRETS, *hashes) if secret and secret in text]


def sign_in(client, username="drafter", password=PASSWORD, door="login", **extra):
    return client.post(reverse(door), {"username": username, "password": password}, **extra)


def told(*actions: Action):
    return list(TrailRecord.objects.filter(action__in=actions))


@pytest.mark.parametrize("door", DOORS)
def test_a_sign_in_is_told_with_who_and_from_where(client, drafter, district, door):
    sign_in(client, door=door, REMOTE_ADDR="10.1.2.3")
    [one] = told(Action.SIGN_IN)
    assert (one.actor, one.address, one.district) == (drafter, "10.1.2.3", district)
    client.post(reverse("logout"))
    [left] = told(Action.SIGN_OUT)
    assert left.actor == drafter


def test_who_writes_an_address_into_the_header_is_not_believed(client, drafter):
    sign_in(client, REMOTE_ADDR="10.1.2.3", HTTP_X_FORWARDED_FOR="6.6.6.6")
    assert told(Action.SIGN_IN)[0].address == "10.1.2.3"


@pytest.mark.parametrize("door", DOORS)
def test_a_failed_sign_in_is_told_of_the_account_that_was_tried_and_of_nobody(
    client, drafter, district, door
):
    sign_in(client, password="not the password", door=door)
    [one] = told(Action.SIGN_IN_FAILED)
    assert (one.actor, one.actor_name, one.district) == (None, "未登录", district)
    assert (one.object_id, one.object_text) == (str(drafter.pk), "drafter的姓名（drafter）")


def test_a_password_typed_as_user_name_stays_out_of_the_trail(client, drafter):
    sign_in(client, username=PASSWORD, password="not the password")
    [one] = told(Action.SIGN_IN_FAILED)
    assert (one.object_text, one.district_id) == ("没有这个账号", None)


def test_a_lockout_is_told_once_and_who_goes_on_trying_does_not_fill_the_trail(client, drafter):
    for _ in range(6):
        sign_in(client, password="not the password")
    assert [one.action for one in told(Action.SIGN_IN_FAILED, Action.LOCKED_OUT)] == [
        *(Action.SIGN_IN_FAILED,) * 3,
        Action.LOCKED_OUT,
    ]


def test_who_works_in_several_districts_signs_in_at_the_installation(client, drafter):
    drafter.assignments.create(role="auditor", district=make_district("邻区", "next"))
    sign_in(client)
    assert told(Action.SIGN_IN)[0].district_id is None


def test_a_sign_in_that_cannot_be_recorded_does_not_happen(client, drafter, monkeypatch):
    monkeypatch.setattr("budget_site.trail.signing_in.record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sign_in(client)
    assert client.get(reverse("home")).status_code == 302


@pytest.fixture
def keeper(district):
    return make_user("keeper", "system_admin", district=district)


def test_an_account_is_told_to_be_opened_by_whom_and_in_whose_district(keeper, district):
    user, password = services.make_account("new", "新人", keeper)
    [one] = TrailRecord.objects.filter(object_id=str(user.pk), action=Action.ACCOUNT)
    assert (one.actor, one.district, one.note) == (keeper, district, "新增")
    assert one.after["用户名"] == "new"
    assert password not in json.dumps(one.after)


def test_each_help_of_a_keeper_is_told(keeper, drafter, district):
    before = TrailRecord.objects.count()
    password = services.reset_password(drafter, keeper)
    services.set_active(drafter, False, keeper)
    services.set_active(drafter, True, keeper)
    services.unlock(drafter, keeper)
    records = TrailRecord.objects.all()[before:]
    assert [(one.action, one.note) for one in records] == [
        (Action.PASSWORD, "由他人设置密码"),
        (Action.ACCOUNT, "修改"),
        (Action.ACCOUNT, "修改"),
        (Action.ACCOUNT, "解除登录锁定"),
    ]
    assert {(one.actor, one.district) for one in records} == {(keeper, district)}
    assert [list(one.after.values()) for one in records[1:3]] == [[False], [True]]
    assert not [one for one in TrailRecord.objects.values() if password in str(one)]


def test_a_refused_help_leaves_no_record(keeper, stranger):
    before = TrailRecord.objects.count()
    with pytest.raises(services.AccountRefused):
        services.reset_password(stranger, keeper)
    assert TrailRecord.objects.count() == before


def test_a_password_changed_by_oneself_is_told_as_ones_own(client, drafter):
    client.force_login(drafter)
    new = {"new_password1": "another one 1234", "new_password2": "another one 1234"}
    client.post(reverse("password_change"), {"old_password": PASSWORD, **new})
    [one] = told(Action.PASSWORD)
    assert (one.actor, one.note, one.before, one.after) == (drafter, "本人更改密码", None, None)


def test_a_password_set_in_the_machine_room_is_not_told_as_ones_own(drafter, monkeypatch):
    command = "django.contrib.auth.management.commands.changepassword.Command._get_pass"
    monkeypatch.setattr(command, lambda *_, **__: "another one 1234")
    call_command("changepassword", "drafter", stdout=io.StringIO())
    [one] = told(Action.PASSWORD)
    assert (one.actor, one.actor_name, one.note) == (None, "系统", "由他人设置密码")


def test_the_same_password_hashed_anew_is_no_change(drafter, monkeypatch):
    before = drafter.password
    monkeypatch.setattr("django.contrib.auth.hashers.PBKDF2PasswordHasher.iterations", 2)
    request = RequestFactory().post("/")
    assert authenticate(request, username="drafter", password=PASSWORD) == drafter
    drafter.refresh_from_db()
    assert drafter.password != before
    assert not told(Action.PASSWORD)
