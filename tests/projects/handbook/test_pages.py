"""Who reads the handbook sees the own role's chapter first; a stranger reads how to sign in, and no more."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import resolve, reverse

from budget_site.accounts.models import Role
from projects.handbook.chapters import BY_SLUG, CHAPTERS, PUBLIC, for_roles
from tests.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.decided]
_LINK = re.compile(r'<a [^>]*href="([^"#]*)(?:#([^"]*))?"')
_HASH = re.compile(r"\.[0-9a-f]{12}(?=\.png)")  # by which browsers keep a file for good
_ID = re.compile(r' id="([^"]+)"')
OF_ROLE = {chapter.role: chapter for chapter in CHAPTERS if chapter.role}


def page(client, chapter) -> str:
    answer = client.get(chapter.get_absolute_url())
    assert answer.status_code == 200, chapter.slug
    return answer.content.decode()


@pytest.fixture
def reader(client, district):
    """Signs somebody in, for one role of the district."""

    def sign_in(role=None):
        user = make_user(role or "nobody", role, **({"district": district} if role else {}))
        client.force_login(user)
        return user

    return sign_in


@pytest.mark.parametrize("role", Role)
def test_the_chapter_of_the_own_role_comes_first(client, reader, role):
    reader(role)
    front = client.get(reverse("handbook")).content.decode()
    own = OF_ROLE[role]
    assert "您的角色" in front
    main = front[front.index("<main") :]
    first = _LINK.search(main)
    assert first[1] == own.get_absolute_url()
    contents = page(client, BY_SLUG["questions"]).split('id="contents"')[1]
    assert _LINK.search(contents)[1] == own.get_absolute_url()


def test_who_has_no_role_reads_it_all_the_same(client, reader):
    reader()
    front = client.get(reverse("handbook")).content.decode()
    assert "您的角色" not in front
    assert all(chapter.get_absolute_url() in front for chapter in CHAPTERS)


def test_who_has_two_roles_finds_both_first():
    found = for_roles({Role.REPLIER, Role.PUBLISHER})
    assert [chapter.role for chapter in found[:2]] == [Role.REPLIER, Role.PUBLISHER]
    assert len(found) == len(CHAPTERS)


def test_a_stranger_reads_how_to_sign_in_and_nothing_else(client):
    told = page(client, BY_SLUG[PUBLIC])
    contents = told.split('id="contents"')[1]
    assert {found[0] for found in _LINK.findall(contents)} <= {BY_SLUG[PUBLIC].get_absolute_url(), ""}
    for chapter in CHAPTERS:
        if chapter.slug != PUBLIC:
            answer = client.get(chapter.get_absolute_url())
            assert answer.status_code == 302
            assert answer.url.startswith(reverse("login"))
    assert BY_SLUG[PUBLIC].get_absolute_url() in client.get(reverse("login")).content.decode()


@pytest.mark.parametrize("role", Role)
def test_every_link_of_the_handbook_leads_somewhere_for_that_role(client, reader, role):
    reader(role)
    pages = {chapter.get_absolute_url(): page(client, chapter) for chapter in CHAPTERS}
    others = {reverse("handbook"): client.get(reverse("handbook")).content.decode()}
    for address, told in list((pages | others).items()):
        main = told[told.index("<main") :]
        for where, section in _LINK.findall(main):
            where = where or address
            if where.startswith(settings.STATIC_URL):
                assert finders.find(_HASH.sub("", where.removeprefix(settings.STATIC_URL))), where
                continue
            if where not in pages | others:
                others[where] = client.get(where).content.decode()
                resolve(where)
            assert not section or section in _ID.findall((pages | others)[where]), (address, where, section)


def test_no_id_stands_twice_on_a_page(client, reader):
    reader(Role.DRAFTER)
    for chapter in CHAPTERS:
        ids = _ID.findall(page(client, chapter))
        assert len(ids) == len(set(ids)), chapter.slug


def test_a_chapter_that_is_not_there_is_not_found(client, reader):
    reader(Role.DRAFTER)
    assert client.get(reverse("handbook_chapter", args=["nothing"])).status_code == 404


@pytest.mark.parametrize(
    ("role", "at", "chapter"),
    [
        (Role.DRAFTER, "returned", "drafter"),
        (Role.HEAD, "review", "head"),
        (Role.PERFORMANCE_REVIEWER, "review", "performance"),
        (Role.REPLIER, "letters", "budget"),
        (Role.PUBLISHER, "sign-off", "publisher"),
        (Role.SYSTEM_ADMIN, "accounts", "administrator"),
        (Role.AUDITOR, "trail", "auditor"),
        (Role.DRAFTER, "inbox", "start"),
    ],
)
def test_help_opens_what_the_page_is_about_in_the_words_of_the_own_role(client, reader, role, at, chapter):
    reader(role)
    answer = client.get(reverse("handbook"), {"at": at})
    assert answer.url == f"{BY_SLUG[chapter].get_absolute_url()}#{at}"


def test_help_about_something_unknown_opens_the_front_page(client, reader):
    reader(Role.DRAFTER)
    assert client.get(reverse("handbook"), {"at": "//evil.example"}).url == reverse("handbook")


def test_from_every_page_help_is_one_click_away(client, reader, office):
    client.force_login(office.people["drafter here"])
    form = client.get(reverse("draft", args=[office.document.pk])).content.decode()
    assert f'href="{reverse("handbook")}?at=write"' in form
    assert f'href="{reverse("handbook_chapter", args=["filling"])}#value"' in form, "without scripts too"


def test_asking_for_a_chapter_takes_few_queries(client, reader, django_assert_max_num_queries):
    reader(Role.DRAFTER)
    page(client, BY_SLUG["drafter"])
    with django_assert_max_num_queries(5):
        page(client, BY_SLUG["drafter"])
