"""Every URL of the site, tried by every kind of account and by strangers.

A route that is not listed in `tests.doors` fails: whoever adds one says who may open it.
"""

from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from budget_site.accounts.models import User
from tests.answers import unguarded
from tests.doors import ADMINISTRATORS, MARKER, ROUTES, allowed, arguments, expected
from tests.offices import Office, routes

pytestmark = pytest.mark.django_db


def test_every_route_is_listed():
    unknown = {name for name in routes() if not name.startswith("admin:")} - set(ROUTES)
    assert not unknown, "say in ROUTES who may open them"
    assert set(ROUTES) <= set(routes())


@pytest.mark.parametrize("name", ROUTES)
def test_each_page_opens_for_those_it_is_meant_for_and_for_nobody_else(office, client, name):
    route = ROUTES[name]
    url = reverse(name, args=[*arguments(office, route.place), *route.extra])
    may = allowed(office, route)
    for who, user in sorted(tried(office, may).items(), key=lambda person: person[0] in may):
        client.logout()
        if user is not None:
            client.force_login(user)
        response = client.post(url) if route.post else client.get(url)
        assert response.status_code in expected(office, route, who, url) | (
            {405} if name == "logout" else set()
        ), (
            name,
            who,
            response.status_code,
        )
        assert not unguarded(response), (name, who)
        if who not in may:
            assert MARKER not in response.content.decode()
            if response.status_code == 302:
                assert response.url.startswith(reverse("login"))


def tried(office: Office, may: set[str]) -> dict[str, User | None]:
    """Everybody; on a second database, where pages are only made: one who may, one who may not, strangers."""
    if connection.vendor == "sqlite":
        return office.people
    few = {"nobody", "stranger", *sorted(may)[:1], *sorted(set(office.people) - may)[:1]}
    return {who: user for who, user in office.people.items() if who in few}


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.post])
def test_what_changes_something_takes_a_button_not_a_link(office, client, name):
    route = ROUTES[name]
    client.force_login(office.people["drafter here"])
    url = reverse(name, args=[*arguments(office, route.place), *route.extra])
    assert client.get(url).status_code in (405, 403 if route.who == ADMINISTRATORS else 405)


@pytest.mark.parametrize("name", ["project", "year", "year_file", "project_file", "bin", "draft_suggestions"])
def test_reading_pages_change_nothing(office, client, name):
    route = ROUTES[name]
    client.force_login(office.people["drafter of the district"])
    url = reverse(name, args=[*arguments(office, route.place), *route.extra])
    for method in (client.post, client.put, client.delete):
        assert method(url).status_code == 405


def test_an_id_that_is_nobodys_is_answered_like_one_that_is_anothers(office, client):
    for name, route in ROUTES.items():
        if route.place in ("table", "job", "binned", "incoming") and not route.script:
            client.force_login(office.people["drafter next door"])
            url = reverse(name, args=[uuid4(), *route.extra])
            assert (client.post(url) if route.post else client.get(url)).status_code == 404, name


def test_addresses_that_do_not_exist_look_like_those_one_may_not_see(office, client):
    client.force_login(office.people["drafter here"])
    missing = client.get("/projects/00000000-0000-0000-0000-000000000000/")
    client.force_login(office.people["drafter next door"])
    forbidden = client.get(reverse("project", args=[office.document.pk]))
    assert missing.status_code == forbidden.status_code == 404
    assert missing.templates[0].name == forbidden.templates[0].name == "404.html"
