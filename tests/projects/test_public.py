"""Public is no status: it is what a registered lookup says, and nothing without one."""

import pytest

from projects.models import Status
from projects.public import public_among, register, unregister
from tests.people import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def editions():
    """What the disclosures say of versions, as the test sets it."""
    shown: set[int] = set()

    def lookup(versions):
        return shown

    register(lookup)
    register(lookup)  # twice is once
    yield shown
    unregister(lookup)


def test_nothing_is_public_until_somebody_says_so():
    assert public_among([1, 2]) == set()


def test_what_an_edition_holds_is_public_and_is_said_on_its_page(editions, client, project, drafter):
    version = project.versions.get()
    client.force_login(drafter)
    assert "已公开" not in client.get(project.get_absolute_url()).content.decode()
    editions |= {version.pk, 10**6}
    assert public_among([version.pk]) == {version.pk}
    page = client.get(project.get_absolute_url()).content.decode()
    assert "已公开" in page
    version.refresh_from_db()
    assert version.status == Status.DRAFT, "the state says nothing of it"


@pytest.fixture
def project(district, department):
    return make_project(district, department)
