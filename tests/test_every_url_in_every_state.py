"""The pages of a table in each of its states: who may read it reads it, who may not does not, ever.

And what the finance bureau says among itself stays there, whatever page, file, notice or mail one asks for.
"""

import hashlib
import io
import zipfile
from uuid import uuid4

import pytest
from django.urls import reverse

from budget_site.accounts.models.people import FINANCE_ROLES
from projects.models import Notice, Status, TableVersion
from projects.review.mail_text import message
from projects.review.threads import INTERNAL, open_thread, say
from projects.storing import table_of
from projects.tables import to_canonical
from tests.doors import READERS, ROUTES, WRITERS, arguments, expected
from tests.pdfs import page_texts

pytestmark = pytest.mark.django_db
SECRET = "疑似虚报工程量"
WALKERS = (
    "nobody",
    "stranger",
    "drafter here",
    "head here",
    "business_reviewer here",
    "performance_reviewer of the district",
    "replier of the district",
    "publisher here",
    "drafter next door",
    "replier of another district",
    "system_admin of the district",
    "auditor of the district",
)
PAGES = [name for name, one in ROUTES.items() if one.place == "table" and not one.post]


def put(office, status: Status) -> None:
    version = office.document.versions.get()
    frozen = to_canonical(table_of(version))
    told = {"frozen": frozen, "frozen_hash": hashlib.sha256(frozen).hexdigest()}
    TableVersion.objects.filter(pk=version.pk).update(status=status, **told)


@pytest.mark.decided
@pytest.mark.parametrize("status", Status)
def test_in_each_state_the_pages_of_a_table_open_for_its_people_and_nobody_else(office, client, status):
    put(office, status)
    pages = addresses(office, PAGES)
    for who in WALKERS:
        client.logout()
        if office.people[who] is not None:
            client.force_login(office.people[who])
        for name, url in pages.items():
            code = client.get(url).status_code
            assert code in expected(office, ROUTES[name], who, url), (name, who, code)


def addresses(office, names) -> dict[str, str]:
    return {
        name: reverse(name, args=[*arguments(office, ROUTES[name].place), *ROUTES[name].extra])
        for name in names
    }


def departments_people(office):
    finance = {f"{role} {where}" for role in FINANCE_ROLES for where in ("here", "of the district")}
    return sorted(office.may_see - finance)


@pytest.fixture
def whispered(office):
    """Two remarks of the bureau's own, at a cell and of the whole table."""
    reviewer = office.people["performance_reviewer of the district"]
    thread = open_thread(INTERNAL, office.document, reviewer, (None, "total"), SECRET, uuid4())
    open_thread(INTERNAL, office.document, reviewer, (None, ""), SECRET, uuid4())
    say(INTERNAL, thread, office.people["replier of the district"], SECRET, uuid4())
    return office


@pytest.mark.parametrize("status", [Status.DRAFT, Status.PERFORMANCE_REVIEW, Status.RETURNED, Status.REPLIED])
def test_no_route_shows_the_department_what_the_bureau_says_among_itself(whispered, client, status):
    office = whispered
    put(office, status)
    asked = [
        name for name, one in ROUTES.items() if one.who in (READERS, WRITERS) or one.place in ("", "year")
    ]
    for who in departments_people(office):
        client.force_login(office.people[who])
        for name in asked:
            route = ROUTES[name]
            if route.post or name == "logout":
                continue
            url = reverse(name, args=[*arguments(office, route.place), *route.extra])
            assert SECRET not in readable(client.get(url)), (name, who)


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx", "html"])
def test_no_file_holds_it_not_even_the_reviewers_own(whispered, client, form):
    for who in ("drafter here", "performance_reviewer of the district"):
        client.force_login(whispered.people[who])
        for name, args in (
            ("project_file", [whispered.document.pk]),
            ("table_version_file", [whispered.document.pk, 1]),
            ("year_file", [whispered.district.code, 2025]),
        ):
            response = client.get(reverse(name, args=[*args, form]))
            assert response.status_code == 200
            assert SECRET not in readable(response)


def test_no_notice_and_no_mail_quotes_it_and_the_department_is_not_even_told(whispered):
    told = Notice.objects.all()
    assert told.exists()
    assert all(SECRET not in one.text for one in told)
    for who in departments_people(whispered):
        assert not Notice.objects.visible_to(whispered.people[who]).exists()
    reader = whispered.people["business_reviewer of the district"]
    assert SECRET not in message(reader, list(told)).message().as_string()


def readable(response) -> str:
    """The answer as text, whatever it is wrapped in."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "".join(packed.read(one).decode("utf-8", "replace") for one in packed.namelist())
    if content.startswith(b"%PDF"):
        return "".join(page_texts(content))
    return content.decode("utf-8", "replace")
