"""重新确认身份: what cannot be taken back is done by who sits there, not by whoever finds the desk empty."""

import time

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import SESSION_KEY
from django.urls import get_resolver, reverse

from budget_site.accounts.confirming import CONFIRMED, PAGE, STEP
from budget_site.accounts.models import Delegation, District, User
from budget_site.accounts.second_factor.whole import GIVEN
from budget_site.trail.models import Action, TrailRecord
from tests.people import PASSWORD, make_user
from tests.phones import give_phone, half_a_minute_later

pytestmark = pytest.mark.django_db

STEPS = {
    "person",
    "person_hand_over",
    "delegations",
    "new_year_list_confirm",
    "letter_new",
    "second_factor_codes",
    "second_factor_off",
    "session_end",
    "sessions_end_others",
}
STEPS |= {
    f"{of}_{step}" for of in ("disclosure", "department_disclosure") for step in ("sign_off", "publish")
}
STEPS |= {f"{of}_edition_withdraw" for of in ("disclosure", "department_disclosure")}
PAGES = {"password_change", "second_factor_set_up"}
PAGES |= {f"{of}_edition_erase" for of in ("disclosure", "department_disclosure")}


def views(resolver=None):
    for entry in (resolver or get_resolver()).url_patterns:
        if hasattr(entry, "url_patterns"):
            yield from views(entry) if entry.namespace != "admin" else ()
        else:
            yield entry.name, getattr(entry.callback, "sensitive", "")


def test_which_steps_are_sensitive_is_said_here():
    marked = dict(views())
    assert {name for name, kind in marked.items() if kind == STEP} == STEPS
    assert {name for name, kind in marked.items() if kind == PAGE} == PAGES


def long_ago(client) -> None:
    session = client.session
    session[CONFIRMED] = int(time.time()) - 3600
    session.save()


@pytest.fixture
def keeper(district, client) -> User:
    """邓志明, who signed in an hour ago."""
    keeper = make_user("dengzhiming", "system_admin", PASSWORD, district=district)
    client.force_login(keeper)
    long_ago(client)
    return keeper


def close(client, user, **more):
    return client.post(reverse("person", args=[user.pk, "close"]), more)


def proof(**more) -> dict:
    return {"confirm": "step", "confirm-password": PASSWORD} | more


def is_asked(answer) -> bool:
    return "重新确认身份" in answer.content.decode() and "confirm-" in answer.content.decode()


def test_who_has_just_signed_in_is_not_asked(client, keeper, drafter):
    client.force_login(keeper)
    assert close(client, drafter).url == reverse("people")


def test_later_the_step_waits_for_the_password_and_is_then_done(client, keeper, drafter):
    assert is_asked(close(client, drafter))
    assert User.objects.get(pk=drafter.pk).is_active
    assert close(client, drafter, **proof()).url == reverse("people")
    assert not User.objects.get(pk=drafter.pk).is_active
    assert client.post(reverse("person", args=[drafter.pk, "open"])).url == reverse("people")


@pytest.mark.parametrize("typed", ["", "wrong"])
def test_with_a_wrong_one_nothing_is_done(client, keeper, drafter, typed):
    assert is_asked(close(client, drafter, **proof(**{"confirm-password": typed})))
    assert User.objects.get(pk=drafter.pk).is_active
    assert is_asked(close(client, drafter))


def test_wrong_ones_count_as_at_the_sign_in_and_keep_nothing_of_what_was_typed(client, keeper, settings):
    settings.AXES_FAILURE_LIMIT = 2
    typed = proof(**{"confirm-password": "wrong", "note": "外出培训"})
    assert client.post(reverse("delegations"), typed).status_code == 200
    assert client.post(reverse("delegations"), typed).status_code == 429
    assert client.post(reverse("delegations"), proof()).status_code == 429
    kept = "".join(f"{one.post_data}{one.get_data}" for one in AccessAttempt.objects.all())
    assert not [word for word in ("外出培训", "wrong") if word in kept]
    notes = TrailRecord.objects.filter(action=Action.SIGN_IN_FAILED).values_list("note", flat=True)
    assert set(notes) == {"重新确认身份"}


def test_slips_that_were_made_good_do_not_add_up(client, keeper, drafter):
    close(client, drafter, **proof(**{"confirm-password": "wrong"}))
    close(client, drafter, **proof())
    assert not AccessAttempt.objects.exists()


def test_nothing_typed_is_lost_and_everything_is_escaped(client, district, department):
    giver = make_user("giver", "replier", PASSWORD, district=district)
    holder = make_user("holder", "replier", district=district)
    client.force_login(giver)
    long_ago(client)
    note = '外出\r\n"培训"<script>alert(1)</script>'
    fields = {"holder": str(holder.pk), "first": "2099-01-01", "last": "2099-01-02", "note": note}
    asked = client.post(reverse("delegations"), fields | {"csrfmiddlewaretoken": "x"})
    held = dict(asked.context["held"])
    assert held == fields
    assert "<script>alert" not in asked.content.decode()
    client.post(reverse("delegations"), held | proof())
    assert Delegation.objects.get().note.replace("\r\n", "\n") == note.replace("\r\n", "\n")


