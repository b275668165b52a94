"""Every URL of the site, tried by every kind of account and by strangers.

A route that is not listed here fails: whoever adds one says who may open it.
"""

from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.urls import reverse

from projects.binning import put_away
from projects.drafting.snapshots import Reason, keep
from projects.models import IncomingFile, Job, TableImport
from tests.offices import Office, routes
from tests.people import make_project

pytestmark = pytest.mark.django_db

ANYONE, SIGNED_IN, ADMINISTRATORS = "anyone", "signed in", "those who keep accounts"
READERS, WRITERS, FINANCE = "those whose table it is", "those who write it", "the finance bureau"
SETTERS, KEEPERS = "the finance bureau and who keeps its accounts", "who keeps the district's accounts"
IMPORTERS, IMPORT_SEEN = "drafters and the finance bureau", "those who see an import"
DISTRICT, DRAFTERS = "those who work on tables of the district", "its drafters"
BINNERS, OWNER = "those who wrote it before it was put away", "the one who started it"
OK = {200, 204, 302, 400}  # what it does is tested elsewhere; here, that the door opens


@dataclass(frozen=True)
class Route:
    """Who may, how the address is made, and whether it is asked by POST or by a script."""

    who: str
    place: str = ""  # of which thing the address is: table, year, district, job, ...
    post: bool = False
    script: bool = False
    extra: tuple = ()
    fleeting: bool = False  # what it is of may be gone, or not the one's to touch, when the second one comes


ROUTES = {
    "login": Route(ANYONE),
    "logout": Route(ANYONE),
    "sign_in_again": Route(ANYONE),
    "password_change": Route(SIGNED_IN),
    "home": Route(SIGNED_IN),
    "people": Route(ADMINISTRATORS),
    "person": Route(ADMINISTRATORS, "person", post=True, fleeting=True),
    "year": Route(DISTRICT, "year"),
    "year_file": Route(READERS, "year", extra=("html",)),  # the cheapest format
    "bulk": Route(DISTRICT, "year", post=True),
    "findings": Route(DISTRICT, "year"),
    "findings_file": Route(DISTRICT, "year"),
    "findings_compare": Route(DISTRICT, "year", post=True),
    "rules": Route(SIGNED_IN),
    "rule_settings": Route(FINANCE, "year"),
    "rule_settings_count": Route(FINANCE, "year", post=True),
    "project_findings": Route(READERS, "table"),
    "draft_findings": Route(WRITERS, "table"),
    "bin": Route(DISTRICT, "year"),
    "carry": Route(DISTRICT, "year"),
    "new_year": Route(SETTERS, "year"),
    "new_year_form": Route(FINANCE, "year", post=True),
    "new_year_deadlines": Route(FINANCE, "year", post=True),
    "department_change": Route(FINANCE, "department"),
    "new_year_template": Route(FINANCE, "year", extra=("departments",)),
    "new_year_list": Route(FINANCE, "year", post=True, extra=("departments",)),
    "new_year_list_confirm": Route(KEEPERS, "year", post=True, extra=("people",)),
    "new_year_slip": Route(KEEPERS, "year"),
    "framework": Route(FINANCE, "framework"),
    "framework_revise": Route(FINANCE, "framework", post=True),
    "framework_preview": Route(FINANCE, "framework", post=True),
    "library": Route(DISTRICT, "district"),
    "library_refresh": Route(FINANCE, "district", post=True),
    "library_mark": Route(FINANCE, "entry", post=True),
    "import_new": Route(IMPORTERS, "year"),
    "import_template": Route(IMPORTERS, "year"),
    "import_undo": Route(IMPORT_SEEN, "import", fleeting=True),
    "incoming": Route(OWNER, "incoming"),
    "incoming_progress": Route(OWNER, "incoming"),
    "incoming_take": Route(OWNER, "incoming", post=True),
    "incoming_drop": Route(OWNER, "incoming", post=True, fleeting=True),
    "incoming_table": Route(OWNER, "incoming", extra=(1,)),
    "project": Route(READERS, "table"),
    "project_file": Route(READERS, "table", extra=("html",)),
    "project_restore": Route(BINNERS, "binned", post=True, fleeting=True),
    "project_new": Route(DRAFTERS, "year"),
    "draft": Route(WRITERS, "table"),
    "draft_save": Route(WRITERS, "table", post=True, script=True),
    "draft_presence": Route(WRITERS, "table", post=True, script=True),
    "draft_suggestions": Route(READERS, "table", script=True),
    "snapshots": Route(READERS, "table"),
    "snapshots_compare": Route(READERS, "table", fleeting=True),
    "snapshot_restore": Route(WRITERS, "table", extra=(1,)),
    "jobs": Route(SIGNED_IN),
    "jobs_progress": Route(SIGNED_IN),
    "job": Route(OWNER, "job"),
    "job_progress": Route(OWNER, "job"),
    "job_file": Route(OWNER, "job with a file", fleeting=True),
    "job_cancel": Route(OWNER, "job", post=True),
    "job_remove": Route(OWNER, "job", post=True),
}
MARKER = "义务教育学校取暖"


