"""A session ends by itself; whoever asks in the background keeps none alive."""

import time

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.views.decorators.http import require_safe

from budget_site.idle import EXACT_TO, GONE, SEEN, SIGNED_IN, IdleTimeout, background
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
MINUTE = 60


def went_by(client, **seconds) -> None:
    """Put a time of the session back, as if so many seconds had gone by since."""
    session = client.session
    for name, ago in seconds.items():
        session[name] = int(time.time()) - ago
    session.save()


def test_who_goes_on_working_stays_signed_in(client, drafter):
    client.force_login(drafter)
    went_by(client, **{SEEN: (settings.SESSION_IDLE_MINUTES - 1) * MINUTE})
    assert client.get(reverse("home")).status_code == 200
    assert time.time() - client.session[SEEN] < EXACT_TO


def test_after_half_an_hour_of_nothing_one_is_signed_out_and_told_why(client, drafter):
    client.force_login(drafter)
    went_by(client, **{SEEN: settings.SESSION_IDLE_MINUTES * MINUTE + 1})
    answer = client.get(reverse("home"), follow=True)
    assert answer.redirect_chain == [(f"{reverse('login')}?next={reverse('home')}", 302)]
    assert GONE in answer.content.decode()
    assert SESSION_KEY not in client.session
    assert GONE not in client.get(reverse("login")).content.decode()


def test_a_day_is_the_longest_however_busy(client, drafter):
    client.force_login(drafter)
    went_by(client, **{SIGNED_IN: settings.SESSION_COOKIE_AGE + 1})
    assert client.get(reverse("home")).status_code == 302
    assert SESSION_KEY not in client.session


def test_a_session_from_before_there_were_such_rules_is_ended(client, drafter):
    client.force_login(drafter)
    session = client.session
    del session[SEEN], session[SIGNED_IN]
    session.save()
    assert client.get(reverse("home")).status_code == 302


def test_signing_in_starts_both_times(client, drafter):
    client.post(reverse("login"), {"username": "drafter", "password": PASSWORD})
    for name in (SEEN, SIGNED_IN):
        assert time.time() - client.session[name] < EXACT_TO


def test_an_active_session_is_not_written_at_every_click(client, drafter):
    client.force_login(drafter)
    went_by(client, **{SEEN: 1})
    before = client.session[SEEN]
    client.get(reverse("home"))
    assert client.session[SEEN] == before


@pytest.mark.parametrize("marked", [True, False])
def test_what_a_page_asks_by_itself_is_no_activity(client, drafter, marked):
    client.force_login(drafter)
    went_by(client, **{SEEN: 10 * MINUTE})
    request = RequestFactory().get("/")
    request.session = client.session

    @require_safe
    def page(request):
        return HttpResponse()

    middleware = IdleTimeout(page)
    middleware(request)
    before = request.session[SEEN]
    middleware.process_view(request, background(page) if marked else page, (), {})
    assert (request.session[SEEN] == before) == marked


def test_a_polling_page_does_not_keep_an_ended_session_either(client, drafter):
    client.force_login(drafter)
    went_by(client, **{SEEN: settings.SESSION_IDLE_MINUTES * MINUTE + 1})
    request = RequestFactory().get("/")
    request.session = client.session
    IdleTimeout(background(lambda request: HttpResponse()))(request)
    assert request.just_ended
    assert SESSION_KEY not in request.session


def test_a_page_that_nobody_is_signed_in_to_needs_no_session(client):
    client.get(reverse("login"))
    assert settings.SESSION_COOKIE_NAME not in client.cookies