def test_of_several_values_of_one_name_none_is_lost(client, keeper, drafter):
    asked = client.post(reverse("delegations"), {"project": ["1", "2"], "empty": ""})
    assert asked.context["held"] == [("project", "1"), ("project", "2"), ("empty", "")]


def test_passwords_are_not_sent_on_and_the_page_for_them_asks_first(client, keeper):
    assert is_asked(client.get(reverse("password_change")))
    asked = client.post(
        reverse("password_change"), {"old_password": PASSWORD, "new_password1": "x9", "new_password2": "x9"}
    )
    assert is_asked(asked)
    assert not asked.context["held"]
    assert PASSWORD not in asked.content.decode()
    there = client.post(reverse("password_change"), proof(confirm="page"))
    assert there.url == reverse("password_change")
    assert not is_asked(client.get(reverse("password_change")))


def test_files_cannot_be_held_and_that_is_said(client, keeper, tmp_path):
    file = tmp_path / "list.txt"
    file.write_text("名单")
    with file.open("rb") as content:
        asked = client.post(reverse("delegations"), {"file": content})
    assert "请重新选择" in asked.content.decode()
    assert "请重新选择" not in client.post(reverse("delegations"), {}).content.decode()


def test_a_page_that_is_only_read_asks_nothing(client, keeper):
    for name in ("people", "delegations", "second_factor", "home"):
        assert not is_asked(client.get(reverse(name)))


def test_a_script_is_told_so_in_json(client, keeper, drafter):
    url = reverse("person", args=[drafter.pk, "close"])
    for headers in ({"accept": "application/json"}, {"HX-Request": "true"}):
        answer = client.post(url, headers=headers)
        assert (answer.status_code, answer.json()["error"]) == (403, "confirm-first")
        assert answer.json()["message"].startswith("这一步要重新确认")


def test_a_session_from_before_there_were_such_rules_is_asked(client, keeper, drafter):
    session = client.session
    del session[CONFIRMED]
    session.save()
    assert is_asked(close(client, drafter))


def test_how_long_a_proof_is_good_is_a_setting(client, keeper, drafter, settings):
    settings.SENSITIVE_MINUTES = 90
    assert close(client, drafter).url == reverse("people")


def test_strangers_are_sent_to_the_sign_in_page_whatever_they_post(client, drafter):
    assert close(client, drafter, **proof()).url.startswith(reverse("login"))
    assert SESSION_KEY not in client.session


@pytest.fixture
def with_phone(client, keeper):
    keeper.phone, keeper.codes = give_phone(keeper)
    client.force_login(keeper)
    session = client.session
    session[GIVEN] = keeper.second_factor
    session.save()
    long_ago(client)
    return keeper


def test_who_has_a_phone_shows_that_too(client, with_phone, drafter):
    assert 'name="confirm-code"' in close(client, drafter).content.decode()
    assert is_asked(close(client, drafter, **proof()))
    wrong = close(client, drafter, **proof(**{"confirm-code": "1111222233334444"}))
    assert "恢复码不对" in wrong.content.decode()
    assert User.objects.get(pk=drafter.pk).is_active
    good = proof(**{"confirm-code": with_phone.phone.shows()})
    assert close(client, drafter, **good).url == reverse("people")


def test_the_second_of_two_clicks_finds_the_code_spent_and_the_proof_given(client, with_phone, drafter):
    good = proof(**{"confirm-code": with_phone.phone.shows()})
    assert close(client, drafter, **good).url == close(client, drafter, **good).url == reverse("people")


def test_a_wrong_password_does_not_spend_the_code(client, with_phone, drafter):
    code = {"confirm-code": with_phone.phone.shows()}
    assert is_asked(close(client, drafter, **proof(**code | {"confirm-password": "wrong"})))
    half_a_minute_later(with_phone)
    assert close(client, drafter, **proof(**code)).url == reverse("people")


def test_whatever_is_changed_in_the_admin_is_sensitive(client):
    client.force_login(User.objects.create_superuser("chief", password=PASSWORD))
    long_ago(client)
    add = reverse("admin:accounts_district_add")
    assert not is_asked(client.get(add))
    fields = {"name": "新区", "code": "new", "_save": "保存"}
    asked = client.post(add, fields)
    assert is_asked(asked)
    assert dict(asked.context["held"]) == fields
    assert not District.objects.exists()
    client.post(add, fields | proof())
    assert District.objects.get().code == "new"
    long_ago(client)
    client.post(reverse("admin:logout"))
    assert SESSION_KEY not in client.session
