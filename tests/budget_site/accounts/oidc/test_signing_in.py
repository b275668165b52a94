"""统一身份认证: the provider says who somebody is, and nothing else; what it says is believed if proven."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import NoReverseMatch, reverse

from budget_site.accounts.confirming import CONFIRMED
from budget_site.accounts.models import User
from budget_site.trail.models import Action, TrailRecord
from tests.budget_site.accounts.oidc import urls
from tests.budget_site.accounts.oidc.provider import (
    CLIENT,
    OTHER_KEY,
    SECRET,
    Provider,
    by_client_secret,
)
from tests.people import PASSWORD
from tests.phones import give_phone

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture
def provider(settings):
    with Provider() as provider:
        settings.OIDC_ISSUER = provider.issuer
        settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = CLIENT, SECRET
        settings.ROOT_URLCONF = urls.__name__
        yield provider


def go(client, provider, then=""):
    """From the button on the sign-in page to the provider and back."""
    away = client.get(reverse("oidc_sign_in"), {"next": then} if then else {})
    return client.get(provider.at(away.url))


def page(client, answer) -> str:
    assert answer.url == reverse("login")
    return client.get(answer.url).content.decode()


def test_who_has_an_account_here_comes_in(client, provider, drafter):
    sign_in_page = client.get(reverse("login"), {"next": "/inbox/"}).content.decode()
    assert "用统一身份认证登录" in sign_in_page
    assert f"{reverse('oidc_sign_in')}?next=%2Finbox%2F" in sign_in_page
    assert go(client, provider, reverse("inbox")).url == reverse("inbox")
    assert client.session[SESSION_KEY] == str(drafter.pk)
    told = TrailRecord.objects.get(action=Action.SIGN_IN)
    assert (told.actor, told.note) == (drafter, "统一身份认证")


def test_it_is_asked_with_state_nonce_and_proof_of_who_asks(client, provider, drafter):
    go(client, provider)
    asked = provider.asked
    assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
    assert asked["code_challenge_method"] == "S256"
    assert min(map(len, (asked["state"], asked["nonce"], asked["code_challenge"]))) >= 20
    assert asked["redirect_uri"] == f"http://testserver{reverse('oidc_back')}"


@pytest.mark.parametrize("then", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_nobody_is_led_out_of_the_site(client, provider, drafter, then):
    assert go(client, provider, then).url == reverse("home")


@pytest.mark.parametrize("person", ["nobody-here", "closed", "system", "", "DRAFTER"])
def test_no_account_is_made_and_none_that_is_closed_is_opened(client, provider, drafter, person):
    User.objects.create_user("closed", is_active=False)
    User.objects.system()
    before = User.objects.count()
    provider.person = person
    assert "没有对应的账号，或者已停用" in page(client, go(client, provider))
    assert SESSION_KEY not in client.session
    assert User.objects.count() == before


def test_no_role_and_no_right_comes_from_outside(client, provider, drafter):
    provider.lies = {"roles": ["system_admin"], "is_staff": True, "is_superuser": True, "groups": ["admin"]}
    go(client, provider)
    drafter.refresh_from_db()
    assert not drafter.is_staff
    assert not drafter.is_superuser
    assert drafter.assignments.count() == 1


def test_another_claim_may_be_the_user_name(client, provider, drafter, settings):
    settings.OIDC_CLAIM = "employee"
    assert "没有对应的账号" in page(client, go(client, provider))
    provider.lies = {"employee": "drafter"}
    assert go(client, provider).url == reverse("home")


LIES = {
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "another audience": {"aud": "another-site"},
    "several audiences and none that asked": {"aud": [CLIENT, "another-site"]},
    "another asked": {"azp": "another-site"},
    "another issuer": {"iss": "https://elsewhere.example"},
    "no issuer": {"iss": None},
    "expired": {"exp": int(time.time()) - 3600},
    "no end": {"exp": None},
    "not yet": {"nbf": int(time.time()) + 3600},
    "no subject": {"sub": None},
    "no audience": {"aud": None},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_what_was_not_said_for_this_sign_in_is_not_believed(client, provider, drafter, lie):
    provider.lies = lie
    assert "结果核对不上" in page(client, go(client, provider))
    assert SESSION_KEY not in client.session


def test_what_somebody_else_signed_is_not_believed(client, provider, drafter):
    provider.key = OTHER_KEY
    assert "结果核对不上" in page(client, go(client, provider))


@pytest.mark.parametrize("header", [{"alg": "none"}, {"alg": "HS256"}])
def test_what_anybody_could_have_signed_is_not_believed_though_the_provider_offers_it(
    client, provider, drafter, header
):
    provider.header, provider.key = header, by_client_secret()
    assert "结果核对不上" in page(client, go(client, provider))
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize(
    "token",
    [{"access_token": "a", "token_type": "Bearer"}, {"id_token": "no token"}, {"error": "server_error"}],
)
def test_an_answer_that_is_no_token_is_not_believed(client, provider, drafter, token):
    provider.token = token
    assert "结果核对不上" in page(client, go(client, provider))


def test_a_link_that_this_session_did_not_ask_for_signs_nobody_in(client, provider, drafter):
    """Nor somebody else's: an attacker could sign one in to an account of the attacker's."""
    back = provider.at(client.get(reverse("oidc_sign_in")).url)
    for wrong in (back.replace("state=", "state=x"), back.split("&state")[0], reverse("oidc_back")):
        assert "结果核对不上" in page(client, client.get(wrong))
    assert SESSION_KEY not in client.session


def test_a_link_is_good_once(client, provider, drafter):
    back = provider.at(client.get(reverse("oidc_sign_in")).url)
    client.get(back)
    client.post(reverse("logout"))
    assert "结果核对不上" in page(client, client.get(back))
    assert SESSION_KEY not in client.session


def test_who_changed_their_mind_there_is_told_so_here(client, provider, drafter):
    client.get(reverse("oidc_sign_in"))
    answer = client.get(reverse("oidc_back"), {"error": "access_denied", "state": "x"})
    assert "没有完成" in page(client, answer)


def test_when_it_is_down_one_signs_in_here_as_ever(client, settings, drafter):
    with Provider() as gone:
        pass
    settings.OIDC_ISSUER = gone.issuer
    settings.ROOT_URLCONF = urls.__name__
    assert "连不上统一身份认证" in page(client, client.get(reverse("oidc_sign_in")))
    answer = client.post(reverse("login"), {"username": "drafter", "password": PASSWORD})
    assert answer.url == reverse("home")


def test_one_that_goes_down_in_between_is_told_as_down(client, settings, drafter):
    with Provider() as provider:
        settings.OIDC_ISSUER = provider.issuer
        settings.ROOT_URLCONF = urls.__name__
        back = provider.at(client.get(reverse("oidc_sign_in")).url)
    assert "连不上统一身份认证" in page(client, client.get(back))


def test_one_that_calls_itself_otherwise_is_not_ours(client, provider, drafter):
    provider.called = "https://elsewhere.example"
    assert "连不上统一身份认证" in page(client, client.get(reverse("oidc_sign_in")))


def test_the_phone_is_asked_for_too(client, provider, drafter):
    phone, _ = give_phone(drafter)
    assert go(client, provider, reverse("inbox")).url == reverse("sign_in_code")
    assert SESSION_KEY not in client.session
    assert client.post(reverse("sign_in_code"), {"code": phone.shows()}).url == reverse("inbox")


def test_unless_the_provider_has_asked_for_one_itself(client, provider, drafter, settings):
    settings.OIDC_IS_SECOND_FACTOR = True
    settings.SECOND_FACTOR_ROLES = ["all"]
    give_phone(drafter)
    assert go(client, provider).url == reverse("home")
    assert client.get(reverse("home")).status_code == 200


def test_who_must_have_one_and_comes_without_sets_it_up_first(client, provider, drafter, settings):
    settings.SECOND_FACTOR_ROLES = ["drafter"]
    go(client, provider)
    assert client.get(reverse("home")).url == reverse("second_factor_set_up")


def test_an_initial_password_that_is_not_used_need_not_be_changed(client, provider, drafter):
    User.objects.update(must_change_password=True)
    go(client, provider)
    assert client.get(reverse("home")).status_code == 200


@pytest.fixture
def signed_in(client, provider, drafter):
    """Through the provider, an hour ago."""
    go(client, provider)
    session = client.session
    session[CONFIRMED] = int(time.time()) - 3600
    session.save()
    return drafter


def delegate(client, **more):
    return client.post(reverse("delegations"), {"note": "外出"} | more).content.decode()


def confirm_there(client, provider):
    away = client.get(reverse("oidc_confirm"))
    assert (provider.at(away.url) and provider.asked["prompt"], provider.asked["max_age"]) == ("login", "0")
    return client.get(provider.at(away.url))


def test_who_came_from_there_shows_there_again_who_it_is_and_nothing_is_lost(client, provider, signed_in):
    asked = delegate(client)
    assert reverse("oidc_confirm") in asked
    assert 'name="confirm-password"' not in asked
    assert 'name="note" value="外出"' in asked
    assert "还没有确认成功" in delegate(client, confirm="step")
    assert "身份已确认" in confirm_there(client, provider).content.decode()
    assert "重新确认身份" not in delegate(client, confirm="step")


def test_a_sign_in_there_of_long_ago_confirms_nothing(client, provider, signed_in):
    provider.honours_max_age = False
    assert confirm_there(client, provider).url == reverse("second_factor")
    assert "重新确认身份" in delegate(client, confirm="step")
    provider.lies = {"auth_time": None}
    confirm_there(client, provider)
    assert "重新确认身份" in delegate(client, confirm="step")


def test_somebody_elses_sign_in_there_confirms_nothing(client, provider, signed_in, other_drafter):
    provider.person = "other_drafter"
    answer = client.get(confirm_there(client, provider).url)
    assert "不是您本人的账号" in answer.content.decode()
    assert "重新确认身份" in delegate(client, confirm="step")
    assert client.session[SESSION_KEY] == str(signed_in.pk)


def test_strangers_confirm_nothing(client, provider, drafter):
    assert client.get(reverse("oidc_confirm")).url.startswith(reverse("login"))


def test_without_a_provider_there_is_no_door_no_button_and_nothing_is_loaded(client):
    with pytest.raises(NoReverseMatch):
        reverse("oidc_sign_in")
    assert client.get("/accounts/login/oidc/").status_code in (302, 404)
    assert "统一身份认证" not in client.get(reverse("login")).content.decode()
    loaded = "import django; django.setup(); from django.urls import resolve; resolve('/'); import sys; "
    loaded += "print(sorted({name.split('.')[0] for name in sys.modules} & {'authlib', 'joserfc'}))"
    said = os.environ | {"DJANGO_SETTINGS_MODULE": "budget_site.settings", "OIDC_ISSUER": ""}
    run = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, env=said, capture_output=True, text=True)
    assert run.stdout.strip() == "[]", run.stderr


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"OIDC_ISSUER": "http://sso.example.gov.cn"}, "OIDC_ISSUER 应为 https:// 开头的网址"),
        ({"OIDC_ISSUER": "sso.example.gov.cn"}, "OIDC_ISSUER 应为 https:// 开头的网址"),
        ({"OIDC_ISSUER": "https://sso.example.gov.cn"}, "OIDC_CLIENT_ID 没有设置"),
        ({"OIDC_ISSUER": "https://sso.example.gov.cn", "OIDC_CLIENT_ID": "a"}, "OIDC_CLIENT_SECRET 没有设置"),
    ],
)
def test_half_a_setting_stops_the_start(said, sentence):
    command = [sys.executable, "-c", "import budget_site.settings"]
    stopped = subprocess.run(command, cwd=ROOT, env=os.environ | said, capture_output=True, text=True)
    assert stopped.returncode
    assert sentence in stopped.stderr
