"""Every URL of the site, tried by every kind of account and by strangers.

A route that is not listed here fails: whoever adds one says who may open it.
"""

from dataclasses import dataclass

import pytest
from django.urls import URLPattern, get_resolver, reverse

from budget_site.accounts.models import Role, User
from budget_site.accounts.models.people import CONTENT_ROLES
from tests.people import make_district, make_project, make_user

pytestmark = pytest.mark.django_db

ANYONE, SIGNED_IN, IN_SCOPE, STAFF = "anyone", "signed in", "those whose table it is", "staff"

ROUTES = {
    "login": ANYONE,
    "logout": ANYONE,
    "password_change": SIGNED_IN,
    "home": SIGNED_IN,
    "year": IN_SCOPE,
    "year_file": IN_SCOPE,
    "project": IN_SCOPE,
    "project_file": IN_SCOPE,
}
ADMIN_CONTENT = ("project", "tableversion", "tableframework", "wordimport")


def routes(resolver=None, namespace=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield namespace + (entry.name or str(entry.pattern))
        else:
            yield from routes(entry, f"{entry.namespace}:" if entry.namespace else namespace)


def test_every_route_is_listed():
    unknown = {name for name in routes() if not name.startswith("admin:")} - set(ROUTES)
    assert not unknown, "say in ROUTES who may open them"
    assert set(ROUTES) <= set(routes())


@dataclass
class Office:
    """A district with one assigned table, and one person of each kind."""

    urls: dict[str, str]
    people: dict[str, User | None]
    may_see: set[str]
    document: object


@pytest.fixture
def office(district, department, other_department) -> Office:
    project = make_project(district, department)
    next_district = make_district("邻区", "next")
    people: dict[str, User | None] = {"nobody": None, "stranger": make_user("stranger")}
    may_see = set()
    for role in Role:
        people[f"{role} here"] = make_user(f"{role}-here", role, department=department)
        people[f"{role} of the district"] = make_user(f"{role}-district", role, district=district)
        people[f"{role} next door"] = make_user(f"{role}-door", role, department=other_department)
        people[f"{role} of another district"] = make_user(f"{role}-other", role, district=next_district)
        if role in CONTENT_ROLES:
            may_see |= {f"{role} here", f"{role} of the district"}
    people["superuser"] = User.objects.create_superuser("chief", password="x")
    closed = make_user("closed", "replier", district=district)
    closed.is_active = False
    closed.save()
    people["closed"] = closed
    places = {"district": district.code, "year": 2025}
    urls = {name: reverse(name) for name in ("login", "logout", "password_change", "home")}
    urls |= {"year": reverse("year", kwargs=places), "project": reverse("project", args=[project.pk])}
    # The cheapest format: what is tried here is who may have it, not how it is drawn.
    urls["year_file"] = reverse("year_file", kwargs=places | {"form": "html"})
    urls["project_file"] = reverse("project_file", kwargs={"pk": project.pk, "form": "html"})
    return Office(urls, people, may_see, project)


def expected(office: Office, name: str, who: str) -> set[int]:
    signed_in = who not in ("nobody", "closed")
    if ROUTES[name] == ANYONE:
        return {200, 302, 405}
    if not signed_in:
        return {302}  # to the sign-in
    if ROUTES[name] == SIGNED_IN:
        return {200, 302}
    return {200} if who in office.may_see else {404}


@pytest.mark.parametrize("name", ROUTES)
def test_each_page_opens_for_those_it_is_meant_for_and_for_nobody_else(office, client, name):
    for who, user in office.people.items():
        client.logout()
        if user is not None:
            client.force_login(user)
        response = client.get(office.urls[name])
        assert response.status_code in expected(office, name, who), (name, who, response.status_code)
        if ROUTES[name] == IN_SCOPE and response.status_code == 302:
            assert response.url.startswith(reverse("login"))
        if ROUTES[name] == IN_SCOPE and response.status_code != 200:
            assert "义务教育学校取暖" not in response.content.decode()


@pytest.mark.parametrize("name", [name for name, who in ROUTES.items() if who == IN_SCOPE])
def test_reading_pages_change_nothing(office, client, name):
    client.force_login(office.people["replier of the district"])
    for method in (client.post, client.put, client.delete):
        assert method(office.urls[name]).status_code == 405


@pytest.mark.parametrize("model", ADMIN_CONTENT)
def test_being_superuser_opens_no_table_in_the_admin(office, client, model):
    client.force_login(office.people["superuser"])
    rows = client.get(reverse(f"admin:projects_{model}_changelist"))
    assert rows.status_code == 200
    assert "义务教育学校取暖" not in rows.content.decode()
    assert not rows.context["cl"].result_count
    assert client.get(reverse(f"admin:projects_{model}_add")).status_code == 403
    row = office.document if model == "project" else office.document.versions.get()
    for view in ("change", "delete", "history"):
        answer = client.get(reverse(f"admin:projects_{model}_{view}", args=[row.pk]))
        assert answer.status_code in (302, 403, 404)
        assert "义务教育学校取暖" not in answer.content.decode()


def test_the_whole_admin_is_closed_to_all_but_staff(office, client):
    """Every admin route, at a row of its own kind where it wants one."""
    for who, user in office.people.items():
        if who == "superuser":
            continue
        client.logout()
        if user is not None:
            client.force_login(user)
        for name in sorted(set(filter(lambda route: route.startswith("admin:"), routes()))):
            url = admin_url(name)
            if url is not None:
                answer = client.get(url)
                assert answer.status_code in (302, 404), (name, who)
                assert answer.status_code == 404 or "/login/" in answer.url


def admin_url(name: str) -> str | None:
    if name in ("admin:login", "admin:logout", "admin:jsi18n"):
        return None  # open by design: they show nothing
    for arguments in ([], ["1"], ["projects"], ["1", "1"]):
        try:
            return reverse(name, args=arguments)
        except LookupError:
            continue
        except Exception as error:
            if type(error).__name__ != "NoReverseMatch":
                raise
    return "/admin/nothing-here/"


def test_addresses_that_do_not_exist_look_like_those_one_may_not_see(office, client):
    client.force_login(office.people["drafter here"])
    missing = client.get("/projects/00000000-0000-0000-0000-000000000000/")
    client.force_login(office.people["drafter next door"])
    forbidden = client.get(office.urls["project"])
    assert missing.status_code == forbidden.status_code == 404
    assert missing.templates[0].name == forbidden.templates[0].name == "404.html"