def test_every_route_is_listed():
    unknown = {name for name in routes() if not name.startswith("admin:")} - set(ROUTES)
    assert not unknown, "say in ROUTES who may open them"
    assert set(ROUTES) <= set(routes())


def arguments(office: Office, place: str) -> list:
    """What the address of a thing is made of; the thing is made where the office lacks it."""
    owner = office.people["drafter here"]
    match place:
        case "":
            return []
        case "person":
            return [office.people["drafter here"].pk, "unlock"]
        case "district":
            return [office.district.code]
        case "year":
            return [office.district.code, 2025]
        case "table":
            keep(office.document.versions.get(), owner, Reason.REQUESTED)
            return [office.document.pk]
        case "binned":
            project = make_project(office.district, office.document.department)
            put_away(project, owner)
            return [project.pk]
        case "framework":
            return [office.document.versions.get().framework_id]
        case "department":
            return [office.district.code, 2025, office.document.department_id]
        case "entry":
            entry = office.district.library.create(
                class_label="数量", name="甲", name_key="甲", source="example"
            )
            return [entry.pk]
        case "import":
            made = {"filename": MARKER, "file_hash": "0" * 64, "content_hash": "0" * 64, "imported_by": owner}
            place = {"district": office.district, "department": office.document.department, "year": 2025}
            return [TableImport.objects.create(**made, **place).pk]
        case "incoming":
            return [IncomingFile.objects.create(district=office.district, year=2025, owner=owner).pk]
        case _:
            file = {"result": "jobs/there-is-none"} if place == "job with a file" else {}
            return [
                Job.objects.create(kind=Job.Kind.EXPORT, owner=owner, state="done", title=MARKER, **file).pk
            ]


def allowed(office: Office, route: Route) -> set[str]:
    signed_in = {who for who in office.people if who not in ("nobody", "closed")}
    return {
        ANYONE: set(office.people),
        SIGNED_IN: signed_in,
        ADMINISTRATORS: office.administrators,
        READERS: office.may_see,
        DISTRICT: office.in_district,
        IMPORTERS: office.drafters | office.finance,
        IMPORT_SEEN: office.may_see,
        KEEPERS: {"system_admin of the district"},
        SETTERS: office.finance | {"system_admin of the district"},
        DRAFTERS: office.drafters,
        WRITERS: office.may_write,
        BINNERS: office.may_see,
        FINANCE: office.finance,
        OWNER: {"drafter here"},
    }[route.who]


def expected(office: Office, route: Route, who: str, url: str) -> set[int]:
    if who in allowed(office, route):
        return OK | ({403, 404} if route.fleeting else set())
    if route.who == ANYONE:
        return OK
    if who in ("nobody", "closed"):
        return {401} if route.script else {302}  # to the sign-in
    if route.who == ADMINISTRATORS:
        return {403, 404}
    near = office.may_see if route.place == "table" else office.in_district
    near = near | ({"system_admin of the district"} if "/setup/" in url else set())
    wrong_role = who in near and route.who in (WRITERS, DRAFTERS, FINANCE, SETTERS, KEEPERS, IMPORTERS)
    return {403} if wrong_role else {404}


@pytest.mark.parametrize("name", ROUTES)
def test_each_page_opens_for_those_it_is_meant_for_and_for_nobody_else(office, client, name):
    route = ROUTES[name]
    url = reverse(name, args=[*arguments(office, route.place), *route.extra])
    for who, user in sorted(office.people.items(), key=lambda person: person[0] in allowed(office, route)):
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
        if who not in allowed(office, route):
            assert MARKER not in response.content.decode()
            if response.status_code == 302:
                assert response.url.startswith(reverse("login"))


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
